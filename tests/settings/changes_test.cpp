#include "settings/changes.hpp"

#include "levers/plan.hpp"
#include "settings/difference.hpp"
#include "settings/draws.hpp"
#include "settings/listing.hpp"
#include "settings/settings_support.hpp"
#include "world/territory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fmt/format.h>
#include <string>

namespace emprise {
namespace {

using testing::HasSubstr;

constexpr const char* finds = "enforcement.raid_finds_worker"; // 0.07, allowed 0 to 1

std::string change(const std::string& id, const std::string& start, const std::string& effects)
{
    return fmt::format("[[change]]\nid = \"{}\"\nstart = {}\n{}\n", id, start, effects);
}

std::string factor(const std::string& path, double times)
{
    return fmt::format("factor = {{ \"{}\" = {} }}", path, times);
}

std::string value(const std::string& path, double number)
{
    return fmt::format("parameters = {{ \"{}\" = {} }}", path, number);
}

double finds_in_week(const Scenario& scenario, Week week)
{
    return parameters_in_week(make_change_timeline(scenario), scenario.parameters, week).enforcement.raid_finds_worker;
}

TEST(Changes, HoldFromTheWeekOfTheirFirstDayToThatOfTheirLast)
{
    const Scenario scenario =
        read_text(with(change("a", "2026-01-14", "end = 2026-01-26\n" + factor(finds, 2.0)))); // Weeks 1 to 3.
    EXPECT_EQ(finds_in_week(scenario, 0), 0.07);
    for (const Week week : {1, 2, 3}) EXPECT_EQ(finds_in_week(scenario, week), 0.14) << week;
    EXPECT_EQ(finds_in_week(scenario, 4), 0.07);
    EXPECT_EQ(scenario.parameters.enforcement.raid_finds_worker, 0.07);
}

TEST(Changes, WithoutAnEndHoldForGood)
{
    EXPECT_EQ(finds_in_week(read_text(with(change("a", "2026-01-05", value(finds, 0.5)))), 100'000), 0.5);
}

TEST(Changes, ActInTheOrderOfTheFileOnWhatEarlierOnesLeft)
{
    const std::string set = change("set", "2026-01-05", value(finds, 0.1));
    const std::string doubled = change("doubled", "2026-01-05", factor(finds, 2.0));
    EXPECT_EQ(finds_in_week(read_text(with(set + doubled)), 0), 0.2);
    EXPECT_EQ(finds_in_week(read_text(with(doubled + set)), 0), 0.1);
}

TEST(Changes, MultiplyWhatWasDrawn)
{
    const Scenario scenario =
        read_text(with(fmt::format("[parameters]\n\"{}\" = {{ dist = \"uniform\", min = 0.1, max = 0.4 }}\n{}", finds,
                                   change("a", "2026-01-05", factor(finds, 2.0)))));
    const Parameters drawn = parameters_of_replicate(scenario, 3);
    const Parameters changed = parameters_in_week(make_change_timeline(scenario), drawn, 5);
    EXPECT_EQ(changed.enforcement.raid_finds_worker, 2.0 * drawn.enforcement.raid_finds_worker);
}

TEST(Changes, AreMadeAnewOnlyWhenOtherOnesAreActive)
{
    const Scenario scenario = read_text(with(change("a", "2026-02-02", "end = 2026-02-15\n" + factor(finds, 2.0)) +
                                             change("b", "2026-02-09", "end = 2026-02-22\n" + factor(finds, 3.0))));
    ChangeTimeline timeline = make_change_timeline(scenario);
    std::vector<Week> turned;
    std::vector<double> found;
    for (Week week = -3; week < 10; ++week) {
        if (turn_to(timeline, scenario.parameters, week)) turned.push_back(week);
        found.push_back(timeline.parameters(scenario.parameters).enforcement.raid_finds_worker / 0.07);
    }
    EXPECT_EQ(turned, (std::vector<Week>{4, 5, 6, 7}));
    EXPECT_EQ(turned, weeks_of_changes(timeline));
    EXPECT_NEAR(found[3 + 4], 2.0, 1e-12);
    EXPECT_NEAR(found[3 + 5], 6.0, 1e-12);
    EXPECT_NEAR(found[3 + 6], 3.0, 1e-12);
    EXPECT_EQ(found.back(), 1.0);
}

RC_GTEST_PROP(Changes, OfDifferentParametersActInAnyOrder, ())
{
    std::vector<const ParameterRow*> free;
    for (const ParameterRow& row : parameter_rows())
        if (!is_read_at_the_start_only(row.path)) free.push_back(&row);
    Scenario scenario = read_text(smallest_scenario);
    const int count = *rc::gen::inRange(1, 8);
    for (int nth = 0; nth < count; ++nth) {
        const auto at = *rc::gen::inRange<std::size_t>(0, free.size());
        const bool used = std::any_of(scenario.changes.begin(), scenario.changes.end(), [&](const Change& other) {
            return other.effects.front().path == free[at]->path;
        });
        if (used) continue;
        const double times = *rc::gen::inRange(0, 300) / 100.0;
        scenario.changes.push_back({.id = fmt::format("{}", nth),
                                    .start = scenario.run.start,
                                    .end = {},
                                    .effects = {{std::string{free[at]->path}, times, *rc::gen::arbitrary<bool>(), {}}},
                                    .place = {}});
    }
    const Parameters one = parameters_in_week(make_change_timeline(scenario), scenario.parameters, 0);
    std::reverse(scenario.changes.begin(), scenario.changes.end());
    Parameters other = parameters_in_week(make_change_timeline(scenario), scenario.parameters, 0);
    Parameters first = one;
    for (const ParameterRow& row : parameter_rows()) {
        RC_ASSERT(*row.at(first) == *row.at(other));
        RC_ASSERT(row.allowed.contains(*row.at(first)));
    }
}

/// The one problem of a scenario with this change.
Problem problem_of(const std::string& text)
{
    const std::vector<Problem> problems = problems_of(with(text));
    EXPECT_EQ(problems.size(), 1U) << text;
    return problems.empty() ? Problem{} : problems.front();
}

TEST(Changes, ThatNameNoParameterAreRefusedWithThePlaceAndASuggestion)
{
    const Problem problem = problem_of(change("a", "2026-01-05", factor("enforcement.raid_finds_workers", 2.0)));
    EXPECT_EQ(problem.code, "S207");
    EXPECT_EQ(problem.line, 7); // After the three lines of the smallest scenario, the header, id and start.
    EXPECT_EQ(problem.column, 12);
    EXPECT_THAT(problem.advice, HasSubstr(finds));
}

TEST(Changes, OfWhatIsReadAtTheStartOnlyAreRefused)
{
    for (const char* path : {"genesis.cohort_thousands_at_0", "trade_genesis.heads_per_post", "hold.allow_bistable",
                             "strategy.entry_cost_below_2k_eur", "enforcement.police_officers",
                             "services.municipal_police_small", "use.cannabis.past_growth", "justice.awaiting_trial"}) {
        const Problem problem = problem_of(change("a", "2026-01-05", factor(path, 1.0)));
        EXPECT_EQ(problem.code, "S211") << path;
        EXPECT_THAT(problem.message, HasSubstr("start only")) << path;
    }
}

TEST(Changes, ThatLeaveTheAllowedRangeAreRefusedAlsoTogetherAndWhateverIsDrawn)
{
    EXPECT_EQ(problem_of(change("a", "2026-01-05", value(finds, 1.5))).code, "S201");
    EXPECT_EQ(problem_of(change("a", "2026-01-05", factor(finds, 15.0))).code, "S201");
    EXPECT_EQ(problem_of(change("a", "2026-01-05", factor(finds, -1.0))).code, "S201");
    const std::string four = change("a", "2026-01-05", factor(finds, 4.0));
    EXPECT_TRUE(problems_of(with(four)).empty());
    EXPECT_EQ(problem_of(four + change("b", "2026-06-01", factor(finds, 4.0))).line, 11);
    EXPECT_TRUE(problems_of(with(change("a", "2026-01-05", "end = 2026-05-31\n" + factor(finds, 4.0)) +
                                 change("b", "2026-06-01", factor(finds, 4.0))))
                    .empty()); // Never both.
    EXPECT_EQ(problem_of(
                  fmt::format("[parameters]\n\"{}\" = {{ dist = \"uniform\", min = 0.1, max = 0.3 }}\n{}", finds, four))
                  .code,
              "S201");
    EXPECT_EQ(problem_of(change("a", "2026-01-05", factor("market.reference_price_eur_g_cannabis", 0.0))).code, "S214");
}

TEST(Changes, AreRefusedWithoutIdStartOrEffectWithWrongDatesAndTwice)
{
    const std::string effect = factor(finds, 2.0);
    EXPECT_EQ(problem_of("[[change]]\nstart = 2026-01-05\n" + effect + "\n").code, "S121");
    EXPECT_EQ(problem_of("[[change]]\nid = \"a\"\n" + effect + "\n").code, "S121");
    EXPECT_EQ(problem_of(change("a", "2026-01-05", "")).code, "S121");
    EXPECT_EQ(problem_of(change("a", "2026-01-05", "factor = {}")).code, "S121");
    const Problem early = problem_of(change("a", "2026-01-04", effect));
    EXPECT_EQ(early.code, "S201");
    EXPECT_EQ(early.line, 6);
    EXPECT_THAT(early.advice, HasSubstr("[parameters]"));
    EXPECT_EQ(problem_of(change("a", "2026-02-05", "end = 2026-02-04\n" + effect)).code, "S201");
    EXPECT_EQ(problem_of(change("a", "2026-01-05", effect) + change("a", "2026-03-05", effect)).code, "S211");
    EXPECT_EQ(problem_of(change("a", "2026-01-05", effect + "\n" + value(finds, 0.5))).code, "S211");
    EXPECT_EQ(problem_of(change("a", "2026-01-05", fmt::format("factor = {{ \"{}\" = \"2\" }}", finds))).code, "S120");
    EXPECT_EQ(problem_of(change("a", "2026-01-05", effect + "\nramp = 3")).code, "S104");
}

TEST(Changes, AreInheritedAndChangedByTheirId)
{
    const ScenarioFolder folder;
    folder.write("parent.toml", with(change("a", "2026-02-02", factor(finds, 2.0)) +
                                     change("b", "2026-03-02", value("supply.closed_gateway", 7))));
    const auto child = folder.write("child.toml", "schema = 1\nextends = \"parent.toml\"\n[[change]]\nid = \"a\"\n"
                                                  "end = 2026-03-01\n[change.factor]\nstaffing.hire_rate = 0.5\n");
    const Scenario scenario = read_scenario(child, {}, usual_options());
    ASSERT_EQ(scenario.changes.size(), 2U);
    EXPECT_EQ(scenario.changes[0].id, "a");
    EXPECT_EQ(format_date(*scenario.changes[0].end), "2026-03-01");
    ASSERT_EQ(scenario.changes[0].effects.size(), 2U);
    EXPECT_EQ(scenario.changes[0].effects[0].path, finds);
    EXPECT_EQ(scenario.changes[0].effects[1].path, "staffing.hire_rate");
    EXPECT_EQ(scenario.changes[1].effects[0].value, 7.0);
}

TEST(Changes, CanBeSetOnTheCommandLine)
{
    const std::string text = with(change("a", "2026-02-02", factor(finds, 2.0)));
    const Scenario scenario = read_text(
        text, {.environment = {}, .set = {"change.a.factor.enforcement.raid_finds_worker=3"}, .set_json = {}});
    ASSERT_EQ(scenario.changes.front().effects.size(), 1U);
    EXPECT_EQ(scenario.changes.front().effects.front().value, 3.0);
    EXPECT_EQ(scenario.overrides.front().instead_of, "2");
}

TEST(Changes, ComeBackFromTheResolvedScenarioInTheirOrder)
{
    const Scenario scenario =
        read_text(with(change("z", "2026-02-02", factor(finds, 2.0 / 3.0)) +
                       change("a", "2026-02-02",
                              "end = 2026-02-08\n" + value(finds, 0.5) + "\n" + factor("staffing.hire_rate", 0.5))));
    const Scenario again = read_text(scenario.resolved);
    EXPECT_EQ(again.resolved, scenario.resolved);
    EXPECT_TRUE(differences_between(scenario, again).empty());
    ASSERT_EQ(again.changes.size(), 2U);
    EXPECT_EQ(again.changes.front().id, "z");
    EXPECT_EQ(again.changes.front().effects.front().value, 2.0 / 3.0);
}

TEST(Changes, LeaveTheBurnInShared)
{
    const Scenario base = read_text(smallest_scenario);
    const Scenario arm = read_text(with(change("a", "2026-01-05", factor(finds, 2.0))));
    EXPECT_EQ(base.genesis_digest, arm.genesis_digest);
    EXPECT_NE(base.resolved, arm.resolved);
}

TEST(Changes, ShowInTheDifferenceOfTwoArms)
{
    const std::vector<Difference> differences =
        differences_between(read_text(with(change("a", "2026-01-05", value("supply.closed_gateway", 7)))),
                            read_text(with(change("a", "2026-01-05", value("supply.closed_gateway", 8)))));
    ASSERT_EQ(differences.size(), 1U);
    EXPECT_EQ(differences[0].path, "change.a.parameters.supply.closed_gateway");
    EXPECT_EQ(differences[0].first, "7");
    EXPECT_EQ(differences[0].second, "8");
}

TEST(Changes, ShowInThePlan)
{
    const Scenario scenario =
        read_text(with("[run]\nweeks = 52\n" + change("a", "2026-07-06", factor(finds, 2.0)) +
                       change("b", "2026-01-05", "end = 2026-01-11\n" + value("supply.closed_gateway", 7))));
    const std::string plan = describe_plan(scenario, {}, Territory{}, {});
    EXPECT_THAT(plan, HasSubstr("\na                        ..................=================="));
    EXPECT_THAT(plan, HasSubstr("\nb                        =..................................."));
    EXPECT_THAT(plan, HasSubstr("enforcement.raid_finds_worker times 2\n"));
    EXPECT_THAT(plan, HasSubstr("from 2026-01-05 to 2026-01-11\n"));
    EXPECT_THAT(plan, HasSubstr("supply.closed_gateway = 7 instead of 0\n"));
}

TEST(Changes, AreDescribedByTheSchema)
{
    const auto schema = nlohmann::json::parse(scenario_schema());
    const auto& keys = schema["properties"]["change"]["items"]["properties"];
    for (const char* key : {"id", "start", "end", "factor", "parameters"}) EXPECT_TRUE(keys.contains(key)) << key;
    EXPECT_TRUE(keys["factor"]["properties"].contains(finds));
    EXPECT_EQ(keys["parameters"]["properties"][finds]["maximum"], 1.0);
    EXPECT_FALSE(keys["parameters"]["properties"].contains("trade_genesis.heads_per_post"));
}

} // namespace
} // namespace emprise
