// The lever of controls from the scenario file to what is seized, in the toy country: everything enters by the port of
// Shoreham-le-Vieux, and half of it goes on to Aldport. That nothing changes before a policy starts, and that a policy
// of nothing is none, is asked of every lever in whole_run_test.cpp.
#include "runs/arm_runs.hpp"
#include "support/toy_run.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace emprise {
namespace {

constexpr std::size_t aldport = 0;
constexpr std::size_t shoreham = 6;
constexpr Week start = 10;

Scenario controls(double posts, const std::string& where)
{
    Scenario scenario =
        toy_scenario(fmt::format("[parameters]\n\"supply.seizures_1000_km_road\" = 2.0\n"
                                 "\"supply.seizures_1000_km_motorway\" = 2.0\n\"supply.seizures_1000_km_rail\" = 2.0\n"
                                 "[[policy]]\nlever = \"transport-controls\"\nstart = 2026-03-16\nramp = 0\n"
                                 "amount = {{ posts = {} }}\n{}\n",
                                 posts, where));
    scenario.run.weeks = 104;
    scenario.run.replicates = 4;
    scenario.outputs.by_commune = {"seized_under_way_cannabis", "seized_under_way_cocaine"};
    return scenario;
}

/// Milligrams seized at a town after the policy starts, over drugs and replicates.
std::int64_t seized_at(const ArmRuns& runs, std::size_t arm, std::size_t town)
{
    std::int64_t sum = 0;
    for (std::size_t replicate = 0; replicate < runs.replicates; ++replicate) {
        const Series& series = runs.at(arm, replicate).series;
        for (const char* outcome : {"seized_under_way_cannabis", "seized_under_way_cocaine"}) {
            const OutcomeSeries* seized = series.find(outcome, Level::commune);
            if (seized == nullptr) {
                ADD_FAILURE() << outcome;
                return 0;
            }
            for (std::size_t period = 0; period < series.periods(); ++period)
                if (series.time[period] > start) sum += seized->at(period, town, 0);
        }
    }
    return sum;
}

ArmRuns run(const std::vector<Scenario>& arms)
{
    RunOptions options;
    options.threads = 2;
    return run_arms(arms, toy_territory(), options);
}

TEST(TransportControls, SeizeTheMoreAtTheGatewayTheMorePostsThereAre)
{
    const ArmRuns runs = run({controls(0, ""), controls(20, ""), controls(400, "")});
    ASSERT_EQ(runs.axes.communes.at(shoreham).code, "20001");
    EXPECT_GT(seized_at(runs, 0, shoreham), 0);
    EXPECT_GT(seized_at(runs, 1, shoreham), 5 * seized_at(runs, 0, shoreham) / 4);
    EXPECT_GT(seized_at(runs, 2, shoreham), 5 * seized_at(runs, 1, shoreham) / 4);
}

TEST(TransportControls, OfATownSeizeOnTheRoadsThatEndThere)
{
    const ArmRuns runs = run({controls(0, ""), controls(400, "where = { communes = [\"10001\"] }")});
    ASSERT_EQ(runs.axes.communes.at(aldport).code, "10001");
    EXPECT_GT(seized_at(runs, 0, aldport), 0);
    EXPECT_GT(seized_at(runs, 1, aldport), 3 * seized_at(runs, 0, aldport) / 2);
}

} // namespace
} // namespace emprise
