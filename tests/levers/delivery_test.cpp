#include "levers/channel.hpp"
#include "levers/delivery.hpp"
#include "levers/lever_support.hpp"
#include "levers/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

namespace emprise {
namespace {

constexpr CommuneId dijon{0};
constexpr CommuneId beaune{1};
constexpr CommuneId chalon{2};
constexpr CommuneId autun{3};

std::vector<double> added(const World& world, const Scenario& scenario, const std::string& lever)
{
    return world.services.of_lever[scenario.levers.find(lever)].authorised_policy.values();
}

/// Posts that policies add in one week.
std::vector<double> added_in_week(const Scenario& scenario, const std::string& lever, Week week)
{
    PolicyTimeline timeline = make_timeline(scenario, small_country());
    World world = world_with_posts(scenario, week);
    deliver_policies(timeline, world);
    return added(world, scenario, lever);
}

double sum(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// An open site known to the forces.
void add_site(World& world, CommuneId commune)
{
    Cells& cells = world.cells;
    cells.who.push_back(Who::born(Kind::cell, commune.value(), 0, static_cast<std::uint32_t>(cells.size())));
    cells.kind.push_back(CellKind::site);
    cells.quartier.push_back(world.territory->communes.first_quartier[commune]);
    cells.closure.push_back(Closure::open);
    cells.known.push_back(1);
}

const std::string from_week_10 = "start = 2026-03-16\nramp = 0\n";

TEST(Delivery, LeavesPostsAloneWithoutPolicy)
{
    EXPECT_EQ(added_in_week(arm(""), "raids", 0), std::vector<double>(4, 0.0));
}

TEST(Delivery, TakesAnAmountOfZeroForNoPolicy)
{
    const Scenario zero = arm(policy_text("raids", from_week_10 + "amount = { posts = 0 }"));
    EXPECT_TRUE(make_timeline(zero, small_country()).policies.empty());
}

TEST(Delivery, BeginsInTheWeekThatContainsTheFirstDayAndEndsWithTheWeekOfTheLast)
{
    const Scenario scenario =
        arm(policy_text("raids", "start = 2026-03-18\nend = 2026-04-01\nramp = 0\namount = { posts = 4 }"));
    EXPECT_EQ(sum(added_in_week(scenario, "raids", 9)), 0.0);
    EXPECT_DOUBLE_EQ(sum(added_in_week(scenario, "raids", 10)), 4.0);
    EXPECT_DOUBLE_EQ(sum(added_in_week(scenario, "raids", 12)), 4.0);
    EXPECT_EQ(sum(added_in_week(scenario, "raids", 13)), 0.0);
}

TEST(Delivery, SendsControlsToGatewaysAndWhereThereIsNoneToAllByResidents)
{
    const std::string text = from_week_10 + "amount = { posts = 90 }\n";
    const Scenario everywhere = arm(policy_text("transport-controls", text));
    EXPECT_EQ(added_in_week(everywhere, "transport-controls", 10), (std::vector<double>{0.0, 0.0, 90.0, 0.0}));
    const Scenario inland = arm(policy_text("transport-controls", text + "where = { departements = [\"21\"] }"));
    const std::vector<double> posts = added_in_week(inland, "transport-controls", 10);
    EXPECT_DOUBLE_EQ(posts[0], 80.0);
    EXPECT_DOUBLE_EQ(posts[1], 10.0);
    EXPECT_DOUBLE_EQ(sum(posts), 90.0);
}

TEST(Delivery, GrowsEvenlyOverTheRamp)
{
    const Scenario scenario = arm(policy_text("raids", "start = 2026-03-16\nramp = 8\namount = { posts = 8 }"));
    for (int week = 0; week < 12; ++week)
        EXPECT_DOUBLE_EQ(sum(added_in_week(scenario, "raids", 10 + week)), std::min(8.0, week + 1.0)) << week;
}

TEST(Delivery, AddsUpRampsOfSeveralPolicies)
{
    const std::string one = policy_text("raids", "start = 2026-03-16\nramp = 8\namount = { posts = 8 }");
    const std::string two = policy_text("raids", "start = 2026-03-30\nramp = 4\namount = { posts = 2 }");
    const double both = sum(added_in_week(arm(one + two), "raids", 13));
    EXPECT_DOUBLE_EQ(both, sum(added_in_week(arm(one), "raids", 13)) + sum(added_in_week(arm(two), "raids", 13)));
    EXPECT_DOUBLE_EQ(both, 4.0 + 1.0);
}

TEST(Delivery, DoesNotDependOnTheOrderOfPoliciesInTheFile)
{
    const std::vector<std::string> texts{
        policy_text("raids", "start = 2026-03-16\namount = { posts = 0.1 }"),
        policy_text("raids", "start = 2026-03-16\nramp = 7\namount = { posts = 0.7 }"),
        policy_text("raids", "start = 2026-03-02\nset_to = { posts = 3 }\nwhere = { size = \"large\" }"),
        policy_text("raids", "start = 2026-03-02\nset_to = { posts = 5 }\nramp = 3"),
        policy_text("mediators", "start = 2026-03-16\namount = { posts_per_10000 = 0.3 }")};
    std::vector<std::size_t> order{0, 1, 2, 3, 4};
    const Scenario first = arm(std::accumulate(texts.begin(), texts.end(), std::string{}));
    do {
        std::string text;
        for (const std::size_t i : order) text += texts[i];
        EXPECT_EQ(added_in_week(arm(text), "raids", 14), added_in_week(first, "raids", 14));
    } while (std::next_permutation(order.begin(), order.begin() + 3));
}

TEST(Delivery, SharesATotalByTheResidentsOfTheTarget)
{
    const std::vector<double> posts =
        added_in_week(arm(policy_text("raids", from_week_10 + "amount = { posts = 22.1 }")), "raids", 10);
    EXPECT_DOUBLE_EQ(posts[0], 16.0);
    EXPECT_DOUBLE_EQ(posts[3], 0.1);
    EXPECT_DOUBLE_EQ(sum(posts), 22.1);
}

TEST(Delivery, SharesAPriorityLeverByResidentsOfPriorityQuartiers)
{
    const std::vector<double> posts =
        added_in_week(arm(policy_text("mediators", from_week_10 + "amount = { posts = 7 }")), "mediators", 10);
    EXPECT_EQ(posts, (std::vector<double>{7.0, 0.0, 0.0, 0.0}));
}

TEST(Delivery, TurnsEurosIntoPostsAtTheirUnitCost)
{
    const Scenario scenario = arm(policy_text("raids", from_week_10 + "amount = { eur_per_year = 775_000 }"));
    EXPECT_DOUBLE_EQ(sum(added_in_week(scenario, "raids", 10)), 10.0); // 77,500 euros a post
}

TEST(Delivery, CountsPostsPerTenThousandResidents)
{
    const Scenario scenario =
        arm(policy_text("raids", from_week_10 + "amount = { posts_per_10000 = 2 }\nwhere = { size = \"medium\" }"));
    EXPECT_EQ(added_in_week(scenario, "raids", 10), (std::vector<double>{0.0, 4.0, 8.0, 0.0}));
}

TEST(Delivery, ReachesOnlyTheCommunesOfItsLists)
{
    const auto reached = [](const std::string& where) {
        std::vector<bool> flags;
        for (const double posts : added_in_week(
                 arm(policy_text("raids", from_week_10 + "amount = { posts_per_10000 = 1 }\nwhere = " + where)),
                 "raids", 10))
            flags.push_back(posts > 0);
        return flags;
    };
    EXPECT_EQ(reached("{ departements = [\"Côte-d'Or\"] }"), (std::vector<bool>{true, true, false, false}));
    EXPECT_EQ(reached("{ departements = [\"71\"], size = \"small\" }"), (std::vector<bool>{false, false, false, true}));
    EXPECT_EQ(reached("{ communes = [\"dijon\", \"71014\"] }"), (std::vector<bool>{true, false, false, true}));
}

TEST(Delivery, LooksEveryWeekWhereSitesAreKnown)
{
    const Scenario scenario =
        arm(policy_text("raids", from_week_10 + "amount = { posts = 6 }\nwhere = { known_sites = \"> 1\" }"));
    PolicyTimeline timeline = make_timeline(scenario, small_country());
    World world = world_with_posts(scenario, 10);
    deliver_policies(timeline, world);
    EXPECT_EQ(sum(added(world, scenario, "raids")), 0.0);
    for (int i = 0; i < 2; ++i) add_site(world, chalon);
    add_site(world, dijon);
    deliver_policies(timeline, world);
    EXPECT_DOUBLE_EQ(added(world, scenario, "raids")[chalon.value()], 6.0);
    EXPECT_EQ(added(world, scenario, "raids")[dijon.value()], 0.0);
    world.cells.known[CellId{0}] = 0;
    deliver_policies(timeline, world);
    EXPECT_EQ(sum(added(world, scenario, "raids")), 0.0);
}

TEST(Delivery, ReplacesWhatExistsBySetTo)
{
    const Scenario scenario = arm(policy_text(
        "raids", "start = 2026-03-16\nramp = 2\nset_to = { posts = 4 }\nwhere = { communes = [\"Beaune\"] }"));
    EXPECT_EQ(added_in_week(scenario, "raids", 10)[beaune.value()], -3.0);
    EXPECT_EQ(added_in_week(scenario, "raids", 11)[beaune.value()], -6.0);
    EXPECT_EQ(added_in_week(scenario, "raids", 11)[dijon.value()], 0.0);
}

TEST(Delivery, CutsNoMorePostsThanExist)
{
    const Scenario scenario = arm(policy_text("raids", from_week_10 + "amount = { posts = -1000 }"));
    const std::vector<double> posts = added_in_week(scenario, "raids", 10);
    EXPECT_EQ(posts[0], -10.0);
    EXPECT_GE(*std::min_element(posts.begin(), posts.end()), -10.0);
}

TEST(Delivery, ShiftsBudgetsWithoutChangingTheirSum)
{
    const Scenario scenario =
        arm("[[shift]]\nfrom = \"raids\"\nto = \"mediators\"\nshare = 0.3\nstart = 2026-03-16\nramp = 3\n");
    for (const Week week : {10, 12, 40}) {
        const double lost = sum(added_in_week(scenario, "raids", week));
        EXPECT_NEAR(lost, -12.0 * std::min(1.0, (week - 9) / 3.0), 1e-12);
        EXPECT_NEAR(lost * 77'500 + sum(added_in_week(scenario, "mediators", week)) * 38'500, 0.0, 1e-6);
    }
}

TEST(Delivery, MovesOnlyThePartOfOnePayer)
{
    const Scenario scenario = arm("[[shift]]\nfrom = \"mediators\"\nto = \"raids\"\nshare = 1\npayer = "
                                  "\"commune\"\nstart = 2026-03-16\nramp = 0\n");
    EXPECT_DOUBLE_EQ(sum(added_in_week(scenario, "mediators", 10)), -20.0); // communes pay half of 40 posts
}

std::string two_policies_and_budget(const char* on_over)
{
    return policy_text("raids", "start = 2026-03-16\nramp = 0\namount = { eur_per_year = 3_000_000 }") +
           policy_text("treatment", "start = 2026-03-30\nramp = 0\namount = { eur_per_year = 1_000_000 }") +
           "[budget]\ntotal = { eur = 2_000_000, per = \"year\" }\non_over = \"" + on_over + "\"\n";
}

Commitment commitment_in_week(const Scenario& scenario, Week week)
{
    PolicyTimeline timeline = make_timeline(scenario, small_country());
    World world = world_with_posts(scenario, week);
    return deliver_policies(timeline, world);
}

TEST(Budget, ShrinksAllPoliciesInProportion)
{
    const Commitment commitment = commitment_in_week(arm(two_policies_and_budget("scale")), 12);
    EXPECT_NEAR(commitment.asked_eur_year, 4e6, 1e-6);
    EXPECT_NEAR(commitment.granted_eur_year, 2e6, 1e-6);
    EXPECT_NEAR(commitment.of_policy_eur_year[0], 1.5e6, 1e-6);
    EXPECT_NEAR(sum(added_in_week(arm(two_policies_and_budget("scale")), "treatment", 12)), 250.0, 1e-9);
}

TEST(Budget, LeavesOutWhatDoesNotFit)
{
    const Commitment commitment = commitment_in_week(arm(two_policies_and_budget("stop")), 12);
    EXPECT_EQ(commitment.of_policy_eur_year[0], 0.0);
    EXPECT_NEAR(commitment.of_policy_eur_year[1], 1e6, 1e-6);
}

TEST(Budget, OnlyReportsWhenAskedTo)
{
    EXPECT_NEAR(commitment_in_week(arm(two_policies_and_budget("report")), 12).granted_eur_year, 4e6, 1e-6);
}

TEST(Triggers, TurnOnBeyondTheBoundAndHold)
{
    const Scenario scenario =
        arm(policy_text("raids", "start = 2026-01-05\nramp = 0\namount = { posts = 4 }\nwhen = { outcome = "
                                 "\"killings\", window = 4, above = 1.5, relative_to = \"burn_in\", hold = 5 }"));
    PolicyTimeline timeline = make_timeline(scenario, small_country());
    ASSERT_EQ(timeline.watched_outcomes, std::vector<std::string>{"killings"});
    const auto killings = [](Week week) { return week >= 6 && week < 8 ? 10.0 : 2.0; };
    std::vector<Week> on;
    World world = world_with_posts(scenario);
    for (Week week = -8; week < 25; ++week) {
        world.week = week;
        deliver_policies(timeline, world);
        if (sum(added(world, scenario, "raids")) > 0.0) on.push_back(week);
        note_outcomes(timeline, week, std::vector{killings(week)});
    }
    // The mean of four weeks is beyond 3 in weeks 7 to 11; on for five weeks at least.
    EXPECT_EQ(on, (std::vector<Week>{7, 8, 9, 10, 11}));
}

TEST(Triggers, ContinueFromTheirStateAsIfNeverInterrupted)
{
    const Scenario scenario = arm(policy_text("raids", "start = 2026-01-05\nramp = 10\namount = { posts = 4 }\nwhen = "
                                                       "{ outcome = \"killings\", window = 2, above = 3 }"));
    PolicyTimeline timeline = make_timeline(scenario, small_country());
    for (Week week = 0; week < 5; ++week) note_outcomes(timeline, week, std::vector{5.0});
    update_triggers(timeline, 3);
    PolicyTimeline resumed = make_timeline(scenario, small_country());
    resumed.triggers = timeline.triggers;
    for (PolicyTimeline* one : {&timeline, &resumed}) update_triggers(*one, 6);
    EXPECT_EQ(strength_of(timeline, 0, 6), strength_of(resumed, 0, 6));
    EXPECT_DOUBLE_EQ(strength_of(timeline, 0, 6), 0.4);
}

TEST(Channels, AreEmptyAfterClearing)
{
    Channels channels;
    clear(channels, 3, 5);
    channels.raid_hours[dijon] = 7.0;
    clear(channels, 4, 8);
    EXPECT_EQ(channels.raid_hours.values(), std::vector<double>(4, 0.0));
    EXPECT_EQ(channels.treatment_reach[1].size(), 8U);
    EXPECT_EQ(channel_names().size(), 14U);
}

TEST(ShippedLevers, NameOnlyChannelsThatExistAndSayWhereTheirNumbersComeFrom)
{
    const Scenario scenario = arm("");
    ASSERT_EQ(scenario.levers.levers.size(), 9U);
    for (const Lever& lever : scenario.levers.levers) {
        EXPECT_FALSE(lever.cost_source.empty() || lever.baseline.source.empty() || lever.staffing_source.empty())
            << lever.id;
        EXPECT_NE(lever.name_en, lever.name_fr);
        EXPECT_FALSE(lever.effects.empty());
        for (const LeverEffect& effect : lever.effects) {
            const std::vector<std::string> names = channel_names();
            EXPECT_NE(std::find(names.begin(), names.end(), effect.channel), names.end());
            EXPECT_TRUE(effect.plausible.contains(effect.size) && !effect.source.empty()) << lever.id;
        }
    }
}

TEST(Plan, FitsEightyColumnsAndShowsCosts)
{
    const Scenario scenario =
        arm(two_policies_and_budget("scale") +
            policy_text("mediators", "id = \"a-very-long-name-of-a-policy-indeed\"\nstart = 2027-01-01\n"
                                     "amount = { posts = 3 }\nwhere = { known_sites = \"> 0\" }"));
    const Territory territory = small_country();
    const std::string text = describe_plan(scenario, make_timeline(scenario, territory), territory,
                                           RunForecast{.seconds_per_replicate = 7,
                                                       .seconds_in_all = 4000,
                                                       .memory_bytes = 2e9,
                                                       .output_bytes = 7e7,
                                                       .threads = 2});
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
    EXPECT_NE(text.find("3.0 M EUR"), std::string::npos) << text;
    EXPECT_NE(text.find("2.1 M EUR short; all policies shrink to it"), std::string::npos) << text;
    EXPECT_NE(text.find("115.5 k EUR *"), std::string::npos) << text;
}

TEST(Plan, CountsTheRampInTheCostOfTheRun)
{
    const Scenario scenario =
        arm("[run]\nweeks = 20\n" +
            policy_text("raids", "start = 2026-03-16\nramp = 4\namount = { eur_per_year = 365_242.5 }"));
    const std::vector<PolicyCost> costs = costs_of_policies(make_timeline(scenario, small_country()), 20);
    ASSERT_EQ(costs.size(), 1U);
    EXPECT_NEAR(costs[0].run_eur, 7000.0 * (0.25 + 0.5 + 0.75 + 7.0), 1e-6); // 7,000 euros a week
}

TEST(Plan, FindsNoPolicyInTheStatusQuo)
{
    const Scenario scenario = arm("");
    EXPECT_NE(describe_plan(scenario, make_timeline(scenario, small_country()), small_country(), std::nullopt)
                  .find("No policy: what exists goes on."),
              std::string::npos);
    EXPECT_EQ(small_country().communes.population[autun], 1000U);
}

} // namespace
} // namespace emprise
