#include "processes/supply/consignments.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "processes/supply/routes.hpp"
#include "world/drug_prices.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace emprise {

namespace {

/// Names of consignments within their place and week: those below are left to other events.
constexpr std::uint32_t first_name = 128;
constexpr std::uint32_t most_loads = 32; ///< Of one drug, to one hub, in one week; larger loads instead of more.
static_assert(first_name + most_loads * drug_count <= 256); // Eight bits of a name.
constexpr double most_expected_loss = 0.5;

struct Sending {
    World& world;
    const RouteGraph& graph;
    const WeekOfOrders& orders;
    const SupplyParameters& parameters;
    const MarketParameters& market;
    const Luck& luck;
    std::vector<double> control; ///< By row of RouteMemory.
    DrugNumbers import_eur_mg{};
};

/// What one hub sends for of one drug this week.
struct Batch {
    DepartementId departement;
    std::size_t drug;
    std::int64_t loads;
    std::int64_t load_mg;
};

/// Enough to bring the stock to its usual level after a week of orders, at the losses the hub has seen; in loads of the
/// usual size, or of some weeks of orders at small hubs.
Batch plan(const Sending& sending, DepartementId departement, std::size_t drug)
{
    const Hubs& hubs = sending.world.hubs;
    const SupplyParameters& parameters = sending.parameters;
    const double orders = hubs.orders_mg[departement][drug];
    const double held = static_cast<double>(hubs.stock_mg[departement][drug] + hubs.under_way_mg[departement][drug]);
    const double lost = std::min(most_expected_loss, hubs.loss_share[departement][drug]);
    const double wanted = (orders * (1.0 + parameters.hub_stock_weeks) - held) / (1.0 - lost);
    double load = std::min(parameters.load_kg[drug] * 1e6, orders * parameters.load_weeks);
    load = std::max({load, wanted / most_loads, 1.0});
    const auto loads = static_cast<std::int64_t>(std::floor(std::max(0.0, wanted) / load + 0.5));
    return {departement, drug, std::min<std::int64_t>(loads, most_loads), static_cast<std::int64_t>(load)};
}

/// Rows of RouteMemory from abroad to the hub.
std::vector<std::size_t> rows_of_way(const Sending& sending, std::size_t way, std::uint32_t hub, std::size_t drug)
{
    std::vector<std::size_t> rows{sending.graph.edges.size() + entry_of(way)};
    const std::vector<std::uint32_t> edges = way_to(sending.graph, sending.world.route_trees->from[way][drug], hub);
    rows.insert(rows.end(), edges.begin(), edges.end());
    return rows;
}

/// Remembers the passages of one load; returns where along the way it was seized, if it was. One draw decides: the
/// load is lost as soon as the hazard run through exceeds it.
std::optional<std::size_t> travel(const Sending& sending, const std::vector<std::size_t>& rows, Who consignment)
{
    const double u = sending.luck.uniform(Purpose::consignment_seized, consignment);
    const double luck_lasts = -portable_log(1.0 - u);
    RouteMemory& routes = sending.world.routes;
    double hazard = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const RouteEdgeId row{static_cast<std::uint32_t>(rows[i])};
        hazard += usual_hazard(sending.graph, rows[i], sending.parameters) * sending.control[rows[i]];
        routes.recent_trips[row] += 1.0;
        routes.long_trips[row] += 1.0;
        if (hazard <= luck_lasts) continue;
        routes.recent_hits[row] += 1.0;
        routes.long_hits[row] += 1.0;
        return i;
    }
    return std::nullopt;
}

/// At a gateway, or at the farther end of an edge of the way.
CommuneId place_of(const Sending& sending, const std::vector<std::size_t>& rows, std::size_t at)
{
    const RouteGraph& graph = sending.graph;
    std::uint32_t node = graph.entries[rows[0] - graph.edges.size()].node;
    for (std::size_t i = 1; i <= at; ++i) {
        const RouteGraph::Edge& edge = graph.edges[rows[i]];
        node = edge.a == node ? edge.b : edge.a;
    }
    return graph.commune[node];
}

