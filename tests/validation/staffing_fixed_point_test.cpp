// The labour market of the trade (model 3.7) alone: one cell, everybody alike, constant hazards. Each week a share d of
// all leaves for good, of the others a share s of those on post ends the spell and a share f of those on call fades
// out; E(w) enter; V vacancies meet R on call and V (1 - exp(-k R / V)) are hired; the wage rests when a share v of the
// posts is left vacant. The fixed point is solved here from these lines alone.
#include "processes/organisations/promotion.hpp"
#include "processes/staffing.hpp"
#include "processes/staffing/reserve.hpp"
#include "processes/state_support.hpp"
#include "validation/validation_support.hpp"
#include "world/market_links.hpp"
#include "world/traders.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace emprise::test {

namespace {

constexpr int residents = 400'000;
constexpr int posts = 20'000;
constexpr double perceived_arrests = 0.004; ///< A week.
constexpr double weeks_a_year = 365.2425 / 7.0;

struct FixedPoint {
    double wage_eur;
    double hires;
    double entries;
    double on_call;
};

FixedPoint solve_by_hand(const StaffingParameters& p)
{
    const double d = 1.0 - std::exp(-p.exit_year[1] * p.exit_ratio_employed / weeks_a_year);
    const double s = 1.0 - std::exp(-std::log(2.0) / p.spell_median_weeks);
    const double f = 1.0 - std::exp(-1.0 / p.reserve_fade_weeks);
    const double on_post = posts * (1.0 - p.usual_vacancy);
    const double stay = on_post * (1.0 - d) * (1.0 - s);
    const double vacancies = posts - stay;
    const double hires = on_post - stay;
    const double before = -std::log(1.0 - hires / vacancies) * vacancies / p.hire_rate; // On call before hiring.
    const double on_call = before - hires;
    const double entries = before - on_call * (1.0 - d) * (1.0 - f) - on_post * (1.0 - d) * s;
    const double seen = on_post * std::exp(-0.5 / 200.0); // Posts at no distance, as the table of distances has them.
    const double visibility = p.visibility_elsewhere + (1.0 - p.visibility_elsewhere) * seen / (seen + p.visible_posts);
    const double share = entries / ((residents - on_post - on_call) * p.entry_week[2] * visibility);
    const double asked = p.reluctance_eur_week + p.legal_employed_eur_week + p.arrest_cost_eur * perceived_arrests;
    return {asked + std::log(share / (1.0 - share)) / p.wage_sensitivity_per_eur, hires, entries, on_call};
}

World make_market(const Parameters& parameters, const FixedPoint& start)
{
    World world =
        make_small_world({.communes = 1, .quartiers = 1, .residents = residents, .born = {2006}, .departements = 1});
    const CellId cell = add_site(world, QuartierId{0}, static_cast<int>(0.99 * posts), static_cast<int>(start.on_call));
    world.cells.posts[cell] = posts;
    world.cells.wage_cents_week[cell] = static_cast<std::int64_t>(start.wage_eur * 100.0);
    world.cells.perceived_arrests[cell] = perceived_arrests;
    refresh_links(world, parameters.market);
    return world;
}

/// Mean weeks a vacancy lasts after `removed` of `wanted` posts fell vacant at once with `on_call` in reserve.
double weeks_to_replace(int wanted, int removed, int on_call, const Parameters& parameters)
{
    constexpr int repeats = 40;
    const World start = [&] {
        World world =
            make_small_world({.communes = 1, .quartiers = 1, .residents = 10'000, .born = {2006}, .departements = 1});
        const CellId cell = add_site(world, QuartierId{0}, wanted - removed, on_call);
        world.cells.posts[cell] = wanted;
        return world;
    }();
    double vacant_weeks = 0.0;
    for (std::uint32_t seed = 0; seed < repeats; ++seed) {
        World world = start;
        for (int week = 0; world.cells.on_post[CellId{0}] < wanted && week < 500; ++week) {
            vacant_weeks += wanted - world.cells.on_post[CellId{0}];
            fill_vacancies(world, parameters.staffing, Luck{seed, 0, week});
        }
    }
    return vacant_weeks / repeats / removed;
}

double weeks_to_replace_by_hand(int removed, int on_call, double k)
{
    double vacancies = removed;
    double reserve = on_call;
    double weeks = 0.0;
    while (vacancies > 1e-6) {
        weeks += vacancies / removed;
        const double hired = vacancies * (1.0 - std::exp(-k * reserve / vacancies));
        vacancies -= hired;
        reserve -= hired;
    }
    return weeks;
}

} // namespace

// 700 weeks: entries of 508 a week move the mean of the wage by sqrt(2 * 508 / 700) heads a week over 1.5 heads a
// week and euro, 0.8 EUR or 0.15 %: 1 % is 6 sigma.
TEST(StaffingFixedPoint, HiresReserveAndWageSettleWhereTheEquationsSayWithinOnePercent)
{
    const Parameters parameters = validation_parameters("staffing-fixed-point");
    const FixedPoint expected = solve_by_hand(parameters.staffing);
    FixedPoint start = expected; // Not at the goal: dearer, with fewer on call.
    start.wage_eur *= 1.05;
    start.on_call *= 0.95;
    World world = make_market(parameters, start);
    const Channels channels = test::empty_channels(world);
    constexpr int settling = 300;
    constexpr int weeks = 700;
    FixedPoint mean{};
    for (int week = 0; week < settling + weeks; ++week) {
        const std::int64_t hires = total(world, Flow::hires);
        const std::int64_t entries = total(world, Flow::trade_entries);
        world.cells.profit_cents[CellId{0}] = 1e15; // No margin limits the wage.
        advance_staffing(world, channels, parameters.staffing, Luck{11, 0, week});
        if (week < settling) continue;
        mean.wage_eur += static_cast<double>(world.cells.wage_cents_week[CellId{0}]) / 100.0 / weeks;
        mean.hires += static_cast<double>(total(world, Flow::hires) - hires) / weeks;
        mean.entries += static_cast<double>(total(world, Flow::trade_entries) - entries) / weeks;
        mean.on_call += static_cast<double>(world.cells.on_call[CellId{0}]) / weeks;
    }
    EXPECT_TRUE(staff_is_consistent(world));
    EXPECT_EQ(world.clamped_hazards, 0);
    expect_figure("wage, EUR a week", mean.wage_eur, expected.wage_eur, 0.01 * expected.wage_eur);
    expect_figure("hires a week", mean.hires, expected.hires, 0.01 * expected.hires);
    expect_figure("entries a week", mean.entries, expected.entries, 0.01 * expected.entries);
    expect_figure("on call after hiring", mean.on_call, expected.on_call, 0.01 * expected.on_call);
}

// 4,000 vacancies each: the mean of their lengths has a standard error below 2 % of it.
TEST(StaffingFixedPoint, ReplacementIsFasterTheMoreSlackTheReserveHas)
{
    const Parameters parameters = validation_parameters("staffing-fixed-point");
    constexpr int wanted = 2'000;
    constexpr int removed = 100;
    double before = 1e9;
    for (const int on_call : {250, 500, 1'000, 2'000, 4'000}) {
        const double weeks = weeks_to_replace(wanted, removed, on_call, parameters);
        const double by_hand = weeks_to_replace_by_hand(removed, on_call, parameters.staffing.hire_rate);
        expect_figure(fmt::format("weeks to replace an arrested worker, {:.3f} on call a post",
                                  static_cast<double>(on_call) / wanted),
                      weeks, by_hand, 0.12 * by_hand);
        EXPECT_LT(weeks, before);
        before = weeks;
    }
}

// 200 cells: geometric with mean 1 / p and a standard error of sqrt((1 - p) / 200) / p.
TEST(StaffingFixedPoint, AManagerIsReplacedInWeeksNotDays)
{
    const Parameters parameters = validation_parameters("staffing-fixed-point");
    constexpr int sites = 200;
    World world = make_small_world({.communes = 1, .quartiers = 1, .residents = 1'000, .born = {2006}});
    for (int i = 0; i < sites; ++i) add_site(world, QuartierId{0}, 3, 0);
    for (std::int16_t& entered : world.traders.entered) entered = -100;
    double weeks = 0.0;
    for (int week = 1; total(world, Flow::promoted) < sites && week < 100; ++week) {
        const std::int64_t before = total(world, Flow::promoted);
        promote(world, parameters.organisations, Luck{3, 0, week});
        weeks += static_cast<double>(total(world, Flow::promoted) - before) * week;
    }
    const double p = parameters.organisations.promotion_week;
    expect_figure("weeks to replace a manager (facts E-19: 1 to 4)", weeks / sites, 1.0 / p,
                  6.0 * std::sqrt((1.0 - p) / sites) / p);
    EXPECT_EQ(total(world, Flow::promoted), sites);
}

} // namespace emprise::test
