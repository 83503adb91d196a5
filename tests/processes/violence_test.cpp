#include "processes/violence.hpp"

#include "parallel/parallel.hpp"
#include "processes/state_support.hpp"
#include "processes/trade_support.hpp"
#include "processes/violence_support.hpp"
#include "step/conservation.hpp"
#include "support/toy_world.hpp"
#include "world/custody.hpp"
#include "world/person_draw.hpp"
#include "world/territory.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace emprise::test {

namespace {

ViolenceParameters usual()
{
    return usual_parameters().violence;
}

/// So many attacks that a small world sees some.
ViolenceParameters violent()
{
    ViolenceParameters parameters = usual();
    parameters.attacks_per_contact_year = 60.0;
    return parameters;
}

void fight(World& world, const ViolenceParameters& parameters, int weeks, std::uint32_t seed = 3)
{
    const Channels channels = test::empty_channels(world);
    for (int i = 0; i < weeks; ++i) {
        advance_violence(world, channels, parameters, Luck{seed, 0, world.week});
        ++world.week;
    }
}

/// What can be compared whatever the order of rows: pairs by name, tallies by commune, events in their order.
std::vector<std::string> describe_violence(const World& world)
{
    std::vector<std::string> lines;
    const auto name = [&](OrganisationId network) { return world.organisations.who[network].key; };
    for (const TieId tie : each<TieTag>(world.ties.size()))
        lines.push_back(fmt::format("{:x} {:x} {} {}", name(world.ties.first[tie]), name(world.ties.second[tie]),
                                    world.ties.heat_of_first[tie], world.ties.heat_of_second[tie]));
    for (const Flow flow : {Flow::attacks, Flow::attacks_triggered, Flow::killings, Flow::injured})
        for (const std::int64_t count : world.tallies[flow]) lines.push_back(fmt::format("{}", count));
    for (const Event& event : world.events)
        lines.push_back(fmt::format("{} {:x} {:x} {} {}", event.week, event.who.key, event.other.key, event.terms[0],
                                    event.terms[1]));
    for (const ResidentRecord& record : world.residents.record) lines.push_back(record.alive() ? "alive" : "dead");
    return lines;
}

} // namespace

TEST(Violence, NeedsARival)
{
    World world = make_mortal_world({.communes = 1, .quartiers = 3, .residents = 100});
    const OrganisationId network = add_network(world, 1, QuartierId{0});
    for (const std::uint32_t quartier : {0U, 1U, 2U}) add_site_of(world, network, QuartierId{quartier}, 5);
    fight(world, violent(), 520);
    EXPECT_EQ(total(world, Flow::attacks), 0);
    EXPECT_EQ(world.ties.size(), 0U);
}

TEST(Violence, NeedsArms)
{
    World world = make_duels(20);
    std::fill(world.organisations.weapons.begin(), world.organisations.weapons.end(), 0);
    fight(world, violent(), 104); // sellers alone: nobody is armed
    EXPECT_EQ(total(world, Flow::attacks), 0);
    std::fill(world.traders.role.begin(), world.traders.role.end(), Role::manager);
    fight(world, violent(), 52);
    EXPECT_GT(total(world, Flow::attacks), 0);
}

TEST(Violence, ReachesNobodyBeyondTheSharedCatchment)
{
    World world = make_mortal_world({.communes = 2, .quartiers = 1, .residents = 100});
    for (const std::uint32_t i : {0U, 1U}) add_site_of(world, add_network(world, i, QuartierId{i}), QuartierId{i}, 5);
    ViolenceParameters parameters = violent();
    fight(world, parameters, 104); // 5.6 km apart
    EXPECT_EQ(total(world, Flow::attacks), 0);
    parameters.reach_km = 10.0;
    parameters.attacks_per_contact_year = 1000.0;
    fight(world, parameters, 104);
    EXPECT_GT(total(world, Flow::attacks), 0);
}