void lose(const Sending& sending, const Batch& batch, Who consignment, CommuneId place, std::size_t entry,
          bool at_entry)
{
    World& world = sending.world;
    const int drug = static_cast<int>(batch.drug);
    const double value_eur = static_cast<double>(batch.load_mg) * sending.import_eur_mg[batch.drug];
    world.ledger.move_drug(drug, DrugPlace::imported, DrugPlace::seized, batch.load_mg);
    ++world.tallies[Flow::consignments_lost][place];
    world.tallies[seized_on_the_way(batch.drug)][place] += batch.load_mg;
    const auto owed = static_cast<std::int64_t>(value_eur * sending.parameters.loss_charged_share * 100.0);
    charge_networks(world, sending.orders, batch.departement, batch.drug, owed);
    world.events.push_back(
        {.week = static_cast<std::int16_t>(world.week),
         .kind = EventKind::consignment_lost,
         .reason = static_cast<std::uint8_t>(batch.drug),
         .commune = place,
         .who = consignment,
         .other = Who::of(Kind::departement, world.territory->departements.number[batch.departement]),
         .terms = {static_cast<float>(batch.load_mg), static_cast<float>(value_eur), static_cast<float>(entry + 1),
                   at_entry ? 1.0F : 0.0F}});
}

/// The hub pays its supplier and the way of each load, lost or not.
void pay_for(const Sending& sending, const Batch& batch, const std::vector<std::size_t>& rows)
{
    World& world = sending.world;
    const RouteGraph& graph = sending.graph;
    const RouteGraph::Entry& entry = graph.entries[rows[0] - graph.edges.size()];
    const auto rate = [&](RouteClass kind) { return sending.parameters.eur_km[static_cast<std::size_t>(kind)]; };
    double way_eur = entry.outside_km * rate(entry.outside);
    for (std::size_t i = 1; i < rows.size(); ++i) way_eur += graph.edges[rows[i]].km * rate(graph.edges[rows[i]].kind);
    const double usual_load_mg = sending.parameters.load_kg[batch.drug] * 1e6;
    way_eur *= static_cast<double>(batch.load_mg) / usual_load_mg;
    const auto bought =
        static_cast<std::int64_t>(static_cast<double>(batch.load_mg) * sending.import_eur_mg[batch.drug] * 100.0);
    const auto travelled = static_cast<std::int64_t>(way_eur * 100.0);
    world.hubs.cash_cents[batch.departement] -= bought + travelled;
    world.ledger.pay(Purse::wholesale, Purse::abroad, bought);
    world.ledger.pay(Purse::wholesale, Purse::other_costs, travelled);
}

void remember_losses(const Sending& sending, const Batch& batch, std::int64_t lost)
{
    const SupplyParameters& parameters = sending.parameters;
    double& share = sending.world.hubs.loss_share[batch.departement][batch.drug];
    const double now = static_cast<double>(lost) / static_cast<double>(batch.loads);
    share += (now - share) / parameters.loss_memory_weeks;
    double& breadth = sending.world.hubs.breadth[batch.departement][batch.drug];
    const double step = share > parameters.loss_tolerance ? parameters.breadth_step : -parameters.breadth_step;
    breadth = std::clamp(breadth * (1.0 + step), parameters.breadth_low, parameters.breadth_high);
}

