#include "world/build/derived_columns.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "chance/luck.hpp"
#include "parallel/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace emprise {
namespace {

std::size_t tier_of(const CommuneTable& communes, CommuneId commune)
{
    return static_cast<std::size_t>(communes.size_tier[commune]);
}

Who name_of(const CommuneTable& communes, CommuneId commune)
{
    return Who::of(Kind::commune, communes.number[commune]);
}

/// Per EPCI: its residents and its most populous commune.
struct Epcis {
    std::vector<std::uint64_t> residents;
    std::vector<CommuneId> largest;
};

Epcis measure_epcis(const Territory& country)
{
    const CommuneTable& communes = country.communes;
    Epcis epcis{std::vector<std::uint64_t>(country.epcis.size()), std::vector<CommuneId>(country.epcis.size())};
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (!communes.epci[commune].present()) continue;
        const std::uint32_t epci = communes.epci[commune].value();
        epcis.residents[epci] += communes.population[commune];
        CommuneId& largest = epcis.largest[epci];
        if (!largest.present() || communes.population[commune] > communes.population[largest]) largest = commune;
    }
    return epcis;
}

UrbanClass urban_class_of(const CommuneTable& communes, CommuneId commune, const Epcis& epcis,
                          const DerivedRules& rules)
{
    const std::uint32_t residents = communes.population[commune];
    const EpciId epci = communes.epci[commune];
    const CommuneId largest = epci.present() ? epcis.largest[epci.value()] : commune;
    if (communes.size_tier[commune] == SizeTier::from_100k) return UrbanClass::centre;
    if (communes.population[largest] >= rules.centre_from) {
        if (commune == largest) return UrbanClass::centre;
        if (residents >= rules.suburb_from) return UrbanClass::suburb;
    }
    const bool town = residents >= rules.town_from || communes.chef_lieu[commune] > 0;
    return town ? UrbanClass::town : UrbanClass::rural;
}

void draw_force(Territory& country, const Luck& luck, const DerivedRules& rules)
{
    CommuneTable& communes = country.communes;
    const Epcis epcis = measure_epcis(country);
    for (const CommuneId commune : each<Commune>(communes.size())) {
        const EpciId epci = communes.epci[commune];
        const bool one_town = epci.present() && epcis.residents[epci.value()] >= rules.continuous_town_from;
        const bool police = one_town || communes.chef_lieu[commune] >= 2 ||
                            luck.happens(rules.police_zone[tier_of(communes, commune)], Purpose::genesis_zone,
                                         name_of(communes, commune));
        communes.force[commune] = police ? Force::police : Force::gendarmerie;
    }
}

/// The commune's own standing among its like: standard normal; poverty and QPV share follow it.
double standing_of(const Luck& luck, const CommuneTable& communes, CommuneId commune)
{
    return standard_normal_quantile(luck.uniform(Purpose::genesis_deprivation, name_of(communes, commune)));
}

void draw_poverty(Territory& country, const Column<Departement, DepartementFacts>& facts, const Luck& luck,
                  const DerivedRules& rules)
{
    CommuneTable& communes = country.communes;
    Column<Departement, double> poor(facts.size());
    Column<Departement, double> residents(facts.size());
    for (const CommuneId commune : each<Commune>(communes.size())) {
        const double level = rules.poverty_by_class[static_cast<std::size_t>(communes.urban_class[commune])];
        const double relative = level * portable_exp(rules.poverty_sigma * standing_of(luck, communes, commune));
        communes.poverty_share[commune] = relative;
        poor[communes.departement[commune]] += relative * communes.population[commune];
        residents[communes.departement[commune]] += communes.population[commune];
    }
    for (const CommuneId commune : each<Commune>(communes.size())) {
        const DepartementId departement = communes.departement[commune];
        const double mean = poor[departement] > 0.0 ? poor[departement] / residents[departement] : 1.0;
        const double share = communes.poverty_share[commune] / mean * facts[departement].poverty_share;
        communes.poverty_share[commune] = std::clamp(share, 0.01, 0.90);
    }
}

double draw_qpv_share(const CommuneTable& communes, CommuneId commune, double departement_poverty, const Luck& luck,
                      const DerivedRules& rules)
{
    const std::size_t tier = tier_of(communes, commune);
    if (rules.has_qpv[tier] <= 0.0) return 0.0;
    const auto [first, second] = luck.two_uniforms(Purpose::genesis_qpv, name_of(communes, commune));
    const double standing = standing_of(luck, communes, commune);
    const double follows = rules.qpv_follows_poverty;
    const double need = follows * standing + std::sqrt(1.0 - follows * follows) * standard_normal_quantile(first) +
                        portable_log(departement_poverty / rules.national_poverty_share);
    if (need <= standard_normal_quantile(1.0 - rules.has_qpv[tier])) return 0.0;
    const double spread = rules.qpv_share_sigma *
                          (follows * standing + std::sqrt(1.0 - follows * follows) * standard_normal_quantile(second));
    const double share = rules.qpv_median_share[tier] * portable_exp(spread);
    return std::clamp(share,
                      std::min(rules.largest_qpv_share, rules.least_qpv_residents / communes.population[commune]),
                      rules.largest_qpv_share);
}