TEST(Violence, RaisesWhatTheAttackedDoInReturnAndNotWhatTheAttackersDo)
{
    World world = make_duels(1);
    ViolenceParameters parameters = violent();
    parameters.persons_hit = 0.0;
    const Channels channels = test::empty_channels(world);
    const Ground ground{world, parameters, channels, 0, 1};
    ASSERT_EQ(ground.conflicts().size(), 1U);
    int seen = 0;
    for (std::uint32_t seed = 0; seed < 200 && seen < 20; ++seed) {
        const Ground drawn{world, parameters, channels, 0, seed};
        const PairWeek week = simulate_pair(*drawn, drawn.conflicts()[0], {1.0, 0.0}, {});
        if (week.attacks.size() != 1) continue;
        ++seen;
        EXPECT_EQ(week.attacks[0].attacker, drawn.conflicts()[0].first);
        EXPECT_FALSE(week.attacks[0].triggered);
        EXPECT_EQ(week.heat.of_first, 0.0);
        const double decay = heat_decay_week(parameters);
        EXPECT_NEAR(week.heat.of_second, parameters.branching * decay * std::exp(-decay * (1.0 - week.attacks[0].time)),
                    1e-12);
    }
    EXPECT_EQ(seen, 20);
}

TEST(Violence, CoolsWithTheHalfLifeOfTheMedianDelay)
{
    World world = make_duels(1);
    const Channels channels = test::empty_channels(world);
    const ViolenceParameters parameters = usual();
    const Ground ground{world, parameters, channels, 0, 1};
    Heat heat{1e-9, 2e-9};
    for (int week = 0; week < 83; ++week) heat = simulate_pair(*ground, ground.conflicts()[0], {0.0, 0.0}, heat).heat;
    EXPECT_NEAR(heat.of_first, 1e-9 * std::pow(0.5, 7.0), 1e-15);
    EXPECT_NEAR(heat.of_second, 2e-9 * std::pow(0.5, 7.0), 1e-15);
}

TEST(Violence, GrowsWithAggressionArmsDebtRivalryAndClaimsAndShrinksWithAlliance)
{
    World world = make_duels(1);
    const Channels channels = test::empty_channels(world);
    const ViolenceParameters parameters = usual();
    const auto attacks = [&](const World& changed) {
        World copy = changed;
        const Ground ground{copy, parameters, channels, copy.week, 1};
        return background_of(*ground, ground.conflicts().at(0)).first_on_second;
    };
    const double before = attacks(world);
    EXPECT_GT(before, 0.0);
    const auto with = [&](auto&& change) {
        World changed = world;
        change(changed);
        return attacks(changed);
    };
    const OrganisationId first{0};
    EXPECT_DOUBLE_EQ(with([&](World& w) { w.organisations.aggression[first] = 2.0; }), 2.0 * before);
    EXPECT_GT(with([&](World& w) { w.organisations.weapons[first] = 20; }), before);
    EXPECT_GT(with([&](World& w) { w.organisations.debt_cents[first] = 10'000'000; }), before);
    EXPECT_GT(with([&](World& w) { w.quartiers.vacated[QuartierId{0}] = 0; }), before);
    const auto tied = [&](double rivalry, double alliance) {
        return with([&](World& w) {
            const TieId tie = tie_between(w.ties, w.organisations, first, OrganisationId{1}, 0);
            w.ties.rivalry[tie] = rivalry;
            w.ties.alliance[tie] = alliance;
        });
    };
    EXPECT_DOUBLE_EQ(tied(0.5, 0.0), before * (1.0 + 0.5 * parameters.rivalry_weight)); // rivals, not yet at war
    EXPECT_GT(tied(1.0, 0.0), before * (1.0 + parameters.rivalry_weight));
    EXPECT_DOUBLE_EQ(tied(0.0, 1.0), 0.0);
    EXPECT_DOUBLE_EQ(tied(1.0, 1.0),
                     parameters.war_attacks_per_armed_year * 10.0 *
                         static_cast<double>(Ground{world, parameters, channels, 0, 1}.conflicts()[0].contact) /
                         Terrain::one / weeks_per_year);
}

TEST(Violence, KillsPersonsWhoLeaveTheWorldAndTheTradeTheSameWeek)
{
    World world = make_duels(30);
    ViolenceParameters parameters = violent();
    parameters.persons_hit = 4.0;
    parameters.bystander_share = 0.3;
    const std::int64_t living = world.residents.living;
    fight(world, parameters, 60);
    const std::int64_t killed = total(world, Flow::killings);
    EXPECT_GT(killed, 50);
    EXPECT_GT(total(world, Flow::bystanders_hit), 10);
    EXPECT_EQ(world.residents.living, living - killed);
    EXPECT_EQ(world.died, killed);
    EXPECT_EQ(total(world, Flow::deaths), killed);
    for (const ResidentId trader : world.traders.resident) EXPECT_TRUE(world.residents.record[trader].alive());
    EXPECT_TRUE(staff_is_consistent(world));
}

