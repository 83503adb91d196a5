#include "processes/supply/routes.hpp"

#include "base/portable_math.hpp"
#include "parallel/parallel.hpp"
#include "world/population_share.hpp"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/function_property_map.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace emprise {

namespace {

constexpr Week weeks_between_thoughts = 4;

struct Link {
    std::uint32_t edge;
};
using Roads = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Link, boost::no_property,
                                                 std::uint32_t, std::uint32_t>;
using RoadVertex = boost::graph_traits<Roads>::vertex_descriptor;
using RoadEdge = boost::graph_traits<Roads>::edge_descriptor;

/// Every edge both ways.
Roads roads_of(const RouteGraph& graph)
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
    std::vector<Link> links;
    for (std::uint32_t edge = 0; edge < graph.edges.size(); ++edge) {
        ends.emplace_back(graph.edges[edge].a, graph.edges[edge].b);
        ends.emplace_back(graph.edges[edge].b, graph.edges[edge].a);
        links.insert(links.end(), {Link{edge}, Link{edge}});
    }
    return {boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), links.begin(),
            static_cast<std::uint32_t>(graph.size())};
}

class NoteEdge : public boost::dijkstra_visitor<> {
public:
    explicit NoteEdge(std::vector<std::uint32_t>& last) : last_{&last} {}
    void edge_relaxed(RoadEdge edge, const Roads& roads) { (*last_)[target(edge, roads)] = roads[edge].edge; }

private:
    std::vector<std::uint32_t>* last_;
};

RouteTree tree_of(const Roads& roads, std::span<const double> cost, std::uint32_t from)
{
    const std::size_t nodes = num_vertices(roads);
    RouteTree tree{std::vector<double>(nodes), std::vector<std::uint32_t>(nodes, RouteTree::no_edge)};
    const auto weight =
        boost::make_function_property_map<RoadEdge>([&](const RoadEdge& edge) { return cost[roads[edge].edge]; });
    const auto index = get(boost::vertex_index, roads);
    boost::dijkstra_shortest_paths(roads, static_cast<RoadVertex>(from),
                                   boost::distance_map(boost::make_iterator_property_map(tree.cost.begin(), index))
                                       .weight_map(weight)
                                       .visitor(NoteEdge{tree.edge}));
    return tree;
}

/// EUR a gram over each edge, at given risks by row of RouteMemory.
template <class Risk>
std::vector<double> edge_costs(const RouteGraph& graph, std::size_t drug, const SupplyParameters& parameters,
                               const MarketParameters& market, Risk&& risk_of)
{
    const double load_g = parameters.load_kg[drug] * 1000.0;
    const double value = market.wholesale_price_eur_g[drug] * parameters.import_share;
    constexpr double least = 1e-12; // Keeps a way over free edges from being any way.
    std::vector<double> cost(graph.edges.size());
    for (std::size_t edge = 0; edge < cost.size(); ++edge)
        cost[edge] =
            least +
            graph.edges[edge].km * parameters.eur_km[static_cast<std::size_t>(graph.edges[edge].kind)] / load_g +
            risk_of(edge) * value;
    return cost;
}

/// Ways over motorways and rails count this often where they are shunned.
constexpr double shunned = 3.0;

/// What the way to a node costs, from the start on: the sum a least-cost tree holds, edge by edge.
double cost_along(const RouteGraph& graph, const RouteTree& tree, std::uint32_t node, std::span<const double> cost)
{
    double sum = 0.0;
    for (const std::uint32_t edge : way_to(graph, tree, node)) sum += cost[edge];
    return sum;
}

template <class Risk>
RouteTrees trees_at(const RouteGraph& graph, const SupplyParameters& parameters, const MarketParameters& market,
                    Risk&& risk_of)
{
    const Roads roads = roads_of(graph);
    const std::size_t ways = graph.entries.size() * ways_of_entry;
    RouteTrees trees;
    trees.from.resize(ways);
    trees.cost_eur_g.assign(ways, Column<Departement, DrugNumbers>(graph.hub.size()));
    for (std::size_t drug = 0; drug < drug_count; ++drug) {
        const std::vector<double> cost = edge_costs(graph, drug, parameters, market, risk_of);
        std::vector<double> back_roads = cost;
        for (std::size_t edge = 0; edge < cost.size(); ++edge)
            if (graph.edges[edge].kind == RouteClass::motorway || graph.edges[edge].kind == RouteClass::rail)
                back_roads[edge] *= shunned;
        for_each_index(ways, [&](std::size_t way) {
            const RouteGraph::Entry& entry = graph.entries[entry_of(way)];
            if (entry.gateway.share[drug] <= 0.0) return;
            const bool any_road = way % ways_of_entry == 0;
            RouteTree& tree = trees.from[way][drug];
            tree = tree_of(roads, any_road ? cost : back_roads, entry.node);
            for (const DepartementId departement : each<Departement>(graph.hub.size())) {
                const std::uint32_t hub = graph.hub[departement];
                trees.cost_eur_g[way][departement][drug] =
                    any_road ? tree.cost[hub] : cost_along(graph, tree, hub, cost);
            }
        });
    }
    return trees;
}

