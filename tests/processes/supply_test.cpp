#include "processes/supply.hpp"

#include "chance/distributions.hpp"
#include "processes/market.hpp"
#include "processes/supply/restock.hpp"
#include "processes/supply/routes.hpp"
#include "processes/trade_support.hpp"
#include "support/toy_world.hpp"
#include "world/build/territory_loader.hpp"
#include "world/build/trade_build.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <set>
#include <tuple>

namespace emprise {
namespace {

using namespace emprise::test;

/// Six towns on a line with cells, and a gateway at each town named.
World world_with_gateways(const Parameters& parameters, const std::vector<std::uint32_t>& towns, std::uint32_t seed = 1)
{
    auto territory = std::make_shared<Territory>(*made_up_territory({.towns = 6, .quartiers = 4, .residents = 3'000}));
    for (const std::uint32_t town : towns) {
        Gateway gateway;
        gateway.commune = CommuneId{town};
        gateway.code = territory->communes.code[gateway.commune];
        gateway.share = {1.0, 1.0};
        territory->gateways.push_back(gateway);
    }
    World world = made_up_world(territory, parameters, {.first_week = 0, .weeks = 104, .seed = seed});
    const std::size_t quartiers = territory->quartiers.size();
    world.quartiers.for_each_column([&](const char*, auto& column) { column.assign(quartiers, {}); });
    world.quartiers.vacated.assign(quartiers, QuartierState::never_vacated);
    build_trade(world, parameters, Luck{seed, 0, world.week});
    return world;
}

Parameters supply_parameters()
{
    Parameters parameters = trade_parameters();
    parameters.supply.transit_kg_week = {0.0, 0.0};
    return parameters;
}

/// Market and supply alone: cells stay as they are.
void sell_and_supply(World& world, const Parameters& parameters, const Channels& channels, std::uint32_t seed = 1)
{
    const Luck luck{seed, 0, world.week};
    advance_market(world, channels, parameters.market, luck);
    advance_supply(world, channels, parameters.supply, parameters.market, luck);
    ++world.week;
}

void sell_and_supply(World& world, const Parameters& parameters, int weeks)
{
    const Channels channels = emprise::empty_channels(world);
    for (int week = 0; week < weeks; ++week) sell_and_supply(world, parameters, channels);
}

std::int64_t total(const World& world, Flow flow)
{
    const auto& counts = world.tallies[flow];
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

std::int64_t sold_mg(const World& world)
{
    return total(world, Flow::sales_cannabis_mg) + total(world, Flow::sales_cocaine_mg);
}

TEST(Supply, KeepsEveryCentAndMilligramWhenManyLoadsAreSeized)
{
    Parameters parameters = supply_parameters();
    parameters.supply.seizures_entry.fill(0.7);
    parameters.supply.transit_kg_week = {5'000.0, 2'000.0};
    parameters.supply.transit_residents = 72'000.0;
    World world = world_with_gateways(parameters, {0, 5});
    for (int week = 0; week < 40; ++week) {
        advance_trade(world, parameters, 1, 1);
        expect_books_balance(world);
    }
    const auto mg = [&](DrugPlace place) { return world.ledger.drug_mg[1][static_cast<std::size_t>(place)]; };
    EXPECT_GT(total(world, Flow::way_cocaine_mg), 0);
    EXPECT_GT(total(world, Flow::transit_cocaine_mg), 0);
    EXPECT_EQ(mg(DrugPlace::seized), total(world, Flow::way_cocaine_mg) + total(world, Flow::transit_cocaine_mg));
    EXPECT_GT(total(world, Flow::debts_repaid_cents), 0);
}

TEST(Supply, AtRestLeavesNoOrderUnserved)
{
    const Parameters parameters = supply_parameters();
    World world = world_with_gateways(parameters, {0, 5});
    const std::int64_t before = sold_mg(world);
    sell_and_supply(world, parameters, 30);
    EXPECT_EQ(total(world, Flow::stock_out_cannabis_mg) + total(world, Flow::stock_out_cocaine_mg), 0);
    EXPECT_GT(sold_mg(world), before);
    for (const DepartementId hub : each<Departement>(world.hubs.size()))
        for (const double factor : world.hubs.price_factor[hub]) EXPECT_NEAR(factor, 1.0, 0.1);
}

TEST(Supply, OfSellersWithoutAHubThatCanBuyRunsOutAndComesBack)
{
    Parameters parameters = supply_parameters();
    parameters.supply.closed_gateway = 1;
    parameters.supply.closed_from_week = 5;
    parameters.supply.closed_until_week = 25;
    World world = world_with_gateways(parameters, {2}); // The only one.
    sell_and_supply(world, parameters, 5);
    std::int64_t before = sold_mg(world);
    sell_and_supply(world, parameters, 1);
    const std::int64_t usual_week = sold_mg(world) - before;
    const double usual_price = world.hubs.price_factor[DepartementId{0}][1];
    sell_and_supply(world, parameters, 14); // Stocks of hubs last three weeks.
    EXPECT_GT(total(world, Flow::stock_out_cocaine_mg), 0);
    EXPECT_GT(world.hubs.price_factor[DepartementId{0}][1], usual_price + 0.3 * parameters.supply.scarcity_price);
    before = sold_mg(world);
    sell_and_supply(world, parameters, 1);
    EXPECT_LT(sold_mg(world) - before, usual_week / 10);
    sell_and_supply(world, parameters, 24); // Open again.
    before = sold_mg(world);
    sell_and_supply(world, parameters, 1);
    EXPECT_GT(sold_mg(world) - before, usual_week * 8 / 10);
    EXPECT_NEAR(world.hubs.price_factor[DepartementId{0}][1], usual_price, 0.1);
    expect_books_balance(world);
}

/// Passages of loads through each gateway, as remembered.
double trips(const World& world, std::size_t entry)
{
    return world.routes.recent_trips[world.route_graph->row_of_entry(entry)];
}

TEST(Supply, GoesThroughOtherGatewaysWhenOneCloses)
{
    Parameters parameters = supply_parameters();
    parameters.supply.closed_gateway = 1;
    parameters.supply.closed_from_week = 10;
    World world = world_with_gateways(parameters, {0, 5});
    sell_and_supply(world, parameters, 10);
    const double through_first = trips(world, 0);
    const double through_second = trips(world, 1);
    EXPECT_GT(through_first, 0.25);
    const std::int64_t before = sold_mg(world);
    sell_and_supply(world, parameters, 20);
    EXPECT_LT(trips(world, 0), 0.1 * through_first); // Only the fading memory.
    EXPECT_GT(trips(world, 1), through_second);
    EXPECT_EQ(total(world, Flow::stock_out_cocaine_mg), 0);
    EXPECT_GT(sold_mg(world), before);
}

/// Share of a hub's loads that come through a gateway, by whatever way.
double share_through(const World& world, const Parameters& parameters, DepartementId hub, std::size_t entry)
{
    const WayChoice choice = choose_ways(world, hub, 1, parameters.supply, parameters.market);
    double through = 0.0;
    double all = 0.0;
    for (std::size_t way = 0; way < choice.weight.size(); ++way) {
        all += choice.weight[way];
        if (entry_of(way) == entry) through += choice.weight[way];
    }
    return through / all;
}

TEST(Supply, PrefersTheNearerGatewayAndTheWeightier)
{
    const Parameters parameters = supply_parameters();
    World world = world_with_gateways(parameters, {0, 5});
    think_over_routes(world, parameters.supply, parameters.market);
    const DepartementId first{0};
    const DepartementId second{1};
    EXPECT_GT(share_through(world, parameters, first, 0), 0.5);
    EXPECT_GT(share_through(world, parameters, second, 1), 0.5);
    auto territory = std::make_shared<Territory>(*world.territory);
    territory->gateways[1].share[1] = 3.0;
    World weighted = world;
    weighted.territory = territory;
    weighted.route_graph = nullptr;
    weighted.route_trees = nullptr;
    think_over_routes(weighted, parameters.supply, parameters.market);
    const auto odds = [&](const World& seen) {
        return share_through(seen, parameters, first, 1) / share_through(seen, parameters, first, 0);
    };
    EXPECT_NEAR(odds(weighted), 3.0 * odds(world), 1e-9);
}

TEST(Supply, RemembersASeizureLessAndLess)
{
    const SupplyParameters parameters = usual_parameters().supply;
    World world = world_with_gateways(supply_parameters(), {0});
    const double usual = perceived_risk(world, 0, parameters);
    EXPECT_NEAR(usual, 1.0 - std::exp(-usual_hazard(*world.route_graph, 0, parameters)), 1e-12);
    for (auto* column :
         {&world.routes.recent_trips, &world.routes.recent_hits, &world.routes.long_trips, &world.routes.long_hits})
        (*column)[RouteEdgeId{0}] += 1.0;
    double risk = perceived_risk(world, 0, parameters);
    EXPECT_GT(risk, 5.0 * usual);
    for (int week = 0; week < 416; ++week) {
        fade_memories(world.routes, parameters);
        const double next = perceived_risk(world, 0, parameters);
        EXPECT_LT(next, risk);
        risk = next;
    }
    EXPECT_NEAR(risk, usual, 0.1 * usual);
}

TEST(Supply, BelievesLittleOfAnEdgeWhereLoadsPass)
{
    const SupplyParameters parameters = usual_parameters().supply;
    World world = world_with_gateways(supply_parameters(), {0});
    const double usual = perceived_risk(world, 0, parameters);
    world.routes.recent_trips[RouteEdgeId{0}] = world.routes.long_trips[RouteEdgeId{0}] = 50.0;
    EXPECT_LT(perceived_risk(world, 0, parameters), usual);
}

TEST(Supply, TakesAnotherWayAroundAnEdgeBelievedDangerous)
{
    const Parameters parameters = supply_parameters();
    const Territory nord = load_territory({"scenarios/france"}, {.departements = {"Nord"}}, 1);
    World world;
    world.territory = std::make_shared<const Territory>(nord);
    const RouteGraph& graph = route_graph(world);
    world.routes.for_each_column([&](const char*, auto& column) { column.assign(graph.memory_rows(), 0.0); });
    think_over_routes(world, parameters.supply, parameters.market);
    const std::uint32_t hub = graph.hub[DepartementId{0}];
    const auto way = [&](const World& seen) {
        for (std::size_t entry = 0; entry < graph.entries.size(); ++entry)
            if (graph.entries[entry].gateway.name == "Dunkerque")
                return way_to(graph, seen.route_trees->from[entry * ways_of_entry][1], hub);
        return std::vector<std::uint32_t>{};
    };
    const std::vector<std::uint32_t> usual = way(world);
    ASSERT_GT(usual.size(), 1U);
    const RouteEdgeId edge = graph.row_of_edge(usual[0]);
    world.routes.recent_trips[edge] = world.routes.recent_hits[edge] = 10.0;
    think_over_routes(world, parameters.supply, parameters.market);
    const std::vector<std::uint32_t> other = way(world);
    EXPECT_EQ(std::count(other.begin(), other.end(), usual[0]), 0);
}

TEST(Supply, AlsoTriesBackRoadsThatCostMoreAndShunMotorwaysAndRails)
{
    const Parameters parameters = supply_parameters();
    World world;
    world.territory = std::make_shared<const Territory>(
        load_territory({"scenarios/france"}, {.departements = {"Nord", "Pas-de-Calais", "Somme"}}, 1));
    const RouteGraph& graph = route_graph(world);
    world.routes.for_each_column([&](const char*, auto& column) { column.assign(graph.memory_rows(), 0.0); });
    think_over_routes(world, parameters.supply, parameters.market);
    const auto fast_km = [&](std::size_t way, DepartementId hub) {
        double km = 0.0;
        for (const std::uint32_t edge : way_to(graph, world.route_trees->from[way][0], graph.hub[hub]))
            if (graph.edges[edge].kind == RouteClass::motorway || graph.edges[edge].kind == RouteClass::rail)
                km += graph.edges[edge].km;
        return km;
    };
    double fast = 0.0;
    double slow = 0.0;
    for (std::size_t way = 0; way < world.route_trees->from.size(); way += ways_of_entry) {
        if (graph.entries[entry_of(way)].gateway.share[0] <= 0.0) continue;
        for (const DepartementId hub : each<Departement>(graph.hub.size())) {
            EXPECT_GE(world.route_trees->cost_eur_g[way + 1][hub][0], world.route_trees->cost_eur_g[way][hub][0]);
            fast += fast_km(way, hub);
            slow += fast_km(way + 1, hub);
        }
    }
    EXPECT_LT(slow, 0.5 * fast);
}

TEST(Supply, LosesEveryLoadThatControlsAddToAndNoneTheLess)
{
    Parameters parameters = supply_parameters();
    World world = world_with_gateways(parameters, {0, 5});
    sell_and_supply(world, parameters, 20);
    const Channels none = emprise::empty_channels(world);
    Channels many = none;
    for (double& hours : many.control_hours) hours = 2'000.0;
    std::int64_t lost_without = 0;
    std::int64_t lost_with = 0;
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        World without = world;
        World with = world;
        sell_and_supply(without, parameters, none, seed);
        sell_and_supply(with, parameters, many, seed);
        ASSERT_EQ(total(with, Flow::consignments_sent), total(without, Flow::consignments_sent));
        std::set<std::uint64_t> names;
        for (const Event& event : with.events) names.insert(event.who.key);
        for (const Event& event : without.events)
            EXPECT_TRUE(event.kind != EventKind::consignment_lost || names.count(event.who.key) == 1U);
        lost_without += total(without, Flow::consignments_lost) - total(world, Flow::consignments_lost);
        lost_with += total(with, Flow::consignments_lost) - total(world, Flow::consignments_lost);
    }
    EXPECT_GT(lost_with, 2 * lost_without);
}

TEST(Supply, MeetsTheSameControlWhateverShareOfThePostsIsSimulated)
{
    const Parameters parameters = supply_parameters();
    World world = world_with_gateways(parameters, {0, 5});
    route_graph(world);
    Channels channels = emprise::empty_channels(world);
    channels.control_hours[CommuneId{0}] = 600.0;
    const std::vector<double> all = control_factors(world, channels, parameters.supply);
    EXPECT_DOUBLE_EQ(all[world.route_graph->row_of_entry(0).value()], 1.0 + parameters.supply.control_gain * 0.6);
    EXPECT_EQ(all[world.route_graph->row_of_entry(1).value()], 1.0);
    world.population_share = 0.25;
    channels.control_hours[CommuneId{0}] = 150.0;
    EXPECT_EQ(control_factors(world, channels, parameters.supply), all);
}

/// Names of the loads sent to a département when all are lost, with where they were lost.
std::set<std::pair<std::uint64_t, std::uint32_t>> loads_to(const World& world, DepartementId departement)
{
    std::set<std::pair<std::uint64_t, std::uint32_t>> loads;
    const Who hub = Who::of(Kind::departement, world.territory->departements.number[departement]);
    for (const Event& event : world.events)
        if (event.kind == EventKind::consignment_lost && event.other == hub)
            loads.emplace(event.who.key, event.commune.value());
    return loads;
}

TEST(Supply, NamesLoadsAlikeWhateverNetworksThereAreElsewhere)
{
    Parameters parameters = supply_parameters();
    parameters.supply.seizures_entry.fill(100.0);
    parameters.market.site_reach_km = 5.0; // Towns lie 10 km apart: nobody buys in the next one.
    parameters.market.crew_reach_km = 5.0;
    World world = world_with_gateways(parameters, {0, 5});
    World more = world;
    const QuartierId far{static_cast<std::uint32_t>(world.territory->quartiers.size() - 1)};
    const OrganisationId other =
        add_organisation(more.organisations, {.who = Who::of(Kind::organisation, 77), .home = far});
    add_cell(more.cells, {.who = Who::of(Kind::cell, 77),
                          .kind = CellKind::site,
                          .quartier = far,
                          .organisation = other,
                          .posts = 30,
                          .wage_cents_week = 50'000});
    more.links.stale = true;
    sell_and_supply(world, parameters, 15);
    sell_and_supply(more, parameters, 15);
    EXPECT_FALSE(loads_to(world, DepartementId{0}).empty());
    EXPECT_EQ(loads_to(world, DepartementId{0}), loads_to(more, DepartementId{0}));
    EXPECT_NE(loads_to(world, DepartementId{1}), loads_to(more, DepartementId{1}));
}

TEST(Supply, MakesNetworksOweWhatIsLostInProportionToTheirOrders)
{
    Parameters parameters = supply_parameters();
    parameters.supply.seizures_entry.fill(100.0);
    parameters.supply.debt_repaid_week = 0.0;
    World world = world_with_gateways(parameters, {0});
    sell_and_supply(world, parameters, 15);
    double value_eur = 0.0;
    for (const Event& event : world.events) value_eur += static_cast<double>(event.terms[1]);
    const auto& debts = world.organisations.debt_cents;
    const std::int64_t owed = std::accumulate(debts.begin(), debts.end(), std::int64_t{0});
    ASSERT_GT(owed, 0);
    EXPECT_EQ(owed, total(world, Flow::debts_incurred_cents));
    EXPECT_NEAR(static_cast<double>(owed) / 100.0, parameters.supply.loss_charged_share * value_eur,
                1e-6 * value_eur + static_cast<double>(world.events.size()));
    const std::int64_t cash = world.ledger.balance_cents[static_cast<std::size_t>(Purse::organisations)];
    parameters.supply.debt_repaid_week = 0.1;
    repay_debts(world, parameters.supply);
    const std::int64_t paid = cash - world.ledger.balance_cents[static_cast<std::size_t>(Purse::organisations)];
    EXPECT_GT(paid, 0);
    EXPECT_EQ(owed - std::accumulate(debts.begin(), debts.end(), std::int64_t{0}), paid);
    expect_books_balance(world);
}

TEST(Supply, SharesALostLoadByOrders)
{
    const Parameters parameters = supply_parameters();
    World world = world_with_gateways(parameters, {0});
    WeekOfOrders week{Column<Departement, std::vector<WeekOfOrders::CellOrder>>(2),
                      Column<Departement, DrugMilligrams>(2), Column<Departement, DrugMilligrams>(2)};
    const OrganisationId first = world.cells.organisation[CellId{0}];
    CellId other_cell{0};
    while (world.cells.organisation[other_cell] == first) other_cell = CellId{other_cell.value() + 1};
    const OrganisationId second = world.cells.organisation[other_cell];
    week.orders[DepartementId{0}] = {{CellId{0}, {0, 300}}, {other_cell, {0, 100}}};
    week.ordered_mg[DepartementId{0}] = {0, 400};
    charge_networks(world, week, DepartementId{0}, 1, 1'000);
    EXPECT_EQ(world.organisations.debt_cents[first], 750);
    EXPECT_EQ(world.organisations.debt_cents[second], 250);
}

TEST(Supply, WidensTheSearchAmongGatewaysAfterHeavyLosses)
{
    Parameters parameters = supply_parameters();
    World quiet = world_with_gateways(parameters, {0, 5});
    sell_and_supply(quiet, parameters, 30);
    parameters.supply.seizures_entry.fill(1.0);
    World pressed = world_with_gateways(parameters, {0, 5});
    sell_and_supply(pressed, parameters, 30);
    const DepartementId hub{0};
    EXPECT_GT(pressed.hubs.breadth[hub][1], quiet.hubs.breadth[hub][1]);
    const auto smaller_share = [&](const World& world) {
        const double share = share_through(world, supply_parameters(), hub, 0);
        return std::min(share, 1.0 - share);
    };
    World same_routes = quiet;
    same_routes.hubs = pressed.hubs;
    EXPECT_GT(smaller_share(same_routes), smaller_share(quiet));
}

/// 400 weeks; the mean of the Poisson numbers has a standard error below 2 %: an error of 12 % would be found.
TEST(Supply, SeizesPartOfWhatIsInTransitAndSellsNoneOfIt)
{
    Parameters parameters = supply_parameters();
    parameters.supply.transit_kg_week = {10'000.0, 5'000.0};
    parameters.supply.transit_load_kg = {250.0, 250.0};
    parameters.supply.transit_residents = 2'000.0;
    World world = make_lone_quartier(parameters);
    for (int week = 0; week < 400; ++week) sell_and_supply(world, parameters, emprise::empty_channels(world));
    const double hazard = parameters.supply.seizures_entry[1] +
                          parameters.supply.transit_km / 1000.0 * parameters.supply.seizures_1000_km[1];
    for (const auto& [flow, kg, drug] : {std::tuple{Flow::transit_cannabis_mg, 10'000.0, std::size_t{0}},
                                         std::tuple{Flow::transit_cocaine_mg, 5'000.0, std::size_t{1}}}) {
        const double loads = 400.0 * kg / 250.0 * (1.0 - std::exp(-hazard));
        EXPECT_NEAR(static_cast<double>(total(world, flow)) / 250e6, loads, 6.0 * std::sqrt(loads));
        const auto& places = world.ledger.drug_mg[drug];
        EXPECT_EQ(places[static_cast<std::size_t>(DrugPlace::seized)], total(world, flow));
        EXPECT_EQ(places[static_cast<std::size_t>(DrugPlace::in_transit)], 0);
    }
}

} // namespace
} // namespace emprise
