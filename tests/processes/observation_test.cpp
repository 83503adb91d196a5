#include "processes/observation.hpp"

#include "processes/state_support.hpp"
#include "world/territory.hpp"
#include "world/traders.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace emprise::test {

namespace {

ObservationParameters usual()
{
    return usual_parameters().observation;
}

ObservationParameters same_habit_everywhere()
{
    ObservationParameters parameters = usual();
    parameters.effort_sigma = 0.0;
    return parameters;
}

World world_of_users(int light)
{
    World world = make_small_world({.communes = 10, .quartiers = 1, .residents = 1000});
    for (QuartierStocks& stocks : world.stocks) stocks.users[0][static_cast<std::size_t>(Use::light)] = light;
    return world;
}

double recorded_for_use(World world, const Channels& channels, const ObservationParameters& parameters, int weeks)
{
    for (int week = 0; week < weeks; ++week) advance_observation(world, channels, {}, parameters, Luck{9, 0, week});
    return static_cast<double>(total(world, Flow::implicated_use));
}

} // namespace

// 10 communes x 1,000 users x 500 weeks at 0.041 a year: about 2,800 (half effort: no presence); 6 sigma are 12 %.
TEST(Observation, RecordsUsersAtTheRateOfEffort)
{
    const World world = world_of_users(1000);
    const ObservationParameters parameters = same_habit_everywhere();
    const double mean_effort = 10.0 * 1000.0 * 500.0 * parameters.use_implicated_per_user_year / weeks_per_year;
    Channels channels = empty_channels(world);
    const double without = mean_effort * std::pow(0.5, parameters.effort_elasticity);
    EXPECT_NEAR(recorded_for_use(world, channels, parameters, 500), without, 6.0 * std::sqrt(without));
    for (double& hours : channels.national_presence_hours) hours = parameters.presence_hours_mean;
    EXPECT_NEAR(recorded_for_use(world, channels, parameters, 500), mean_effort, 6.0 * std::sqrt(mean_effort));
}

// A quarter of the users, in places with a quarter of the hours, about 2,200 cases: 6 sigma are 13 %.
TEST(Observation, RecordsAUserAsOftenWhateverShareOfResidentsIsSimulated)
{
    World quarter = make_sampled_world({.communes = 10, .quartiers = 1, .residents = 1000}, 0.25);
    for (QuartierStocks& stocks : quarter.stocks) stocks.users[0][static_cast<std::size_t>(Use::light)] = 250;
    const ObservationParameters parameters = same_habit_everywhere();
    Channels channels = empty_channels(quarter);
    for (double& hours : channels.national_presence_hours) hours = 9.0 * parameters.presence_hours_mean * 0.25;
    const double effort = std::pow(5.0, parameters.effort_elasticity);
    const double expected = 10.0 * 250.0 * 500.0 * parameters.use_implicated_per_user_year / weeks_per_year * effort;
    EXPECT_NEAR(recorded_for_use(quarter, channels, parameters, 500), expected, 6.0 * std::sqrt(expected));
}

TEST(Observation, ChangesRecordsWithEffortAndNeverWhatIsTrue)
{
    World world = world_of_users(200);
    const auto stocks = world.stocks;
    const auto quartiers = world.quartiers.fear;
    Channels channels = empty_channels(world);
    for (double& hours : channels.national_presence_hours) hours = 1000.0;
    advance_observation(world, channels, {}, usual(), Luck{9, 0, 0});
    EXPECT_EQ(world.stocks, stocks);
    EXPECT_EQ(world.quartiers.fear, quartiers);
}

TEST(Observation, FinesPartOfThoseRecordedForUse)
{
    World world = world_of_users(1000);
    const ObservationParameters parameters = usual();
    for (int week = 0; week < 500; ++week)
        advance_observation(world, empty_channels(world), {}, parameters, Luck{9, 0, week});
    const auto cases = static_cast<double>(total(world, Flow::implicated_use));
    ASSERT_GT(cases, 1000.0);
    EXPECT_NEAR(static_cast<double>(total(world, Flow::fines)) / cases, parameters.fine_share,
                6.0 * std::sqrt(0.25 / cases));
}

TEST(Observation, RecordsNobodyWhereNobodyUses)
{
    EXPECT_EQ(recorded_for_use(world_of_users(0), empty_channels(world_of_users(0)), usual(), 50), 0.0);
}

// 5,000 arrests: 6 sigma of 3 % are 0.015.
TEST(Observation, RecordsMostArrestedMembersOfTheTradeWhereTheyWereArrested)
{
    World world = make_small_world({.communes = 1, .quartiers = 1, .residents = 5000, .departements = 1});
    add_site(world, QuartierId{0}, 0, 5000);
    advance_observation(world, empty_channels(world), arrest_traders(world, 5000), usual(), Luck{9, 0, 0});
    EXPECT_NEAR(static_cast<double>(total(world, Flow::implicated_trafficking)) / 5000.0, usual().trafficking_recorded,
                0.015);
}

TEST(Observation, GivesADepartementOneHabitForAllWeeksWithAMeanOfOne)
{
    const ObservationParameters parameters = usual();
    double sum = 0.0;
    for (std::uint64_t number = 0; number < 20000; ++number) {
        const Who who = Who::of(Kind::departement, number);
        const double habit = recording_habit(parameters, Luck{9, 0, 3}, who);
        EXPECT_EQ(habit, recording_habit(parameters, Luck{9, 0, 300}, who));
        sum += habit;
    }
    EXPECT_NEAR(sum / 20000.0, 1.0, 0.014); // 6 sigma of a spread of 0.31
}

} // namespace emprise::test
