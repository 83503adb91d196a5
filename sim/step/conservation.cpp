#include "step/conservation.hpp"

#include <fmt/format.h>
#include <numeric>

namespace emprise {

namespace {

void expect_equal(std::int64_t found, std::int64_t expected, const char* what, Week week)
{
    if (found != expected)
        throw BrokenConservation{fmt::format("week {}: {} is {}, expected {}", week, what, found, expected)};
}

std::int64_t sum(const std::vector<std::int64_t>& values)
{
    return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

void check_persons(const World& world)
{
    std::int64_t living = 0;
    std::int64_t in_trade = 0;
    for (const QuartierStocks& stocks : world.stocks) {
        living += stocks.residents();
        in_trade += stocks.in_trade;
    }
    expect_equal(living, world.residents.living, "the number of residents in all quartiers", world.week);
    expect_equal(in_trade, static_cast<std::int64_t>(world.traders.size()),
                 "the number of people in the trade in all quartiers", world.week);
}

void check_money(const World& world)
{
    const auto& balance = world.ledger.balance_cents;
    const auto of = [&](Purse purse) { return balance[static_cast<std::size_t>(purse)]; };
    expect_equal(std::accumulate(balance.begin(), balance.end(), std::int64_t{0}), 0, "the sum of all purses (cents)",
                 world.week);
    expect_equal(sum(world.cells.cash_cents.values()), of(Purse::cells), "the cash of all cells (cents)", world.week);
    expect_equal(sum(world.organisations.cash_cents.values()), of(Purse::organisations),
                 "the cash of all organisations (cents)", world.week);
    expect_equal(sum(world.hubs.cash_cents.values()), of(Purse::wholesale), "the cash of all hubs (cents)", world.week);
    expect_equal(sum(world.organisations.clean_cents.values()), of(Purse::laundered),
                 "the laundered wealth of all organisations (cents)", world.week);
}

void check_drugs(const World& world)
{
    for (int drug = 0; drug < drug_count; ++drug) {
        const auto& places = world.ledger.drug_mg[static_cast<std::size_t>(drug)];
        expect_equal(std::accumulate(places.begin(), places.end(), std::int64_t{0}), 0, "the sum of all places (mg)",
                     world.week);
        const auto held = [&](const std::vector<DrugMilligrams>& stocks) {
            std::int64_t all = 0;
            for (const DrugMilligrams& stock : stocks) all += stock[static_cast<std::size_t>(drug)];
            return all;
        };
        const auto at = [&](DrugPlace place) { return places[static_cast<std::size_t>(place)]; };
        expect_equal(held(world.cells.stock_mg.values()), at(DrugPlace::cell_stock), "the stock of all cells (mg)",
                     world.week);
        expect_equal(held(world.hubs.stock_mg.values()), at(DrugPlace::hub_stock), "the stock of all hubs (mg)",
                     world.week);
        expect_equal(held(world.hubs.under_way_mg.values()), at(DrugPlace::in_transit),
                     "the consignments under way (mg)", world.week);
    }
}

void check_weapons(const World& world)
{
    const auto& places = world.ledger.weapons;
    expect_equal(std::accumulate(places.begin(), places.end(), std::int64_t{0}), 0, "the sum of all places (weapons)",
                 world.week);
    const auto& held = world.organisations.weapons.values();
    expect_equal(std::accumulate(held.begin(), held.end(), std::int64_t{0}),
                 places[static_cast<std::size_t>(WeaponPlace::held)], "the weapons of all organisations", world.week);
}

void check_posts(const World& world)
{
    const std::int64_t on_post =
        std::accumulate(world.traders.on_post.begin(), world.traders.on_post.end(), std::int64_t{0});
    const std::int64_t manned =
        std::accumulate(world.cells.on_post.begin(), world.cells.on_post.end(), std::int64_t{0});
    expect_equal(manned, on_post, "the number of manned posts", world.week);
}

} // namespace

void check_conservation(const World& world)
{
    check_persons(world);
    check_money(world);
    check_drugs(world);
    check_weapons(world);
    check_posts(world);
}

} // namespace emprise
