#include "processes/enforcement.hpp"

#include "parallel/parallel.hpp"
#include "processes/state_support.hpp"
#include "world/territory.hpp"
#include "world/traders.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace emprise::test {

namespace {

EnforcementParameters usual()
{
    return usual_parameters().enforcement;
}

/// Only operations and presence arrest nobody unless a test says so.
EnforcementParameters quiet()
{
    EnforcementParameters parameters = usual();
    parameters.arrests_per_officer_year = 0.0;
    parameters.raid_finds_worker = 0.0;
    return parameters;
}

std::vector<Arrest> advance(World& world, const Channels& channels, const EnforcementParameters& parameters, int week)
{
    world.week = week;
    return advance_enforcement(world, channels, parameters, Luck{7, 0, week});
}

/// One site of one worker in each commune's first quartier.
World world_of_sites(int communes, int on_post = 1)
{
    World world = make_small_world({.communes = communes, .quartiers = 1, .residents = 4 * on_post, .departements = 1});
    for (int commune = 0; commune < communes; ++commune)
        add_site(world, QuartierId{static_cast<std::uint32_t>(commune)}, on_post, 0);
    return world;
}

/// Burned locations per operation over three years after a year of warming up, with sites that come back at once.
double burned_per_operation(double operations_a_year)
{
    constexpr int sites = 300;
    World world = world_of_sites(sites);
    const EnforcementParameters parameters = quiet();
    Channels channels = empty_channels(world);
    for (double& hours : channels.raid_hours)
        hours = operations_a_year / weeks_per_year * parameters.officer_hours_per_operation;
    std::int64_t burned_before = 0;
    std::int64_t operations_before = 0;
    for (int week = 0; week < 208; ++week) {
        advance(world, channels, parameters, week);
        for (std::uint8_t& burned : world.cells.burned) burned = 0;
        if (week == 51) {
            burned_before = total(world, Flow::sites_burned);
            operations_before = total(world, Flow::operations);
        }
    }
    return static_cast<double>(total(world, Flow::sites_burned) - burned_before) /
           static_cast<double>(total(world, Flow::operations) - operations_before);
}

} // namespace

TEST(Enforcement, LeavesASiteTheHoursThatVisitsAndOperationsDoNotTake)
{
    const EnforcementParameters parameters = usual();
    EXPECT_DOUBLE_EQ(open_share(parameters, 0.0, 0.0), 1.0);
    EXPECT_DOUBLE_EQ(open_share(parameters, 10.0, 0.0),
                     1.0 - 10.0 * parameters.visit_downtime_hours / parameters.opening_hours_week);
    EXPECT_DOUBLE_EQ(open_share(parameters, 0.0, 1.0),
                     1.0 - parameters.operation_downtime_hours / parameters.opening_hours_week);
    EXPECT_DOUBLE_EQ(open_share(parameters, 1e6, 0.0), parameters.open_share_floor);
}

TEST(Enforcement, ShutsOnlySitesItKnowsAndOpensThemTheWeekPresenceLeaves)
{
    World world = make_small_world({.communes = 1, .quartiers = 2});
    const CellId known = add_site(world, QuartierId{0}, 2, 0);
    const CellId unknown = add_site(world, QuartierId{1}, 2, 0, false);
    EnforcementParameters parameters = quiet();
    parameters.learn_site_per_week = parameters.learn_site_per_patrol_hour = 0.0;
    parameters.learn_site_per_report = parameters.learn_site_visible = 0.0;
    Channels channels = empty_channels(world);
    channels.national_presence_hours[CommuneId{0}] = 20.0 * parameters.officer_hours_per_visit;
    advance(world, channels, parameters, 0);
    EXPECT_DOUBLE_EQ(world.cells.open_share[known], open_share(parameters, 20.0, 0.0));
    EXPECT_EQ(world.cells.open_share[unknown], 1.0);
    EXPECT_GT(world.cells.buyers_risk[known], 0.0);
    const double believed = world.cells.buyers_risk[known];
    advance(world, empty_channels(world), parameters, 1);
    EXPECT_EQ(world.cells.open_share[known], 1.0);
    EXPECT_NEAR(world.cells.buyers_risk[known], believed * (1.0 - parameters.buyers_learn), 1e-12); // buyers remember
}

