#include "processes/strategy/distances.hpp"

#include "base/portable_math.hpp"
#include "world/territory.hpp"

#include <cmath>

namespace emprise {

double gravity_law(const StrategyParameters& parameters, double km)
{
    return portable_pow(km + parameters.gravity_km, -parameters.gravity_exponent);
}

double gravity(const Map& map, double km)
{
    const auto step = static_cast<std::size_t>(km / Map::gravity_step_km);
    return step < map.gravity.size() ? map.gravity[step] : gravity_law(map.parameters, km);
}

FromHere::FromHere(double latitude_deg, double longitude_deg)
    : latitude_deg_{latitude_deg},
      longitude_deg_{longitude_deg},
      km_per_degree_east_{km_per_degree * cosine_of_latitude(latitude_deg)}
{}

FromHere::FromHere(const Map& map, QuartierId quartier)
    : FromHere{map.world.territory->quartiers.latitude_deg[quartier],
               map.world.territory->quartiers.longitude_deg[quartier]}
{}

double FromHere::km_to(double latitude_deg, double longitude_deg) const
{
    const double north = (latitude_deg - latitude_deg_) * km_per_degree;
    const double east = (longitude_deg - longitude_deg_) * km_per_degree_east_;
    return std::sqrt(north * north + east * east);
}

std::vector<double> attention_of_departements(const Map& map, const FromHere& from)
{
    const auto& all = map.departements;
    std::vector<double> running;
    double sum = 0.0;
    for (std::size_t at = 0; at < all.communes.size(); ++at) {
        const double km = from.km_to(all.latitude_deg[at], all.longitude_deg[at]);
        sum += all.communes[at].empty() ? 0.0 : all.running_population[at].back() * gravity(map, km);
        running.push_back(sum);
    }
    return running;
}

} // namespace emprise
