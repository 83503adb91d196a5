#include "processes/hold.hpp"

#include "parallel/parallel.hpp"
#include "processes/perception.hpp"
#include "processes/state_support.hpp"
#include "processes/trade_support.hpp"
#include "support/toy_world.hpp"
#include "world/build/hold_build.hpp"
#include "world/hold.hpp"
#include "world/territory.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace emprise::test {

namespace {

HoldParameters usual()
{
    return usual_parameters().hold;
}

constexpr QuartierId here{0};

void hold(World& world, const Channels& channels, int weeks, const HoldParameters& parameters = usual())
{
    for (int i = 0; i < weeks; ++i) {
        advance_hold(world, channels, parameters, Luck{5, 0, world.week});
        ++world.week;
    }
}

World world_of_one_site(std::int64_t sales_eur)
{
    World world = make_small_world({.communes = 1, .quartiers = 2, .residents = 2000, .departements = 1});
    world.cells.revenue_cents[add_site(world, here, 8, 0)] = sales_eur * 100;
    return world;
}

} // namespace

TEST(Hold, StaysBetweenNoneAndAllWhateverTheNumbers)
{
    for (const double growth : {0.0, 0.03, 1.0})
        for (const double decay : {0.0001, 1.0})
            for (const double start : {0.0, 0.4, 1.0}) {
                HoldParameters parameters = usual();
                parameters.growth_week = growth;
                parameters.decay_week = decay;
                World world = world_of_one_site(1'000'000'000);
                world.quartiers.hold[here] = start;
                hold(world, test::empty_channels(world), 50, parameters);
                EXPECT_GE(world.quartiers.hold[here], 0.0);
                EXPECT_LE(world.quartiers.hold[here], 1.0);
            }
}

TEST(Hold, ComesToRestWhereGrowthEqualsLoss)
{
    World world = world_of_one_site(20'000);
    hold(world, test::empty_channels(world), 2000);
    const double h = world.quartiers.hold[here];
    const HoldRates rates = hold_rates(usual(), {.sales_eur_week = 20'000.0,
                                                 .wages_eur_week = 8 * 500.0,
                                                 .weapons = 0.0,
                                                 .presence_hours = 0.0,
                                                 .mediation_hours = 0.0,
                                                 .efficacy = 0.5});
    EXPECT_NEAR(rates.growth * (1.0 - h), rates.decay * h, 1e-12);
    EXPECT_GT(h, 0.1);
    EXPECT_EQ(world.quartiers.hold[QuartierId{1}], 0.0); // nothing is sold there
}

TEST(Hold, FallsToNothingWhenSalesStop)
{
    World world = world_of_one_site(50'000);
    hold(world, test::empty_channels(world), 300);
    double before = world.quartiers.hold[here];
    ASSERT_GT(before, 0.3);
    world.cells.closure[CellId{0}] = Closure::burned;
    for (int week = 0; week < 2000; ++week) {
        hold(world, test::empty_channels(world), 1);
        ASSERT_LE(world.quartiers.hold[here], before);
        before = world.quartiers.hold[here];
    }
    EXPECT_EQ(before, 0.0);
}

TEST(Hold, IsLessTheMorePresenceMediationAndEfficacyAndMoreTheMoreIsSoldPaidAndShown)
{
    const auto rest = [](auto&& change) {
        HoldScene scene{.sales_eur_week = 15'000.0,
                        .wages_eur_week = 4'000.0,
                        .weapons = 1.0,
                        .presence_hours = 2.0,
                        .mediation_hours = 5.0,
                        .efficacy = 0.5};
        change(scene);
        return resting_hold(hold_rates(usual(), scene));
    };
    double presence = 1.0;
    double mediation = 1.0;
    double efficacy = 1.0;
    double sales = 0.0;
    double wages = 0.0;
    double weapons = 0.0;
    for (const double x : {0.5, 1.0, 2.0, 4.0, 8.0, 100.0}) {
        const auto fell = [](double& before, double now) {
            EXPECT_LT(now, before);
            before = now;
        };
        const auto rose = [](double& before, double now) {
            EXPECT_GT(now, before);
            before = now;
        };
        fell(presence, rest([&](HoldScene& scene) { scene.presence_hours = x; }));
        fell(mediation, rest([&](HoldScene& scene) { scene.mediation_hours = x; }));
        fell(efficacy, rest([&](HoldScene& scene) { scene.efficacy = x / 100.0; }));
        rose(sales, rest([&](HoldScene& scene) { scene.sales_eur_week = 1000.0 * x; }));
        rose(wages, rest([&](HoldScene& scene) { scene.wages_eur_week = 1000.0 * x; }));
        rose(weapons, rest([&](HoldScene& scene) { scene.weapons = x; }));
    }
}

TEST(Hold, IsLoosenedByHoursInTheChannels)
{
    double after[3] = {};
    for (const int arm : {0, 1, 2}) {
        World world = world_of_one_site(30'000);
        Channels channels = test::empty_channels(world);
        if (arm == 1) channels.municipal_presence_hours[CommuneId{0}] = 20.0;
        if (arm == 2) channels.mediation_hours[here] = 80.0;
        hold(world, channels, 300);
        after[arm] = world.quartiers.hold[here];
    }
    EXPECT_LT(after[1], 0.95 * after[0]);
    EXPECT_LT(after[2], 0.95 * after[0]);
}

TEST(Hold, IsAtRestInTheFirstMap)
{
    Parameters parameters = trade_parameters();
    World world = make_trade_world(parameters);
    build_hold(world, parameters);
    int held = 0;
    for (const QuartierId quartier : each<Quartier>(world.quartiers.size()))
        if (world.quartiers.hold[quartier] > 0.0) ++held;
    EXPECT_GT(held, 5);
    Channels channels = emprise::empty_channels(world);
    for (const CommuneId commune : each<Commune>(world.territory->communes.size()))
        channels.municipal_presence_hours[commune] =
            parameters.perception.patrol_hours_mean * world.territory->communes.population[commune] / 1000.0;
    const double per_post = parameters.market.capacity_eur_post_week * parameters.market.usual_use_of_capacity * 100.0;
    for (const CellId cell : each<Cell>(world.cells.size()))
        world.cells.revenue_cents[cell] = static_cast<std::int64_t>(world.cells.on_post[cell] * per_post);
    const Column<Quartier, double> before = world.quartiers.hold;
    hold(world, channels, 10);
    for (const QuartierId quartier : each<Quartier>(before.size()))
        EXPECT_NEAR(world.quartiers.hold[quartier], before[quartier], 1e-9);
}

TEST(Hold, FrightensAndSilencesResidents)
{
    double fear[2] = {};
    double readiness[2] = {};
    for (const int arm : {0, 1}) {
        World world = make_small_world({.communes = 1, .quartiers = 1, .residents = 1000});
        const PerceptionParameters parameters = usual_parameters().perception;
        world.quartiers.hold[here] = arm;
        for (int week = 0; week < 300; ++week) {
            world.week = week;
            advance_perception(world, test::empty_channels(world), parameters, Luck{5, 0, week});
        }
        fear[arm] = world.quartiers.fear[here];
        readiness[arm] = world.quartiers.readiness_to_report[here];
    }
    EXPECT_NEAR(fear[1] - fear[0], usual_parameters().perception.fear_per_hold, 0.03);
    EXPECT_LT(readiness[1], 0.6 * readiness[0]);
}

// 2,000 adults, exposure 1, 0.5 reports a week, hold 1, share 5 %: 50 a week; 20 weeks: 1,000, 6 sigma are 190.
TEST(Hold, IsLoosenedByTheSameHoursPerResidentWhateverShareIsSimulated)
{
    double after[2] = {};
    for (const int arm : {0, 1}) {
        const double share = arm == 0 ? 1.0 : 0.1;
        World world = make_sampled_world({.communes = 1, .quartiers = 2, .residents = 2000, .departements = 1}, share);
        world.cells.revenue_cents[add_site(world, here, 8, 0)] = 3'000'000;
        Channels channels = test::empty_channels(world);
        channels.national_presence_hours[CommuneId{0}] = 20.0 * share;
        channels.mediation_hours[here] = 80.0 * share;
        hold(world, channels, 300);
        after[arm] = world.quartiers.hold[here];
    }
    EXPECT_GT(after[0], 0.05);
    EXPECT_NEAR(after[1], after[0], 1e-12);
}

TEST(Hold, TakesReprisalsOnAShareOfThoseWhoReport)
{
    World world = make_small_world({.communes = 1, .quartiers = 1, .residents = 2000, .departements = 1});
    world.quartiers.exposure[here] = 1.0;
    world.quartiers.readiness_to_report[here] = 0.5;
    double remembered = 0.0;
    for (int week = 0; week < 20; ++week) {
        world.quartiers.hold[here] = 1.0 / 0.985; // what a week of efficacy and decay take away, about
        hold(world, test::empty_channels(world), 1);
        remembered = world.quartiers.violence_memory[here];
    }
    EXPECT_NEAR(static_cast<double>(total(world, Flow::reprisals)), 1000.0, 190.0 + 20.0);
    EXPECT_GT(remembered, 20.0);
    World silent = make_small_world({.communes = 1, .quartiers = 1, .residents = 2000, .departements = 1});
    silent.quartiers.hold[here] = 1.0;
    silent.quartiers.exposure[here] = 1.0;
    hold(silent, test::empty_channels(silent), 20);
    EXPECT_EQ(total(silent, Flow::reprisals), 0);
}

// 100 weeks at 8 a week: 6 sigma of 800 are 170.
TEST(Hold, ThreatensOfficialsByWhatTheyDoAndWhatIsAtStake)
{
    const auto threats = [](double hours, std::int64_t sales_eur) {
        World world = world_of_one_site(sales_eur);
        Channels channels = test::empty_channels(world);
        channels.municipal_presence_hours[CommuneId{0}] = hours;
        hold(world, channels, 100);
        return static_cast<double>(total(world, Flow::threats));
    };
    EXPECT_EQ(threats(0.0, 200'000'000), 0.0);
    const double half = usual().threat_hours_half * 4.0; // 4,000 residents
    EXPECT_NEAR(threats(half, 200'000'000), 800.0, 170.0);
    EXPECT_NEAR(threats(half, 100'000'000), 400.0, 120.0);
}

TEST(Hold, ForgetsViolenceWithItsHalfLife)
{
    World world = make_small_world({.communes = 1, .quartiers = 1, .residents = 100});
    world.quartiers.violence_memory[here] = 8.0;
    hold(world, test::empty_channels(world), static_cast<int>(usual().violence_half_life_weeks));
    EXPECT_NEAR(world.quartiers.violence_memory[here], 4.0, 1e-9);
}

TEST(Hold, HasALoopGainFarBelowOneAtUsualValuesAndAboveWhereFearFeedsItself)
{
    HoldParameters parameters = usual();
    PerceptionParameters perception = usual_parameters().perception;
    EXPECT_LT(hold_loop_gain(parameters, perception), 0.5);
    for (const ParameterRow& row : parameter_rows()) // anywhere in the plausible ranges, the corner that feeds it most
        if (row.path == "hold.decay_week")
            parameters.decay_week = row.plausible.low;
        else if (row.path == "hold.decay_per_efficacy")
            parameters.decay_per_efficacy = row.plausible.high;
        else if (row.path == "perception.fear_per_hold")
            perception.fear_per_hold = row.plausible.high;
        else if (row.path == "perception.efficacy_per_fear")
            perception.efficacy_per_fear = row.plausible.low;
    EXPECT_LT(hold_loop_gain(parameters, perception), 1.0);
    perception.fear_per_hold = 2.0;
    perception.efficacy_per_fear = -2.0;
    EXPECT_GT(hold_loop_gain(parameters, perception), 1.0);
}

TEST(Hold, IsTheSameOnOneThreadAndOnSevenAndWhateverTheOrderOfCells)
{
    World world = make_trade_world(trade_parameters());
    World other = with_rows_reversed(world);
    for (World* each_world : {&world, &other})
        for (const CellId cell : each<Cell>(each_world->cells.size()))
            each_world->cells.revenue_cents[cell] =
                1'000'000 + static_cast<std::int64_t>(each_world->cells.who[cell].key % 1'000'000);
    set_threads(1);
    hold(world, emprise::empty_channels(world), 30);
    set_threads(7);
    hold(other, emprise::empty_channels(other), 30);
    set_threads(2);
    EXPECT_EQ(world.quartiers.hold, other.quartiers.hold);
    EXPECT_EQ(world.quartiers.violence_memory, other.quartiers.violence_memory);
}

} // namespace emprise::test