TEST(Enforcement, BurnsALocationLessTheMoreOftenItWasRaided)
{
    const EnforcementParameters parameters = usual();
    double before = 1.0;
    for (const double remembered : {0.0, 0.5, 1.0, 3.0, 10.0, 100.0}) {
        const double p = burn_probability(parameters, remembered);
        EXPECT_LT(p, before);
        before = p;
    }
}

// Facts A-06: one operation in eight burns at the intensity of 2021 (5,849 operations for 4,034 sites); at that of 2023
// (20,260 for 3,000) the same rate would burn 84 % of all sites a year. 1,300 and 6,100 operations: 6 sigma are 0.055
// and 0.02.
TEST(Enforcement, BurnsOneLocationInEightAtTheIntensityOf2021AndFarFewerAtThatOf2023)
{
    EXPECT_NEAR(burned_per_operation(5849.0 / 4034.0), 0.125, 0.055);
    const double in_2023 = burned_per_operation(20260.0 / 3000.0);
    EXPECT_NEAR(in_2023, 0.073, 0.02);
    EXPECT_LT(in_2023 * 20260.0 / 3000.0, 0.7);
}

TEST(Enforcement, TurnsOfficerHoursIntoWholeOperationsWithoutLosingAny)
{
    World world = world_of_sites(50);
    const EnforcementParameters parameters = quiet();
    Channels channels = empty_channels(world);
    for (double& hours : channels.raid_hours) hours = 0.3 * parameters.officer_hours_per_operation;
    for (int week = 0; week < 200; ++week) advance(world, channels, parameters, week);
    const double expected = 50 * 200 * 0.3; // 6 sigma: 275, 9 %
    EXPECT_NEAR(static_cast<double>(total(world, Flow::operations)), expected, 6.0 * std::sqrt(expected * 0.7));
}

TEST(Enforcement, NeverRaidsAPlaceItDoesNotKnow)
{
    World world = make_small_world({.communes = 1, .quartiers = 2});
    add_site(world, QuartierId{0}, 2, 0, false);
    EnforcementParameters parameters = quiet();
    parameters.learn_site_per_week = 0.0;
    Channels channels = empty_channels(world);
    channels.raid_hours[CommuneId{0}] = 1000.0;
    advance(world, channels, parameters, 0);
    EXPECT_EQ(total(world, Flow::operations), 0);
}

TEST(Enforcement, LearnsOfSitesFasterWhereResidentsReport)
{
    int learnt[2] = {0, 0};
    for (const int reporting : {0, 1}) {
        World world = make_small_world({.communes = 400, .quartiers = 1, .residents = 50, .departements = 1});
        for (int commune = 0; commune < 400; ++commune)
            add_site(world, QuartierId{static_cast<std::uint32_t>(commune)}, 1, 0, false);
        for (double& exposure : world.quartiers.exposure) exposure = 0.5;
        for (double& readiness : world.quartiers.readiness_to_report) readiness = reporting;
        advance(world, empty_channels(world), quiet(), 0);
        for (const std::uint8_t known : world.cells.known) learnt[reporting] += known;
    }
    EXPECT_GT(learnt[1], 2 * learnt[0]); // 8 against 140 expected
}

