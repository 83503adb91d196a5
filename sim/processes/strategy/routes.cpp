#include "processes/strategy/routes.hpp"

#include "world/market_links.hpp"
#include "world/route_graph.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

std::vector<CommuneId> entrances(const Territory& territory)
{
    const CommuneTable& communes = territory.communes;
    std::vector<CommuneId> found;
    CommuneId largest;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (commune.value() < communes.gateway.size() && communes.gateway[commune] != 0) found.push_back(commune);
        if (!largest.present() || communes.population[commune] > communes.population[largest]) largest = commune;
    }
    if (found.empty() && largest.present()) found.push_back(largest);
    return found;
}

CommuneId nearest(const Territory& territory, const std::vector<CommuneId>& all, CommuneId to)
{
    CommuneId best = all.front();
    for (const CommuneId commune : all)
        if (distance_km(territory, commune, to) < distance_km(territory, best, to)) best = commune;
    return best;
}

/// A straight line on the plane around its end.
class Line {
public:
    Line(const CommuneTable& communes, CommuneId from, CommuneId to)
        : latitude_deg_{communes.latitude_deg[to]},
          longitude_deg_{communes.longitude_deg[to]},
          km_per_degree_east_{km_per_degree * cosine_of_latitude(latitude_deg_)},
          north_{(communes.latitude_deg[from] - latitude_deg_) * km_per_degree},
          east_{(communes.longitude_deg[from] - longitude_deg_) * km_per_degree_east_}
    {}

    [[nodiscard]] double km_to(double latitude_deg, double longitude_deg) const
    {
        const double north = (latitude_deg - latitude_deg_) * km_per_degree;
        const double east = (longitude_deg - longitude_deg_) * km_per_degree_east_;
        const double square = north_ * north_ + east_ * east_;
        const double along = square > 0.0 ? std::clamp((north * north_ + east * east_) / square, 0.0, 1.0) : 0.0;
        const double off_north = north - along * north_;
        const double off_east = east - along * east_;
        return std::sqrt(off_north * off_north + off_east * off_east);
    }

private:
    double latitude_deg_;
    double longitude_deg_;
    double km_per_degree_east_;
    double north_;
    double east_;
};

RouteTowns::Route towns_along(const Territory& territory, CommuneId from, CommuneId to, double reach_km)
{
    const CommuneTable& communes = territory.communes;
    const Line line{communes, from, to};
    RouteTowns::Route route;
    double residents = 0.0;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (line.km_to(communes.latitude_deg[commune], communes.longitude_deg[commune]) > reach_km) continue;
        residents += communes.population[commune];
        route.communes.push_back(commune);
        route.running_population.push_back(residents);
        route.quartiers += communes.quartier_count[commune];
    }
    return route;
}

} // namespace

const RouteTowns& route_towns(World& world, double reach_km)
{
    const Territory& territory = *world.territory;
    if (world.links.route_towns && world.links.route_towns->reach_km == reach_km) return *world.links.route_towns;
    auto made = std::make_shared<RouteTowns>();
    made->reach_km = reach_km;
    made->of.assign(territory.departements.size(), {});
    const std::vector<CommuneId> from = entrances(territory);
    const Column<Departement, CommuneId> chiefs = chief_towns(territory);
    for (const DepartementId departement : each<Departement>(chiefs.size()))
        if (const CommuneId chief = chiefs[departement]; chief.present())
            made->of[departement] = towns_along(territory, nearest(territory, from, chief), chief, reach_km);
    world.links.route_towns = made;
    return *world.links.route_towns;
}

} // namespace emprise
