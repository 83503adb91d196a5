#include "processes/strategy.hpp"

#include "parallel/parallel.hpp"
#include "processes/market.hpp"
#include "processes/strategy/places.hpp"
#include "processes/trade_support.hpp"
#include "support/toy_world.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <set>
#include <utility>

namespace emprise {
namespace {

using namespace emprise::test;

/// Organisations that act in every turn and like to open.
Parameters with_busy_organisations()
{
    Parameters parameters = trade_parameters();
    parameters.strategy.act_month = 20.0;
    parameters.strategy.opening_bias = 1.0;
    parameters.strategy.closing_bias = 0.0;
    return parameters;
}

std::set<std::uint64_t> names_of_openings(const World& world, std::size_t before)
{
    std::set<std::uint64_t> names;
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (cell.value() >= before) names.insert(world.cells.who[cell].key);
    return names;
}

TEST(Strategy, CountsThePlacesThatGeneratorsLookAtWhereTheyAreOn)
{
    StrategyParameters parameters = usual_parameters().strategy;
    const double all = places_looked_at(parameters);
    const std::array<std::pair<double*, double>, 5> generators{
        {{&parameters.generator_own_and_adjacent, parameters.near_candidates},
         {&parameters.generator_gravity, parameters.gravity_candidates},
         {&parameters.generator_people, parameters.people_candidates},
         {&parameters.generator_routes, parameters.route_candidates},
         {&parameters.generator_vacated, parameters.vacated_candidates}}};
    double left = all;
    for (const auto& [generator, places] : generators) {
        EXPECT_GT(places, 0.0);
        *generator = 0.0;
        left -= places;
        EXPECT_EQ(places_looked_at(parameters), left);
    }
    EXPECT_EQ(left, 0.0);
}

TEST(Strategy, ABurnedCellChoosesAgainAtOnceAndItsPeopleFollow)
{
    const Parameters parameters = trade_parameters();
    World world = make_trade_world(parameters);
    advance_trade(world, parameters, 1, 2);
    std::vector<CellId> burned;
    std::int64_t staff = 0;
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (world.cells.is_open(cell) && world.cells.kind[cell] == CellKind::site) {
            world.cells.burned[cell] = 1;
            staff += world.cells.on_post[cell] + world.cells.on_call[cell];
            burned.push_back(cell);
        }
    const std::size_t people = world.traders.size();
    Parameters quiet = parameters;
    quiet.strategy.act_month = 0.0;
    advance_strategy(world, quiet.strategy, Luck{1, 0, world.week}, false);
    std::int64_t moved = 0;
    for (const CellId cell : burned) {
        EXPECT_FALSE(world.cells.is_open(cell));
        EXPECT_EQ(world.cells.on_post[cell] + world.cells.on_call[cell], 0);
        moved += world.cells.closure[cell] == Closure::relocated ? 1 : 0;
    }
    EXPECT_GT(moved, 0);
    EXPECT_GT(staff, 0);
    EXPECT_EQ(world.traders.size(), people);
    EXPECT_TRUE(staff_is_consistent(world));
    expect_books_balance(world);
}

TEST(Strategy, AClosedCellPaysItsCashUpAndLosesItsDrugs)
{
    const Parameters parameters = with_busy_organisations();
    World world = make_trade_world(parameters);
    advance_trade(world, parameters, 2, 12);
    int closed = 0;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        if (world.cells.is_open(cell)) continue;
        ++closed;
        EXPECT_EQ(world.cells.cash_cents[cell], 0);
        EXPECT_EQ(world.cells.stock_mg[cell], DrugMilligrams{});
    }
    EXPECT_GT(closed, 0);
    expect_books_balance(world);
}

TEST(Strategy, EveryOpeningIsOnRecordWithItsGeneratorAndTerms)
{
    const Parameters parameters = with_busy_organisations();
    World world = make_trade_world(parameters);
    const std::size_t before = world.cells.size();
    advance_trade(world, parameters, 3, 12);
    std::set<std::uint64_t> recorded;
    for (const Event& event : world.events) {
        const bool opening = event.kind == EventKind::site_opened || event.kind == EventKind::crew_opened;
        if (opening || event.kind == EventKind::relocated) recorded.insert(event.who.key);
        if (opening) {
            EXPECT_NE(event.reason, static_cast<std::uint8_t>(Generator::initial));
            EXPECT_GE(event.terms[Event::distance_km], 0.0F);
        }
    }
    EXPECT_GT(recorded.size(), 3U);
    EXPECT_EQ(recorded, names_of_openings(world, before));
}

TEST(Strategy, NamesAndSpotsAreNeverGivenTwice)
{
    const Parameters parameters = with_busy_organisations();
    World world = make_trade_world(parameters);
    advance_trade(world, parameters, 4, 16);
    std::set<std::uint64_t> names;
    std::set<std::tuple<int, std::uint32_t, int>> spots;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        EXPECT_TRUE(names.insert(world.cells.who[cell].key).second);
        if (!world.cells.is_open(cell)) continue;
        EXPECT_TRUE(spots
                        .insert({static_cast<int>(world.cells.kind[cell]), world.cells.quartier[cell].value(),
                                 world.cells.spot[cell]})
                        .second);
    }
}

