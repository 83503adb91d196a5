// Growth of a network without rivals, and what becomes of burned sites. Printed: value, expected, tolerance.
#include "processes/trade_support.hpp"
#include "runs/arm_runs.hpp"
#include "runs/course.hpp"
#include "store/result_set.hpp"
#include "store/spread.hpp"
#include "validation/validation_support.hpp"
#include "world/close_cell.hpp"
#include "world/territory.hpp"

#include <gtest/gtest.h>
#include <iostream>
#include <vector>

namespace emprise::test {

namespace {

struct Trade {
    int cells{};
    double posts{};
    double on_post{};
    double sold_eur{};
    double asked_eur{};
};

Trade trade_of(const World& world)
{
    Trade trade;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        if (!world.cells.is_open(cell)) continue;
        ++trade.cells;
        trade.posts += world.cells.posts[cell];
        trade.on_post += world.cells.on_post[cell];
        trade.sold_eur += static_cast<double>(world.cells.revenue_cents[cell]) / 100.0;
        double sold = 0.0;
        double asked = 0.0;
        for (std::size_t drug = 0; drug < drug_count; ++drug) {
            sold += static_cast<double>(world.cells.sold_mg[cell][drug]);
            asked += static_cast<double>(world.cells.demanded_mg[cell][drug]);
        }
        if (sold > 0.0) trade.asked_eur += static_cast<double>(world.cells.revenue_cents[cell]) / 100.0 * asked / sold;
    }
    return trade;
}

/// Everybody else closes: one network with one site is left.
World one_network_alone(const Parameters& parameters)
{
    World world = make_trade_world(parameters);
    CellId kept;
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (!kept.present() && world.cells.kind[cell] == CellKind::site) kept = cell;
    const OrganisationId network = world.cells.organisation[kept];
    std::vector<Closed> closed;
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (cell != kept) closed.push_back(close_cell(world, cell, Closure::unprofitable));
    release_staff(world, closed, Luck{1, 0, world.week});
    for (const OrganisationId other : each<Organisation>(world.organisations.size()))
        if (other != network) world.organisations.ending[other] = Ending::empty;
    world.events.clear();
    return world;
}

} // namespace

/// Mean of the last year, because single weeks swing.
TEST(SpreadOfNetworks, OneNetworkAloneGrowsToWhatDemandSupports)
{
    const Parameters numbers = validation_parameters("lone-network");
    Parameters parameters = trade_parameters();
    parameters.strategy = numbers.strategy;
    World world = one_network_alone(parameters);
    const Trade start = trade_of(world);
    std::vector<Trade> years;
    for (int year = 0; year < 12; ++year) {
        Trade mean;
        for (int month = 0; month < 13; ++month) {
            advance_trade(world, parameters, 1, 4);
            const Trade now = trade_of(world);
            mean.posts += now.posts / 13.0;
            mean.sold_eur += now.sold_eur / 13.0;
            mean.asked_eur += now.asked_eur / 13.0;
            mean.cells = now.cells;
        }
        years.push_back(mean);
    }
    const Trade& last = years.back();
    const Trade& before = years[years.size() - 2];
    std::cout << "cells " << start.cells << " at first, " << last.cells << " in the end; posts " << start.posts
              << " at first, " << last.posts << " in the end\n"; // style: for the reader of the test's output
    EXPECT_GT(last.posts, 3.0 * start.posts);
    expect_figure("posts x planned sales of a post / sales asked of its cells",
                  last.posts * parameters.strategy.sales_eur_post_week / last.asked_eur, 1.0, 0.15);
    expect_figure("sales of the last year / those of the year before", last.sold_eur / before.sold_eur, 1.0, 0.10);
    expect_books_balance(world);
}

TEST(SpreadOfNetworksHeavy, BurnedSitesStartAgainElsewhere)
{
    const Scenario scenario = validation_scenario("burned-sites");
    const auto territory = load_territory_of(scenario);
    ArmRuns runs = run_arms(std::vector{scenario}, territory, {});
    ResultSet results;
    results.axes = runs.axes;
    results.towns = town_sizes_of(*territory);
    Share pooled;
    for (const ArmRun& run : runs.runs) {
        ASSERT_EQ(run.failure, "");
        const Share share = spread_of(results, run.series).burned_elsewhere;
        pooled.part += share.part;
        pooled.of += share.of;
    }
    ASSERT_GT(pooled.of, 40);
    // A-07 counts whatever replaced a site; the share here is of cells that go on themselves.
    expect_figure("share of burned sites that start again (A-07: 0.6 to 0.95)", pooled.value().value_or(0.0), 0.775,
                  0.175);
}

} // namespace emprise::test
