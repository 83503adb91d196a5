#include "processes/enforcement/clearance.hpp"

#include "processes/trade_support.hpp"
#include "world/close_cell.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace emprise::test {

namespace {

std::vector<CellId> open_sites_by_sales(const World& world)
{
    std::vector<CellId> sites;
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (world.cells.is_open(cell) && world.cells.kind[cell] == CellKind::site) sites.push_back(cell);
    std::sort(sites.begin(), sites.end(), [&](CellId a, CellId b) {
        const auto key = [&](CellId cell) {
            return std::pair{-world.cells.revenue_cents[cell], world.cells.who[cell]};
        };
        return key(a) < key(b);
    });
    return sites;
}

EnforcementParameters vacating(double sites)
{
    EnforcementParameters parameters = usual_parameters().enforcement;
    parameters.largest_sites_vacated = sites;
    return parameters;
}

World world_at_work()
{
    const Parameters parameters = trade_parameters();
    World world = make_trade_world(parameters);
    advance_trade(world, parameters, 1, 8);
    world.events.clear();
    return world;
}

} // namespace

TEST(Clearance, ClosesExactlyTheLargestSitesAndLeavesTheirPlacesEmpty)
{
    for (const std::size_t wanted : {0U, 1U, 3U}) {
        World world = world_at_work();
        const std::vector<CellId> sites = open_sites_by_sales(world);
        const Column<Cell, std::int64_t> sales = world.cells.revenue_cents;
        ASSERT_GT(sites.size(), 4U);
        ASSERT_GT(sales[sites[0]], sales[sites[3]]);
        vacate_largest_sites(world, vacating(static_cast<double>(wanted) + 0.9), Luck{1, 0, world.week});
        ASSERT_EQ(world.events.size(), wanted);
        for (std::size_t i = 0; i < sites.size(); ++i) {
            const bool cleared = i < wanted;
            EXPECT_EQ(world.cells.is_open(sites[i]), !cleared) << i;
            if (!cleared) continue;
            EXPECT_EQ(world.cells.closure[sites[i]], Closure::cleared);
            EXPECT_EQ(world.cells.closed[sites[i]], world.week);
            EXPECT_EQ(world.quartiers.vacated[world.cells.quartier[sites[i]]], world.week);
            const Event& event = world.events[i];
            EXPECT_EQ(event.kind, EventKind::site_closed);
            EXPECT_EQ(event.reason, 5);
            EXPECT_EQ(event.who, world.cells.who[sites[i]]);
            EXPECT_FLOAT_EQ(event.terms[0], static_cast<float>(static_cast<double>(sales[sites[i]]) / 100.0));
        }
    }
}

TEST(Clearance, SendsStaffOnCallElsewhereAndLosesNobodyAndNoMoney)
{
    World world = world_at_work();
    const std::vector<CellId> sites = open_sites_by_sales(world);
    const std::size_t traders = world.traders.size();
    std::size_t there = 0;
    for (const CellId cell : world.traders.cell) there += cell == sites[0] ? 1U : 0U;
    ASSERT_GT(there, 0U);
    const OrganisationId network = world.cells.organisation[sites[0]];
    vacate_largest_sites(world, vacating(1.0), Luck{1, 0, world.week});
    EXPECT_EQ(world.traders.size(), traders);
    for (const CellId cell : world.traders.cell) EXPECT_TRUE(!cell.present() || world.cells.is_open(cell));
    EXPECT_EQ(world.cells.on_post[sites[0]], 0);
    EXPECT_EQ(world.cells.on_call[sites[0]], 0);
    EXPECT_TRUE(world.organisations.is_running(network));
    expect_books_balance(world);
}

TEST(Clearance, TakesEqualSitesByNameAndNoMoreThanThereAre)
{
    World world = world_at_work();
    const std::vector<CellId> sites = open_sites_by_sales(world);
    for (const CellId site : sites) world.cells.revenue_cents[site] = 700;
    vacate_largest_sites(world, vacating(1.0), Luck{1, 0, world.week});
    const auto first = std::min_element(sites.begin(), sites.end(),
                                        [&](CellId a, CellId b) { return world.cells.who[a] < world.cells.who[b]; });
    EXPECT_EQ(world.cells.closure[*first], Closure::cleared);
    vacate_largest_sites(world, vacating(10'000.0), Luck{1, 0, world.week});
    EXPECT_TRUE(open_sites_by_sales(world).empty());
    EXPECT_EQ(world.events.size(), sites.size());
    expect_books_balance(world);
}

} // namespace emprise::test