void send(const Sending& sending, const Batch& batch)
{
    World& world = sending.world;
    const WayChoice choice = choose_ways(world, batch.departement, batch.drug, sending.parameters, sending.market);
    const double sum = [&] {
        double all = 0.0;
        for (const double weight : choice.weight) all += weight;
        return all;
    }();
    if (batch.loads == 0 || sum <= 0.0) return;
    const std::uint32_t hub = sending.graph.hub[batch.departement];
    const CommuneId town = sending.graph.commune[hub];
    const std::string& code = world.territory->communes.code[town];
    std::int64_t lost = 0;
    for (std::int64_t nth = 0; nth < batch.loads; ++nth) {
        const auto ordinal = first_name + most_loads * static_cast<std::uint32_t>(batch.drug);
        const Who consignment =
            name_of_newborn(Kind::event, code, world.week, ordinal + static_cast<std::uint32_t>(nth));
        const std::size_t way =
            draw_index(sending.luck.uniform(Purpose::consignment_route, consignment), choice.weight);
        const std::vector<std::size_t> rows = rows_of_way(sending, way, hub, batch.drug);
        pay_for(sending, batch, rows);
        const std::optional<std::size_t> seized = travel(sending, rows, consignment);
        if (seized) {
            ++lost;
            lose(sending, batch, consignment, place_of(sending, rows, *seized), entry_of(way), *seized == 0);
            continue;
        }
        world.hubs.under_way_mg[batch.departement][batch.drug] += batch.load_mg;
        world.ledger.move_drug(static_cast<int>(batch.drug), DrugPlace::imported, DrugPlace::in_transit, batch.load_mg);
    }
    world.tallies[Flow::consignments_sent][town] += batch.loads;
    remember_losses(sending, batch, lost);
}

/// Seizures from what crosses the country, at its gateways in proportion to their weights.
void seize_transit(const Sending& sending)
{
    World& world = sending.world;
    const Territory& territory = *world.territory;
    const SupplyParameters& parameters = sending.parameters;
    const double part_of_country =
        static_cast<double>(territory.national_population) / parameters.transit_residents * world.population_share;
    const double across =
        parameters.transit_km / 1000.0 * parameters.seizures_1000_km[static_cast<std::size_t>(RouteClass::motorway)];
    for (const std::size_t drug : sending.world.drugs) {
        double all = 0.0;
        for (const RouteGraph::Entry& entry : sending.graph.entries) all += entry.gateway.share[drug];
        for (std::size_t i = 0; i < sending.graph.entries.size(); ++i) {
            const RouteGraph::Entry& entry = sending.graph.entries[i];
            if (!entry.inside || entry.gateway.share[drug] <= 0.0) continue;
            const std::size_t row = sending.graph.edges.size() + i;
            const double hazard = usual_hazard(sending.graph, row, parameters) * sending.control[row] + across;
            const double loads = parameters.transit_kg_week[drug] * part_of_country * entry.gateway.share[drug] / all /
                                 parameters.transit_load_kg[drug];
            const Who gateway = Who::of(Kind::commune, number_of_code(entry.gateway.code));
            const std::int64_t seized = draw_poisson(sending.luck, Purpose::consignment_seized, gateway,
                                                     Who::of(Kind::world, drug + 1), -portable_expm1(-hazard) * loads);
            const auto milligrams =
                static_cast<std::int64_t>(static_cast<double>(seized) * parameters.transit_load_kg[drug] * 1e6);
            world.ledger.move_drug(static_cast<int>(drug), DrugPlace::imported, DrugPlace::seized, milligrams);
            world.tallies[seized_in_transit(drug)][sending.graph.commune[entry.node]] += milligrams;
        }
    }
}

} // namespace

void send_consignments(World& world, const Channels& channels, const WeekOfOrders& orders,
                       const SupplyParameters& parameters, const MarketParameters& market, const Luck& luck)
{
    const RouteGraph& graph = route_graph(world);
    Sending sending{world, graph, orders, parameters, market, luck, control_factors(world, channels, parameters), {}};
    const DrugNumbers wholesale = wholesale_price_eur_g(market, world.week);
    for (const std::size_t drug : world.drugs)
        sending.import_eur_mg[drug] = wholesale[drug] * parameters.import_share / 1000.0;
    for (const DepartementId departement : each<Departement>(world.hubs.size()))
        for (const std::size_t drug : world.drugs) send(sending, plan(sending, departement, drug));
    seize_transit(sending);
}

} // namespace emprise
