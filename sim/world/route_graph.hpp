#pragma once
#include "settings/parameters/supply.hpp"
#include "world/hubs.hpp"
#include "world/territory.hpp"
#include "world/world.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace emprise {

enum class RouteClass : std::uint8_t { road = 0, motorway = 1, rail = 2, sea = 3, air = 4 };
inline constexpr std::size_t route_class_count = 5;

/// Towns and the links between them that drugs may travel. Nodes: communes from 5,000 residents on, seats of an
/// arrondissement, gateways, the chief town of each département; every other commune belongs to the nearest node.
/// A cache: a function of the territory alone, never saved.
struct RouteGraph {
    struct Edge {
        std::uint32_t a;
        std::uint32_t b; ///< Nodes; both ways.
        RouteClass kind;
        double km; ///< Along the road.
    };
    /// A gateway of the territory, or one outside seen from its nearest town.
    struct Entry {
        std::uint32_t node;
        bool inside;
        double outside_km; ///< From a gateway outside to `node`.
        RouteClass outside;
        Gateway gateway;
    };
    std::vector<CommuneId> commune;         ///< By node, in order of commune.
    Column<Commune, std::uint32_t> node_of; ///< Nearest node.
    Column<Departement, std::uint32_t> hub; ///< Node of the chief town.
    std::vector<Edge> edges;                ///< Sorted by (a, b, kind).
    std::vector<Entry> entries;             ///< In order of code; at least one.
    [[nodiscard]] std::size_t size() const { return commune.size(); }
    /// Rows of RouteMemory: edges, then entries.
    [[nodiscard]] std::size_t memory_rows() const { return edges.size() + entries.size(); }
    [[nodiscard]] RouteEdgeId row_of_edge(std::size_t edge) const
    {
        return RouteEdgeId{static_cast<std::uint32_t>(edge)};
    }
    [[nodiscard]] RouteEdgeId row_of_entry(std::size_t entry) const
    {
        return RouteEdgeId{static_cast<std::uint32_t>(edges.size() + entry)};
    }
};

/// Roads join each town to its relative neighbours (no third town is nearer to both), motorways large towns and
/// prefectures likewise, rails towns with a station; long gaps are crossed by sea or air. Always connected.
[[nodiscard]] RouteGraph build_route_graph(const Territory& territory);

/// The graph of the World's territory; made at the first call and shared by copies of the World.
const RouteGraph& route_graph(World& world);

/// Hazard of seizure of one passage without any hours of control, by row of RouteMemory.
[[nodiscard]] double usual_hazard(const RouteGraph& graph, std::size_t row, const SupplyParameters& parameters);

/// The chief town of a département: its prefecture, else its most populous commune.
[[nodiscard]] Column<Departement, CommuneId> chief_towns(const Territory& territory);

} // namespace emprise
