#include "processes/staffing.hpp"

#include "processes/staffing/entry.hpp"
#include "processes/staffing/reserve.hpp"
#include "processes/trade_support.hpp"
#include "support/toy_world.hpp"
#include "world/market_links.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace emprise {
namespace {

using namespace emprise::test;

Parameters with_many_entries()
{
    Parameters parameters = trade_parameters();
    for (double& hazard : parameters.staffing.entry_week) hazard = std::min(0.01, hazard * 10.0);
    return parameters;
}

std::vector<Entrant> entrants_of(World& world, const Channels& channels, const Parameters& parameters, Week week)
{
    refresh_links(world, parameters.market);
    const Offers offers = survey_offers(world, parameters.staffing);
    const EntryQuestion question{world, channels, parameters.staffing, offers, Luck{3, 0, week}, 2026};
    std::int64_t clamped = 0;
    std::vector<Entrant> entrants = list_entrants(question, clamped);
    EXPECT_EQ(clamped, 0);
    return entrants;
}

bool contains_all(const std::vector<Entrant>& more, const std::vector<Entrant>& fewer)
{
    return std::all_of(fewer.begin(), fewer.end(),
                       [&](const Entrant& one) { return std::find(more.begin(), more.end(), one) != more.end(); });
}

TEST(Staffing, SparseEntryEqualsAskingEverybodyBitForBit)
{
    const Parameters parameters = with_many_entries();
    World world = make_trade_world(parameters);
    refresh_links(world, parameters.market);
    const Offers offers = survey_offers(world, parameters.staffing);
    const Channels channels = emprise::empty_channels(world);
    std::size_t entrants = 0;
    for (Week week = 0; week < 10; ++week) {
        const EntryQuestion question{world, channels, parameters.staffing, offers, Luck{3, 0, week}, 2026};
        std::int64_t clamped = 0;
        const std::vector<Entrant> sparse = list_entrants(question, clamped);
        EXPECT_EQ(sparse, list_entrants_densely(question));
        entrants += sparse.size();
    }
    EXPECT_GT(entrants, 50U);
}

TEST(Staffing, NobodyEntersTwiceNorOutOfAge)
{
    const Parameters parameters = with_many_entries();
    World world = make_trade_world(parameters);
    for (const Entrant& entrant : entrants_of(world, emprise::empty_channels(world), parameters, 1)) {
        EXPECT_FALSE(find_trader(world.traders, entrant.resident).has_value());
        EXPECT_GE(entrant.age, 12);
        EXPECT_LE(entrant.age, 35);
    }
}

TEST(Staffing, ADoseOnlyTakesEntrantsAwayAndOnlyTheYoung)
{
    const Parameters parameters = with_many_entries();
    World world = make_trade_world(parameters);
    Channels channels = emprise::empty_channels(world);
    const std::vector<Entrant> without = entrants_of(world, channels, parameters, 2);
    channels.dose_against_entry.assign(world.territory->quartiers.size(), 0.5);
    const std::vector<Entrant> half = entrants_of(world, channels, parameters, 2);
    channels.dose_against_entry.assign(world.territory->quartiers.size(), 1.0);
    const std::vector<Entrant> full = entrants_of(world, channels, parameters, 2);
    const auto young = [](const Entrant& entrant) { return entrant.age <= 21; };
    EXPECT_TRUE(contains_all(without, half));
    EXPECT_TRUE(contains_all(half, full));
    EXPECT_LT(half.size(), without.size());
    EXPECT_TRUE(std::none_of(full.begin(), full.end(), young));
    const auto old = [&](const std::vector<Entrant>& list) {
        return static_cast<std::size_t>(std::count_if(list.begin(), list.end(), std::not_fn(young)));
    };
    EXPECT_EQ(old(full), old(without));
}

TEST(Staffing, SupportOfYoungNeetOnlyTakesEntrantsAway)
{
    const Parameters parameters = with_many_entries();
    World world = make_trade_world(parameters);
    Channels channels = emprise::empty_channels(world);
    channels.support_eur_week.assign(world.territory->quartiers.size(), 2'000.0);
    std::vector<std::vector<Entrant>> by_reach;
    for (const double reach : {0.0, 0.5, 1.0}) {
        channels.support_reach.assign(world.territory->quartiers.size(), reach);
        by_reach.push_back(entrants_of(world, channels, parameters, 4));
    }
    EXPECT_TRUE(contains_all(by_reach[0], by_reach[1]));
    EXPECT_TRUE(contains_all(by_reach[1], by_reach[2]));
    EXPECT_LT(by_reach[2].size(), by_reach[0].size());
    for (const Entrant& entrant : by_reach[2]) {
        const bool neet = is_neet(world.residents.record[entrant.resident].activity(), entrant.age);
        EXPECT_FALSE(neet && entrant.age >= 18 && entrant.age <= 25) << "odds of 1 in 3,000 each";
    }
}

TEST(Staffing, GivesNoPostToTwoResidentsAndNoResidentTwoPosts)
{
    const Parameters parameters = with_many_entries();
    World world = make_trade_world(parameters);
    ASSERT_TRUE(staff_is_consistent(world));
    for (int week = 0; week < 30; ++week) {
        advance_trade(world, parameters, 5, 1);
        ASSERT_TRUE(staff_is_consistent(world)) << "week " << week;
    }
    advance_staffing(world, emprise::empty_channels(world), parameters.staffing, Luck{5, 0, world.week});
    std::int64_t on_post = 0;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        EXPECT_LE(world.cells.on_post[cell], world.cells.posts[cell]);
        on_post += world.cells.on_post[cell];
    }
    EXPECT_GT(on_post, 0);
}

/// 2,000 weeks of 10 vacancies and 20 on call: the mean has a standard error of 0.033 posts, so a wrong k of 3.5 %
/// (0.2 posts) is seen at 6 sigma.
TEST(Staffing, HiresAreBinomialInVacanciesAndReserve)
{
    Parameters parameters = trade_parameters();
    parameters.staffing.hire_rate = 0.4;
    const World start = [&] {
        World world = make_lone_quartier(parameters);
        const CellId cell = add_manned_cell(world, CellKind::site, 1.0, 10);
        world.cells.on_post[cell] = 0;
        add_on_call(world, cell, 20);
        return world;
    }();
    World world = start;
    constexpr int weeks = 2000;
    double sum = 0.0;
    double squares = 0.0;
    for (int week = 0; week < weeks; ++week) {
        world.traders = start.traders;
        world.cells = start.cells;
        fill_vacancies(world, parameters.staffing, Luck{9, 0, week});
        const double hired = world.cells.on_post[CellId{0}];
        ASSERT_EQ(world.cells.on_call[CellId{0}], 20 - world.cells.on_post[CellId{0}]);
        sum += hired;
        squares += hired * hired;
    }
    const double filled = 1.0 - std::exp(-0.4 * 20.0 / 10.0);
    const double variance = 10.0 * filled * (1.0 - filled);
    EXPECT_NEAR(sum / weeks, 10.0 * filled, 6.0 * std::sqrt(variance / weeks));
    EXPECT_NEAR(squares / weeks - sum / weeks * (sum / weeks), variance, 0.25 * variance);
}

TEST(Staffing, ACellWithTooManyOnPostSendsSomeBackOnCall)
{
    const Parameters parameters = trade_parameters();
    World world = make_lone_quartier(parameters);
    const CellId cell = add_manned_cell(world, CellKind::site, 1.0, 6);
    world.cells.on_post[cell] = 0;
    add_on_call(world, cell, 6);
    for (const TraderId trader : each<TraderTag>(6)) assign_trader(world, trader, cell, true, 0);
    world.cells.posts[cell] = 2;
    fill_vacancies(world, parameters.staffing, Luck{1, 0, 0});
    EXPECT_EQ(world.cells.on_post[cell], 2);
    EXPECT_EQ(world.cells.on_call[cell], 4);
}

TEST(Staffing, TheWageRestsFallsAndRisesWithTheVacancyGap)
{
    Parameters parameters = trade_parameters();
    StaffingParameters& staffing = parameters.staffing;
    staffing.entry_week.fill(0.0);
    staffing.exit_year.fill(0.0);
    staffing.spell_median_weeks = 1e6;
    staffing.usual_vacancy = 0.5;
    staffing.wage_adjustment = 0.01;
    staffing.hire_rate = 0.0;
    const auto wage_after_a_week = [&](int posts, int manned) {
        World world = make_lone_quartier(parameters);
        const CellId cell = add_manned_cell(world, CellKind::site, 1.0, posts);
        world.cells.on_post[cell] = 0;
        world.cells.profit_cents[cell] = 1e9;
        add_on_call(world, cell, manned);
        for (const TraderId trader : each<TraderTag>(static_cast<std::size_t>(manned)))
            assign_trader(world, trader, cell, true, 0);
        refresh_links(world, parameters.market);
        advance_staffing(world, emprise::empty_channels(world), staffing, Luck{1, 0, 0});
        return world.cells.wage_cents_week[cell];
    };
    EXPECT_EQ(wage_after_a_week(10, 5), 50'000);
    EXPECT_EQ(wage_after_a_week(10, 10), 49'750);
    EXPECT_EQ(wage_after_a_week(10, 1), 50'200);
}

TEST(Staffing, TheWageStopsAtTheFloorAndAtZeroMargin)
{
    Parameters parameters = trade_parameters();
    StaffingParameters& staffing = parameters.staffing;
    staffing.entry_week.fill(0.0);
    staffing.hire_rate = 0.0;
    World world = make_lone_quartier(parameters);
    const CellId cell = add_manned_cell(world, CellKind::site, 1.0, 10);
    world.cells.on_post[cell] = 0;
    add_on_call(world, cell, 1);
    assign_trader(world, TraderId{0}, cell, true, 0);
    staffing.spell_median_weeks = 1e6;
    staffing.exit_year.fill(0.0);
    world.cells.profit_cents[cell] = -100'000.0; // One post costs 1,000 euros too much.
    refresh_links(world, parameters.market);
    for (int week = 0; week < 60; ++week)
        advance_staffing(world, emprise::empty_channels(world), staffing, Luck{1, 0, week});
    EXPECT_EQ(world.cells.wage_cents_week[cell], static_cast<std::int64_t>(staffing.lowest_wage_eur_week * 100.0));
}

TEST(Staffing, TheDeadLeaveTheTrade)
{
    const Parameters parameters = trade_parameters();
    World world = make_trade_world(parameters);
    const ResidentId dead = world.traders.resident[TraderId{3}];
    world.residents.record[dead].set_alive(false);
    advance_trade(world, parameters, 1, 1);
    EXPECT_FALSE(find_trader(world.traders, dead).has_value());
    EXPECT_FALSE(world.residents.record[dead].has_side_row());
}

TEST(Staffing, ACellUnmannedForLongCloses)
{
    Parameters parameters = trade_parameters();
    parameters.staffing.entry_week.fill(0.0);
    World world = make_lone_quartier(parameters);
    const CellId cell = add_manned_cell(world, CellKind::site, 1.0, 3);
    world.cells.on_post[cell] = 0;
    refresh_links(world, parameters.market);
    const int patience = static_cast<int>(parameters.staffing.unmanned_weeks);
    for (int week = 0; week < patience; ++week)
        advance_staffing(world, emprise::empty_channels(world), parameters.staffing, Luck{1, 0, week});
    EXPECT_TRUE(world.cells.is_open(cell));
    advance_staffing(world, emprise::empty_channels(world), parameters.staffing, Luck{1, 0, patience});
    EXPECT_EQ(world.cells.closure[cell], Closure::unmanned);
    EXPECT_EQ(world.tallies[Flow::sites_closed][CommuneId{0}], 1);
}

} // namespace
} // namespace emprise
