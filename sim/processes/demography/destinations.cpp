#include "processes/demography/destinations.hpp"

#include "base/portable_math.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <utility>

namespace emprise {

namespace {

constexpr int most_tries = 8; ///< Of two near destinations each before distance is let go.
/// Positions on a plane, east-west shrunk by latitude: exact enough at the distances that decide (tens of km).
constexpr double km_per_degree = 111.2;

double unit_of_32_bits(std::uint64_t word)
{
    return (static_cast<double>(static_cast<std::uint32_t>(word)) + 0.5) * 0x1p-32;
}

} // namespace

Destinations::Destinations(std::shared_ptr<const Territory> shared, const DemographyParameters& parameters)
    : territory_{std::move(shared)},
      same_commune_{parameters.move_same_commune},
      same_departement_{parameters.move_same_departement},
      distance_km_{parameters.move_distance_km},
      departements_(territory_->departements.size())
{
    const Territory& territory = *territory_;
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
    population_upto_.assign(territory.quartiers.size(), 0.0);
    for (const CommuneId commune : each<Commune>(communes.size())) {
        double sum = 0.0;
        for (const QuartierId quartier : quartiers_of(territory, commune)) {
            sum += territory.quartiers.population[quartier];
            population_upto_[quartier] = sum;
        }
    }
}

const Destinations& Destinations::remembered(const std::shared_ptr<const Territory>& territory,
                                             const DemographyParameters& parameters)
{
    thread_local std::unique_ptr<const Destinations> last;
    const bool serves = last && last->territory_ == territory && last->same_commune_ == parameters.move_same_commune &&
                        last->same_departement_ == parameters.move_same_departement &&
                        last->distance_km_ == parameters.move_distance_km;
    if (!serves) last = std::make_unique<const Destinations>(territory, parameters);
    return *last;
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
    const CommuneTable& communes = territory_->communes;
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
    const double east = (from.east - to.east) / distance_km_;
    const double north = (from.north - to.north) / distance_km_;
    return 1.0 / (1.0 + east * east + north * north);
}

QuartierId Destinations::draw(const Luck& luck, Who mover, QuartierId from) const
{
    const auto [how_far, which] = luck.two_uniforms(Purpose::move_destination, mover);
    const CommuneId home = territory_->quartiers.commune[from];
    CommuneId commune = home;
    if (how_far >= same_commune_)
        commune =
            how_far < same_commune_ + same_departement_ ? draw_near(luck, mover, home) : draw_far(luck, mover, home);
    return draw_quartier(commune, which);
}

CommuneId Destinations::draw_near(const Luck& luck, Who mover, CommuneId from) const
{
    const Communes& list = departements_[territory_->communes.departement[from].value()];
    if (list.communes.size() < 2) return from;
    CommuneId found = from;
    for (std::uint16_t attempt = 1; attempt <= most_tries; ++attempt) {
        const auto [first, second] = luck.two_words(Purpose::move_destination, mover, {}, attempt);
        for (const std::uint64_t word : {first, second}) { // Two candidates a question: 32 bits which, 32 bits whether.
            const CommuneId commune = list.at(unit_of_32_bits(word >> 32U));
            if (commune == from) continue;
            found = commune;
            if (unit_of_32_bits(word) < pull(km_[from], km_[commune])) return found;
        }
    }
    return found;
}

CommuneId Destinations::draw_far(const Luck& luck, Who mover, CommuneId from) const
{
    const std::size_t count = departements_.size();
    const std::size_t home = territory_->communes.departement[from].value();
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
    const std::uint32_t first = territory_->communes.first_quartier[commune].value();
    const std::uint32_t count = territory_->communes.quartier_count[commune];
    const auto begin = population_upto_.begin() + first;
    const auto found = std::upper_bound(begin, begin + count, u * *(begin + (count - 1)));
    return QuartierId{first + std::min(static_cast<std::uint32_t>(found - begin), count - 1)};
}

} // namespace emprise
