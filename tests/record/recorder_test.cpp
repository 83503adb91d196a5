#include "record/recorder.hpp"

#include "record/small_world.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace emprise {
namespace {

using testing_support::add_resident;
using testing_support::add_site;
using testing_support::add_trader;
using testing_support::small_world;

std::int64_t total(const World& world, const char* outcome)
{
    const OutcomeDeclaration* declared = find_outcome(outcome);
    EXPECT_NE(declared, nullptr) << outcome;
    return collect_total(*declared, Snapshot{world});
}

TEST(Outcomes, AreNamedOnceAndHaveOneWayToBeCollectedAndWordsInBothLanguages)
{
    std::set<std::string_view> names;
    for (const OutcomeDeclaration& outcome : outcome_declarations()) {
        EXPECT_TRUE(names.insert(outcome.name).second) << outcome.name;
        EXPECT_FALSE(outcome.unit.empty() || outcome.long_name_en.empty() || outcome.long_name_fr.empty())
            << outcome.name;
        const int ways = (outcome.collect != nullptr ? 1 : 0) + (outcome.collect_departements != nullptr ? 1 : 0) +
                         (outcome.collect_lever != nullptr ? 1 : 0);
        EXPECT_EQ(ways, outcome.kind == OutcomeKind::ratio ? 0 : 1) << outcome.name;
        EXPECT_EQ(outcome.by_lever, outcome.collect_lever != nullptr) << outcome.name;
        EXPECT_EQ(outcome.grain == Grain::departement, outcome.collect_departements != nullptr) << outcome.name;
    }
    EXPECT_GE(names.size(), 60U);
}

TEST(Outcomes, DivideOnlyOutcomesThatAreRecorded)
{
    for (const OutcomeDeclaration& ratio : outcome_declarations()) {
        if (ratio.kind != OutcomeKind::ratio) continue;
        for (const std::string_view part : {ratio.numerator, ratio.denominator}) {
            ASSERT_NE(find_outcome(part), nullptr) << ratio.name;
            EXPECT_NE(find_outcome(part)->kind, OutcomeKind::ratio) << ratio.name;
        }
    }
}

TEST(Outcomes, CountEveryFlowOfTheWorldOnce)
{
    World world = small_world();
    const std::set<std::string_view> sums_of_flows{"purchases", "displaced_resold"};
    for (std::size_t flow = 0; flow < flow_count; ++flow) {
        world.tallies.flows[flow][CommuneId{1}] = 5;
        int counted = 0;
        for (const OutcomeDeclaration& outcome : outcome_declarations())
            if (outcome.method == CellMethod::sum && !outcome.by_lever && !sums_of_flows.contains(outcome.name) &&
                collect_total(outcome, Snapshot{world}) == 5)
                ++counted;
        EXPECT_EQ(counted, 1) << "flow " << flow;
        world.tallies.flows[flow][CommuneId{1}] = 0;
    }
}

TEST(Outcomes, SuggestTheNameNearestToASlip)
{
    const std::vector<std::string> names{"sites_activ", "traders"};
    const std::vector<Problem> problems = check_outcome_names(names, "scenario.toml");
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_NE(problems[0].advice.find("sites_active"), std::string::npos);
}

TEST(Outcomes, GiveBackTheIntegerTheyWereWrittenFrom)
{
    for (const OutcomeKind kind :
         {OutcomeKind::count, OutcomeKind::cents, OutcomeKind::milligrams, OutcomeKind::thousandths})
        for (const std::int64_t value : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-99}, std::int64_t{333'333'333},
                                         std::int64_t{1'125'899'906'842'623}, std::int64_t{-999'999'999'999'999}})
            EXPECT_EQ(from_unit(kind, in_unit(kind, value)), value);
}

TEST(Outcomes, CountSitesWhereTheyAreAndPeopleWhereTheyLive)
{
    World world = small_world();
    add_site(world, 0, 6, 4, true);
    add_site(world, 1, 3, 3);
    add_site(world, 1, 2, 1);
    add_site(world, 3, 5, 0);
    world.cells.closure[CellId{3}] = Closure::burned;
    const ResidentId minor = add_resident(world, 2, 2010);
    const ResidentId adult = add_resident(world, 2, 2000);
    add_trader(world, minor, CellId{0}, true, Role::lookout);
    add_trader(world, adult, CellId{1}, false, Role::seller);
    EXPECT_EQ(total(world, "sites_active"), 3);
    EXPECT_EQ(total(world, "sites_known"), 1);
    EXPECT_EQ(total(world, "communes_touched"), 2);
    EXPECT_EQ(total(world, "communes_touched_below_2k"), 1);
    EXPECT_EQ(total(world, "sites_active_100k_and_more"), 2);
    EXPECT_EQ(total(world, "posts_wanted"), 11);
    EXPECT_EQ(total(world, "posts_vacant"), 3);
    EXPECT_EQ(total(world, "wage_bill_offered"), 11 * 50'000);
    EXPECT_EQ(total(world, "traders"), 2);
    EXPECT_EQ(total(world, "traders_minors"), 1);
    EXPECT_EQ(total(world, "traders_on_call"), 1);
    EXPECT_EQ(total(world, "lookouts"), 1);
    CommuneCounts counts(4);
    find_outcome("traders")->collect(Snapshot{world}, counts);
    EXPECT_EQ(counts[CommuneId{2}], 2);
}

TEST(Outcomes, CountPrisonersWithTheOtherInmatesOfTheirDepartement)
{
    World world = small_world();
    world.detainees.resident.push_back(add_resident(world, 3, 1990));
    world.detainees.state.push_back(Custody::prison);
    world.detainees.resident.push_back(add_resident(world, 3, 1991));
    world.detainees.state.push_back(Custody::awaiting_trial_free);
    DepartementCounts counts(3);
    find_outcome("prison_inmates")->collect_departements(Snapshot{world}, counts);
    EXPECT_EQ(counts[DepartementId{2}], 121);
    EXPECT_EQ(counts[DepartementId{0}], 120);
    EXPECT_EQ(total(world, "in_prison"), 1);
}

TEST(Outcomes, RoundResidentsWhoFeelUnsafeInEachQuartier)
{
    World world = small_world();
    world.quartiers.fear[QuartierId{0}] = 0.126;
    world.quartiers.fear[QuartierId{3}] = 0.374;
    EXPECT_EQ(total(world, "feeling_unsafe"), 13 + 37);
}

/// Advances the toy by one week: three arrests in Dijon and one in Strasbourg, a euro to mediators in Ajaccio.
void simulate_week(World& world)
{
    world.tallies[Flow::arrests][CommuneId{1}] += 3;
    world.tallies[Flow::arrests][CommuneId{3}] += 1;
    world.tallies.spent_cents[0][CommuneId{2}] += 100;
    world.events = {{.week = static_cast<std::int16_t>(world.week),
                     .kind = EventKind::operation,
                     .reason = 0,
                     .commune = CommuneId{1},
                     .who = {},
                     .other = {}}};
    ++world.week;
}

Recorder record(World world, RecorderSettings settings)
{
    Recorder recorder{std::move(settings), world};
    while (world.week < recorder.settings().last_week) {
        simulate_week(world);
        recorder.observe(world);
    }
    return recorder;
}

TEST(Recorder, KeepsWhatCameInEachPeriodAndTheLastShortOne)
{
    const Recorder recorder = record(small_world(0), {.every_weeks = 4, .last_week = 10});
    const Series& series = recorder.series();
    EXPECT_EQ(series.time, (std::vector<Week>{0, 4, 8, 10}));
    EXPECT_EQ(series.period_from, (std::vector<Week>{0, 0, 4, 8}));
    EXPECT_EQ(series.find("arrests", Level::total)->values, (std::vector<std::int64_t>{0, 16, 16, 8}));
    EXPECT_EQ(series.find("arrests", Level::region)->values, (std::vector<std::int64_t>{0, 0, 12, 4, 12, 4, 6, 2}));
    EXPECT_EQ(series.find("arrests", Level::departement)->at(1, 2, 0), 4);
    EXPECT_EQ(series.find("spending", Level::total)->at(3, 0, 0), 200);
    EXPECT_EQ(series.find("spending", Level::region)->at(3, 0, 0), 200);
    EXPECT_EQ(series.find("spending", Level::region)->at(3, 0, 1), 0);
}

TEST(Recorder, LeavesNoRowBeforeItsFirstWeekAndCountsFromThere)
{
    const Recorder recorder = record(small_world(-20), {.every_weeks = 4, .first_week = -8, .last_week = 4});
    EXPECT_EQ(recorder.series().time, (std::vector<Week>{-4, 0, 4}));
    EXPECT_EQ(recorder.series().period_from, (std::vector<Week>{-8, -4, 0}));
    EXPECT_EQ(recorder.series().find("arrests", Level::total)->values, (std::vector<std::int64_t>{16, 16, 16}));
    ASSERT_EQ(recorder.series().events.size(), 12U);
    EXPECT_EQ(recorder.series().events.front().week, -8);
}

/// Without these rows nothing could be told of what opened before the table of events begins.
TEST(Recorder, ListsTheCellsAndNetworksThatAreThereWhenTheTableOfEventsBegins)
{
    for (const Week start : {-20, -8, 0}) { // Long before the table, at its beginning, and after it.
        World world = small_world(start);
        add_organisation(world.organisations,
                         {.who = Who::of(Kind::organisation, 9), .home = QuartierId{3}, .parent = {}, .founded = -30});
        add_site(world, 1, 5, 4);
        add_site(world, 2, 5, 4);
        world.cells.organisation[CellId{0}] = OrganisationId{0};
        world.cells.closure[CellId{1}] = Closure::burned;
        world.cells.opened[CellId{0}] = -25;
        const Recorder recorder = record(world, {.every_weeks = 4, .first_week = -8, .last_week = 4});
        const std::vector<Event>& events = recorder.series().events;
        const auto count = [&](EventKind kind) {
            return std::count_if(events.begin(), events.end(), [&](const Event& e) { return e.kind == kind; });
        };
        EXPECT_EQ(count(EventKind::site_present), 1);
        EXPECT_EQ(count(EventKind::network_present), 1);
        const auto site = std::find_if(events.begin(), events.end(),
                                       [](const Event& e) { return e.kind == EventKind::site_present; });
        EXPECT_EQ(site->week, std::max(start, -8));
        EXPECT_EQ(site->other, Who::of(Kind::organisation, 9));
        EXPECT_EQ(site->terms[0], -25.0F);
        EXPECT_EQ(site->commune, CommuneId{1});
    }
}

/// Networks at home in the quartiers of the small world, each with a cell that took so many cents in the week.
World world_of_networks(const std::vector<std::int64_t>& cents)
{
    World world = small_world();
    for (std::size_t i = 0; i < cents.size(); ++i) {
        const auto home = static_cast<std::uint32_t>(i % 4);
        add_organisation(
            world.organisations,
            {.who = Who::of(Kind::organisation, 100 - i), .home = QuartierId{home}, .parent = {}, .founded = -30});
        add_site(world, (home + 1) % 4, 5, 4); // Elsewhere: what counts is the home.
        const CellId cell{static_cast<std::uint32_t>(i)};
        world.cells.organisation[cell] = OrganisationId{static_cast<std::uint32_t>(i)};
        world.cells.revenue_cents[cell] = cents[i];
    }
    return world;
}

TEST(Outcomes, SayHowUnequalTheSalesOfNetworksAre)
{
    const World world = world_of_networks({300, 0, 100, 200, 400, 0, 600});
    EXPECT_EQ(total(world, "networks_with_revenue"), 5);
    EXPECT_EQ(total(world, "network_revenue"), 1600);
    EXPECT_EQ(total(world, "network_revenue_top_tenth"), 600); // One of five: rounded up to a whole network.
    // (-4 x 100 - 2 x 200 + 0 x 300 + 2 x 400 + 4 x 600) / 5
    EXPECT_EQ(total(world, "network_revenue_spread"), 480);
    // By hand: mean of |a - b| over all ordered pairs, over twice the mean, is the Gini coefficient, 0.3.
    EXPECT_DOUBLE_EQ(480.0 / 1600.0, 0.3);
    EXPECT_EQ(total(world_of_networks({500, 500, 500}), "network_revenue_spread"), 0);
    EXPECT_EQ(total(world_of_networks({}), "network_revenue_spread"), 0);
    EXPECT_EQ(total(world_of_networks({7}), "network_revenue_top_tenth"), 7);
    EXPECT_EQ(total(world_of_networks(std::vector<std::int64_t>(21, 10)), "network_revenue_top_tenth"), 30);
}

TEST(Outcomes, CountTheSalesOfANetworkAtItsHomeAndLoseNoCentToRounding)
{
    const World world = world_of_networks({301, 100, 203, 407, 611, 13, 999'999});
    const auto by_commune = [&](const char* name) {
        CommuneCounts counts(4);
        find_outcome(name)->collect(Snapshot{world}, counts);
        return counts;
    };
    EXPECT_EQ(by_commune("network_revenue").values(), (std::vector<std::int64_t>{912, 113, 1'000'202, 407}));
    EXPECT_EQ(by_commune("network_revenue_top_tenth")[CommuneId{2}], 999'999);
    const std::vector<std::int64_t> sorted{13, 100, 203, 301, 407, 611, 999'999};
    std::int64_t sum = 0;
    for (std::int64_t i = 1; i <= 7; ++i) sum += (2 * i - 8) * sorted[static_cast<std::size_t>(i - 1)];
    const double exact = static_cast<double>(sum) / 7.0;
    EXPECT_NEAR(static_cast<double>(total(world, "network_revenue_spread")), exact, 0.5);
}

TEST(Outcomes, RankEqualNetworksByNameAndNotByRow)
{
    World world = world_of_networks({500, 500, 100});
    CommuneCounts counts(4);
    find_outcome("network_revenue_top_tenth")->collect(Snapshot{world}, counts);
    EXPECT_EQ(counts[CommuneId{0}], 500); // Named 100, after 99.
    std::swap(world.organisations.who[OrganisationId{0}], world.organisations.who[OrganisationId{1}]);
    CommuneCounts after(4);
    find_outcome("network_revenue_top_tenth")->collect(Snapshot{world}, after);
    EXPECT_EQ(after[CommuneId{1}], 500);
}

TEST(Recorder, EveryLevelIsTheSumOfThePlacesBelowIt)
{
    RecorderSettings settings{.every_weeks = 2, .last_week = 6};
    for (const OutcomeDeclaration& outcome : outcome_declarations()) settings.by_commune.emplace_back(outcome.name);
    const Recorder recorder = record(small_world(0), settings);
    for (const OutcomeSeries& series : recorder.series().outcomes) {
        const OutcomeSeries& top = *recorder.series().find(series.outcome->name, Level::total);
        for (std::size_t period = 0; period < recorder.series().periods(); ++period)
            for (std::size_t lever = 0; lever < series.levers; ++lever) {
                std::int64_t sum = 0;
                for (std::size_t place = 0; place < series.places; ++place) sum += series.at(period, place, lever);
                EXPECT_EQ(sum, top.at(period, 0, lever)) << series.outcome->name;
            }
    }
}

TEST(Recorder, KeepsOnlyWhatIsAskedForAndThePartsOfRatios)
{
    const Recorder recorder = record(small_world(0), {.last_week = 4,
                                                      .by_region = false,
                                                      .by_departement = false,
                                                      .outcomes = {"arrests", "share_feeling_unsafe"},
                                                      .by_commune = {"arrests"}});
    std::set<std::string> kept;
    for (const OutcomeSeries& series : recorder.series().outcomes)
        kept.insert(std::string{series.outcome->name} + "/" +
                    std::string{level_names[static_cast<std::size_t>(series.level)]});
    EXPECT_EQ(kept,
              (std::set<std::string>{"arrests/total", "arrests/commune", "feeling_unsafe/total", "residents/total"}));
}

TEST(Recorder, SameRowsForTheSameWeeksWhateverThePeriod)
{
    const Recorder weekly = record(small_world(0), {.every_weeks = 1, .last_week = 12});
    const Recorder monthly = record(small_world(0), {.every_weeks = 4, .last_week = 12});
    for (const OutcomeSeries& coarse : monthly.series().outcomes) {
        const std::optional<double> a = value_over_window(weekly.series(), coarse.outcome->name, 4, 8);
        const std::optional<double> b = value_over_window(monthly.series(), coarse.outcome->name, 4, 8);
        EXPECT_EQ(a, b) << coarse.outcome->name;
    }
}

TEST(Series, GiveRatiosOverTimeAndOverAWindow)
{
    World world = small_world(0);
    world.quartiers.fear.assign(4, 0.25);
    const Recorder recorder = record(world, {.every_weeks = 4, .last_week = 8});
    EXPECT_EQ(values_over_time(recorder.series(), "share_feeling_unsafe"), (std::vector<double>{0.25, 0.25, 0.25}));
    EXPECT_EQ(value_over_window(recorder.series(), "share_feeling_unsafe", 0, 8), 0.25);
    EXPECT_EQ(value_over_window(recorder.series(), "spending", 0, 8), 8.0);
    EXPECT_EQ(value_over_window(recorder.series(), "residents", 0, 8), 400.0);
    EXPECT_FALSE(value_over_window(recorder.series(), "residents", 8, 8).has_value());
    EXPECT_FALSE(values_over_time(recorder.series(), "no_such_outcome").has_value());
}

} // namespace
} // namespace emprise
