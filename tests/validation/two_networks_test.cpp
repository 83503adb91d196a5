// Two networks at the ends of a line of quartiers 0.76 km apart (Brantingham et al. 2012: boundaries of equal gangs are
// perpendicular bisectors, violence clusters there). Weight of a place: p q / (p + q), p and q what reaches it of both.
#include "processes/state_support.hpp"
#include "processes/violence_support.hpp"
#include "validation/validation_support.hpp"
#include "world/territory.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace emprise::test {

namespace {

constexpr int line = 9;
constexpr int attacks = 20'000;

/// How many attacks of the first on the second hit each quartier of the line; strength of the first's site.
std::vector<double> shares_along_the_line(double strength)
{
    World world = make_small_world({.communes = 1, .quartiers = line, .residents = 40, .departements = 1});
    const OrganisationId first = add_network(world, 1, QuartierId{0});
    const OrganisationId second = add_network(world, 2, QuartierId{line - 1});
    world.cells.attractiveness[add_site_of(world, first, QuartierId{0}, 2)] = strength;
    world.cells.attractiveness[add_site_of(world, second, QuartierId{line - 1}, 2)] = 1.0;
    const ViolenceParameters parameters = validation_parameters("two-networks").violence;
    const Channels channels = test::empty_channels(world);
    std::vector<double> shares(line, 0.0);
    for (std::uint32_t seed = 0; seed < attacks; ++seed) {
        const Ground ground{world, parameters, channels, 0, seed};
        const Attack attack = place_attack(*ground, first, second, Who::of(Kind::event, 1));
        shares[attack.place.value()] += 1.0 / attacks;
    }
    return shares;
}

double mean_place(const std::vector<double>& shares)
{
    double mean = 0.0;
    for (std::size_t i = 0; i < shares.size(); ++i) mean += shares[i] * static_cast<double>(i);
    return mean;
}

/// The same by the formula, with libm and by hand.
std::vector<double> expected_shares(double strength)
{
    const double step_km = 0.01 * 111.195 * std::cos(47.0 * 3.14159265358979 / 180.0);
    std::vector<double> weights;
    double total = 0.0;
    for (int i = 0; i < line; ++i) {
        const double p = strength * std::exp(-step_km * i);
        const double q = std::exp(-step_km * (line - 1 - i));
        weights.push_back(p * q / (p + q));
        total += weights.back();
    }
    for (double& weight : weights) weight /= total;
    return weights;
}

} // namespace

// Standard deviation of a place: 1.34 steps; of the mean of 20,000: 0.0095; 6 sigma 0.057. A share of one half: 0.021.
TEST(TwoNetworks, MeetHalfWayAndFightThere)
{
    const std::vector<double> shares = shares_along_the_line(1.0);
    const std::vector<double> expected = expected_shares(1.0);
    expect_figure("mean place of attacks on a line from 0 to 8", mean_place(shares), 4.0, 0.057);
    expect_figure("share in the middle three of nine quartiers", shares[3] + shares[4] + shares[5],
                  expected[3] + expected[4] + expected[5], 0.021);
    EXPECT_GT(shares[3] + shares[4] + shares[5], 0.6); // a third if they did not cluster
    for (std::size_t i = 0; i < shares.size(); ++i) EXPECT_NEAR(shares[i], expected[i], 0.021) << i;
}

// A site with the strength e^2 reaches as far as one 2 km nearer: the line where both are equal moves 1 km, 1.32 steps.
TEST(TwoNetworks, FightNearerToTheWeaker)
{
    const double strength = std::exp(2.0);
    expect_figure("mean place with a site e^2 as strong", mean_place(shares_along_the_line(strength)),
                  mean_place(expected_shares(strength)), 0.057);
    EXPECT_GT(mean_place(shares_along_the_line(strength)), 4.9);
}

} // namespace emprise::test
