#include "world/traders.hpp"

#include "processes/trade_support.hpp"
#include "world/close_cell.hpp"
#include "world/market_links.hpp"

#include <gtest/gtest.h>

namespace emprise {
namespace {

using namespace emprise::test;

std::vector<ResidentId> first_residents(const World& world, std::uint32_t count)
{
    std::vector<ResidentId> rows;
    for (const ResidentId row : each<Resident>(world.residents.size()))
        if (world.residents.record[row].alive() && rows.size() < count) rows.push_back(row);
    return rows;
}

NewTrader on_call_at(ResidentId resident, CellId cell)
{
    return {resident, cell, 0, Role::seller, 0, 0};
}

TEST(Traders, AreKeptInOrderOfResidentsWhateverTheOrderTheyJoinIn)
{
    World world = make_lone_quartier(trade_parameters());
    const CellId cell = add_manned_cell(world, CellKind::site, 1.0, 0);
    const auto rows = first_residents(world, 5);
    add_traders(world, std::vector{on_call_at(rows[4], cell), on_call_at(rows[0], cell), on_call_at(rows[2], cell)});
    add_traders(world, std::vector{on_call_at(rows[3], cell), on_call_at(rows[1], cell), on_call_at(rows[2], cell)});
    EXPECT_EQ(world.traders.resident.values(), rows);
    EXPECT_EQ(world.cells.on_call[cell], 5);
    EXPECT_TRUE(staff_is_consistent(world));
}

TEST(Traders, ComeAndGoWithoutATrace)
{
    World world = make_lone_quartier(trade_parameters());
    const CellId cell = add_manned_cell(world, CellKind::site, 1.0, 0);
    const Stocks stocks = world.stocks;
    const auto records = world.residents.record;
    const auto rows = first_residents(world, 40);
    std::vector<NewTrader> joining;
    for (const ResidentId row : rows) joining.push_back(on_call_at(row, cell));
    add_traders(world, joining);
    EXPECT_EQ(world.stocks[QuartierId{0}].in_trade, 40);
    remove_traders(world, std::vector{rows[7], rows[39], rows[0], rows[7]});
    EXPECT_EQ(world.traders.size(), 37U);
    EXPECT_TRUE(staff_is_consistent(world));
    remove_traders(world, rows);
    EXPECT_EQ(world.traders.size(), 0U);
    EXPECT_TRUE(stocks == world.stocks);
    EXPECT_TRUE(records == world.residents.record);
}

TEST(Traders, OfAClosedCellGoOnCallNearbyOrNowhere)
{
    const Parameters parameters = trade_parameters();
    World world = make_lone_quartier(parameters);
    const CellId closing = add_manned_cell(world, CellKind::site, 1.0, 0);
    const CellId other = add_manned_cell(world, CellKind::site, 1.0, 0);
    world.cells.posts[other] = 5;
    add_on_call(world, closing, 10);
    refresh_links(world, parameters.market);
    release_staff(world, std::vector{close_cell(world, closing, Closure::unprofitable)}, Luck{1, 0, 0});
    EXPECT_EQ(world.cells.on_call[other], 10);
    release_staff(world, std::vector{close_cell(world, other, Closure::unprofitable)}, Luck{1, 0, 0});
    for (const CellId cell : world.traders.cell) EXPECT_FALSE(cell.present());
    EXPECT_TRUE(staff_is_consistent(world));
}

TEST(MarketLinks, AmendedWeekByWeekEqualLinksMadeAnew)
{
    Parameters parameters = trade_parameters();
    parameters.trade_genesis.sites_where_present.fill(20.0); // More than a quartier can list.
    parameters.strategy.act_month = 20.0;
    parameters.strategy.opening_bias = 2.0;
    parameters.strategy.closing_bias = 1.0;
    World world = make_trade_world(parameters);
    std::size_t changes = 0;
    for (int week = 0; week < 8; ++week) {
        const std::size_t before = world.cells.size();
        advance_trade(world, parameters, 8, 1);
        changes += world.cells.size() - before;
        World anew = world;
        anew.links = MarketLinks{};
        refresh_links(world, parameters.market);
        refresh_links(anew, parameters.market);
        ASSERT_EQ(world.links.first, anew.links.first);
        ASSERT_EQ(world.links.crowds.size(), anew.links.crowds.size());
        for (std::size_t row = 0; row < world.links.crowds.size(); ++row) {
            ASSERT_EQ(world.links.crowds[row].in_reach, anew.links.crowds[row].in_reach);
            ASSERT_EQ(world.links.crowds[row].linked, anew.links.crowds[row].linked);
            ASSERT_GE(world.links.crowds[row].in_reach, world.links.crowds[row].linked);
        }
        for (std::size_t i = 0; i < world.links.links.size(); ++i) {
            ASSERT_EQ(world.links.links[i].cell, anew.links.links[i].cell);
            ASSERT_EQ(world.links.links[i].travel_km, anew.links.links[i].travel_km);
            ASSERT_EQ(world.links.links[i].proximity, anew.links.links[i].proximity);
        }
    }
    EXPECT_GT(changes, 10U);
}

TEST(TradeBuild, GivesEachCellAboutThreePeopleAPostAndFillsItsPosts)
{
    const Parameters parameters = trade_parameters();
    const World world = make_trade_world(parameters);
    std::int64_t posts = 0;
    std::int64_t on_post = 0;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        posts += world.cells.posts[cell];
        on_post += world.cells.on_post[cell];
    }
    EXPECT_TRUE(staff_is_consistent(world));
    EXPECT_GT(posts, 100);
    // Poisson-like: 6 standard errors of about 600 people are a quarter of them; propensity is cut, so a little less.
    EXPECT_NEAR(static_cast<double>(world.traders.size()), 3.0 * static_cast<double>(posts),
                0.25 * 3.0 * static_cast<double>(posts));
    EXPECT_GT(on_post, posts * 8 / 10);
    EXPECT_LE(on_post, posts);
    expect_books_balance(world);
}

TEST(TradeBuild, DrawsOnlyPeopleWhoCouldEnter)
{
    const World world = make_trade_world(trade_parameters());
    for (const ResidentId resident : world.traders.resident) {
        const int age = 2026 - world.residents.record[resident].birth_year();
        EXPECT_GE(age, 12);
        EXPECT_LE(age, 35);
    }
}

} // namespace
} // namespace emprise
