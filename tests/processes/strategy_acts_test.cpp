#include "processes/market.hpp"
#include "processes/strategy.hpp"
#include "processes/strategy/carry_out.hpp"
#include "processes/trade_support.hpp"
#include "support/toy_world.hpp"
#include "world/close_cell.hpp"
#include "world/route_graph.hpp"
#include "world/territory.hpp"
#include "world/ties.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <map>

namespace emprise {
namespace {

using namespace emprise::test;

struct Switch {
    Generator generator;
    double StrategyParameters::*value;
};
constexpr Switch switches[]{{Generator::own_and_adjacent, &StrategyParameters::generator_own_and_adjacent},
                            {Generator::gravity, &StrategyParameters::generator_gravity},
                            {Generator::people, &StrategyParameters::generator_people},
                            {Generator::routes, &StrategyParameters::generator_routes},
                            {Generator::vacated, &StrategyParameters::generator_vacated}};

/// Organisations that act in every turn and like to open.
Parameters with_busy_organisations()
{
    Parameters parameters = trade_parameters();
    parameters.strategy.act_month = 20.0;
    parameters.strategy.opening_bias = 1.0;
    parameters.strategy.crew_opening_bias = 0.0;
    parameters.strategy.closing_bias = 0.0;
    return parameters;
}

/// A trade with an outlook of the market, before strategy's turn.
World with_outlook(const Parameters& parameters, std::uint32_t seed = 1)
{
    World world = make_trade_world(parameters, seed);
    advance_trade(world, parameters, seed, 3);
    advance_market(world, emprise::empty_channels(world), parameters.market, Luck{seed, 0, world.week});
    return world;
}

const Luck luck{1, 0, 3}; // A map refers to its luck.

Map map_of(World& world, const Parameters& parameters)
{
    Map map = draw_map(world, parameters.strategy, luck);
    std::vector<OrganisationId> all;
    for (const OrganisationId organisation : each<Organisation>(world.organisations.size()))
        all.push_back(organisation);
    meet_people(map, all);
    return map;
}

std::vector<std::uint32_t> places_by(const Map& map, Generator generator, OrganisationId organisation)
{
    const Who asker = map.world.organisations.who[organisation];
    const QuartierId home = map.world.organisations.home[organisation];
    const auto places = [&] {
        switch (generator) {
        case Generator::own_and_adjacent:
            return near_places(map, asker, home);
        case Generator::gravity:
            return gravity_places(map, asker, home);
        case Generator::people:
            return people_places(map, asker, organisation);
        case Generator::routes:
            return route_places(map, asker, home);
        default:
            return vacated_places(map, asker, home);
        }
    }();
    std::vector<std::uint32_t> quartiers;
    for (const Place& place : places) {
        EXPECT_EQ(place.generator, generator);
        quartiers.push_back(place.quartier.value());
    }
    return quartiers;
}

/// An organisation with one cell in town 0 whose only members are residents of one quartier.
OrganisationId add_network_with_people_in(World& world, QuartierId quartier)
{
    NewOrganisation born;
    born.who = name_of_newborn(Kind::organisation, world.territory->communes.code[CommuneId{0}], -300, 7);
    born.home = QuartierId{0};
    const OrganisationId organisation = add_organisation(world.organisations, born);
    NewCell cell;
    cell.who = name_of_newborn(Kind::cell, world.territory->communes.code[CommuneId{0}], -300, 7);
    cell.quartier = QuartierId{0};
    cell.spot = 200;
    cell.organisation = organisation;
    cell.opened = world.week;
    cell.posts = 3;
    const CellId at = add_cell(world.cells, cell);
    std::vector<NewTrader> joining;
    for (const ResidentId row : each<Resident>(world.residents.size())) {
        const ResidentRecord& record = world.residents.record[row];
        if (record.alive() && !record.has_side_row() && record.home() == quartier && joining.size() < 5)
            joining.push_back({row, at, 0, Role::seller, 0, 0});
    }
    add_traders(world, joining);
    world.links.stale = true;
    return organisation;
}

std::map<std::uint8_t, int> openings_by_generator(const World& world)
{
    std::map<std::uint8_t, int> count;
    for (const Event& event : world.events)
        if (event.kind == EventKind::site_opened || event.kind == EventKind::crew_opened) ++count[event.reason];
    return count;
}

TEST(Generators, OneThatIsOffOpensNothingWhileTheOthersDo)
{
    const Parameters parameters = with_busy_organisations();
    World all = make_trade_world(parameters);
    advance_trade(all, parameters, 1, 40);
    for (const Switch& off : switches) {
        EXPECT_GT(openings_by_generator(all)[static_cast<std::uint8_t>(off.generator)], 0);
        Parameters without = parameters;
        without.strategy.*off.value = 0.0;
        World world = make_trade_world(without);
        advance_trade(world, without, 1, 40);
        std::map<std::uint8_t, int> openings = openings_by_generator(world);
        EXPECT_EQ(openings[static_cast<std::uint8_t>(off.generator)], 0);
        int others = 0;
        for (const auto& [generator, count] : openings) others += count;
        EXPECT_GT(others, 5);
    }
}

TEST(Generators, OneThatIsOffLeavesTheDrawsOfTheOthersAlone)
{
    const Parameters parameters = with_busy_organisations();
    World world = make_trade_world(parameters);
    advance_trade(world, parameters, 1, 10);
    add_network_with_people_in(world, QuartierId{21});
    const Map map = map_of(world, parameters);
    const OrganisationId asker{static_cast<std::uint32_t>(world.organisations.size() - 1)};
    for (const Switch& off : switches) {
        Parameters without = parameters;
        without.strategy.*off.value = 0.0;
        const Map less = map_of(world, without);
        for (const Switch& other : switches) {
            const auto usual = places_by(map, other.generator, asker);
            EXPECT_FALSE(usual.empty());
            if (other.generator == off.generator)
                EXPECT_TRUE(places_by(less, other.generator, asker).empty());
            else
                EXPECT_EQ(places_by(less, other.generator, asker), usual);
        }
    }
}

TEST(Generators, PeopleElsewhereLeadToOpeningsWhereTheyLive)
{
    Parameters parameters = with_busy_organisations();
    for (const Switch& other : switches)
        if (other.generator != Generator::people) parameters.strategy.*other.value = 0.0;
    parameters.strategy.opening_bias = 20.0;
    parameters.strategy.franchise_bias = -50.0;
    World world = with_outlook(parameters);
    const QuartierId there{21}; // In town 5, 50 km away.
    const OrganisationId network = add_network_with_people_in(world, there);
    world.organisations.cash_cents[network] = 1'000'000'000;
    world.ledger.pay(Purse::users, Purse::organisations, 1'000'000'000);
    const std::size_t before = world.cells.size();
    for (int week = 0; week < 4; ++week) {
        advance_strategy(world, parameters.strategy, Luck{1, 0, world.week}, false);
        ++world.week;
    }
    int opened = 0;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        const OrganisationId owner = world.cells.organisation[cell];
        const bool theirs = owner == network || world.organisations.parent[owner] == world.organisations.who[network];
        if (cell.value() < before || !theirs) continue;
        ++opened;
        EXPECT_EQ(world.cells.quartier[cell], there);
        EXPECT_EQ(world.cells.generator[cell], Generator::people);
    }
    EXPECT_EQ(opened, 1);
    expect_books_balance(world);
}

TEST(Generators, PeopleMakeATownCheaperToEnterThanStrangersFindIt)
{
    const Parameters parameters = with_busy_organisations();
    World world = with_outlook(parameters);
    world.entry_cost_eur.fill(100'000.0);
    const OrganisationId network = add_network_with_people_in(world, QuartierId{21});
    const Map map = map_of(world, parameters);
    EXPECT_EQ(entry_cost_eur(map, network, QuartierId{0}), 100'000.0 * parameters.strategy.familiar_town_share);
    EXPECT_EQ(entry_cost_eur(map, network, QuartierId{22}), 100'000.0 * parameters.strategy.people_town_share);
    EXPECT_EQ(entry_cost_eur(map, network, QuartierId{10}), 100'000.0);
}

TEST(Generators, RoutesLeadFromTheGatewayToTheChiefTown)
{
    const Parameters parameters = with_busy_organisations();
    World world = with_outlook(parameters);
    const Territory& territory = *world.territory;
    const RouteTowns& routes = route_towns(world, 5.0);
    // All towns are alike, so the first of each département is its chief town and the first of all is the entrance.
    EXPECT_EQ(chief_towns(territory)[DepartementId{0}], CommuneId{0});
    EXPECT_EQ(chief_towns(territory)[DepartementId{1}], CommuneId{3});
    EXPECT_EQ(routes.of[DepartementId{0}].communes, (std::vector{CommuneId{0}}));
    EXPECT_EQ(routes.of[DepartementId{1}].communes,
              (std::vector{CommuneId{0}, CommuneId{1}, CommuneId{2}, CommuneId{3}}));
    EXPECT_EQ(routes.of[DepartementId{1}].quartiers, 16U);
}

TEST(Utility, IsTheSumOfItsTermsAndTheTermsAreThoseOfTheModel)
{
    const Parameters parameters = trade_parameters();
    World world = with_outlook(parameters);
    const Map map = map_of(world, parameters);
    const StrategyParameters& numbers = parameters.strategy;
    int looked_at = 0;
    for (const OrganisationId organisation : each<Organisation>(world.organisations.size()))
        for (const Place& place :
             gravity_places(map, world.organisations.who[organisation], world.organisations.home[organisation]))
            for (const CellKind kind : {CellKind::site, CellKind::crew}) {
                const auto earnings = believed_earnings(map, place);
                const Decision decision = opening(map, organisation, place, kind, earnings);
                const double worth = earnings[static_cast<std::size_t>(kind)].profit_eur_week * numbers.horizon_weeks -
                                     numbers.set_up_eur - entry_cost_eur(map, organisation, place.quartier) -
                                     numbers.distance_cost_eur_km *
                                         distance_between(map, world.organisations.home[organisation], place.quartier);
                const double bias = kind == CellKind::site ? numbers.opening_bias : numbers.crew_opening_bias;
                const double expected = bias + worth / numbers.scale_eur - sampling_correction(map, place);
                EXPECT_NEAR(utility_of(decision), expected, 1e-9 * (1.0 + std::abs(expected)));
                ++looked_at;
            }
    EXPECT_GT(looked_at, 20);
}

TEST(Utility, IsOnRecordTermByTermWithEveryOpening)
{
    const Parameters parameters = with_busy_organisations();
    World world = with_outlook(parameters);
    Undertaking undertaking{world, parameters.strategy, luck};
    const Map map = map_of(world, parameters);
    const Place place = gravity_places(map, world.organisations.who[OrganisationId{0}], QuartierId{0}).front();
    const Decision decision = opening(map, OrganisationId{0}, place, CellKind::site, believed_earnings(map, place));
    undertaking.carry_out(decision, Closure::unprofitable);
    undertaking.finish();
    const Event& event = world.events.back();
    ASSERT_EQ(event.kind, EventKind::site_opened);
    double sum = 0.0;
    for (std::size_t term = 0; term < utility_term_count; ++term) sum += static_cast<double>(event.terms[term]);
    EXPECT_NEAR(sum, utility_of(decision), 1e-5 * (1.0 + std::abs(sum)));
    EXPECT_NEAR(static_cast<double>(event.terms[Event::distance_km]), decision.distance_km, 1e-4);
}

/// The first open cell and an organisation that does not hold it.
std::pair<CellId, OrganisationId> rivals_of(const World& world)
{
    for (const CellId cell : each<Cell>(world.cells.size()))
        for (const OrganisationId other : each<Organisation>(world.organisations.size()))
            if (world.cells.is_open(cell) && world.cells.organisation[cell] != other) return {cell, other};
    return {};
}

TEST(TakeOver, MovesTheCellWithItsPeopleAndBooksAndMakesRivals)
{
    const Parameters parameters = with_busy_organisations();
    World world = with_outlook(parameters);
    const auto [cell, challenger] = rivals_of(world);
    const OrganisationId holder = world.cells.organisation[cell];
    const auto staff = world.cells.on_post[cell] + world.cells.on_call[cell];
    const std::int64_t cash = world.cells.cash_cents[cell];
    const Map map = map_of(world, parameters);
    Decision decision = take_over(map, challenger, {world.cells.quartier[cell], Generator::gravity, {}, 0.0}, cell);
    EXPECT_GT(decision.chance_to_win, 0.0);
    EXPECT_LT(decision.chance_to_win, 1.0);
    decision.chance_to_win = 1.0;
    Undertaking undertaking{world, parameters.strategy, luck};
    undertaking.carry_out(decision, Closure::unprofitable);
    undertaking.finish();
    EXPECT_EQ(world.cells.organisation[cell], challenger);
    EXPECT_EQ(world.cells.on_post[cell] + world.cells.on_call[cell], staff);
    EXPECT_EQ(world.cells.cash_cents[cell], cash);
    EXPECT_EQ(world.events.back().kind, EventKind::taken_over);
    const auto tie = find_tie(world.ties, world.organisations, challenger, holder);
    ASSERT_TRUE(tie.has_value());
    EXPECT_NEAR(world.ties.rivalry[*tie], parameters.strategy.claim_rivalry, 1e-12);
    expect_books_balance(world);
    EXPECT_TRUE(staff_is_consistent(world));
}

TEST(TakeOver, BeatenOffCostsTheChallengerAndLeavesTheCell)
{
    const Parameters parameters = with_busy_organisations();
    World world = with_outlook(parameters);
    const auto [cell, challenger] = rivals_of(world);
    const OrganisationId holder = world.cells.organisation[cell];
    const std::int64_t cash = world.organisations.cash_cents[challenger];
    Decision decision;
    decision.act = Act::take_over;
    decision.organisation = challenger;
    decision.cell = cell;
    decision.chance_to_win = 0.0;
    Undertaking undertaking{world, parameters.strategy, luck};
    undertaking.carry_out(decision, Closure::unprofitable);
    EXPECT_EQ(world.cells.organisation[cell], holder);
    EXPECT_EQ(world.events.back().kind, EventKind::claimed);
    EXPECT_EQ(world.organisations.cash_cents[challenger],
              cash - static_cast<std::int64_t>(parameters.strategy.takeover_cost_eur * 100.0));
    expect_books_balance(world);
}

TEST(TakeOver, IsLikelierForTheStronger)
{
    const Parameters parameters = trade_parameters();
    World world = with_outlook(parameters);
    const std::pair rivals = rivals_of(world);
    const CellId cell = rivals.first;
    const OrganisationId challenger = rivals.second;
    const Place place{world.cells.quartier[cell], Generator::gravity, {}, 0.0};
    const auto chance = [&] { return take_over(map_of(world, parameters), challenger, place, cell).chance_to_win; };
    world.organisations.reputation.assign(world.organisations.size(), 0.0);
    world.organisations.weapons.assign(world.organisations.size(), 0);
    const double plain = chance();
    world.organisations.reputation[challenger] = 0.5;
    const double feared = chance();
    EXPECT_NEAR(feared / (1.0 - feared), 2.0 * plain / (1.0 - plain), 1e-9); // 0.5 + 0.5 against 0.5.
    world.organisations.weapons[challenger] = 10;
    EXPECT_GT(chance(), feared);
    world.organisations.weapons[world.cells.organisation[cell]] = 1000;
    EXPECT_LT(chance(), 0.1);
}

TEST(TakeOver, TwoClaimantsOfOneVacatedSiteBecomeRivals)
{
    const Parameters parameters = with_busy_organisations();
    World world = with_outlook(parameters);
    CellId left;
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (world.cells.is_open(cell) && world.cells.kind[cell] == CellKind::site) left = cell;
    release_staff(world, std::vector{close_cell(world, left, Closure::unprofitable)}, Luck{1, 0, world.week});
    std::vector<OrganisationId> claimants;
    for (const OrganisationId other : each<Organisation>(world.organisations.size()))
        if (other != world.cells.organisation[left] && claimants.size() < 2) claimants.push_back(other);
    const Map map = map_of(world, parameters);
    const Place place{world.cells.quartier[left], Generator::vacated, left, 0.0};
    Parameters calm = parameters;
    calm.strategy.lone_founder = 0.0;
    Undertaking undertaking{world, calm.strategy, luck};
    std::vector<Decision> decisions;
    for (const OrganisationId claimant : claimants)
        decisions.push_back(opening(map, claimant, place, CellKind::site, believed_earnings(map, place)));
    const std::size_t before = world.cells.size();
    for (const Decision& decision : decisions) undertaking.carry_out(decision, Closure::unprofitable);
    undertaking.finish();
    EXPECT_EQ(world.cells.size(), before + 1);
    const auto tie = find_tie(world.ties, world.organisations, claimants[0], claimants[1]);
    ASSERT_TRUE(tie.has_value());
    EXPECT_GT(world.ties.rivalry[*tie], 0.0);
    const auto kinds = [&](EventKind kind) {
        return std::count_if(world.events.begin(), world.events.end(), [&](const Event& e) { return e.kind == kind; });
    };
    EXPECT_EQ(kinds(EventKind::claimed), 1);
    EXPECT_EQ(world.events[world.events.size() - 2].kind, EventKind::taken_over); // Another network's place before.
    EXPECT_EQ(world.events[world.events.size() - 2].reason, static_cast<std::uint8_t>(Generator::vacated));
    expect_books_balance(world);
}

TEST(Shrinking, GivesUpPostsAndPutsTheRestOnCall)
{
    const Parameters parameters = with_busy_organisations();
    World world = with_outlook(parameters);
    CellId largest{0};
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (world.cells.is_open(cell) && world.cells.on_post[cell] > world.cells.on_post[largest]) largest = cell;
    const auto posts = world.cells.posts[largest];
    const auto people = world.cells.on_post[largest] + world.cells.on_call[largest];
    ASSERT_GE(world.cells.on_post[largest], 6);
    const Map map = map_of(world, parameters);
    Undertaking undertaking{world, parameters.strategy, luck};
    undertaking.carry_out(shrinking(map, largest), Closure::unprofitable);
    undertaking.finish();
    EXPECT_EQ(world.cells.posts[largest], posts / 2);
    EXPECT_LE(world.cells.on_post[largest], world.cells.posts[largest]);
    EXPECT_EQ(world.cells.on_post[largest] + world.cells.on_call[largest], people);
    EXPECT_TRUE(staff_is_consistent(world));
}

TEST(Franchise, IsRunByALocalWhoPaysAShareAndNoCentIsLost)
{
    Parameters parameters = with_busy_organisations();
    parameters.strategy.franchise_bias = 6.0;
    parameters.strategy.franchise_share = 0.4;
    World world = make_trade_world(parameters);
    const std::size_t before = world.organisations.size();
    advance_trade(world, parameters, 1, 12);
    int franchises = 0;
    for (const OrganisationId organisation : each<Organisation>(world.organisations.size())) {
        if (world.organisations.franchise_share[organisation] <= 0.0) continue;
        ++franchises;
        EXPECT_GE(organisation.value(), before);
        EXPECT_NE(world.organisations.parent[organisation], Who{});
    }
    EXPECT_GT(franchises, 0);
    expect_books_balance(world);
}

TEST(AbilityToAct, EndsWithTheNetworkAndSuffersWithoutAHead)
{
    const Parameters parameters = trade_parameters();
    World world = with_outlook(parameters);
    const OrganisationId network{0};
    ASSERT_TRUE(world.organisations.leader[network].present());
    EXPECT_EQ(ability_to_act(map_of(world, parameters), network), 1.0);
    world.organisations.leader[network] = ResidentId::none();
    EXPECT_EQ(ability_to_act(map_of(world, parameters), network), parameters.strategy.headless_factor);
    EXPECT_EQ(ability_to_act(map_of(world, parameters), OrganisationId{1}), 1.0);
    world.organisations.ending[network] = Ending::broke;
    EXPECT_EQ(chance_to_act(map_of(world, parameters), network), 0.0);
}

} // namespace
} // namespace emprise