// 400 sites in quartiers of 500 residents, of whom all or a tenth are simulated with their part of the patrols: nearly
// half are learnt of either way; 6 sigma of the difference of two shares of 400 are 0.21.
TEST(Enforcement, LearnsOfASiteAsFastWhateverShareOfResidentsIsSimulated)
{
    double learnt[2] = {0.0, 0.0};
    for (const int arm : {0, 1}) {
        const double share = arm == 0 ? 1.0 : 0.1;
        World world = make_sampled_world({.communes = 400, .quartiers = 1, .residents = 500, .departements = 1}, share);
        for (std::uint32_t commune = 0; commune < 400; ++commune) add_site(world, QuartierId{commune}, 1, 0, false);
        for (double& exposure : world.quartiers.exposure) exposure = 0.5;
        for (double& readiness : world.quartiers.readiness_to_report) readiness = 0.1;
        Channels channels = empty_channels(world);
        for (double& hours : channels.municipal_presence_hours) hours = 60.0 * share;
        advance(world, channels, quiet(), 0);
        for (const std::uint8_t known : world.cells.known) learnt[arm] += known / 400.0;
    }
    EXPECT_GT(learnt[0], 0.3);
    EXPECT_NEAR(learnt[1], learnt[0], 0.21);
}

// 4,000 on post raided once: 6 sigma of a share of 7 % is 0.0243.
TEST(Enforcement, ArrestsEachWorkerOnPostWithTheSameProbabilityInAnOperation)
{
    World world = world_of_sites(20, 200);
    EnforcementParameters parameters = usual();
    parameters.arrests_per_officer_year = 0.0;
    Channels channels = empty_channels(world);
    for (double& hours : channels.raid_hours) hours = parameters.officer_hours_per_operation;
    const std::vector<Arrest> arrests = advance(world, channels, parameters, 0);
    EXPECT_NEAR(static_cast<double>(arrests.size()) / 4000.0, parameters.raid_finds_worker, 0.0243);
    EXPECT_TRUE(std::all_of(arrests.begin(), arrests.end(), [](const Arrest& a) { return a.by_operation; }));
    EXPECT_EQ(total(world, Flow::arrests), static_cast<std::int64_t>(arrests.size()));
}

TEST(Enforcement, ArrestsMoreAmongMoreWorkersButEachOneLess)
{
    std::int64_t arrests[2] = {0, 0};
    for (const int crowd : {0, 1}) {
        World world = world_of_sites(10, crowd == 0 ? 100 : 400);
        for (double& officers : world.forces.officers) officers = 2000.0;
        const EnforcementParameters parameters = usual();
        for (int week = 0; week < 40; ++week)
            arrests[crowd] += static_cast<std::int64_t>(advance(world, empty_channels(world), parameters, week).size());
    }
    // By the formula: 1,000 workers 0.314 a year, 4,000 workers 0.107; 241 and 329 arrests. 6 sigma: 93 and 109.
    EXPECT_NEAR(static_cast<double>(arrests[0]), 241.0, 93.0);
    EXPECT_NEAR(static_cast<double>(arrests[1]), 329.0, 109.0);
    EXPECT_LT(arrests[1], 3 * arrests[0]);
}

TEST(Enforcement, TeachesAReserveTheArrestsPerWorkerWeekItSees)
{
    World world = world_of_sites(1, 200);
    for (double& officers : world.forces.officers) officers = 2000.0;
    const EnforcementParameters parameters = usual();
    double seen = 0.0;
    for (int week = 0; week < 400; ++week)
        seen += static_cast<double>(advance(world, empty_channels(world), parameters, week).size());
    const double rate = seen / 400.0 / 200.0;
    EXPECT_GT(rate, 0.0);
    // Smoothed over 1 / staff_learn weeks of about 200 * rate arrests each: within half of the mean.
    EXPECT_NEAR(world.cells.perceived_arrests[CellId{0}], rate, 0.5 * rate);
}