TEST(Violence, KeepsEveryCountInStepInAWorldWithATrade)
{
    World world = make_trade_world(trade_parameters());
    const Channels channels = emprise::empty_channels(world);
    ViolenceParameters parameters = violent();
    parameters.reach_km = 20.0;
    parameters.fade_km = 10.0;
    for (int week = 0; week < 20; ++week) { // not across a half-year: nobody ages newcomers here
        advance_violence(world, channels, parameters, Luck{3, 0, world.week});
        EXPECT_NO_THROW(check_conservation(world));
        ++world.week;
    }
    EXPECT_GT(total(world, Flow::killings), 20);
    EXPECT_TRUE(staff_is_consistent(world));
    EXPECT_TRUE(custody_is_consistent(world));
    expect_counters_agree(world);
}

TEST(Violence, TellsInEventsWhatItCounts)
{
    World world = make_duels(20);
    fight(world, violent(), 60);
    double killed = 0.0;
    double injured = 0.0;
    double triggered = 0.0;
    for (const Event& event : world.events) {
        EXPECT_EQ(event.kind, EventKind::attack);
        killed += static_cast<double>(event.terms[0]);
        injured += static_cast<double>(event.terms[1]);
        triggered += static_cast<double>(event.terms[3]);
    }
    EXPECT_EQ(static_cast<std::int64_t>(world.events.size()), total(world, Flow::attacks));
    EXPECT_EQ(static_cast<std::int64_t>(killed), total(world, Flow::killings));
    EXPECT_EQ(static_cast<std::int64_t>(injured), total(world, Flow::injured));
    EXPECT_EQ(static_cast<std::int64_t>(triggered), total(world, Flow::attacks_triggered));
}

// About 1,900 persons hit: 6 sigma of a share of 25 % are 0.06; of 5 % 0.03. Mean 1.27 of 1,500 attacks: 0.17.
TEST(Violence, HitsAndKillsAtTheRatesOfTheFacts)
{
    World world = make_duels(150, 160);
    ViolenceParameters parameters = violent();
    parameters.attacks_per_contact_year = 10.0;
    fight(world, parameters, 52);
    const auto attacks = static_cast<double>(total(world, Flow::attacks));
    const auto killed = static_cast<double>(total(world, Flow::killings));
    const double hit = killed + static_cast<double>(total(world, Flow::injured));
    ASSERT_GT(attacks, 1000.0);
    EXPECT_NEAR(hit / attacks, parameters.persons_hit, 6.0 * std::sqrt(parameters.persons_hit / attacks));
    EXPECT_NEAR(killed / hit, parameters.death_share, 6.0 * std::sqrt(0.19 / hit));
    EXPECT_NEAR(static_cast<double>(total(world, Flow::bystanders_hit)) / hit, parameters.bystander_share,
                6.0 * std::sqrt(0.05 / hit));
}

TEST(Violence, AimsAtTheHeadAsOftenAsSaid)
{
    World world = make_duels(10, 400);
    for (const OrganisationId network : each<Organisation>(world.organisations.size()))
        world.organisations.leader[network] = world.traders.resident[TraderId{network.value() * 50}];
    ViolenceParameters parameters = violent();
    parameters.leader_targeted = 1.0;
    parameters.death_share = 1.0;
    parameters.bystander_share = 0.0;
    fight(world, parameters, 8);
    std::int64_t dead_heads = 0;
    for (const ResidentId head : world.organisations.leader)
        if (!world.residents.record[head].alive()) ++dead_heads;
    EXPECT_GT(dead_heads, 5);
    World spared = make_duels(10, 400);
    for (const OrganisationId network : each<Organisation>(spared.organisations.size()))
        spared.organisations.leader[network] = spared.traders.resident[TraderId{network.value() * 50}];
    parameters.leader_targeted = 0.0;
    fight(spared, parameters, 8);
    std::int64_t dead_heads_by_lot = 0;
    for (const ResidentId head : spared.organisations.leader)
        if (!spared.residents.record[head].alive()) ++dead_heads_by_lot;
    EXPECT_LT(dead_heads_by_lot, dead_heads);
}

TEST(Violence, IsTheSameOnOneThreadAndOnSeven)
{
    std::vector<std::vector<std::string>> runs;
    for (const int count : {1, 7}) {
        set_threads(count);
        World world = make_trade_world(trade_parameters());
        ViolenceParameters parameters = violent();
        parameters.reach_km = 20.0;
        fight(world, parameters, 30);
        runs.push_back(describe_violence(world));
    }
    set_threads(2);
    EXPECT_EQ(runs[0], runs[1]);
    EXPECT_GT(runs[0].size(), 20U);
}

