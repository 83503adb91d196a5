#include "runs/arm_runs.hpp"
#include "support/toy_run.hpp"
#include "world/territory.hpp"
#include "world/territory_support.hpp"

#include <gtest/gtest.h>
#include <numeric>

namespace emprise {
namespace {

/// The toy country without Aldport Heath, a suburb of 14,000 next to Aldport.
std::shared_ptr<const Territory> toy_without_a_suburb()
{
    TerritoryQuery query;
    query.communes = {"10001", "10003", "10004", "10005", "10006"};
    return std::make_shared<const Territory>(load_toy(query));
}

std::int64_t total(const ArmRuns& runs, const char* outcome)
{
    for (const auto& series : runs.at(0, 0).series.outcomes)
        if (series.outcome->name == outcome)
            return std::accumulate(series.values.begin(), series.values.end(), std::int64_t{0});
    ADD_FAILURE() << "no outcome " << outcome;
    return 0;
}

ArmRuns run(const std::shared_ptr<const Territory>& territory, const std::string& more)
{
    RunOptions options;
    options.threads = 2;
    return run_arms(std::vector<Scenario>{toy_scenario(more)}, territory, options);
}

constexpr const char* closed_edge = "[parameters]\ntrade_genesis.rest_of_country = 0\n";

TEST(RegionAlone, RemembersTheTownsItLeavesOutAndTheirDepartements)
{
    const auto region = toy_without_a_suburb();
    ASSERT_EQ(region->neighbours.size(), 1U);
    EXPECT_EQ(region->neighbours.population[NeighbourId{0}], 14'000U);
    ASSERT_EQ(region->outside.size(), 2U); // The suburb's, and the south in whole.
    EXPECT_EQ(toy_territory()->neighbours.size(), 0U);
    EXPECT_EQ(toy_territory()->outside.size(), 0U);
}

TEST(RegionAlone, BuysBeyondItsEdgeUnlessTheEdgeIsClosed)
{
    const auto region = toy_without_a_suburb();
    const ArmRuns open = run(region, "");
    const ArmRuns closed = run(region, closed_edge);
    EXPECT_GT(total(open, "purchases_outside"), 0);
    EXPECT_EQ(total(closed, "purchases_outside"), 0);
    EXPECT_EQ(total(run(toy_territory(), ""), "purchases_outside"), 0);
}

TEST(RegionAlone, ChangesNothingForAWholeCountry)
{
    const ArmRuns open = run(toy_territory(), "");
    const ArmRuns closed = run(toy_territory(), closed_edge);
    EXPECT_EQ(open.at(0, 0).final_fingerprint, closed.at(0, 0).final_fingerprint);
}

TEST(RegionAlone, DoesNotDependOnTheNumberOfThreads)
{
    const auto region = toy_without_a_suburb();
    RunOptions one;
    one.threads = 1;
    const std::vector<Scenario> arms{toy_scenario("")};
    EXPECT_EQ(run_arms(arms, region, one).at(0, 0).final_fingerprint, run(region, "").at(0, 0).final_fingerprint);
}

} // namespace
} // namespace emprise
