#include "world/route_graph.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace emprise {

namespace {

// Rules of the graph: geography, not behaviour.
constexpr std::uint32_t smallest_town = 5'000;
constexpr std::uint32_t smallest_motorway_town = 50'000;
constexpr std::uint32_t smallest_rail_town = 20'000;
constexpr double longest_road_km = 120.0;       ///< As the crow flies; longer gaps are water.
constexpr double longest_motorway_km = 400.0;   ///< As the crow flies.
constexpr double longest_crossing_km = 1'500.0; ///< By sea; farther by air.
constexpr double detour = 1.25;                 ///< Road over crow.
constexpr std::size_t near_towns = 16;          ///< Among which relative neighbours are looked for.

namespace bg = boost::geometry;
using Point = bg::model::point<double, 3, bg::cs::cartesian>;
using Town = std::pair<Point, std::uint32_t>;
using TownTree = bg::index::rtree<Town, bg::index::quadratic<16>>;

/// Made-up territories of tests leave columns out.
template <class Tag, class T>
T value_or(const Column<Tag, T>& column, Id<Tag> id, T otherwise)
{
    return id.value() < column.size() ? column[id] : otherwise;
}

Point point_at(double latitude_deg, double longitude_deg)
{
    const double latitude = latitude_deg * radians_per_degree;
    const double longitude = longitude_deg * radians_per_degree;
    const double level = earth_radius_km * portable_cos(latitude);
    return {level * portable_cos(longitude), level * portable_sin(longitude), earth_radius_km * portable_sin(latitude)};
}

double km_between(const Point& a, const Point& b)
{
    const double x = a.get<0>() - b.get<0>();
    const double y = a.get<1>() - b.get<1>();
    const double z = a.get<2>() - b.get<2>();
    return std::sqrt(x * x + y * y + z * z);
}

class Unions {
public:
    explicit Unions(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }
    std::uint32_t root(std::uint32_t node)
    {
        while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
        return node;
    }
    /// The smaller number stays root.
    void join(std::uint32_t a, std::uint32_t b)
    {
        const std::uint32_t first = root(a);
        const std::uint32_t second = root(b);
        parent_[std::max(first, second)] = std::min(first, second);
    }

private:
    std::vector<std::uint32_t> parent_;
};

class Builder {
public:
    explicit Builder(const Territory& territory) : territory_{territory}, communes_{territory.communes} {}

    RouteGraph build()
    {
        choose_nodes();
        place_nodes();
        join_roads();
        const Unions lands = lands_by_road();
        join_large(lands, RouteClass::motorway);
        join_large(lands, RouteClass::rail);
        join_gateways(lands);
        connect();
        place_entries();
        std::sort(graph_.edges.begin(), graph_.edges.end(), [](const RouteGraph::Edge& a, const RouteGraph::Edge& b) {
            return std::tuple{a.a, a.b, a.kind} < std::tuple{b.a, b.b, b.kind};
        });
        return std::move(graph_);
    }

private:
    void choose_nodes()
    {
        const Column<Departement, CommuneId> chiefs = chief_towns(territory_);
        for (const CommuneId commune : each<Commune>(communes_.size())) {
            const bool chief = chiefs[communes_.departement[commune]] == commune;
            const bool seat = value_or(communes_.chef_lieu, commune, std::uint8_t{0}) != 0;
            const bool gateway = value_or(communes_.gateway, commune, std::uint8_t{0}) != 0;
            if (residents(commune) >= smallest_town || seat || gateway || chief) graph_.commune.push_back(commune);
        }
        EXPECTS(!graph_.commune.empty());
        graph_.hub.assign(chiefs.size(), 0);
        for (const DepartementId departement : each<Departement>(chiefs.size()))
            if (chiefs[departement].present()) graph_.hub[departement] = node_at(chiefs[departement]);
    }

    void place_nodes()
    {
        std::vector<Town> towns;
        for (std::uint32_t node = 0; node < graph_.size(); ++node) {
            point_.push_back(point_of(graph_.commune[node]));
            towns.emplace_back(point_.back(), node);
        }
        tree_ = TownTree{towns};
        graph_.node_of.assign(communes_.size(), 0);
        for (const CommuneId commune : each<Commune>(communes_.size()))
            graph_.node_of[commune] = nearest_in(tree_, point_of(commune));
        for (std::uint32_t node = 0; node < graph_.size(); ++node) graph_.node_of[graph_.commune[node]] = node;
    }

