// Attacks in return as a branching process: clusters of one attack and all it brings, directly or not. With branching n
// the size of a cluster has mean 1 / (1 - n) and variance n / (1 - n)^3, and a share n of all attacks is in return.
#include "processes/state_support.hpp"
#include "processes/violence_support.hpp"
#include "validation/validation_support.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace emprise::test {

namespace {

ViolenceParameters parameters_here()
{
    ViolenceParameters parameters = validation_parameters("attack-clusters").violence;
    parameters.persons_hit = 0.0;
    return parameters;
}

struct Count {
    double attacks{};
    double spontaneous{};
};

/// Both directions of `duels` pairs, `rate` attacks a week each way beside those in return, then left to die out.
Count run_clusters(int duels, double rate, int weeks, std::uint32_t seed)
{
    World world = make_duels(duels);
    const ViolenceParameters parameters = parameters_here();
    const Channels channels = test::empty_channels(world);
    std::vector<Heat> heat(static_cast<std::size_t>(duels));
    Count count;
    constexpr int weeks_to_die_out = 700;
    for (int week = 0; week < weeks + weeks_to_die_out; ++week) {
        const Ground ground{world, parameters, channels, week, seed};
        const double now = week < weeks ? rate : 0.0;
        for (std::size_t i = 0; i < heat.size(); ++i) {
            const PairWeek drawn = simulate_pair(*ground, ground.conflicts()[i], {now, now}, heat[i]);
            heat[i] = drawn.heat;
            count.attacks += static_cast<double>(drawn.attacks.size());
            for (const Attack& attack : drawn.attacks) count.spontaneous += attack.triggered ? 0.0 : 1.0;
        }
    }
    return count;
}

} // namespace

// 120,000 clusters: the mean of their sizes has a standard deviation of sqrt(12.4 / 120,000) = 0.0102, so that 3 %
// (0.081) are 8 of them; the share in return follows, d share = (1 - n)^2 d mean: 6 sigma are 0.0084.
TEST(AttackClusters, HaveTheMeanSizeAndTheShareInReturnOfBranching063)
{
    const double n = parameters_here().branching;
    const Count count = run_clusters(100, 1.0, 600, 1);
    ASSERT_GT(count.spontaneous, 110'000.0);
    expect_figure("mean size of a cluster", count.attacks / count.spontaneous, 1.0 / (1.0 - n), 0.03 / (1.0 - n));
    expect_figure("share of attacks in return", 1.0 - count.spontaneous / count.attacks, n, 0.0084);
}

// First generation alone (branching 0 after the first attack): 100,000 delays; the sample median has a standard
// deviation of 1 / (2 f sqrt(N)) = 0.054 weeks, f = decay / 2 there: 6 sigma are 2.3 days.
TEST(AttackClusters, HaveAMedianDelayOf83Days)
{
    const ViolenceParameters usual = parameters_here();
    ViolenceParameters first_generation = usual;
    first_generation.branching = 0.0;
    constexpr int duels = 100;
    constexpr double attacks_before = 1000.0;
    World world = make_duels(duels);
    const Channels channels = test::empty_channels(world);
    const double start = attacks_before * heat_decay_week(usual);
    std::vector<Heat> heat(duels, Heat{start, 0.0});
    std::vector<double> days;
    for (int week = 0; week < 250; ++week) {
        const Ground ground{world, first_generation, channels, week, 2};
        for (std::size_t i = 0; i < heat.size(); ++i) {
            const PairWeek drawn = simulate_pair(*ground, ground.conflicts()[i], {0.0, 0.0}, heat[i]);
            heat[i] = drawn.heat;
            for (const Attack& attack : drawn.attacks) {
                EXPECT_TRUE(attack.triggered);
                EXPECT_EQ(attack.attacker, ground.conflicts()[i].first);
                days.push_back(7.0 * (week + attack.time));
            }
        }
    }
    const double expected = attacks_before * duels;
    expect_figure("attacks in return, 1 an attack before", static_cast<double>(days.size()), expected,
                  6.0 * std::sqrt(expected));
    std::nth_element(days.begin(), days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2), days.end());
    expect_figure("median delay (days)", days[days.size() / 2], 83.0, 2.3);
    double sum = 0.0;
    for (const double day : days) sum += day;
    expect_figure("mean delay (days), exponential", sum / static_cast<double>(days.size()), 83.0 / std::log(2.0), 2.3);
}

} // namespace emprise::test
