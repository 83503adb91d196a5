#include "world/route_graph.hpp"

#include "world/territory_support.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <set>

namespace emprise {
namespace {

std::vector<std::uint32_t> nodes_reached(const RouteGraph& graph, bool by_land_only)
{
    std::vector<std::uint32_t> reached{0};
    std::vector<std::uint8_t> seen(graph.size(), 0);
    seen[0] = 1;
    for (std::size_t at = 0; at < reached.size(); ++at)
        for (const RouteGraph::Edge& edge : graph.edges) {
            if (edge.a != reached[at] && edge.b != reached[at]) continue;
            if (by_land_only && (edge.kind == RouteClass::sea || edge.kind == RouteClass::air)) continue;
            const std::uint32_t next = edge.a == reached[at] ? edge.b : edge.a;
            if (seen[next]++ == 0) reached.push_back(next);
        }
    return reached;
}

const RouteGraph& graph_of_france()
{
    static const RouteGraph graph = build_route_graph(whole_france());
    return graph;
}

std::uint32_t node_named(const RouteGraph& graph, const Territory& territory, const char* name)
{
    return graph.node_of[find_commune(territory, name).value()];
}

TEST(RouteGraph, ReachesEveryTownOfFranceFromEveryOther)
{
    const RouteGraph& graph = graph_of_france();
    EXPECT_EQ(nodes_reached(graph, false).size(), graph.size());
    EXPECT_EQ(graph.hub.size(), 101U);
    EXPECT_EQ(graph.entries.size(), 13U);
    EXPECT_LT(graph.size(), 4'000U); // Small enough to search every month.
    EXPECT_LT(graph.edges.size(), 4 * graph.size());
}

TEST(RouteGraph, LeavesTheMainlandByWaterOrAirOnly)
{
    const RouteGraph& graph = graph_of_france();
    const std::vector<std::uint32_t> mainland = nodes_reached(graph, true);
    const std::set<std::uint32_t> by_land(mainland.begin(), mainland.end());
    for (const char* town : {"Lille", "Brest", "Marseille", "Strasbourg", "Hendaye", "Le Havre"})
        EXPECT_EQ(by_land.count(node_named(graph, whole_france(), town)), 1U) << town;
    for (const char* town : {"Ajaccio", "Fort-de-France", "Cayenne", "Mamoudzou"})
        EXPECT_EQ(by_land.count(node_named(graph, whole_france(), town)), 0U) << town;
}

TEST(RouteGraph, JoinsRelativeNeighboursAndNobodyElseByRoad)
{
    const Territory nord = load_territory({"scenarios/france"}, {.departements = {"Nord"}}, 1);
    const RouteGraph graph = build_route_graph(nord);
    std::set<std::pair<std::uint32_t, std::uint32_t>> roads;
    for (const RouteGraph::Edge& edge : graph.edges) {
        EXPECT_LT(edge.a, edge.b);
        EXPECT_GT(edge.km, 0.0);
        if (edge.kind == RouteClass::road) roads.emplace(edge.a, edge.b);
    }
    ASSERT_GT(graph.size(), 60U);
    const auto km = [&](std::uint32_t a, std::uint32_t b) {
        return distance_km(nord, graph.commune[a], graph.commune[b]);
    };
    for (std::uint32_t a = 0; a < graph.size(); ++a)
        for (std::uint32_t b = a + 1; b < graph.size(); ++b) {
            double tightest = 1e9; // How near the nearest third town is to both.
            for (std::uint32_t third = 0; third < graph.size(); ++third)
                if (third != a && third != b) tightest = std::min(tightest, std::max(km(a, third), km(b, third)));
            if (std::abs(tightest / km(a, b) - 1.0) < 1e-6) continue; // A tie is decided by the last digit.
            EXPECT_EQ(roads.count({a, b}), tightest > km(a, b) ? 1U : 0U);
        }
}

TEST(RouteGraph, OfARegionAloneHasItsGatewaysAtTheTownsNearestToTheRealOnes)
{
    const Territory region = load_territory({"scenarios/france"}, {.regions = {"Bourgogne-Franche-Comté"}}, 1);
    const RouteGraph graph = build_route_graph(region);
    ASSERT_EQ(graph.entries.size(), whole_france().gateways.size());
    for (const RouteGraph::Entry& entry : graph.entries) {
        EXPECT_FALSE(entry.inside);
        EXPECT_GT(entry.outside_km, 50.0) << entry.gateway.name;
        const auto km_from = [&](std::uint32_t node) {
            return distance_km(region.communes.latitude_deg[graph.commune[node]],
                               region.communes.longitude_deg[graph.commune[node]], entry.gateway.latitude_deg,
                               entry.gateway.longitude_deg);
        };
        for (std::uint32_t node = 0; node < graph.size(); ++node)
            EXPECT_GE(km_from(node), km_from(entry.node) * (1.0 - 1e-9)) << entry.gateway.name;
    }
}

TEST(RouteGraph, WithoutGatewaysBeginsAtTheMostAccessibleTown)
{
    Territory toy = load_toy();
    toy.gateways.clear();
    const RouteGraph graph = build_route_graph(toy);
    ASSERT_EQ(graph.entries.size(), 1U);
    const CommuneId commune = graph.commune[graph.entries[0].node];
    for (const CommuneId node : graph.commune)
        EXPECT_LE(toy.communes.accessibility[node], toy.communes.accessibility[commune]);
}

TEST(RouteGraph, PutsAHubInThePrefectureOfEachDepartement)
{
    const RouteGraph& graph = graph_of_france();
    const Territory& france = whole_france();
    for (const DepartementId departement : each<Departement>(graph.hub.size())) {
        const CommuneId town = graph.commune[graph.hub[departement]];
        EXPECT_EQ(france.communes.departement[town], departement);
        EXPECT_GE(france.communes.chef_lieu[town], 2);
    }
}

} // namespace
} // namespace emprise