TEST(Violence, DoesNotDependOnTheOrderOfCellsAndNetworks)
{
    World world = make_trade_world(trade_parameters());
    World other = with_rows_reversed(world);
    ViolenceParameters parameters = violent();
    parameters.reach_km = 20.0;
    fight(world, parameters, 30);
    fight(other, parameters, 30);
    EXPECT_GT(total(world, Flow::attacks), 20);
    EXPECT_EQ(describe_violence(world), describe_violence(other));
}

TEST(Violence, ChangesNothingHereWhenANetworkIsAddedElsewhere)
{
    World world = make_duels(12);
    World other = world;
    const QuartierId elsewhere{11};
    add_site_of(other, add_network(other, 1, elsewhere), elsewhere, 2);
    other.organisations.who[OrganisationId{24}] = Who::of(Kind::organisation, 5'000);
    ViolenceParameters parameters = violent();
    parameters.bystander_share =
        0.0; // those who joined the added network are no bystanders any more, wherever they live
    fight(world, parameters, 60);
    fight(other, parameters, 60);
    EXPECT_GT(total(world, Flow::attacks), 20);
    for (const Flow flow : {Flow::attacks, Flow::attacks_triggered, Flow::killings, Flow::injured})
        for (std::uint32_t commune = 0; commune < 11; ++commune)
            EXPECT_EQ(world.tallies[flow][CommuneId{commune}], other.tallies[flow][CommuneId{commune}]);
    EXPECT_NE(world.tallies[Flow::attacks][CommuneId{11}], other.tallies[Flow::attacks][CommuneId{11}]);
}

TEST(Violence, IsCutByMediatorsInProportionToTheirReach)
{
    World world = make_duels(1);
    const ViolenceParameters parameters = usual();
    Channels channels = test::empty_channels(world);
    const auto added = [&] {
        const Ground ground{world, parameters, channels, 0, 1};
        return heat_added(*ground, QuartierId{0});
    };
    const double without = added();
    const double full = parameters.mediation_full_hours * 40.0 / 1000.0; // 40 residents
    channels.mediation_hours[QuartierId{0}] = 0.5 * full;
    EXPECT_NEAR(added(), without * (1.0 - 0.5 * parameters.mediation_cut), 1e-15);
    channels.mediation_hours[QuartierId{0}] = 3.0 * full;
    EXPECT_NEAR(added(), without * (1.0 - parameters.mediation_cut), 1e-15);
}

TEST(Violence, IsRememberedWhereItHappened)
{
    World world = make_duels(5);
    fight(world, violent(), 26);
    double remembered = 0.0;
    for (const double memory : world.quartiers.violence_memory) remembered += memory;
    EXPECT_EQ(remembered, static_cast<double>(total(world, Flow::attacks))); // fading is the business of hold
    for (const QuartierId quartier : each<Quartier>(5))
        EXPECT_EQ(world.quartiers.last_attack[quartier] != QuartierState::never_vacated,
                  world.tallies[Flow::attacks][CommuneId{quartier.value()}] > 0);
}

// 4,000 draws from 100 residents: 40 each, 6 sigma are 38.
TEST(PersonDraw, FindsEveryLivingResidentOfThePlaceEquallyOftenAndNobodyElse)
{
    World world = make_mortal_world({.communes = 2, .quartiers = 3, .residents = 100, .departements = 1});
    const QuartierId place{4};
    const PersonDraw people{world};
    std::vector<int> found(world.residents.size(), 0);
    for (int week = 0; week < 4000; ++week) {
        const ResidentId person =
            people.draw(place, 0, Luck{1, 0, week}, Purpose::bystander, Who::of(Kind::quartier, 4), {});
        ASSERT_TRUE(person.present());
        ++found[person.value()];
    }
    for (const ResidentId resident : each<Resident>(world.residents.size())) {
        const bool lives_there = world.residents.record[resident].home() == place;
        EXPECT_EQ(found[resident.value()] > 0, lives_there);
        if (lives_there) {
            EXPECT_NEAR(found[resident.value()], 40, 38);
        }
    }
    EXPECT_FALSE(people.draw(place, 90, Luck{1, 0, 0}, Purpose::bystander, {}, {}).present()); // nobody that old
}

} // namespace emprise::test