TEST(Strategy, EntryCostsMoveInBurnInOnly)
{
    const Parameters parameters = trade_parameters();
    World world = make_trade_world(parameters);
    advance_market(world, emprise::empty_channels(world), parameters.market, Luck{1, 0, world.week});
    world.initial_sites.fill(1);
    const auto before = world.entry_cost_eur;
    world.week = -50;
    advance_strategy(world, parameters.strategy, Luck{1, 0, world.week}, false);
    EXPECT_EQ(world.entry_cost_eur, before);
    advance_strategy(world, parameters.strategy, Luck{1, 0, world.week}, true);
    const auto tier = static_cast<std::size_t>(world.territory->communes.size_tier[CommuneId{0}]);
    EXPECT_GT(world.entry_cost_eur[tier], before[tier]);
}

TEST(Strategy, OneOrganisationMoreElsewhereRenamesNothing)
{
    Parameters parameters = with_busy_organisations();
    parameters.strategy.opening_bias = 4.0;
    std::size_t openings = 0;
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        World world = make_trade_world(parameters, seed);
        advance_trade(world, parameters, seed, 3);
        World more = world;
        const CommuneId elsewhere{5};
        NewOrganisation born;
        born.who = name_of_newborn(Kind::organisation, more.territory->communes.code[elsewhere], -400, 200);
        born.home = more.territory->communes.first_quartier[elsewhere];
        const OrganisationId added = add_organisation(more.organisations, born);
        more.organisations.cash_cents[added] = 100'000'000;
        const std::size_t before = world.cells.size();
        advance_strategy(world, parameters.strategy, Luck{seed, 0, world.week}, false);
        advance_strategy(more, parameters.strategy, Luck{seed, 0, more.week}, false);
        const auto there = names_of_openings(more, before);
        std::set<CommuneId> new_places;
        for (const CellId cell : each<Cell>(more.cells.size()))
            if (cell.value() >= before && more.organisations.who[more.cells.organisation[cell]] ==
                                              more.organisations.who.values()[world.organisations.size()])
                new_places.insert(more.territory->quartiers.commune[more.cells.quartier[cell]]);
        for (const CellId cell : each<Cell>(world.cells.size())) {
            if (cell.value() < before) continue;
            if (new_places.contains(world.territory->quartiers.commune[world.cells.quartier[cell]])) continue;
            ++openings;
            EXPECT_TRUE(there.contains(world.cells.who[cell].key));
        }
    }
    EXPECT_GT(openings, 3U);
}

TEST(TradeWeek, ThreadsLeaveTheBitsAlone)
{
    const Parameters parameters = with_busy_organisations();
    const int usual = threads();
    std::vector<std::vector<std::string>> results;
    for (const int count : {1, 3}) {
        set_threads(count);
        World world = make_trade_world(parameters);
        advance_trade(world, parameters, 6, 10);
        results.push_back(describe_cells(world));
        results.back().push_back(std::to_string(world.traders.size()));
    }
    set_threads(usual);
    EXPECT_EQ(results[0], results[1]);
}

TEST(TradeWeek, TheOrderOfRowsOfCellsAndOrganisationsLeavesTheBitsAlone)
{
    const Parameters parameters = with_busy_organisations();
    World world = make_trade_world(parameters);
    advance_trade(world, parameters, 7, 3);
    World other = with_rows_reversed(world);
    EXPECT_EQ(describe_cells(world), describe_cells(other));
    advance_trade(world, parameters, 7, 8);
    advance_trade(other, parameters, 7, 8);
    EXPECT_EQ(describe_cells(world), describe_cells(other));
    EXPECT_EQ(world.traders.resident, other.traders.resident);
    EXPECT_EQ(world.traders.on_post, other.traders.on_post);
    EXPECT_EQ(world.ledger, other.ledger);
    EXPECT_EQ(world.quartiers.unserved_cents, other.quartiers.unserved_cents);
}

} // namespace
} // namespace emprise
