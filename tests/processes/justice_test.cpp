#include "processes/justice.hpp"

#include "processes/state_support.hpp"
#include "world/custody.hpp"
#include "world/territory.hpp"
#include "world/traders.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace emprise::test {

namespace {

JusticeParameters usual()
{
    return usual_parameters().justice;
}

/// `people` traders of one site; prisons at the national density.
World world_of_traders(int people, std::vector<int> born = {1996, 1998, 2000, 2002})
{
    World world = make_small_world(
        {.communes = 1, .quartiers = 1, .residents = people, .born = std::move(born), .departements = 1});
    add_site(world, QuartierId{0}, 0, people);
    world.prisons.places[DepartementId{0}] = 1e9; // so large that these prisoners do not move the density
    world.prisons.other_inmates[DepartementId{0}] = 1e9 * usual().prisoners / usual().prison_places;
    return world;
}

void advance(World& world, std::span<const Arrest> arrests, const JusticeParameters& parameters, int week)
{
    world.week = week;
    advance_justice(world, arrests, parameters, Luck{3, 0, week});
}

std::int64_t count_in(const World& world, Custody state)
{
    std::int64_t count = 0;
    for (const Custody at : world.detainees.state) count += at == state ? 1 : 0;
    return count;
}

std::int64_t count_held_in_all(const World& world)
{
    return count_in(world, Custody::remand) + count_in(world, Custody::prison);
}

/// Everybody arrested is jailed at once and sentenced by fast track.
JusticeParameters all_to_prison()
{
    JusticeParameters parameters = usual();
    parameters.freed_share = 0.0;
    parameters.jailed_at_once_share = 1.0;
    parameters.remand_share = 0.0;
    return parameters;
}

double mean_stay_weeks(const JusticeParameters& parameters)
{
    double sum = 0.0;
    for (int k = 0; k < 10000; ++k) sum += weeks_of_term(parameters, false, (k + 0.5) / 10000.0, 1.0);
    return sum / 10000.0;
}

} // namespace

// 20,000 adults: 6 sigma is at most 0.021.
TEST(Justice, FollowsTheFunnelOfAdultSuspects)
{
    World world = world_of_traders(20000);
    const JusticeParameters p = usual();
    advance(world, arrest_traders(world, 20000), p, 0);
    const auto share = [](std::int64_t part) { return static_cast<double>(part) / 20000.0; };
    const double jailed = 0.45 * 0.31;
    EXPECT_NEAR(share(count_held_in_all(world)), jailed, 0.015);
    EXPECT_NEAR(share(count_in(world, Custody::remand)), 0.5 * jailed, 0.011);
    EXPECT_NEAR(share(total(world, Flow::prosecuted)), 0.60, 0.021); // B-21
    EXPECT_NEAR(share(count_in(world, Custody::awaiting_trial_free)), 0.60 - jailed, 0.021);
    const double at_large = 1.0 - jailed;
    EXPECT_NEAR(share(static_cast<std::int64_t>(world.traders.size())), at_large * p.resumes_after_custody, 0.02);
}

// Place nette: 16 to 17 % referred, 5 % jailed among all persons arrested (B-16, B-17), of whom 37 % are suspects.
TEST(Justice, GivesTheFunnelOfSweepsWhenTwoInThreeAreUsersAndBystanders)
{
    World world = world_of_traders(20000);
    advance(world, arrest_traders(world, 20000), usual(), 0);
    const double arrested = 20000.0 * (1.0 + 1.7);
    EXPECT_NEAR(static_cast<double>(count_held_in_all(world)) / arrested, 0.05, 0.01);
    EXPECT_NEAR(0.45 * 20000.0 / arrested, 0.165, 0.01);
}

TEST(Justice, JudgesMinorsApart)
{
    World world = world_of_traders(20000, {2009, 2010});
    advance(world, arrest_traders(world, 20000), usual(), 0);
    EXPECT_EQ(count_held_in_all(world), 0);
    EXPECT_NEAR(static_cast<double>(total(world, Flow::prosecuted)) / 20000.0, usual().minors_tried_share, 0.021);
}