    /// Relative neighbours among `members`: pairs with no third member nearer to both.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> relative_neighbours(const std::vector<std::uint32_t>& members)
    {
        std::vector<Town> towns;
        for (const std::uint32_t node : members) towns.emplace_back(point_[node], node);
        const TownTree tree{towns};
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        for (const std::uint32_t node : members) {
            std::vector<std::pair<double, std::uint32_t>> near;
            for (auto it = tree.qbegin(bg::index::nearest(point_[node], near_towns + 1)); it != tree.qend(); ++it)
                if (it->second != node) near.emplace_back(km_between(point_[node], it->first), it->second);
            std::sort(near.begin(), near.end());
            for (std::size_t i = 0; i < near.size(); ++i) {
                const auto [km, other] = near[i];
                const bool apart =
                    std::any_of(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(i),
                                [&, far = km, to = other](const auto& third) {
                                    return third.first < far && km_between(point_[to], point_[third.second]) < far;
                                });
                if (!apart) pairs.emplace_back(std::min(node, other), std::max(node, other));
            }
        }
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        return pairs;
    }

    void join_roads()
    {
        std::vector<std::uint32_t> all(graph_.size());
        std::iota(all.begin(), all.end(), 0U);
        for (const auto& [a, b] : relative_neighbours(all))
            if (km_between(point_[a], point_[b]) <= longest_road_km) join(a, b, RouteClass::road);
    }

    /// Towns that can be reached from one another by road.
    [[nodiscard]] Unions lands_by_road() const
    {
        Unions lands{graph_.size()};
        for (const RouteGraph::Edge& edge : graph_.edges) lands.join(edge.a, edge.b);
        return lands;
    }

    void join_large(Unions lands, RouteClass kind)
    {
        std::vector<std::uint32_t> members;
        for (std::uint32_t node = 0; node < graph_.size(); ++node)
            if (is_on(graph_.commune[node], kind)) members.push_back(node);
        for (const auto& [a, b] : relative_neighbours(members))
            if (lands.root(a) == lands.root(b) && km_between(point_[a], point_[b]) <= longest_motorway_km)
                join(a, b, kind);
    }

    [[nodiscard]] bool is_on(CommuneId commune, RouteClass kind) const
    {
        constexpr std::uint8_t prefecture = 2;
        if (kind == RouteClass::motorway)
            return residents(commune) >= smallest_motorway_town ||
                   value_or(communes_.chef_lieu, commune, std::uint8_t{0}) >= prefecture;
        return residents(commune) >= smallest_rail_town && value_or(communes_.stations, commune, std::uint16_t{0}) > 0;
    }

    /// Ships between ports, planes from airports, where no road leads. A land without gateway has planes from its
    /// largest town to every airport.
    void join_gateways(Unions lands)
    {
        struct Port {
            std::uint32_t node;
            GatewayKind kind;
        };
        std::vector<Port> ports;
        std::vector<std::uint8_t> served(graph_.size(), 0);
        for (const Gateway& gateway : territory_.gateways) {
            if (!gateway.commune.present()) continue;
            ports.push_back({node_at(gateway.commune), gateway.kind});
            served[lands.root(ports.back().node)] = 1;
        }
        for (const std::uint32_t node : largest_towns(lands))
            if (served[lands.root(node)] == 0) ports.push_back({node, GatewayKind::airport});
        for (std::size_t i = 0; i < ports.size(); ++i)
            for (std::size_t j = i + 1; j < ports.size(); ++j) {
                const Port& a = ports[i];
                const Port& b = ports[j];
                if (lands.root(a.node) == lands.root(b.node)) continue;
                if (a.kind == GatewayKind::airport && b.kind == GatewayKind::airport)
                    join(a.node, b.node, RouteClass::air);
                if (a.kind == GatewayKind::port && b.kind == GatewayKind::port) join(a.node, b.node, RouteClass::sea);
                if (a.kind != b.kind && a.kind != GatewayKind::road && b.kind != GatewayKind::road)
                    join(a.node, b.node, RouteClass::air);
            }
    }

    /// The most populous town of each land, in order of land.
    [[nodiscard]] std::vector<std::uint32_t> largest_towns(Unions lands) const
    {
        constexpr std::uint32_t nobody = 0xffffffff;
        std::vector<std::uint32_t> largest(graph_.size(), nobody);
        for (std::uint32_t node = 0; node < graph_.size(); ++node) {
            std::uint32_t& best = largest[lands.root(node)];
            if (best == nobody || residents(graph_.commune[node]) > residents(graph_.commune[best])) best = node;
        }
        std::erase(largest, nobody);
        return largest;
    }

    /// Joins what is still apart, land by land, where the gap is narrowest.
    void connect()
    {
        Unions lands{graph_.size()};
        for (const RouteGraph::Edge& edge : graph_.edges) lands.join(edge.a, edge.b);
        for (std::uint32_t land = static_cast<std::uint32_t>(graph_.size()); land-- > 1;) {
            if (lands.root(land) != land) continue; // Roots are the smallest numbers: the land of node 0 stays.
            double least = 0.0;
            std::pair<std::uint32_t, std::uint32_t> gap{land, land};
            for (std::uint32_t from = 0; from < graph_.size(); ++from) {
                if (lands.root(from) != land) continue;
                for (std::uint32_t to = 0; to < graph_.size(); ++to) {
                    if (lands.root(to) == land) continue;
                    const double km = km_between(point_[from], point_[to]);
                    if (gap.first != gap.second && km >= least) continue;
                    least = km;
                    gap = {from, to};
                }
            }
            const bool near = least <= longest_road_km;
            const RouteClass far = least <= longest_crossing_km ? RouteClass::sea : RouteClass::air;
            join(std::min(gap.first, gap.second), std::max(gap.first, gap.second), near ? RouteClass::road : far);
            lands.join(gap.first, gap.second);
        }
    }