std::uint16_t draw_count(const Luck& luck, Who commune, std::uint16_t nth, double mean)
{
    if (mean <= 0.0) return 0;
    const double u = luck.uniform(Purpose::genesis_stations, commune, {}, nth);
    return static_cast<std::uint16_t>(std::min<std::int64_t>(poisson_quantile(u, mean), 60'000));
}

double lycees_expected(const CommuneTable& communes, CommuneId commune, const DerivedRules& rules)
{
    if (communes.size_tier[commune] >= SizeTier::from_20k) {
        return communes.population[commune] / rules.residents_per_lycee;
    }
    return rules.lycees[tier_of(communes, commune)];
}

void draw_the_rest(Territory& country, const Column<Departement, DepartementFacts>& facts, const Luck& luck,
                   const DerivedRules& rules)
{
    CommuneTable& communes = country.communes;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        const DepartementFacts& departement = facts[communes.departement[commune]];
        const Who who = name_of(communes, commune);
        const std::size_t tier = tier_of(communes, commune);
        communes.qpv_share[commune] = draw_qpv_share(communes, commune, departement.poverty_share, luck, rules);
        const double u = luck.uniform(Purpose::genesis_deprivation, who, {}, 1);
        communes.youth_share[commune] =
            std::clamp(rules.youth_share[tier] + rules.youth_deviation * standard_normal_quantile(u), 0.03, 0.40);
        communes.stations[commune] = departement.rail && communes.population[commune] > 0
                                         ? draw_count(luck, who, 0, rules.stations[tier])
                                         : std::uint16_t{0};
        const std::uint16_t lycees = draw_count(luck, who, 1, lycees_expected(communes, commune, rules));
        const std::uint16_t least = communes.chef_lieu[commune] > 0 ? 1 : 0; // a seat has at least one
        communes.lycees[commune] = std::max(lycees, least);
    }
}

} // namespace

double deprivation_of(double poverty_share, const DerivedRules& rules)
{
    return poverty_share / (poverty_share + rules.national_poverty_share);
}

void classify_communes(Territory& country, const Column<Departement, DepartementFacts>& facts,
                       const DerivedRules& rules)
{
    CommuneTable& communes = country.communes;
    Column<Departement, double> count(facts.size());
    for (const CommuneId commune : each<Commune>(communes.size())) {
        communes.size_tier[commune] = size_tier_of(communes.population[commune]);
        count[communes.departement[commune]] += 1.0;
    }
    const Epcis epcis = measure_epcis(country);
    for (const CommuneId commune : each<Commune>(communes.size())) {
        const DepartementId departement = communes.departement[commune];
        const double known = facts[departement].area_km2;
        communes.area_km2[commune] = known > 0.0 ? known / count[departement] : rules.mean_commune_area_km2;
        communes.urban_class[commune] = urban_class_of(communes, commune, epcis, rules);
    }
}

void derive_columns(Territory& country, const Column<Departement, DepartementFacts>& facts, std::uint32_t genesis_seed,
                    const DerivedRules& rules)
{
    const Luck luck{genesis_seed, 0, 0};
    classify_communes(country, facts, rules);
    country.communes.synthetic.assign(country.communes.size(), every_fact);
    draw_force(country, luck, rules);
    draw_poverty(country, facts, luck, rules);
    draw_the_rest(country, facts, luck, rules);
}

void measure_accessibility(Territory& territory, std::span<const Town> towns, const DerivedRules& rules)
{
    struct Point {
        double x, y, z, residents;
    };
    const auto on_earth = [](double latitude_deg, double longitude_deg, double residents) {
        const double latitude = latitude_deg * radians_per_degree;
        const double longitude = longitude_deg * radians_per_degree;
        const double level = earth_radius_km * portable_cos(latitude);
        return Point{level * portable_cos(longitude), level * portable_sin(longitude),
                     earth_radius_km * portable_sin(latitude), residents};
    };
    std::vector<Point> points;
    points.reserve(towns.size());
    for (const Town& town : towns) points.push_back(on_earth(town.latitude_deg, town.longitude_deg, town.residents));
    CommuneTable& communes = territory.communes;
    constexpr std::size_t communes_at_once = 512;
    for_each_range(communes.size(), communes_at_once, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const CommuneId commune{static_cast<std::uint32_t>(row)};
            const Point here = on_earth(communes.latitude_deg[commune], communes.longitude_deg[commune], 0.0);
            double sum = 0.0;
            for (const Point& town :
                 points) { // straight through the earth: 1 % short at 3,000 km, which weighs nothing
                const double x = here.x - town.x;
                const double y = here.y - town.y;
                const double z = here.z - town.z;
                const double far = std::sqrt(x * x + y * y + z * z) + rules.accessibility_offset_km;
                sum += town.residents / (far * std::sqrt(far));
            }
            communes.accessibility[commune] = sum;
        }
    });
}

} // namespace emprise
