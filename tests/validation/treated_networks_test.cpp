// Treated groups against twins under the same parameters and other luck. Attacks come in clusters whose size has mean
// 1 / (1 - n) and mean square 1 / (1 - n)^3 with branching n: b attacks of the background bring b / (1 - n) in the long
// run with variance b / (1 - n)^3. Power is that of a one-sided test of the difference at one in a thousand (3.09
// sigma), worked out from the intensities before anything is drawn, and printed.
#include "processes/state_support.hpp"
#include "processes/violence.hpp"
#include "processes/violence_support.hpp"
#include "validation/validation_support.hpp"
#include "world/traders.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace emprise::test {

namespace {

constexpr int groups = 300;
constexpr int weeks = 52;

ViolenceParameters parameters_here()
{
    return validation_parameters("treated-networks").violence;
}

/// Background attacks expected in all groups over a year, both directions.
double background_year(World& world, const ViolenceParameters& parameters)
{
    const Channels channels = test::empty_channels(world);
    const Ground ground{world, parameters, channels, world.week, 1};
    double sum = 0.0;
    for (const Conflict& conflict : ground.conflicts()) {
        const Background background = background_of(*ground, conflict);
        sum += background.first_on_second + background.second_on_first;
    }
    return sum * weeks;
}

double attacks_in_a_year(World world, const ViolenceParameters& parameters, const Channels& channels,
                         std::uint32_t seed)
{
    for (int i = 0; i < weeks; ++i, ++world.week)
        advance_violence(world, channels, parameters, Luck{seed, 0, world.week});
    return static_cast<double>(total(world, Flow::attacks));
}

/// Probability that the difference of two clustered counts passes 3.09 sigma; given are attacks of the background.
double power_of(double treated, double control, double branching)
{
    const double z = std::abs(treated - control) * std::sqrt((1.0 - branching) / (treated + control)) - 3.09;
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// Prints power, intensity of the control and the ratio, which must be near that of the intensities.
void expect_ratio(const std::string& what, double treated, double control, double expected_treated,
                  double expected_control, double branching)
{
    const double expected = expected_treated / expected_control;
    // Relative error of a clustered count: 1 / sqrt((1 - n) b); 6 sigma of both.
    const double error = 6.0 * std::sqrt((1.0 / expected_treated + 1.0 / expected_control) / (1.0 - branching));
    expect_figure(what + ": power before", power_of(expected_treated, expected_control, branching), 1.0, 0.01);
    // Within a year not all of a cluster is seen: between the background and all of it.
    const double seen = 0.5 * (1.0 + 1.0 / (1.0 - branching));
    expect_figure(what + ": attacks a group and year, control", control / groups, seen * expected_control / groups,
                  (seen - 1.0 + 0.5 * error) * expected_control / groups);
    expect_figure(what + ": attacks, treated by control", treated / control, expected, error * expected);
}

} // namespace

// The head is gone and the heirs fight for the place: a pair at war, against a pair that merely shares a catchment.
TEST(TreatedNetworks, AttackMoreAfterASuccessionWarHasBegun)
{
    ViolenceParameters parameters = parameters_here();
    parameters.attacks_per_contact_year = 10.0;
    World control = make_duels(groups);
    World treated = control;
    for (std::uint32_t duel = 0; duel < groups; ++duel) {
        const TieId tie =
            tie_between(treated.ties, treated.organisations, OrganisationId{2 * duel}, OrganisationId{2 * duel + 1}, 0);
        treated.ties.rivalry[tie] = 1.0;
    }
    const double before_treated = background_year(treated, parameters);
    const double before_control = background_year(control, parameters);
    const Channels channels = test::empty_channels(control);
    const double war = attacks_in_a_year(treated, parameters, channels, 11);
    const double peace = attacks_in_a_year(control, parameters, channels, 12);
    EXPECT_GT(war, peace);
    expect_ratio("succession war", war, peace, before_treated, before_control, parameters.branching);
}

// 80 % of one network of each pair arrested at once, its arms seized: nobody is left to fight for the succession.
TEST(TreatedNetworks, AttackLessAfterMostOfANetworkIsArrestedAtOnce)
{
    ViolenceParameters parameters = parameters_here();
    parameters.attacks_per_contact_year = 30.0;
    World control = make_duels(groups, 80);
    std::fill(control.organisations.weapons.begin(), control.organisations.weapons.end(), 0);
    std::fill(control.traders.role.begin(), control.traders.role.end(), Role::manager);
    World treated = control;
    std::vector<ResidentId> arrested;
    int nth = 0;
    for (const TraderId trader : each<TraderTag>(treated.traders.size()))
        if (treated.cells.organisation[treated.traders.cell[trader]].value() % 2 == 0 && nth++ % 5 != 0)
            arrested.push_back(treated.traders.resident[trader]);
    remove_traders(treated, arrested);
    const double before_treated = background_year(treated, parameters);
    const double before_control = background_year(control, parameters);
    const Channels channels = test::empty_channels(control);
    const double after = attacks_in_a_year(treated, parameters, channels, 21);
    const double twin = attacks_in_a_year(control, parameters, channels, 22);
    EXPECT_LT(after, twin);
    expect_ratio("80 % arrested", after, twin, before_treated, before_control, parameters.branching);
}

// Mediators at full reach cut branching by 16 %: clusters of 1 / (1 - 0.336) = 1.506 instead of 1.667 attacks, so that
// attacks in return per attack of the background fall from 0.667 to 0.506. Long enough that clusters end: 20 years.
TEST(TreatedNetworks, AnswerLessWhereMediatorsWorkAfterAnAttack)
{
    const ViolenceParameters parameters = parameters_here();
    World world = make_duels(groups);
    const auto returned_per_attack = [&](double reach, std::uint32_t seed) {
        Channels channels = test::empty_channels(world);
        for (double& hours : channels.mediation_hours) hours = reach * parameters.mediation_full_hours * 40.0 / 1000.0;
        std::vector<Heat> heat(groups);
        double returned = 0.0;
        double spontaneous = 0.0;
        for (int week = 0; week < 1500; ++week) {
            const Ground ground{world, parameters, channels, week, seed};
            const double rate = week < 1000 ? 0.02 : 0.0;
            for (std::size_t i = 0; i < heat.size(); ++i) {
                const PairWeek drawn = simulate_pair(*ground, ground.conflicts()[i], {rate, rate}, heat[i]);
                heat[i] = drawn.heat;
                for (const Attack& attack : drawn.attacks) (attack.triggered ? returned : spontaneous) += 1.0;
            }
        }
        return returned / spontaneous;
    };
    const auto expected = [](double n) { return n / (1.0 - n); };
    const double cut = parameters.branching * (1.0 - parameters.mediation_cut);
    // 12,000 clusters in each arm, variance of their size n / (1 - n)^3 = 1.85 and 1.15: sigma of the difference
    // 0.0158, expected difference 0.161: 10 sigma.
    const double control = returned_per_attack(0.0, 31);
    const double treated = returned_per_attack(1.0, 32);
    const double sigma = std::sqrt((1.85 + 1.15) / 12'000.0);
    const double z = (expected(parameters.branching) - expected(cut)) / sigma - 3.09;
    expect_figure("mediation: power before", 0.5 * std::erfc(-z / std::sqrt(2.0)), 1.0, 0.01);
    expect_figure("mediation: attacks in return per attack, control", control, expected(parameters.branching), 0.075);
    expect_figure("mediation: attacks in return per attack, treated", treated, expected(cut), 0.06);
    EXPECT_LT(treated, control);
}

} // namespace emprise::test
