// Parameters that take other values from a date on, in whole runs of the toy country.
#include "runs/arm_runs.hpp"
#include "runs/course.hpp"
#include "runs/one_run.hpp"
#include "runs/stop.hpp"
#include "settings/changes.hpp"
#include "support/toy_run.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace emprise {
namespace {

/// What the caches of market, strategy and supply were filled with, and what no cache holds.
constexpr const char* of_caches =
    "{ \"market.site_reach_km\" = 0.7, \"market.travel_sensitivity_per_eur\" = 1.5, \"supply.eur_km_road\" = "
    "1.5, \"strategy.route_km\" = 1.5, \"enforcement.raid_finds_worker\" = 2.0 }";

std::string change(const char* id, const char* start, const char* end, const std::string& effects)
{
    return fmt::format("[[change]]\nid = \"{}\"\nstart = {}\n{}{}\n", id, start,
                       end != nullptr ? fmt::format("end = {}\n", end) : "", effects);
}

ArmRuns run_once(std::vector<Scenario> arms)
{
    for (Scenario& arm : arms) arm.run.replicates = 1;
    RunOptions options;
    options.threads = 2;
    return run_arms(arms, toy_territory(), options);
}

void expect_equal_until(const Series& a, const Series& b, Week until)
{
    ASSERT_EQ(a.time, b.time);
    for (std::size_t i = 0; i < a.outcomes.size(); ++i)
        for (std::size_t period = 0; period < a.periods() && a.time[period] <= until; ++period)
            for (std::size_t at = 0, row = a.outcomes[i].row_size(); at < row; ++at)
                ASSERT_EQ(a.outcomes[i].values[period * row + at], b.outcomes[i].values[period * row + at])
                    << a.outcomes[i].outcome->name << " in the period ending at week " << a.time[period];
}

TEST(WholeRunWithChanges, IsTheSameWhenNothingIsChanged)
{
    const std::string once = "factor = { \"market.site_reach_km\" = 1, \"supply.eur_km_road\" = 1.0, "
                             "\"enforcement.raid_finds_worker\" = 1.0 }";
    const std::string usual =
        fmt::format("parameters = {{ \"market.dissimilarity\" = {} }}", usual_parameters().market.dissimilarity);
    const ArmRuns runs = run_once({toy_scenario(""), toy_scenario(change("one", "2026-01-26", "2026-05-10", once)),
                                   toy_scenario(change("usual", "2026-02-02", nullptr, usual))});
    EXPECT_EQ(runs.at(0, 0).failure, "");
    for (const std::size_t arm : {1U, 2U}) {
        EXPECT_EQ(runs.at(0, 0).final_fingerprint, runs.at(arm, 0).final_fingerprint);
        expect_equal_until(runs.at(0, 0).series, runs.at(arm, 0).series, 100'000);
    }
}

TEST(WholeRunWithChanges, DiffersFromTheWeekOfTheChangeOnAndNotBefore)
{
    const ArmRuns runs = run_once(
        {toy_scenario(""), toy_scenario(change("a", "2026-04-06", nullptr, fmt::format("factor = {}", of_caches)))});
    expect_equal_until(runs.at(0, 0).series, runs.at(1, 0).series, 13);
    EXPECT_NE(runs.at(0, 0).final_fingerprint, runs.at(1, 0).final_fingerprint);
}

TEST(WholeRunWithChanges, OfAllWeeksIsTheRunWithTheseParametersFromWeekZeroOn)
{
    // Without a burn-in, and with parameters that the first map does not know.
    const std::string values = "\"enforcement.raid_finds_worker\" = 0.3\n\"staffing.hire_rate\" = 0.03\n"
                               "\"violence.branching\" = 0.2\n\"supply.closed_gateway\" = 1\n";
    Scenario changed = toy_scenario("[[change]]\nid = \"a\"\nstart = 2026-01-05\n[change.parameters]\n" + values);
    Scenario set = toy_scenario("[parameters]\n" + values);
    Scenario neither = toy_scenario("");
    for (Scenario* arm : {&changed, &set, &neither}) arm->run.burn_in = 0;
    const ArmRuns runs = run_once({changed, set, neither});
    EXPECT_EQ(runs.at(0, 0).failure, "");
    EXPECT_EQ(runs.at(0, 0).final_fingerprint, runs.at(1, 0).final_fingerprint);
    EXPECT_NE(runs.at(0, 0).final_fingerprint, runs.at(2, 0).final_fingerprint);
}

TEST(WholeRunWithChanges, DoesNotDependOnTheOrderOfChangesOfDifferentParameters)
{
    const std::string a =
        change("a", "2026-02-02", "2026-06-07", "factor = { \"enforcement.raid_finds_worker\" = 3.0 }");
    const std::string b = change("b", "2026-03-02", nullptr, "parameters = { \"staffing.hire_rate\" = 0.03 }");
    const ArmRuns runs = run_once({toy_scenario(a + b), toy_scenario(b + a), toy_scenario(a)});
    EXPECT_EQ(runs.at(0, 0).final_fingerprint, runs.at(1, 0).final_fingerprint);
    EXPECT_NE(runs.at(0, 0).final_fingerprint, runs.at(2, 0).final_fingerprint);
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
    std::int64_t left_;
};

TEST(WholeRunWithChanges, IsTheSameAfterAPauseInTheMiddleOfAChange)
{
    // Weeks 13 to 21, between two thoughts on routes; pauses in weeks 11, 14, 15 and 22.
    std::vector<Scenario> arms{
        toy_scenario(change("a", "2026-04-06", "2026-06-07", fmt::format("factor = {}", of_caches)))};
    arms.front().run.replicates = 1;
    RunOptions straight_on;
    straight_on.threads = 1;
    const ArmRuns straight = run_arms(arms, toy_territory(), straight_on);
    const auto folder = std::filesystem::temp_directory_path() / "emprise-pauses-in-changes";
    std::filesystem::remove_all(folder);
    for (const std::int64_t weeks : {21, 3, 1, 7}) {
        StopAfter stop{weeks};
        RunOptions options{1, folder, 0, true, false, "toy", &stop};
        EXPECT_THROW(std::ignore = run_arms(arms, toy_territory(), options), StoppedWithCheckpoint);
        request_stop(false);
    }
    RunOptions options{1, folder, 0, true, false, "toy", nullptr};
    const ArmRuns paused = run_arms(arms, toy_territory(), options);
    EXPECT_EQ(straight.at(0, 0).failure, "");
    EXPECT_EQ(paused.at(0, 0).final_fingerprint, straight.at(0, 0).final_fingerprint);
    expect_equal_until(straight.at(0, 0).series, paused.at(0, 0).series, 100'000);
    std::filesystem::remove_all(folder);
}

TEST(WholeRunWithChanges, VacatesTheLargestSiteInOneWeekAlone)
{
    const ArmRuns runs = run_once({toy_scenario(
        change("vacated", "2026-01-05", "2026-01-11", "parameters = { \"enforcement.largest_sites_vacated\" = 1 }"))});
    ASSERT_EQ(runs.at(0, 0).failure, ""); // Conservation is checked every week.
    std::vector<Event> cleared;
    for (const Event& event : runs.at(0, 0).series.events)
        if (event.kind == EventKind::site_closed && event.reason == static_cast<std::uint8_t>(Closure::cleared))
            cleared.push_back(event);
    ASSERT_EQ(cleared.size(), 1U);
    EXPECT_EQ(cleared.front().week, 0);
    EXPECT_GT(cleared.front().terms[0], 100.0F); // Euros of the week.
}

TEST(WholeRunWithChanges, WouldNotBeMovedByParametersThatAreReadAtTheStartOnly)
{
    const Scenario scenario = toy_scenario("");
    std::vector<std::uint64_t> prints;
    for (const bool moved : {false, true}) {
        RunningWorld run = begin_run(scenario, std::span{&scenario, 1}, toy_territory(), 0);
        Course course = course_of(scenario, *toy_territory(), 0);
        while (run.world.week < 0) simulate_week(run, course, false);
        int rows = 0;
        for (const ParameterRow& row : parameter_rows())
            if (moved && is_read_at_the_start_only(row.path)) {
                double& value = *row.at(course.parameters);
                value = value == row.allowed.high ? row.allowed.low : 0.5 * (value + row.allowed.high);
                ++rows;
            }
        EXPECT_EQ(rows > 100, moved);
        while (run.world.week < 8) simulate_week(run, course, false);
        prints.push_back(fingerprint(run.world));
    }
    EXPECT_EQ(prints[0], prints[1]);
}

} // namespace
} // namespace emprise
