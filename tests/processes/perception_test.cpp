#include "processes/perception.hpp"

#include "processes/state_support.hpp"
#include "world/territory.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace emprise::test {

namespace {

PerceptionParameters usual()
{
    return usual_parameters().perception;
}

void perceive(World& world, const Channels& channels, int weeks)
{
    const PerceptionParameters parameters = usual();
    for (int week = 0; week < weeks; ++week) {
        world.week = week;
        advance_perception(world, channels, parameters, Luck{5, 0, week});
    }
}

/// A town of ten quartiers of 1,000 residents, of whom a share is simulated.
World sampled_town(double share)
{
    return make_sampled_world({.communes = 1, .quartiers = 10, .residents = 1000, .departements = 1}, share);
}

void add_busy_site(World& world, QuartierId quartier)
{
    world.cells.revenue_cents[add_site(world, quartier, 0, 0)] = 1'540'000;
}

/// Mean over quartiers of what of the sites of the town is seen.
double mean_seen(const World& world)
{
    double sum = 0.0;
    for (const double exposure : world.quartiers.exposure)
        sum -= std::log((1.0 - exposure) / (1.0 - usual().exposure_urban));
    return sum / static_cast<double>(world.quartiers.size());
}

} // namespace

TEST(Perception, SettlesWhereNoSiteIsNearAtTheExposureOfThatKindOfPlace)
{
    World world = make_small_world({.communes = 1});
    perceive(world, empty_channels(world), 600);
    EXPECT_NEAR(world.quartiers.exposure[QuartierId{0}], usual().exposure_urban, 1e-9);
}

TEST(Perception, IsHigherBesideASiteThanElsewhereInTownAndThereHigherThanInATownWithout)
{
    World world = make_small_world({.communes = 2, .quartiers = 2, .residents = 2000});
    const CellId site = add_site(world, QuartierId{0}, 1, 0);
    world.cells.revenue_cents[site] = 1'540'000;
    world.cells.open_share[site] = 1.0;
    perceive(world, empty_channels(world), 300);
    const auto& exposure = world.quartiers.exposure;
    EXPECT_GT(exposure[QuartierId{0}], exposure[QuartierId{1}] + 0.05);
    EXPECT_GT(exposure[QuartierId{1}], exposure[QuartierId{2}] + 0.01);
    EXPECT_GT(world.quartiers.fear[QuartierId{0}], world.quartiers.fear[QuartierId{2}]);
    EXPECT_LT(world.quartiers.trust[QuartierId{0}], world.quartiers.trust[QuartierId{2}]);
    EXPECT_LT(world.quartiers.collective_efficacy[QuartierId{0}], world.quartiers.collective_efficacy[QuartierId{2}]);
    EXPECT_LE(exposure_target(usual(), false, 1e6, 1e6), 1.0);
}

TEST(Perception, ForgetsASiteThatClosedByAFixedShareOfTheWayEachWeek)
{
    World world = make_small_world({.communes = 1});
    const CellId site = add_site(world, QuartierId{0}, 1, 0);
    world.cells.revenue_cents[site] = 1'540'000;
    perceive(world, empty_channels(world), 100);
    const double tends = usual().exposure_urban;
    const double above = world.quartiers.exposure[QuartierId{0}] - tends;
    world.cells.closure[site] = Closure::burned;
    perceive(world, empty_channels(world), 1);
    EXPECT_NEAR(world.quartiers.exposure[QuartierId{0}] - tends, above * (1.0 - 1.0 / usual().exposure_memory_weeks),
                1e-12);
}

TEST(Perception, ReassuresWithPatrolsAndMediators)
{
    double fear[3] = {};
    double trust[3] = {};
    double efficacy[3] = {};
    for (const int arm : {0, 1, 2}) {
        World world = make_small_world({.communes = 1, .quartiers = 1, .residents = 1000});
        Channels channels = empty_channels(world);
        if (arm == 1) channels.municipal_presence_hours[CommuneId{0}] = 10.0;
        if (arm == 2) channels.mediation_hours[QuartierId{0}] = 40.0;
        perceive(world, channels, 200);
        fear[arm] = world.quartiers.fear[QuartierId{0}];
        trust[arm] = world.quartiers.trust[QuartierId{0}];
        efficacy[arm] = world.quartiers.collective_efficacy[QuartierId{0}];
    }
    EXPECT_LT(fear[1], fear[0]);
    EXPECT_GT(trust[1], trust[0]);
    EXPECT_LT(fear[2], fear[0]);
    EXPECT_GT(efficacy[2], efficacy[0]);
}

TEST(Perception, CostsTrustWhereOperationsWereMany)
{
    World world = make_small_world({.communes = 1});
    world.quartiers.raid_memory[QuartierId{0}] = 10.0;
    perceive(world, empty_channels(world), 20);
    EXPECT_LT(world.quartiers.trust[QuartierId{0}], world.quartiers.trust[QuartierId{1}]);
}

TEST(Perception, KeepsEveryShareBetweenNoneAndAll)
{
    World world = make_small_world({.communes = 1, .quartiers = 1, .residents = 100});
    for (int i = 0; i < 20; ++i) world.cells.revenue_cents[add_site(world, QuartierId{0}, 0, 0)] = 100'000'000;
    world.quartiers.raid_memory[QuartierId{0}] = 1000.0;
    perceive(world, empty_channels(world), 500);
    for (const auto* column : {&world.quartiers.fear, &world.quartiers.trust, &world.quartiers.collective_efficacy,
                               &world.quartiers.exposure}) {
        EXPECT_GE((*column)[QuartierId{0}], 0.0);
        EXPECT_LE((*column)[QuartierId{0}], 1.0);
    }
    EXPECT_GE(world.quartiers.readiness_to_report[QuartierId{0}], 0.0);
}