struct Choosing {
    const RouteGraph& graph;
    const SupplyParameters& parameters;
    const MarketParameters& market;
    std::size_t closed; ///< Entry; past the last for none.
};

/// EUR a gram from abroad through an entry to a node.
double cost_through(const Choosing& choosing, std::size_t entry, std::size_t drug, double entry_risk, double way_cost)
{
    const RouteGraph::Entry& gate = choosing.graph.entries[entry];
    const SupplyParameters& parameters = choosing.parameters;
    const double outside = gate.outside_km * parameters.eur_km[static_cast<std::size_t>(gate.outside)] /
                           (parameters.load_kg[drug] * 1000.0);
    return outside + entry_risk * choosing.market.wholesale_price_eur_g[drug] * parameters.import_share + way_cost;
}

/// Costs from abroad to a hub, by way; infinite where nothing comes through. Back roads that are no other way than the
/// least-cost one are not counted twice.
template <class EntryRisk>
std::vector<double> costs_of_ways(const Choosing& choosing, const RouteTrees& trees, DepartementId departement,
                                  std::size_t drug, EntryRisk&& entry_risk)
{
    constexpr double never = std::numeric_limits<double>::infinity();
    std::vector<double> cost(trees.from.size(), never);
    for (std::size_t way = 0; way < cost.size(); ++way) {
        const std::size_t entry = entry_of(way);
        if (entry == choosing.closed || choosing.graph.entries[entry].gateway.share[drug] <= 0.0) continue;
        cost[way] = cost_through(choosing, entry, drug, entry_risk(entry), trees.cost_eur_g[way][departement][drug]);
        if (way % ways_of_entry != 0 && cost[way] == cost[way - 1]) cost[way] = never;
    }
    return cost;
}

/// Logit over ways.
WayChoice choose(const Choosing& choosing, std::size_t drug, double breadth, const std::vector<double>& cost)
{
    const double scale = choosing.parameters.route_scale * choosing.market.wholesale_price_eur_g[drug];
    constexpr double never = std::numeric_limits<double>::infinity();
    WayChoice choice;
    choice.weight.assign(cost.size(), 0.0);
    const double least = *std::min_element(cost.begin(), cost.end());
    double sum = 0.0;
    for (std::size_t way = 0; way < cost.size(); ++way) {
        const double known = way % ways_of_entry == 0 ? 1.0 : choosing.parameters.back_roads_weight;
        if (cost[way] == never || known <= 0.0) continue;
        const double taste = portable_log(choosing.graph.entries[entry_of(way)].gateway.share[drug] * known);
        choice.weight[way] = portable_exp((taste - (cost[way] - least) / scale) / breadth);
        sum += choice.weight[way];
        choice.cost_eur_g += choice.weight[way] * cost[way];
    }
    if (sum > 0.0) choice.cost_eur_g /= sum;
    return choice;
}

Column<Departement, DrugNumbers> usual_costs(const Choosing& choosing)
{
    const RouteGraph& graph = choosing.graph;
    const auto usual = [&](std::size_t row) { return -portable_expm1(-usual_hazard(graph, row, choosing.parameters)); };
    const RouteTrees trees = trees_at(graph, choosing.parameters, choosing.market, usual);
    const auto at_entry = [&](std::size_t entry) { return usual(graph.edges.size() + entry); };
    Column<Departement, DrugNumbers> costs(graph.hub.size());
    for (const DepartementId departement : each<Departement>(costs.size()))
        for (std::size_t drug = 0; drug < drug_count; ++drug) {
            const std::vector<double> cost = costs_of_ways(choosing, trees, departement, drug, at_entry);
            costs[departement][drug] = choose(choosing, drug, 1.0, cost).cost_eur_g;
        }
    return costs;
}

std::size_t closed_entry(const RouteGraph& graph, Week week, const SupplyParameters& parameters)
{
    const bool now = week >= parameters.closed_from_week && week < parameters.closed_until_week;
    const auto number = static_cast<std::size_t>(parameters.closed_gateway);
    return now && number > 0 ? number - 1 : graph.entries.size();
}

} // namespace

