// Total branching, feedbacks included: attacks in return that one more attack brings, through everything the model
// connects (deaths, staff, presence, fear, sites). Twin runs of the toy country share luck; in one, attacks are forced
// in week 0 between networks that share a catchment. With D more attacks after that for F forced ones, D / F = n / (1 -
// n). F = 600: the size of a cluster has variance n / (1 - n)^3 = 1.9 at 0.4, so that D / F has a standard deviation of
// 0.056 from the clusters and, the two runs having parted, one of 0.05 from attacks that have nothing to do with those
// forced; that of n is (1 - n)^2 times as much: 0.027, 6 sigma 0.16. A total branching of 0.9 is 18 sigma away.
#include "parallel/parallel.hpp"
#include "processes/violence/attacks.hpp"
#include "processes/violence/victims.hpp"
#include "runs/course.hpp"
#include "runs/one_run.hpp"
#include "support/toy_run.hpp"
#include "world/market_links.hpp"
#include "world/territory.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <iostream>
#include <numeric>

namespace emprise {
namespace {

constexpr int twins = 20;
constexpr std::size_t forced_in_each = 30;

Scenario scenario_here()
{
    Scenario scenario = toy_scenario("");
    scenario.run.weeks = 156;
    scenario.run.replicates = twins;
    return scenario;
}

double attacks_in(const World& world)
{
    const auto& attacks = world.tallies[Flow::attacks];
    return static_cast<double>(std::accumulate(attacks.begin(), attacks.end(), std::int64_t{0}));
}

/// One attack more in each pair in contact, again and again, with victims and heat as of any other.
void force_attacks(World& world, const Course& course)
{
    const ViolenceParameters& parameters = course.parameters.violence;
    const Luck luck{course.seed, course.replicate, world.week};
    const Terrain terrain{world, parameters};
    const std::vector<Claim> claims = list_claims(world, terrain, parameters);
    const std::vector<Conflict> conflicts = list_conflicts(world, terrain, claims);
    const auto armed = count_armed(world, parameters);
    const Battleground ground{world, terrain, claims, armed, buyer_grid(world), course.channels, parameters, luck};
    ASSERT_FALSE(conflicts.empty());
    std::vector<Attack> attacks;
    for (std::size_t i = 0; i < forced_in_each; ++i) {
        const Conflict& pair = conflicts[i % conflicts.size()];
        const bool by_first = (i / conflicts.size()) % 2 == 0;
        attacks.push_back(place_attack(ground, by_first ? pair.first : pair.second, by_first ? pair.second : pair.first,
                                       Who::of(Kind::event, i)));
    }
    for (const Attack& attack : attacks) {
        const double added = heat_added(ground, attack.place);
        const TieId tie = tie_between(world.ties, world.organisations, attack.attacker, attack.victim, world.week);
        (world.ties.first[tie] == attack.victim ? world.ties.heat_of_first : world.ties.heat_of_second)[tie] += added;
    }
    strike(world, attacks, parameters, luck);
}

TEST(TotalBranchingHeavy, StaysBelowNineTenthsWithAllFeedbacksIncluded)
{
    const Scenario scenario = scenario_here();
    set_threads(2);
    double more = 0.0;
    double usual = 0.0;
    for (std::uint32_t replicate = 0; replicate < twins; ++replicate) {
        RunningWorld run = begin_run(scenario, std::span{&scenario, 1}, toy_territory(), replicate);
        Course course = course_of(scenario, *toy_territory(), replicate);
        while (run.world.week < 0) simulate_week(run, course, false);
        RunningWorld twin = run;
        Course twin_course = course;
        force_attacks(twin.world, twin_course);
        const double before = attacks_in(run.world);
        const double twin_before = attacks_in(twin.world);
        ASSERT_EQ(twin_before - before, static_cast<double>(forced_in_each));
        while (run.world.week < scenario.run.weeks) {
            simulate_week(run, course, false);
            simulate_week(twin, twin_course, false);
        }
        usual += attacks_in(run.world) - before;
        more += attacks_in(twin.world) - twin_before;
    }
    const double forced = twins * static_cast<double>(forced_in_each);
    const double ratio = (more - usual) / forced;
    const double branching = ratio / (1.0 + ratio);
    // style: figures for the reader of the test's output
    std::cout << fmt::format(
        "{} attacks forced; {} more followed than the {} without: total branching {:.3f}, direct {}\n", forced,
        more - usual, usual, branching, usual_parameters().violence.branching);
    EXPECT_LT(branching, 0.9);
    EXPECT_NEAR(branching, usual_parameters().violence.branching, 0.16);
}

} // namespace
} // namespace emprise