TEST(Justice, LosesNobodyBetweenArrestAndRelease)
{
    World world = world_of_traders(4000, {1990, 2000, 2009, 2011});
    const JusticeParameters parameters = usual();
    for (int week = 0; week < 150; ++week) {
        advance(world, arrest_traders(world, week < 100 ? 60 : 0), parameters, week);
        ASSERT_TRUE(custody_is_consistent(world)) << week;
        ASSERT_TRUE(staff_is_consistent(world)) << week;
    }
    std::int64_t in_a_table = 0;
    std::int64_t at_liberty = 0;
    for (const ResidentId resident : each<Resident>(world.residents.size())) {
        const auto detainee = find_detainee(world.detainees, resident);
        const bool in_trade = find_trader(world.traders, resident).has_value();
        EXPECT_EQ(world.residents.record[resident].has_side_row(), in_trade || detainee.has_value());
        (in_trade || detainee ? in_a_table : at_liberty) += 1;
    }
    EXPECT_EQ(in_a_table + at_liberty, 4000);
    EXPECT_EQ(count_held_in_all(world), total(world, Flow::imprisoned) - total(world, Flow::released));
    EXPECT_GT(total(world, Flow::released), 100);
}

// Little's law: prisoners = admissions a week x mean stay. 40 a week for 40 weeks of stay are 1,600; 6 sigma of the
// mean over 150 weeks, correlated over a stay, is below 8 %.
TEST(Justice, HoldsAsManyPrisonersAsAdmissionsTimesStays)
{
    JusticeParameters parameters = all_to_prison();
    parameters.term_sigma = 0.7;
    parameters.term_median_months = 9.0;
    parameters.term_longest_months = 36.0;
    parameters.returns_young = parameters.returns_old = 1.0;
    World world = world_of_traders(12000);
    double sum = 0.0;
    for (int week = 0; week < 300; ++week) {
        advance(world, arrest_traders(world, 40), parameters, week);
        sum += week >= 150 ? static_cast<double>(count_held_in_all(world)) : 0.0;
    }
    const double law = 40.0 * mean_stay_weeks(parameters);
    EXPECT_NEAR(sum / 150.0, law, 0.08 * law);
}

TEST(Justice, DrawsTwoTermsInThreeUpToSixMonthsAndAMeanJustOverTwelve)
{
    JusticeParameters parameters = usual();
    parameters.served_share = 1.0;
    parameters.density_feedback = 0.0;
    int short_terms = 0;
    for (int k = 0; k < 10000; ++k)
        short_terms += weeks_of_term(parameters, false, (k + 0.5) / 10000.0, 1.0) <= 27 ? 1 : 0;
    EXPECT_NEAR(short_terms / 10000.0, 2.0 / 3.0, 0.02);                         // B-21
    EXPECT_NEAR(mean_stay_weeks(parameters) * 12.0 / weeks_per_year, 12.2, 0.5); // B-22
}

TEST(Justice, ShortensStaysWherePrisonsAreFuller)
{
    const JusticeParameters parameters = usual();
    const double usual_stay = weeks_of_term(parameters, false, 0.9, 1.0);
    const double crowded = weeks_of_term(parameters, false, 0.9, 1.5);
    EXPECT_NEAR(crowded / usual_stay, std::pow(1.5, -parameters.density_feedback), 0.03);
}

TEST(Justice, RaisesDensityLessThanArrestsBecauseStaysShorten)
{
    double held[2] = {0.0, 0.0};
    for (const int feedback : {0, 1}) {
        World world = world_of_traders(12000);
        world.prisons.places[DepartementId{0}] = 1000.0;
        world.prisons.other_inmates[DepartementId{0}] = 900.0;
        JusticeParameters parameters = all_to_prison();
        parameters.density_feedback = feedback;
        parameters.term_sigma = 0.7;
        parameters.term_median_months = 9.0;
        parameters.term_longest_months = 36.0;
        for (int week = 0; week < 200; ++week) advance(world, arrest_traders(world, 60), parameters, week);
        held[feedback] = static_cast<double>(count_held_in_all(world));
    }
    EXPECT_LT(held[1], 0.85 * held[0]);
    EXPECT_GT(held[1], 0.3 * held[0]);
}

