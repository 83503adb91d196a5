#include "processes/demography.hpp"

#include "parallel/parallel.hpp"
#include "processes/demography/destinations.hpp"
#include "processes/demography/proposals.hpp"
#include "support/toy_world.hpp"
#include "world/people_events.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace emprise {
namespace {

void live(World& world, const Parameters& parameters, int weeks, std::uint32_t seed = 1)
{
    for (int i = 0; i < weeks; ++i) {
        advance_demography(world, parameters.demography, Luck{seed, 0, world.week});
        if (i + 1 < weeks) ++world.week;
    }
}

std::int64_t total(const World& world, Flow flow)
{
    const auto& counts = world.tallies[flow].values();
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

template <class F>
void for_each_living(const World& world, F&& f)
{
    const int year = world.calendar.year_of(world.week);
    for (const BlockId block : each<Block>(world.residents.blocks.size()))
        for (std::uint32_t i = 0; i < world.residents.blocks.rows[block]; ++i) {
            const ResidentId row = world.residents.row(block, i);
            const ResidentRecord& record = world.residents.record[row];
            if (record.alive()) f(row, record, year - record.birth_year());
        }
}

TEST(Demography, KeepsStocksPeersAndHouseholdsEqualToARecountThroughTwoNewYears)
{
    const Parameters parameters = usual_parameters();
    World world = made_up_world(made_up_territory({}), parameters, {.first_week = -60, .weeks = 120});
    for (int quarter = 0; quarter < 10; ++quarter) {
        live(world, parameters, 12);
        expect_counters_agree(world);
        ++world.week;
    }
    EXPECT_EQ(world.residents.living, 12'000 + world.born - world.died);
    EXPECT_EQ(total(world, Flow::births), world.born);
    EXPECT_EQ(total(world, Flow::deaths), world.died);
    EXPECT_EQ(total(world, Flow::moves_in), total(world, Flow::moves_out));
    EXPECT_EQ(world.clamped_hazards, 0);
}

TEST(Demography, KillsAtTheHazardOfAgeAndSex)
{
    const Parameters parameters = usual_parameters();
    World world = made_up_world(made_up_territory({.towns = 10, .quartiers = 5, .residents = 2'000}), parameters);
    std::array<double, 4> expected{};
    std::array<double, 4> found{};
    const auto group = [](Sex sex, int age) { return static_cast<std::size_t>(sex) * 2 + (age >= 75 ? 1 : 0); };
    for (int week = 0; week < 26; ++week) { // 520 deaths: errors of 26 % in all, 40 % in a group would be seen.
        std::vector<std::pair<ResidentId, std::size_t>> before;
        for_each_living(world, [&](ResidentId row, const ResidentRecord& record, int age) {
            expected[group(record.sex(), age)] += death_hazard(parameters.demography, age, record.sex());
            before.emplace_back(row, group(record.sex(), age));
        });
        live(world, parameters, 1);
        for (const auto& [row, of] : before) found[of] += world.residents.record[row].alive() ? 0 : 1;
        ++world.week;
    }
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_NEAR(found[i], expected[i], 6 * std::sqrt(expected[i])) << i;
}

TEST(Demography, HasTheDeathsAndBirthsOfFrance)
{
    const Parameters parameters = usual_parameters();
    World world = made_up_world(made_up_territory({.towns = 20, .quartiers = 5, .residents = 2'000}), parameters);
    live(world, parameters, 52);
    const double to_france = 68.35e6 / 200'000;
    // 1,870 deaths and 1,930 births a year here: 6 sigma is 14 %, 89,000 and 90,000 in France.
    EXPECT_NEAR(static_cast<double>(world.died) * to_france, 640e3, 89e3); // F-04
    EXPECT_NEAR(static_cast<double>(world.born) * to_france, 660e3, 90e3); // F-04
    // Persons who change commune: INSEE 6.9 % a year (recalled).
    EXPECT_NEAR(static_cast<double>(total(world, Flow::moves_in)) / 200'000, 0.07, 0.02);
}

TEST(Demography, MovesPupilsOnInTheWeekOfTheFirstOfSeptemberOnly)
{
    const Parameters parameters = usual_parameters();
    World world = made_up_world(made_up_territory({}), parameters, {.first_week = 33, .weeks = 4});
    ASSERT_EQ(format_date(world.calendar.date_of(34)), "2026-08-31");
    const auto lyceens = [&] {
        std::int64_t sum = 0;
        for (const QuartierStocks& stocks : world.stocks)
            sum += stocks.activity[static_cast<std::size_t>(Activity::lyceen)];
        return sum;
    };
    const auto count_if = [&](auto&& which) {
        int count = 0;
        for_each_living(world, [&](ResidentId, const ResidentRecord& record, int age) { count += which(record, age); });
        return count;
    };
    const auto old_pupils = [](const ResidentRecord& record, int age) {
        return record.activity() == Activity::pupil && age >= 15 ? 1 : 0;
    };
    const auto toddlers = [](const ResidentRecord& record, int age) {
        return record.activity() == Activity::at_home_child && age >= 3 ? 1 : 0;
    };
    const std::int64_t before = lyceens();
    live(world, parameters, 1);
    EXPECT_NEAR(static_cast<double>(lyceens()), static_cast<double>(before), 5.0); // Only deaths.
    EXPECT_GT(count_if(old_pupils), 100);
    EXPECT_GT(count_if(toddlers), 80);
    ++world.week;
    live(world, parameters, 1);
    EXPECT_EQ(count_if(old_pupils), 0);
    EXPECT_EQ(count_if(toddlers), 0);
    expect_counters_agree(world);
}

TEST(Demography, KeepsTheSharesInEducationAndOutOfWorkFromYearToYear)
{
    const Parameters parameters = usual_parameters();
    World world = made_up_world(made_up_territory({.towns = 10, .quartiers = 5, .residents = 2'000}), parameters,
                                {.first_week = 39, .weeks = 220}); // October.
    const auto share = [&](int youngest, int oldest, auto&& which) {
        double all = 0;
        double some = 0;
        for_each_living(world, [&](ResidentId, const ResidentRecord& record, int age) {
            if (age < youngest || age > oldest) return;
            ++all;
            some += which(record, age) ? 1 : 0;
        });
        return some / all;
    };
    const auto studies = [](const ResidentRecord& record, int) { return is_in_education(record.activity()); };
    const auto neet = [](const ResidentRecord& record, int age) { return is_neet(record.activity(), age); };
    const double studying = share(16, 25, studies);
    const double neets = share(15, 29, neet);
    live(world, parameters, 209);
    // 12,000 aged 16 to 25, 17,500 aged 15 to 29: 6 sigma of a difference is 3.9 and 2.2 points.
    EXPECT_NEAR(share(16, 25, studies), studying, 0.03);
    EXPECT_NEAR(share(15, 29, neet), neets, 0.03);
    EXPECT_NEAR(neets, 0.125, 0.02); // E-14: 12.8 (2021), 11.6 (2022).
}

TEST(Demography, KeepsTheSizesOfHouseholdsForThreeYears)
{
    const Parameters parameters = usual_parameters();
    World world = made_up_world(made_up_territory({.towns = 10, .quartiers = 5, .residents = 2'000}), parameters);
    const auto mean_size = [&] {
        double households = 0;
        for_each_living(world, [&](ResidentId row, const ResidentRecord& record, int) {
            int members = 1;
            for (ResidentId next = record.household_next(); next != row;
                 next = world.residents.record[next].household_next())
                ++members;
            households += 1.0 / members;
        });
        return static_cast<double>(world.residents.living) / households;
    };
    const double before = mean_size();
    live(world, parameters, 156);
    EXPECT_NEAR(mean_size(), before, 0.06);
}

TEST(Demography, IsTheSameOnAnyNumberOfThreads)
{
    const Parameters parameters = usual_parameters();
    const World start = made_up_world(made_up_territory({}), parameters, {.first_week = 30, .weeks = 60});
    set_threads(1);
    World one = start;
    live(one, parameters, 26);
    for (const int threads : {2, 3, 7}) {
        set_threads(threads);
        World several = start;
        live(several, parameters, 26);
        EXPECT_EQ(one.residents.record, several.residents.record);
        EXPECT_EQ(one.residents.peers, several.residents.peers);
        EXPECT_EQ(one.stocks, several.stocks);
        EXPECT_EQ(one.tallies.flows, several.tallies.flows);
    }
    set_threads(2);
}

TEST(Demography, FindsRoomForNewbornsInAnotherBlockOfTheDepartement)
{
    const Parameters parameters = usual_parameters();
    World world = made_up_world(made_up_territory({.towns = 16, .quartiers = 6, .residents = 2'000}), parameters);
    Blocks& blocks = world.residents.blocks;
    ASSERT_EQ(blocks.size(), 4U); // Two in each département.
    blocks.capacity[BlockId{0}] = blocks.rows[BlockId{0}] + 1;
    const std::uint32_t before = blocks.rows[BlockId{1}];
    live(world, parameters, 13);
    EXPECT_EQ(room_left(blocks, BlockId{0}), 0U);
    EXPECT_GT(blocks.rows[BlockId{1}], before);
    expect_counters_agree(world);
}

TEST(Demography, CountsEverybodyAnewWhenTheYearOfTheStocksIsUnknown)
{
    const Parameters parameters = usual_parameters();
    World world = made_up_world(made_up_territory({}), parameters);
    World forgetful = world;
    forgetful.stocks_year = 0;
    live(world, parameters, 3);
    live(forgetful, parameters, 3);
    EXPECT_EQ(world.stocks, forgetful.stocks);
}

TEST(Destinations, FavourNearAndPopulousTowns)
{
    const auto territory = made_up_territory({.towns = 8, .quartiers = 2, .residents = 1'000});
    const Parameters parameters = usual_parameters();
    const Destinations destinations{territory, parameters.demography};
    std::array<int, 8> arrivals{};
    const Luck luck{1, 0, 0};
    constexpr std::uint32_t movers = 20'000;
    for (std::uint32_t i = 0; i < movers; ++i)
        ++arrivals[territory->quartiers.commune[destinations.draw(luck, Who::resident(0, i), QuartierId{0})].value()];
    const auto share = [&](std::size_t town) { return static_cast<double>(arrivals[town]) / movers; };
    EXPECT_NEAR(share(0), parameters.demography.move_same_commune, 6 * std::sqrt(0.36 * 0.64 / movers));
    const double near = share(1) + share(2) + share(3);
    EXPECT_NEAR(near, parameters.demography.move_same_departement, 6 * std::sqrt(0.36 * 0.64 / movers));
    // 10, 20, 30 km: pulls 1 / (1 + (d / 15)^2) are 0.692, 0.360, 0.2.
    EXPECT_NEAR(share(1) / near, 0.692 / 1.252, 0.04);
    EXPECT_NEAR(share(3) / near, 0.200 / 1.252, 0.03);
}

TEST(WorkFlows, BalanceAtTheSharesOfEachAgeAndDeprivation)
{
    const Parameters parameters = usual_parameters();
    const DemographyTables tables = demography_tables(parameters.demography);
    for (const int age : {20, 27, 40, 58})
        for (const double deprivation : {0.2, 0.5, 0.8}) {
            const double employed = employed_share(tables.course, age, deprivation);
            const double unemployed = (1 - employed) * tables.course.seeking[static_cast<std::size_t>(age)];
            const double inactive = 1 - employed - unemployed;
            const auto exits = [&](Activity now) { return activity_exits(tables, now, age, deprivation); };
            EXPECT_NEAR(employed * exits(Activity::employed).first, unemployed * exits(Activity::unemployed).first,
                        1e-12);
            EXPECT_NEAR(inactive * exits(Activity::inactive).first, unemployed * exits(Activity::unemployed).second,
                        1e-12);
        }
}

} // namespace
} // namespace emprise