TEST(Enforcement, LosesNoCentAndNoMilligramInASeizure)
{
    World world = world_of_sites(3);
    world.ledger.pay(Purse::users, Purse::cells, 3 * 100'000);
    for (std::int64_t& cash : world.cells.cash_cents) cash = 100'000;
    for (DrugMilligrams& stock : world.cells.stock_mg) stock = {50'000, 1'000};
    Channels channels = empty_channels(world);
    for (double& hours : channels.raid_hours) hours = 10.0 * usual().officer_hours_per_operation;
    advance(world, channels, quiet(), 0);
    std::int64_t cash = 0;
    std::int64_t milligrams = 0;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        cash += world.cells.cash_cents[cell];
        milligrams += world.cells.stock_mg[cell][0] + world.cells.stock_mg[cell][1];
    }
    EXPECT_LT(cash, 300'000);
    EXPECT_EQ(world.ledger.balance_cents[static_cast<std::size_t>(Purse::cells)], cash);
    EXPECT_EQ(world.ledger.balance_cents[static_cast<std::size_t>(Purse::seized)], 300'000 - cash);
    EXPECT_EQ(total(world, Flow::seized_cents), 300'000 - cash);
    EXPECT_EQ(total(world, Flow::seized_mg), 153'000 - milligrams);
}

TEST(Enforcement, LeavesADebtAlone)
{
    World world = world_of_sites(1);
    world.cells.cash_cents[CellId{0}] = -5000;
    Channels channels = empty_channels(world);
    channels.raid_hours[CommuneId{0}] = 10.0 * usual().officer_hours_per_operation;
    advance(world, channels, quiet(), 0);
    EXPECT_EQ(world.cells.cash_cents[CellId{0}], -5000);
}

namespace {

World busy_world()
{
    World world = make_small_world({.communes = 40, .quartiers = 2, .residents = 400});
    for (double& officers : world.forces.officers) officers = 3000.0;
    for (std::uint32_t quartier = 0; quartier < 80; quartier += 2) add_site(world, QuartierId{quartier}, 40, 60);
    for (const CellId cell : each<Cell>(world.cells.size()))
        world.cells.revenue_cents[cell] = 1'000'000 * (1 + cell.value() % 5);
    return world;
}

Channels busy_channels(const World& world)
{
    Channels channels = empty_channels(world);
    for (double& hours : channels.raid_hours) hours = 45.0;
    for (double& hours : channels.municipal_presence_hours) hours = 12.0;
    return channels;
}

} // namespace

TEST(Enforcement, FindsTheSamePeopleOnOneThreadAndOnSeven)
{
    std::vector<Arrest> found[2];
    for (const int run : {0, 1}) {
        set_threads(run == 0 ? 1 : 7);
        World world = busy_world();
        for (int week = 0; week < 10; ++week) {
            const auto arrests = advance(world, busy_channels(world), usual(), week);
            found[run].insert(found[run].end(), arrests.begin(), arrests.end());
        }
    }
    set_threads(1);
    EXPECT_GT(found[0].size(), 50U);
    EXPECT_EQ(found[0], found[1]);
}

/// The same world with its cells in the opposite order of rows.
World with_cells_reversed(const World& world)
{
    World other = world;
    const auto last = static_cast<std::uint32_t>(world.cells.size() - 1);
    other.cells.for_each_column(
        [](const char*, auto& column) { std::reverse(column.values().begin(), column.values().end()); });
    for (CellId& cell : other.traders.cell)
        if (cell.present()) cell = CellId{last - cell.value()};
    return other;
}

TEST(Enforcement, DoesNotDependOnTheOrderOfTheCells)
{
    World world = busy_world();
    add_site(world, QuartierId{0}, 20, 0);
    World other = with_cells_reversed(world);
    const auto last = static_cast<std::uint32_t>(world.cells.size() - 1);
    for (int week = 0; week < 20; ++week) {
        const auto arrests = advance(world, busy_channels(world), usual(), week);
        const auto mirrored = advance(other, busy_channels(other), usual(), week);
        ASSERT_EQ(arrests.size(), mirrored.size());
        for (std::size_t i = 0; i < arrests.size(); ++i) EXPECT_EQ(arrests[i].resident, mirrored[i].resident);
    }
    EXPECT_EQ(world.quartiers.raid_memory, other.quartiers.raid_memory);
    for (const CellId cell : each<Cell>(world.cells.size())) {
        const CellId mirror{last - cell.value()};
        EXPECT_EQ(world.cells.burned[cell], other.cells.burned[mirror]);
        EXPECT_EQ(world.cells.perceived_arrests[cell], other.cells.perceived_arrests[mirror]);
        EXPECT_EQ(world.cells.open_share[cell], other.cells.open_share[mirror]);
    }
}

} // namespace emprise::test