TEST(Justice, SendsThePrisonerBackToTheFormerCellWithAProbabilityThatFallsWithAge)
{
    const JusticeParameters usual_numbers = usual();
    EXPECT_DOUBLE_EQ(return_probability(usual_numbers, 19), usual_numbers.returns_young); // B-26
    EXPECT_DOUBLE_EQ(return_probability(usual_numbers, 70), usual_numbers.returns_old);
    JusticeParameters parameters = all_to_prison();
    parameters.term_sigma = 0.0;
    parameters.term_median_months = 2.0;
    World world = world_of_traders(8000, {2002, 2003});
    advance(world, arrest_traders(world, 8000), parameters, 0);
    EXPECT_EQ(count_held_in_all(world), 8000);
    EXPECT_EQ(world.traders.size(), 0U);
    for (int week = 1; week < 12; ++week) advance(world, {}, parameters, week);
    EXPECT_EQ(count_held_in_all(world), 0);
    // 6 sigma of 0.77 among 8,000: 0.028
    EXPECT_NEAR(static_cast<double>(world.traders.size()) / 8000.0, parameters.returns_young, 0.028);
    EXPECT_EQ(world.cells.on_call[CellId{0}], static_cast<std::int32_t>(world.traders.size()));
}

TEST(Justice, LeavesTheReleasedWithoutCellWhenTheirsHasClosed)
{
    JusticeParameters parameters = all_to_prison();
    parameters.returns_young = parameters.returns_old = 1.0;
    parameters.term_sigma = 0.0;
    World world = world_of_traders(10);
    advance(world, arrest_traders(world, 10), parameters, 0);
    world.cells.closure[CellId{0}] = Closure::unmanned;
    for (int week = 1; week < 20; ++week) advance(world, {}, parameters, week);
    ASSERT_EQ(world.traders.size(), 10U);
    for (const CellId cell : world.traders.cell) EXPECT_FALSE(cell.present());
}

TEST(Justice, HearsOneCaseOfAPersonArrestedTwice)
{
    JusticeParameters parameters = usual();
    parameters.freed_share = parameters.summons_share = parameters.summons_tried_share = 1.0;
    parameters.resumes_after_custody = 1.0;
    World world = world_of_traders(500);
    advance(world, arrest_traders(world, 500), parameters, 0);
    const Detainees before = world.detainees;
    ASSERT_EQ(before.size(), 500U);
    parameters.trial_delay_weeks = 200.0;
    advance(world, arrest_traders(world, 500), parameters, 0);
    EXPECT_EQ(world.detainees.resident, before.resident);
    EXPECT_EQ(world.detainees.until, before.until);
    EXPECT_EQ(world.traders.size(), 500U);
}

TEST(Justice, EndsTheCaseOfTheDead)
{
    JusticeParameters parameters = all_to_prison();
    parameters.term_sigma = 0.0;
    World world = world_of_traders(100);
    advance(world, arrest_traders(world, 100), parameters, 0);
    for (const ResidentId resident : each<Resident>(50)) world.residents.record[resident].set_alive(false);
    advance(world, {}, parameters, 1);
    EXPECT_EQ(world.detainees.size(), 50U);
    EXPECT_TRUE(custody_is_consistent(world));
}

TEST(Justice, CountsTimeOnRemand)
{
    JusticeParameters parameters = all_to_prison();
    parameters.remand_share = 1.0;
    parameters.convicted_share = 1.0;
    parameters.term_sigma = 0.0;
    parameters.term_median_months = 12.0;
    parameters.returns_young = parameters.returns_old = 0.0;
    World world = world_of_traders(20);
    advance(world, arrest_traders(world, 20), parameters, 0);
    EXPECT_EQ(count_in(world, Custody::remand), 20);
    const int stay = weeks_of_term(parameters, false, 0.5, 1.0);
    for (int week = 1; week < stay; ++week) advance(world, {}, parameters, week);
    EXPECT_EQ(count_in(world, Custody::prison), 20);
    advance(world, {}, parameters, stay);
    EXPECT_EQ(world.detainees.size(), 0U);
}

} // namespace emprise::test
