#pragma once
#include "levers/channel.hpp"
#include "settings/parameters/market.hpp"
#include "settings/parameters/supply.hpp"
#include "world/route_graph.hpp"
#include "world/world.hpp"

#include <array>
#include <span>
#include <vector>

namespace emprise {

/// Least-cost ways from one node to all others.
struct RouteTree {
    static constexpr std::uint32_t no_edge = 0xffffffff;
    std::vector<double> cost;        ///< By node.
    std::vector<std::uint32_t> edge; ///< Last edge of the way to each node; no_edge at the start.
};
/// Dijkstra; `cost` by edge, above zero, the same both ways.
[[nodiscard]] RouteTree shortest_tree(const RouteGraph& graph, std::span<const double> cost, std::uint32_t from);
/// Edges of the way to a node, from the start on.
[[nodiscard]] std::vector<std::uint32_t> way_to(const RouteGraph& graph, const RouteTree& tree, std::uint32_t node);

using DrugTrees = std::array<RouteTree, drug_count>;

/// Two ways lead from each entry to each town: the least cost, and the least cost that shuns motorways and rails.
inline constexpr std::size_t ways_of_entry = 2;
[[nodiscard]] constexpr std::size_t entry_of(std::size_t way)
{
    return way / ways_of_entry;
}

/// The ways smugglers take. A function of routes.perceived, so it need not be saved.
struct RouteTrees {
    std::vector<DrugTrees> from;                              ///< By way.
    std::vector<Column<Departement, DrugNumbers>> cost_eur_g; ///< By way: from the entry to each hub, as perceived.
    /// Mean cost to each hub at usual risks, all gateways open: what is in the wholesale price already.
    Column<Departement, DrugNumbers> usual_cost_eur_g;
};

/// Smugglers think over the risk of every edge every four weeks and choose ways anew.
void think_over_routes(World& world, const SupplyParameters& parameters, const MarketParameters& market);

/// Probability of seizure at a row of RouteMemory as believed now.
[[nodiscard]] double perceived_risk(const World& world, std::size_t row, const SupplyParameters& parameters);

/// Memories fade by a week.
void fade_memories(RouteMemory& routes, const SupplyParameters& parameters);

/// What controls do this week: factor on the hazard of each row of RouteMemory, 1 without hours.
[[nodiscard]] std::vector<double> control_factors(const World& world, const Channels& channels,
                                                  const SupplyParameters& parameters);

/// How a hub shares its loads of a drug among ways, and their mean cost.
struct WayChoice {
    std::vector<double> weight; ///< By way; all zero when every gateway is closed.
    double cost_eur_g{};
};
[[nodiscard]] WayChoice choose_ways(const World& world, DepartementId departement, std::size_t drug,
                                    const SupplyParameters& parameters, const MarketParameters& market);

} // namespace emprise