TEST(Perception, FeelsPatrolsAndMediatorsAlikeWhateverShareOfResidentsIsSimulated)
{
    World all = sampled_town(1.0);
    World tenth = sampled_town(0.1);
    for (World* world : {&all, &tenth}) {
        Channels channels = empty_channels(*world);
        channels.municipal_presence_hours[CommuneId{0}] = 30.0 * world->population_share;
        channels.national_presence_hours[CommuneId{0}] = 20.0 * world->population_share;
        for (double& hours : channels.mediation_hours) hours = 25.0 * world->population_share;
        perceive(*world, channels, 200);
    }
    for (const QuartierId quartier : each<Quartier>(all.quartiers.size())) {
        EXPECT_NEAR(all.quartiers.fear[quartier], tenth.quartiers.fear[quartier], 1e-12);
        EXPECT_NEAR(all.quartiers.trust[quartier], tenth.quartiers.trust[quartier], 1e-12);
        EXPECT_NEAR(all.quartiers.collective_efficacy[quartier], tenth.quartiers.collective_efficacy[quartier], 1e-12);
        EXPECT_NEAR(all.quartiers.readiness_to_report[quartier], tenth.quartiers.readiness_to_report[quartier], 1e-12);
    }
}

TEST(Perception, SeesOfATownAsMuchWhenOneOfItsTenSitesIsSimulated)
{
    World all = sampled_town(1.0);
    for (const QuartierId quartier : each<Quartier>(all.quartiers.size())) add_busy_site(all, quartier);
    World tenth = sampled_town(0.1);
    add_busy_site(tenth, QuartierId{3});
    perceive(all, empty_channels(all), 600);
    perceive(tenth, empty_channels(tenth), 600);
    EXPECT_GT(mean_seen(all), 0.4);
    EXPECT_NEAR(mean_seen(tenth), mean_seen(all), 1e-9);
    EXPECT_GT(tenth.quartiers.exposure[QuartierId{3}], tenth.quartiers.exposure[QuartierId{4}] + 0.01);
}

// 400 draws of a fifth of six sites: what is seen is unbiased (6 sigma are 8 %); exposure, concave in it, is above by
// up to a tenth, since sites that are left out are spread over the town.
TEST(Perception, SeesInTheMeanAsMuchInARandomSampleOfSites)
{
    constexpr double share = 0.2;
    constexpr int draws = 400;
    const std::vector<std::uint32_t> sites{0, 1, 2, 5, 5, 8};
    World all = sampled_town(1.0);
    for (const std::uint32_t quartier : sites) add_busy_site(all, QuartierId{quartier});
    perceive(all, empty_channels(all), 300);
    const auto mean_exposure = [](const World& world) {
        double sum = 0.0;
        for (const double exposure : world.quartiers.exposure) sum += exposure;
        return sum / static_cast<double>(world.quartiers.size());
    };
    double seen = 0.0;
    double squares = 0.0;
    double exposure = 0.0;
    for (std::uint64_t draw = 0; draw < draws; ++draw) {
        World part = sampled_town(share);
        for (std::uint64_t site = 0; site < sites.size(); ++site)
            if (Luck{17, 0, 0}.happens(share, Purpose::test_a, Who::of(Kind::event, draw), Who::of(Kind::cell, site)))
                add_busy_site(part, QuartierId{sites[site]});
        perceive(part, empty_channels(part), 300);
        seen += mean_seen(part) / draws;
        squares += mean_seen(part) * mean_seen(part) / draws;
        exposure += mean_exposure(part) / draws;
    }
    EXPECT_NEAR(seen, mean_seen(all), 6.0 * std::sqrt((squares - seen * seen) / draws));
    EXPECT_NEAR(exposure, mean_exposure(all), 0.1 * mean_exposure(all));
}

// About 9,900 reports: 6 sigma are 6 %.
TEST(Perception, HearsAsManyReportsAsWitnessesMake)
{
    World world = make_small_world({.communes = 30, .quartiers = 2, .residents = 500});
    const Channels channels = empty_channels(world);
    perceive(world, channels, 300);
    const std::int64_t before = total(world, Flow::reports);
    double expected = 0.0;
    for (int week = 300; week < 700; ++week) {
        world.week = week;
        advance_perception(world, channels, usual(), Luck{5, 0, week});
        for (const QuartierId quartier : each<Quartier>(world.stocks.size()))
            expected += 500.0 * world.quartiers.exposure[quartier] * world.quartiers.readiness_to_report[quartier];
    }
    EXPECT_GT(expected, 1000.0);
    EXPECT_NEAR(static_cast<double>(total(world, Flow::reports) - before), expected, 6.0 * std::sqrt(expected));
}

// Facts C-32, C-33, C-37: at mean exposure and deprivation fear and trust are those of the surveys.
TEST(Perception, FeelsLikeTheSurveysAtMeanExposure)
{
    World world = make_small_world({.communes = 1, .quartiers = 1, .residents = 1000});
    Channels channels = empty_channels(world);
    channels.municipal_presence_hours[CommuneId{0}] = usual().patrol_hours_mean;
    perceive(world, channels, 1000);
    EXPECT_NEAR(world.quartiers.exposure[QuartierId{0}], 0.25, 0.02);
    EXPECT_NEAR(world.quartiers.fear[QuartierId{0}], 0.21, 0.02);
    EXPECT_NEAR(world.quartiers.trust[QuartierId{0}], 0.68, 0.02);
}

} // namespace emprise::test
