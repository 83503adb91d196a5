#include "processes/trade_support.hpp"

#include "processes/market.hpp"
#include "processes/staffing.hpp"
#include "processes/strategy.hpp"
#include "processes/supply.hpp"
#include "support/toy_world.hpp"
#include "world/build/supply_build.hpp"
#include "world/build/trade_build.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <numeric>

namespace emprise::test {

namespace {

constexpr double town_residents = 12'000.0;

World people_only(const Parameters& parameters, MadeUpPlace place, std::uint32_t seed, SimulatedDrugs drugs)
{
    World world = made_up_world(made_up_territory(place), parameters,
                                {.first_week = 0, .weeks = 104, .seed = seed, .drugs = drugs});
    const std::size_t quartiers = world.territory->quartiers.size();
    world.quartiers.for_each_column([&](const char*, auto& column) { column.assign(quartiers, {}); });
    world.quartiers.vacated.assign(quartiers, QuartierState::never_vacated);
    world.quartiers.last_attack.assign(quartiers, QuartierState::never_vacated);
    return world;
}

template <class Tag>
std::vector<Id<Tag>> reverse_rows(std::size_t rows)
{
    std::vector<Id<Tag>> places(rows);
    for (std::size_t row = 0; row < rows; ++row) places[row] = Id<Tag>{static_cast<std::uint32_t>(rows - 1 - row)};
    return places;
}

} // namespace

Parameters trade_parameters()
{
    Parameters parameters = usual_parameters();
    TradeGenesisParameters& numbers = parameters.trade_genesis;
    numbers.communes_with_sites.fill(1.0);
    numbers.sites_where_present.fill(3.0);
    numbers.mean_population.fill(town_residents);
    numbers.deprivation_of_sites = 0.5;
    numbers.sites_of_map = numbers.sites_by_year.back();
    numbers.national_population = numbers.sites_by_year.back() * town_residents / 3.0;
    numbers.mean_site_posts = 6.0;
    numbers.mean_crew_posts = 4.0;
    return parameters;
}

World make_trade_world(const Parameters& parameters, std::uint32_t seed, SimulatedDrugs drugs)
{
    World world = people_only(parameters, {.towns = 6, .quartiers = 4, .residents = 3'000}, seed, drugs);
    build_trade(world, parameters, Luck{seed, 0, world.week});
    return world;
}

World make_lone_quartier(const Parameters& parameters, SimulatedDrugs drugs)
{
    World world = people_only(parameters, {.towns = 1, .quartiers = 1, .residents = 2'000}, 1, drugs);
    NewOrganisation born;
    born.who = Who::of(Kind::organisation, 1);
    born.home = QuartierId{0};
    add_organisation(world.organisations, born);
    build_supply(world, parameters);
    return world;
}

CellId add_manned_cell(World& world, CellKind kind, double attractiveness, int posts)
{
    NewCell born;
    born.who = Who::of(Kind::cell, world.cells.size() + 1);
    born.kind = kind;
    born.quartier = QuartierId{0};
    born.spot = static_cast<std::uint8_t>(world.cells.size());
    born.organisation = OrganisationId{0};
    born.attractiveness = attractiveness;
    born.posts = posts;
    born.wage_cents_week = 50'000;
    const CellId cell = add_cell(world.cells, born);
    world.cells.on_post[cell] = posts;
    constexpr std::int64_t ample_mg = 1'000'000'000;
    for (int drug = 0; drug < drug_count; ++drug) {
        world.cells.stock_mg[cell][static_cast<std::size_t>(drug)] = ample_mg;
        world.ledger.move_drug(drug, DrugPlace::imported, DrugPlace::cell_stock, ample_mg);
    }
    world.links.stale = true;
    return cell;
}

void add_on_call(World& world, CellId cell, int count)
{
    std::vector<NewTrader> joining;
    const int year = world.calendar.year_of(world.week);
    for (const ResidentId row : each<Resident>(world.residents.size())) {
        const ResidentRecord& record = world.residents.record[row];
        const int age = year - record.birth_year();
        if (static_cast<int>(joining.size()) == count) break;
        if (record.alive() && !record.has_side_row() && age >= 20 && age < 60)
            joining.push_back({row, cell, 0, Role::seller, 0, 0});
    }
    add_traders(world, joining);
}

void advance_trade(World& world, const Parameters& parameters, std::uint32_t seed, int weeks)
{
    const Channels channels = emprise::empty_channels(world);
    for (int i = 0; i < weeks; ++i) {
        const Luck luck{seed, 0, world.week};
        advance_market(world, channels, parameters.market, luck);
        advance_supply(world, channels, parameters.supply, parameters.market, luck);
        advance_staffing(world, channels, parameters.staffing, luck);
        advance_strategy(world, parameters.strategy, luck, false);
        ++world.week;
    }
}

void expect_books_balance(const World& world)
{
    const auto& balance = world.ledger.balance_cents;
    const auto sum = [](const auto& values) { return std::accumulate(values.begin(), values.end(), std::int64_t{0}); };
    EXPECT_EQ(sum(balance), 0);
    EXPECT_EQ(sum(world.cells.cash_cents), balance[static_cast<std::size_t>(Purse::cells)]);
    EXPECT_EQ(sum(world.organisations.cash_cents), balance[static_cast<std::size_t>(Purse::organisations)]);
    EXPECT_EQ(sum(world.hubs.cash_cents), balance[static_cast<std::size_t>(Purse::wholesale)]);
    EXPECT_EQ(sum(world.organisations.clean_cents), balance[static_cast<std::size_t>(Purse::laundered)]);
    EXPECT_EQ(sum(world.ledger.weapons), 0);
    EXPECT_EQ(sum(world.organisations.weapons), world.ledger.weapons[static_cast<std::size_t>(WeaponPlace::held)]);
    for (std::size_t drug = 0; drug < drug_count; ++drug) {
        EXPECT_EQ(sum(world.ledger.drug_mg[drug]), 0);
        std::int64_t at_hubs = 0;
        std::int64_t under_way = 0;
        for (const DepartementId hub : each<Departement>(world.hubs.size())) {
            EXPECT_GE(world.hubs.stock_mg[hub][drug], 0);
            at_hubs += world.hubs.stock_mg[hub][drug];
            under_way += world.hubs.under_way_mg[hub][drug];
        }
        EXPECT_EQ(at_hubs, world.ledger.drug_mg[drug][static_cast<std::size_t>(DrugPlace::hub_stock)]);
        EXPECT_EQ(under_way, world.ledger.drug_mg[drug][static_cast<std::size_t>(DrugPlace::in_transit)]);
        std::int64_t held = 0;
        for (const DrugMilligrams& stock : world.cells.stock_mg) {
            EXPECT_GE(stock[drug], 0);
            held += stock[drug];
        }
        EXPECT_EQ(held, world.ledger.drug_mg[drug][static_cast<std::size_t>(DrugPlace::cell_stock)]);
    }
}

World with_rows_reversed(const World& world)
{
    World other = world;
    const auto cell_place = reverse_rows<Cell>(world.cells.size());
    const auto organisation_place = reverse_rows<Organisation>(world.organisations.size());
    other.cells.for_each_column(
        [](const char*, auto& column) { std::reverse(column.values().begin(), column.values().end()); });
    other.organisations.for_each_column(
        [](const char*, auto& column) { std::reverse(column.values().begin(), column.values().end()); });
    for (OrganisationId& owner : other.cells.organisation) owner = organisation_place[owner.value()];
    for (OrganisationId& first : other.ties.first) first = organisation_place[first.value()];
    for (OrganisationId& second : other.ties.second) second = organisation_place[second.value()];
    for (CellId& cell : other.traders.cell)
        if (cell.present()) cell = cell_place[cell.value()];
    other.links = MarketLinks{};
    return other;
}

std::vector<std::string> describe_cells(const World& world)
{
    std::vector<std::string> lines;
    const Cells& cells = world.cells;
    for (const CellId cell : each<Cell>(cells.size()))
        lines.push_back(
            fmt::format("{:x} owner {:x} posts {} {} {} wage {} cash {} price {} sold {} {} stock {} closure {} "
                        "profit {}",
                        cells.who[cell].key, world.organisations.who[cells.organisation[cell]].key, cells.posts[cell],
                        cells.on_post[cell], cells.on_call[cell], cells.wage_cents_week[cell], cells.cash_cents[cell],
                        cells.price_factor[cell], cells.sold_mg[cell][0], cells.sold_mg[cell][1],
                        cells.stock_mg[cell][0], static_cast<int>(cells.closure[cell]), cells.profit_cents[cell]));
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace emprise::test