RouteTree shortest_tree(const RouteGraph& graph, std::span<const double> cost, std::uint32_t from)
{
    return tree_of(roads_of(graph), cost, from);
}

std::vector<std::uint32_t> way_to(const RouteGraph& graph, const RouteTree& tree, std::uint32_t node)
{
    std::vector<std::uint32_t> way;
    while (tree.edge[node] != RouteTree::no_edge) {
        const RouteGraph::Edge& edge = graph.edges[tree.edge[node]];
        way.push_back(tree.edge[node]);
        node = edge.a == node ? edge.b : edge.a;
    }
    std::reverse(way.begin(), way.end());
    return way;
}

double perceived_risk(const World& world, std::size_t row, const SupplyParameters& parameters)
{
    const RouteMemory& routes = world.routes;
    const RouteEdgeId id{static_cast<std::uint32_t>(row)};
    const double usual = -portable_expm1(-usual_hazard(*world.route_graph, row, parameters));
    const auto believed = [&](double hits, double trips) {
        return (hits + parameters.prior_trips * usual) / (trips + parameters.prior_trips);
    };
    const double recent = believed(routes.recent_hits[id], routes.recent_trips[id]);
    const double lasting = believed(routes.long_hits[id], routes.long_trips[id]);
    return std::min(1.0, parameters.salience * recent + (1.0 - parameters.salience) * lasting);
}

void fade_memories(RouteMemory& routes, const SupplyParameters& parameters)
{
    const double recent = portable_exp(-1.0 / parameters.recent_memory_weeks);
    const double lasting = portable_exp(-1.0 / parameters.long_memory_weeks);
    for (auto* column : {&routes.recent_trips, &routes.recent_hits})
        for (double& count : *column) count *= recent;
    for (auto* column : {&routes.long_trips, &routes.long_hits})
        for (double& count : *column) count *= lasting;
}

void think_over_routes(World& world, const SupplyParameters& parameters, const MarketParameters& market)
{
    const RouteGraph& graph = route_graph(world);
    const bool time_to_think = world.week % weeks_between_thoughts == 0;
    if (time_to_think)
        for (const RouteEdgeId row : each<RouteEdge>(world.routes.size()))
            world.routes.perceived[row] = perceived_risk(world, row.value(), parameters);
    if (!time_to_think && world.route_trees) return;
    RouteTrees trees = trees_at(graph, parameters, market,
                                [&](std::size_t edge) { return world.routes.perceived[graph.row_of_edge(edge)]; });
    trees.usual_cost_eur_g = world.route_trees ? world.route_trees->usual_cost_eur_g
                                               : usual_costs({graph, parameters, market, graph.entries.size()});
    world.route_trees = std::make_shared<const RouteTrees>(std::move(trees));
}

std::vector<double> control_factors(const World& world, const Channels& channels, const SupplyParameters& parameters)
{
    const RouteGraph& graph = *world.route_graph;
    std::vector<double> factors(graph.memory_rows(), 1.0);
    std::vector<double> hours(graph.size(), 0.0);
    bool any = false;
    for (const CommuneId commune : each<Commune>(channels.control_hours.size())) {
        if (channels.control_hours[commune] <= 0.0) continue;
        hours[graph.node_of[commune]] += at_full_size(world, channels.control_hours[commune]);
        any = true;
    }
    if (!any) return factors;
    const auto factor = [&](double at) {
        return 1.0 + parameters.control_gain * at / (at + parameters.control_hours_half);
    };
    for (std::size_t edge = 0; edge < graph.edges.size(); ++edge)
        factors[edge] = factor(hours[graph.edges[edge].a] + hours[graph.edges[edge].b]);
    for (std::size_t entry = 0; entry < graph.entries.size(); ++entry)
        if (graph.entries[entry].inside) factors[graph.edges.size() + entry] = factor(hours[graph.entries[entry].node]);
    return factors;
}

WayChoice choose_ways(const World& world, DepartementId departement, std::size_t drug,
                      const SupplyParameters& parameters, const MarketParameters& market)
{
    const RouteGraph& graph = *world.route_graph;
    const Choosing choosing{graph, parameters, market, closed_entry(graph, world.week, parameters)};
    const auto at_entry = [&](std::size_t entry) { return world.routes.perceived[graph.row_of_entry(entry)]; };
    return choose(choosing, drug, world.hubs.breadth[departement][drug],
                  costs_of_ways(choosing, *world.route_trees, departement, drug, at_entry));
}

} // namespace emprise
