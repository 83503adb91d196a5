#include "processes/drug_use.hpp"
#include "support/toy_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace emprise {
namespace {

/// The light/heavy model as shares of a closed population, per year:
/// dN/dt = -N I, dL/dt = N I - (a + b) L + c H, dH/dt = b L - (c + g) H, I = (tau + s L) e^(-q H/L).
struct LightHeavy {
    double tau, s, q, a, b, c, g;
    using State = std::array<double, 3>; ///< Never, light, heavy.

    [[nodiscard]] State slope(const State& at) const
    {
        const auto [never, light, heavy] = at;
        const double first_use = never * (tau + s * light) * std::exp(-q * heavy / light);
        return {-first_use, first_use - (a + b) * light + c * heavy, b * light - (c + g) * heavy};
    }

    /// Classical Runge-Kutta, 1,000 steps a year: exact to ten digits here.
    [[nodiscard]] State after(State at, double years) const
    {
        constexpr double dt = 1e-3;
        const auto along = [](const State& from, const State& slope, double step) {
            return State{from[0] + step * slope[0], from[1] + step * slope[1], from[2] + step * slope[2]};
        };
        for (int i = 0; i < static_cast<int>(std::lround(years / dt)); ++i) {
            const State k1 = slope(at);
            const State k2 = slope(along(at, k1, dt / 2));
            const State k3 = slope(along(at, k2, dt / 2));
            const State k4 = slope(along(at, k3, dt));
            for (std::size_t j = 0; j < 3; ++j) at[j] += dt / 6 * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j]);
        }
        return at;
    }
};

/// The limit of the agent-based process: everybody meets the whole commune, one hazard for all, nobody relapses.
Parameters limit_of(const LightHeavy& model)
{
    Parameters parameters = usual_parameters();
    UseRates& rates = parameters.drug_use.drugs[0];
    rates.innovation.fill(model.tau);
    rates.imitation.fill(model.s);
    rates.men_ratio.fill(1.0);
    rates.relapse.fill(0.0);
    rates.light_quit.fill(model.a);
    rates.escalation = model.b;
    rates.heavy_to_light = model.c;
    rates.heavy_quit = model.g;
    rates.commune_mixing = 1.0;
    rates.deterrence = model.q;
    parameters.drug_use.ratio_smoothing_users = 0.0;
    // Everybody is between 11 and 69, so that nobody is too young or too old to change in ten years.
    for (std::size_t i = 0; i < pyramid_ages.size(); ++i)
        parameters.genesis.cohort_thousands[i] = pyramid_ages[i] >= 20 && pyramid_ages[i] <= 60 ? 1.0 : 0.0;
    return parameters;
}

LightHeavy::State shares_of(const World& world)
{
    std::array<double, use_state_count> count{};
    for (const QuartierStocks& stocks : world.stocks)
        for (std::size_t state = 0; state < use_state_count; ++state) count[state] += stocks.users[0][state];
    const double all = count[0] + count[1] + count[2] + count[3];
    return {count[0] / all, count[1] / all, count[2] / all};
}

/// One commune of 600,000, so that light use around 10 % has a standard deviation of 0.4 %: with the 0.3 % by which a
/// weekly step differs from a flow, an error of 2 % is found.
void expect_the_model(const LightHeavy& model)
{
    const Parameters parameters = limit_of(model);
    World world = made_up_world(made_up_territory({.towns = 1, .quartiers = 120, .residents = 5'000}), parameters,
                                {.first_week = 0, .weeks = 1});
    const LightHeavy::State start = shares_of(world);
    const Channels channels = empty_channels(world);
    for (int week = 1; week <= 522; ++week) {
        advance_drug_use(world, channels, parameters.drug_use, Luck{1, 0, world.week});
        ++world.week;
        if (week % 174 != 0) continue;
        const LightHeavy::State expected = model.after(start, week / weeks_per_year);
        const LightHeavy::State found = shares_of(world);
        EXPECT_NEAR(found[1] / expected[1], 1.0, 0.02) << "light users after " << week << " weeks";
        EXPECT_NEAR(found[2] / expected[2], 1.0, 0.02) << "heavy users after " << week << " weeks";
    }
    EXPECT_EQ(world.clamped_hazards, 0);
}

TEST(LightHeavyOracle, FollowsTheEquationsWithoutDeterrence)
{
    expect_the_model({.tau = 0.02, .s = 0.15, .q = 0.0, .a = 0.20, .b = 0.06, .c = 0.0, .g = 0.12});
}

TEST(LightHeavyOracle, FollowsTheEquationsWhereHeavyUseDeters)
{
    expect_the_model({.tau = 0.03, .s = 0.25, .q = 2.0, .a = 0.16, .b = 0.08, .c = 0.1, .g = 0.10});
}

TEST(LightHeavyOracle, FollowsTheEquationsWithImitationAlmostAlone)
{
    expect_the_model({.tau = 0.004, .s = 0.45, .q = 1.0, .a = 0.15, .b = 0.05, .c = 0.05, .g = 0.15});
}

} // namespace
} // namespace emprise