    void place_entries()
    {
        for (const Gateway& gateway : territory_.gateways) {
            RouteGraph::Entry entry{0, gateway.commune.present(), 0.0, RouteClass::motorway, gateway};
            const Point there = point_at(gateway.latitude_deg, gateway.longitude_deg);
            entry.node = entry.inside ? node_at(gateway.commune) : nearest_in(tree_, there);
            if (!entry.inside) {
                const double km = km_between(there, point_[entry.node]);
                entry.outside = km <= longest_crossing_km ? RouteClass::motorway : RouteClass::air;
                entry.outside_km = km <= longest_crossing_km ? km * detour : km;
            }
            graph_.entries.push_back(std::move(entry));
        }
        if (!graph_.entries.empty()) return;
        // No gateway is written down: the most accessible town is one.
        std::uint32_t best = 0;
        const auto rank = [&](std::uint32_t node) {
            const CommuneId commune = graph_.commune[node];
            return std::pair{value_or(communes_.accessibility, commune, 0.0), residents(commune)};
        };
        for (std::uint32_t node = 1; node < graph_.size(); ++node)
            if (rank(node) > rank(best)) best = node;
        Gateway gateway;
        gateway.code = communes_.code[graph_.commune[best]];
        gateway.name = communes_.name[graph_.commune[best]];
        gateway.share.fill(1.0);
        gateway.commune = graph_.commune[best];
        graph_.entries.push_back({best, true, 0.0, RouteClass::road, gateway});
    }

    void join(std::uint32_t a, std::uint32_t b, RouteClass kind)
    {
        const bool by_land = kind == RouteClass::road || kind == RouteClass::motorway || kind == RouteClass::rail;
        const double km = km_between(point_[a], point_[b]) * (by_land ? detour : 1.0);
        graph_.edges.push_back({std::min(a, b), std::max(a, b), kind, km});
    }

    static std::uint32_t nearest_in(const TownTree& tree, const Point& point)
    {
        return tree.qbegin(bg::index::nearest(point, 1))->second;
    }
    [[nodiscard]] std::uint32_t residents(CommuneId commune) const
    {
        return value_or(communes_.population, commune, 0U);
    }
    [[nodiscard]] Point point_of(CommuneId commune) const
    {
        return point_at(value_or(communes_.latitude_deg, commune, 0.0),
                        value_or(communes_.longitude_deg, commune, 0.0));
    }
    [[nodiscard]] std::uint32_t node_at(CommuneId commune) const
    {
        const auto found = std::lower_bound(graph_.commune.begin(), graph_.commune.end(), commune);
        EXPECTS(found != graph_.commune.end() && *found == commune);
        return static_cast<std::uint32_t>(found - graph_.commune.begin());
    }

    const Territory& territory_;
    const CommuneTable& communes_;
    RouteGraph graph_;
    std::vector<Point> point_;
    TownTree tree_;
};

} // namespace

Column<Departement, CommuneId> chief_towns(const Territory& territory)
{
    const CommuneTable& communes = territory.communes;
    constexpr std::uint8_t prefecture = 2;
    const auto rank = [&](CommuneId commune) {
        return std::pair{value_or(communes.chef_lieu, commune, std::uint8_t{0}) >= prefecture,
                         value_or(communes.population, commune, 0U)};
    };
    Column<Departement, CommuneId> chiefs(territory.departements.size(), CommuneId::none());
    for (const CommuneId commune : each<Commune>(communes.size())) {
        CommuneId& chief = chiefs[communes.departement[commune]];
        if (!chief.present() || rank(commune) > rank(chief)) chief = commune;
    }
    return chiefs;
}

RouteGraph build_route_graph(const Territory& territory)
{
    return Builder{territory}.build();
}

double usual_hazard(const RouteGraph& graph, std::size_t row, const SupplyParameters& parameters)
{
    const auto on_the_way = [&](double km, RouteClass kind) {
        return km / 1000.0 * parameters.seizures_1000_km[static_cast<std::size_t>(kind)];
    };
    if (row < graph.edges.size()) return on_the_way(graph.edges[row].km, graph.edges[row].kind);
    const RouteGraph::Entry& entry = graph.entries[row - graph.edges.size()];
    return parameters.seizures_entry[static_cast<std::size_t>(entry.gateway.kind)] +
           on_the_way(entry.outside_km, entry.outside);
}

const RouteGraph& route_graph(World& world)
{
    if (!world.route_graph) world.route_graph = std::make_shared<const RouteGraph>(build_route_graph(*world.territory));
    return *world.route_graph;
}

} // namespace emprise
