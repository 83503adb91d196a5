#include "processes/demography/destinations.hpp"

#include "base/portable_math.hpp"

#include <algorithm>

namespace emprise {

namespace {

constexpr int most_tries = 16; ///< Of a near destination before distance is let go.
/// Positions on a plane, east-west shrunk by latitude: exact enough at the distances that decide (tens of km).
constexpr double km_per_degree = 111.2;
constexpr double radians_per_degree = 0.017453292519943295;

} // namespace

Destinations::Destinations(const Territory& territory, const DemographyParameters& parameters)
    : territory_{territory}, parameters_{parameters}, departements_(territory.departements.size())
{
    const CommuneTable& communes = territory.communes;
    km_.assign(communes.size(), Point{});
    for (const CommuneId commune : each<Commune>(communes.size())) {
        const double latitude = communes.latitude_deg[commune];
        km_[commune] = {.east = km_per_degree * communes.longitude_deg[commune] *
                                portable_cos(latitude * radians_per_degree),
                        .north = km_per_degree * latitude};
        Communes& list = departements_[communes.departement[commune].value()];
        list.population_upto.push_back(list.population() + communes.population[commune]);
        list.communes.push_back(commune);
    }
    sum_gravity();
}

CommuneId Destinations::Communes::at(double u) const
{
    const auto found = std::upper_bound(population_upto.begin(), population_upto.end(), u * population());
    const auto i = std::min(static_cast<std::size_t>(found - population_upto.begin()), communes.size() - 1);
    return communes[i];
}

void Destinations::sum_gravity()
{
    const std::size_t count = departements_.size();
    std::vector<Point> centre(count);
    const CommuneTable& communes = territory_.communes;
    for (std::size_t i = 0; i < count; ++i) { // A département stands where its residents are on average.
        for (const CommuneId commune : departements_[i].communes) {
            const double weight = communes.population[commune] / std::max(1.0, departements_[i].population());
            centre[i].east += weight * km_[commune].east;
            centre[i].north += weight * km_[commune].north;
        }
    }
    gravity_upto_.assign(count * count, 0.0);
    for (std::size_t from = 0; from < count; ++from) {
        double sum = 0.0;
        for (std::size_t to = 0; to < count; ++to) {
            if (to != from) sum += departements_[to].population() * pull(centre[from], centre[to]);
            gravity_upto_[from * count + to] = sum;
        }
    }
}

/// Half at `move_distance_km`, then falling with the square of the distance.
double Destinations::pull(Point from, Point to) const
{
    const double east = (from.east - to.east) / parameters_.move_distance_km;
    const double north = (from.north - to.north) / parameters_.move_distance_km;
    return 1.0 / (1.0 + east * east + north * north);
}

QuartierId Destinations::draw(const Luck& luck, Who mover, QuartierId from) const
{
    const auto [how_far, which] = luck.two_uniforms(Purpose::move_destination, mover);
    const CommuneId home = territory_.quartiers.commune[from];
    CommuneId commune = home;
    if (how_far >= parameters_.move_same_commune)
        commune = how_far < parameters_.move_same_commune + parameters_.move_same_departement
                      ? draw_near(luck, mover, home)
                      : draw_far(luck, mover, home);
    return draw_quartier(commune, which);
}

CommuneId Destinations::draw_near(const Luck& luck, Who mover, CommuneId from) const
{
    const Communes& list = departements_[territory_.communes.departement[from].value()];
    if (list.communes.size() < 2) return from;
    CommuneId found = from;
    for (std::uint16_t attempt = 1; attempt <= most_tries; ++attempt) {
        const auto [which, accepted] = luck.two_uniforms(Purpose::move_destination, mover, {}, attempt);
        const CommuneId commune = list.at(which);
        if (commune == from) continue;
        found = commune;
        if (accepted < pull(km_[from], km_[commune])) break;
    }
    return found;
}

CommuneId Destinations::draw_far(const Luck& luck, Who mover, CommuneId from) const
{
    const std::size_t count = departements_.size();
    const std::size_t home = territory_.communes.departement[from].value();
    const auto begin = gravity_upto_.begin() + static_cast<std::ptrdiff_t>(home * count);
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    if (count < 2 || *(end - 1) <= 0.0) return draw_near(luck, mover, from);
    const auto [where, which] = luck.two_uniforms(Purpose::move_destination, mover, {}, most_tries + 1);
    const auto to =
        std::min(static_cast<std::size_t>(std::upper_bound(begin, end, where * *(end - 1)) - begin), count - 1);
    return departements_[to].communes.empty() ? from : departements_[to].at(which);
}

QuartierId Destinations::draw_quartier(CommuneId commune, double u) const
{
    const auto quartiers = quartiers_of(territory_, commune);
    double left = u * territory_.communes.population[commune];
    QuartierId last = *quartiers.begin();
    for (const QuartierId quartier : quartiers) {
        last = quartier;
        left -= territory_.quartiers.population[quartier];
        if (left < 0.0) break;
    }
    return last;
}

} // namespace emprise
