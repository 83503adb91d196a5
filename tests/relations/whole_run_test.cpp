#include "parallel/parallel.hpp"
#include "runs/arm_runs.hpp"
#include "runs/course.hpp"
#include "runs/one_run.hpp"
#include "runs/stop.hpp"
#include "support/shuffled_world.hpp"
#include "support/toy_run.hpp"
#include "world/territory.hpp"

#include <filesystem>
#include <gtest/gtest.h>

namespace emprise {
namespace {

/// Values of every outcome at every level agree over the periods that end by `until`.
void expect_equal_until(const Series& a, const Series& b, Week until)
{
    ASSERT_EQ(a.time, b.time);
    ASSERT_EQ(a.outcomes.size(), b.outcomes.size());
    for (std::size_t i = 0; i < a.outcomes.size(); ++i) {
        const std::size_t row = a.outcomes[i].row_size();
        for (std::size_t period = 0; period < a.periods() && a.time[period] <= until; ++period)
            for (std::size_t at = period * row; at < (period + 1) * row; ++at)
                ASSERT_EQ(a.outcomes[i].values[at], b.outcomes[i].values[at])
                    << a.outcomes[i].outcome->name << " in the period ending at week " << a.time[period];
    }
}

void expect_same_run(const ArmRun& a, const ArmRun& b)
{
    EXPECT_EQ(a.failure, "");
    EXPECT_EQ(b.failure, "");
    EXPECT_EQ(a.clamped_hazards, 0);
    EXPECT_EQ(b.clamped_hazards, 0);
    if (a.final_fingerprint != 0 && b.final_fingerprint != 0) { // A run read from its segment has none.
        EXPECT_EQ(a.final_fingerprint, b.final_fingerprint);
    }
    expect_equal_until(a.series, b.series, 100'000);
}

ArmRuns run_toy(const std::vector<Scenario>& arms, int threads = 2)
{
    RunOptions options;
    options.threads = threads;
    return run_arms(arms, toy_territory(), options);
}

TEST(WholeRun, IsTheSameForTheSameArmTwice)
{
    const ArmRuns runs = run_toy({toy_scenario(all_levers_policies()), toy_scenario(all_levers_policies())});
    for (std::size_t replicate = 0; replicate < runs.replicates; ++replicate)
        expect_same_run(runs.at(0, replicate), runs.at(1, replicate));
}

TEST(WholeRun, IsChangedByPoliciesThatActAndByAnotherReplicate)
{
    const ArmRuns runs = run_toy({toy_scenario(""), toy_scenario(all_levers_policies())});
    EXPECT_NE(runs.at(0, 0).final_fingerprint, runs.at(1, 0).final_fingerprint);
    EXPECT_NE(runs.at(0, 0).final_fingerprint, runs.at(0, 1).final_fingerprint);
}

TEST(WholeRun, TreatsAPolicyOfNothingAsNoPolicy)
{
    for (const std::string& lever : toy_lever_ids()) {
        const ArmRuns runs = run_toy({toy_scenario(""), toy_scenario(policy_text(lever, "2026-03-02", 0.0))});
        expect_same_run(runs.at(0, 0), runs.at(1, 0));
    }
}

TEST(WholeRun, ChangesNothingBeforeAPolicyStarts)
{
    for (const std::string& lever : toy_lever_ids()) {
        const Scenario with = toy_scenario(policy_text(lever, "2026-06-01", 30.0));
        const ArmRuns runs = run_toy({toy_scenario(""), with});
        const Week start = Calendar{with.run.start}.week_of(with.policies.front().start);
        expect_equal_until(runs.at(0, 0).series, runs.at(1, 0).series, start);
    }
}

TEST(WholeRun, DoesNotDependOnTheNumberOfThreads)
{
    const std::vector<Scenario> arms{toy_scenario(all_levers_policies())};
    const ArmRuns one = run_toy(arms, 1);
    for (const int threads : {2, 3, 7}) expect_same_run(one.at(0, 0), run_toy(arms, threads).at(0, 0));
}

TEST(WholeRun, DoesNotDependOnTheNumberOfThreadsInsideOneRun)
{
    const Scenario scenario = toy_scenario(all_levers_policies());
    std::vector<std::uint64_t> prints;
    for (const int threads : {1, 2, 3, 7}) {
        set_threads(threads);
        RunningWorld run = begin_run(scenario, std::span{&scenario, 1}, toy_territory(), 0);
        Course course = course_of(scenario, *toy_territory(), 0);
        while (run.world.week < scenario.run.weeks) simulate_week(run, course, false);
        prints.push_back(fingerprint(run.world));
    }
    for (const std::uint64_t print : prints) EXPECT_EQ(print, prints.front());
}

TEST(WholeRun, DoesNotDependOnWhatIsRecorded)
{
    Scenario little = toy_scenario(all_levers_policies());
    little.outputs.every_weeks = 13;
    little.outputs.outcomes = {"sites_active"};
    little.outputs.events = false;
    EXPECT_EQ(run_toy({toy_scenario(all_levers_policies())}).at(0, 0).final_fingerprint,
              run_toy({little}).at(0, 0).final_fingerprint);
}

TEST(WholeRun, DoesNotDependOnTheOrderOfRows)
{
    const Scenario scenario = toy_scenario(all_levers_policies());
    RunningWorld run = begin_run(scenario, std::span{&scenario, 1}, toy_territory(), 0);
    ASSERT_GT(run.world.residents.blocks.size(), 3U);
    RunningWorld shuffled = run;
    shuffled.world = with_blocks_reversed(run.world);
    Course course = course_of(scenario, *toy_territory(), 0);
    Course other_course = course_of(scenario, *toy_territory(), 0);
    while (run.world.week < scenario.run.weeks) {
        simulate_week(run, course, false);
        simulate_week(shuffled, other_course, false);
    }
    expect_equal_until(run.recorder.series(), shuffled.recorder.series(), 100'000);
}

TEST(WholeRun, IsTheSameWhicheverReplicatesRunBesideIt)
{
    Scenario one = toy_scenario(all_levers_policies());
    one.run.replicates = 1;
    Scenario three = one;
    three.run.replicates = 3;
    expect_same_run(run_toy({one}).at(0, 0), run_toy({three}).at(0, 0));
}

TEST(WholeRun, DoesNotDependOnTheOrderOfPolicies)
{
    Scenario scenario = toy_scenario(all_levers_policies());
    Scenario reversed = scenario;
    std::reverse(reversed.policies.begin(), reversed.policies.end());
    const ArmRuns runs = run_toy({scenario, reversed});
    expect_same_run(runs.at(0, 0), runs.at(1, 0));
}

/// Asks for a stop after a number of weeks.
class StopAfter : public Progress {
public:
    explicit StopAfter(std::int64_t weeks) : left_{weeks} {}
    void plan(std::int64_t) override {}
    void begin(std::string_view) override {}
    void advance_weeks(std::int64_t weeks) override
    {
        if ((left_ -= weeks) <= 0) request_stop();
    }
    void finish_run() override {}

private:
    std::atomic<std::int64_t> left_;
};

TEST(WholeRun, IsTheSameAfterAnyPauses)
{
    const std::vector<Scenario> arms{toy_scenario(""), toy_scenario(all_levers_policies())};
    const ArmRuns straight = run_toy(arms);
    const auto folder = std::filesystem::temp_directory_path() / "emprise-pauses";
    std::filesystem::remove_all(folder);
    for (const std::int64_t weeks : {1, 11, 29, 57}) {
        StopAfter stop{weeks};
        RunOptions options{2, folder, 0, true, false, "toy", &stop};
        EXPECT_THROW(std::ignore = run_arms(arms, toy_territory(), options), StoppedWithCheckpoint);
        request_stop(false);
    }
    RunOptions options{2, folder, 0, true, false, "toy", nullptr};
    const ArmRuns paused = run_arms(arms, toy_territory(), options);
    for (std::size_t arm = 0; arm < arms.size(); ++arm)
        for (std::size_t replicate = 0; replicate < straight.replicates; ++replicate)
            expect_same_run(straight.at(arm, replicate), paused.at(arm, replicate));
    std::filesystem::remove_all(folder);
}

TEST(WholeRun, KeepsDemographyWhenOnlyPerceptionChanges)
{
    Scenario other = toy_scenario("");
    for (const ParameterRow& row : parameter_rows())
        if (row.path.starts_with("perception."))
            *row.at(other.parameters) = 0.5 * (row.allowed.low + std::min(row.allowed.high, 2.0 * row.usual + 1e-9));
    other.genesis_digest += " other perception";
    const ArmRuns runs = run_toy({toy_scenario(""), other});
    for (const char* outcome : {"births", "deaths"})
        EXPECT_EQ(runs.at(0, 0).series.find(outcome, Level::total)->values,
                  runs.at(1, 0).series.find(outcome, Level::total)->values);
}

} // namespace
} // namespace emprise
