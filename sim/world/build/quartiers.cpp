#include "world/build/quartiers.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "chance/luck.hpp"
#include "world/build/derived_columns.hpp"
#include "world/build/positions.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace emprise {
namespace {

constexpr std::uint64_t commune_numbers = 60'466'176; // 36^5

/// How one commune is cut: `priority` of its `count` quartiers hold `priority_residents`.
struct Cut {
    std::uint32_t count{1};
    std::uint32_t priority{};
    std::uint32_t priority_residents{};
};

Cut cut_of(std::uint32_t residents, double qpv_share, const QuartierRules& rules)
{
    Cut cut;
    if (residents < rules.split_from) {
        if (qpv_share >= 0.5) cut = {1, 1, residents};
        return cut;
    }
    cut.count = std::clamp((residents + rules.residents_per_quartier / 2) / rules.residents_per_quartier, 2U,
                           rules.most_per_commune);
    if (qpv_share <= 0.0) return cut;
    const auto wanted = static_cast<std::uint32_t>(qpv_share * cut.count + 0.5);
    cut.priority = std::clamp(wanted, 1U, cut.count - 1);
    cut.priority_residents = static_cast<std::uint32_t>(qpv_share * residents + 0.5);
    return cut;
}

/// Share i of n of a whole, so that the shares add up.
std::uint32_t part(std::uint32_t whole, std::uint32_t n, std::uint32_t i)
{
    return whole / n + (i < whole % n ? 1U : 0U);
}

double radius_km(const CommuneTable& communes, CommuneId commune, const QuartierRules& rules)
{
    const double residents = std::max<double>(communes.population[commune], 1.0);
    const double density =
        rules.density_at_5000_per_km2 * portable_pow(residents / rules.split_from, rules.density_exponent);
    const double built_up = std::sqrt(residents / (std::numbers::pi * density));
    const bool area_is_known = (communes.synthetic[commune] & static_cast<std::uint16_t>(Fact::area)) == 0;
    return area_is_known ? std::min(built_up, std::sqrt(communes.area_km2[commune] / std::numbers::pi)) : built_up;
}

/// 1 for the quartiers with the smallest draws.
std::vector<std::uint8_t> draw_priority(const Luck& luck, std::uint64_t commune_number, const Cut& cut)
{
    std::vector<std::pair<double, std::uint32_t>> draws;
    for (std::uint32_t i = 0; i < cut.count; ++i) {
        const Who quartier = Who::of(Kind::quartier, commune_number + commune_numbers * i);
        draws.emplace_back(luck.uniform(Purpose::genesis_qpv, quartier), i);
    }
    std::sort(draws.begin(), draws.end());
    std::vector<std::uint8_t> priority(cut.count);
    for (std::uint32_t i = 0; i < cut.priority; ++i) priority[draws[i].second] = 1;
    return priority;
}

/// Deprivation of a quartier from what the commune's poverty leaves to its kind.
double draw_deprivation(const Luck& luck, Who quartier, bool priority, double commune_poverty, double qpv_share,
                        const QuartierRules& rules)
{
    const double z = standard_normal_quantile(luck.uniform(Purpose::genesis_deprivation, quartier));
    const double priority_mean = std::max(rules.priority_poverty_share, commune_poverty);
    if (priority) return deprivation_of(std::min(0.95, priority_mean * portable_exp(rules.priority_sigma * z)));
    const double left = (commune_poverty - qpv_share * priority_mean) / std::max(0.05, 1.0 - qpv_share);
    const double poverty = std::max(left, 0.25 * commune_poverty) * portable_exp(rules.ordinary_sigma * z);
    return deprivation_of(std::min(0.95, poverty));
}

void add_quartiers(Territory& territory, CommuneId commune, const Luck& luck, const QuartierRules& rules)
{
    CommuneTable& communes = territory.communes;
    QuartierTable& quartiers = territory.quartiers;
    const std::uint32_t residents = communes.population[commune];
    const Cut cut = cut_of(residents, communes.qpv_share[commune], rules);
    const std::uint64_t name = communes.number[commune];
    const std::vector<std::uint8_t> priority = draw_priority(luck, name, cut);
    const double turn = luck.uniform(Purpose::genesis_position, Who::of(Kind::quartier, name));
    const Position centre{communes.latitude_deg[commune], communes.longitude_deg[commune]};
    const double radius = radius_km(communes, commune, rules);
    communes.first_quartier[commune] = QuartierId{static_cast<std::uint32_t>(quartiers.size())};
    communes.quartier_count[commune] = cut.count;
    std::uint32_t priority_so_far = 0;
    for (std::uint32_t i = 0; i < cut.count; ++i) {
        const bool here = priority[i] != 0;
        const std::uint64_t number = name + commune_numbers * i;
        const Position place = cut.count == 1 ? centre : sunflower_point(centre, radius, i, cut.count, turn);
        quartiers.commune.push_back(commune);
        quartiers.number.push_back(number);
        quartiers.population.push_back(
            here ? part(cut.priority_residents, cut.priority, priority_so_far)
                 : part(residents - cut.priority_residents, cut.count - cut.priority, i - priority_so_far));
        quartiers.latitude_deg.push_back(place.latitude_deg);
        quartiers.longitude_deg.push_back(place.longitude_deg);
        quartiers.priority.push_back(priority[i]);
        quartiers.deprivation.push_back(cut.count == 1 ? communes.deprivation[commune]
                                                       : draw_deprivation(luck, Who::of(Kind::quartier, number), here,
                                                                          communes.poverty_share[commune],
                                                                          communes.qpv_share[commune], rules));
        priority_so_far += here ? 1U : 0U;
    }
}

} // namespace

void split_into_quartiers(Territory& territory, std::uint32_t genesis_seed, const QuartierRules& rules)
{
    const Luck luck{genesis_seed, 0, 0};
    territory.quartiers = {};
    for (const CommuneId commune : each<Commune>(territory.communes.size())) {
        add_quartiers(territory, commune, luck, rules);
    }
    ENSURES(territory.quartiers.size() < 65'536); // a resident's home is 16 bits
}

void assign_zones(Territory& territory)
{
    CommuneTable& communes = territory.communes;
    constexpr std::size_t forces = force_names.size();
    std::vector<std::uint32_t> residents(territory.departements.size() * forces);
    std::vector<std::uint8_t> exists(residents.size());
    const auto slot = [&](CommuneId commune) {
        return communes.departement[commune].value() * forces + static_cast<std::size_t>(communes.force[commune]);
    };
    for (const CommuneId commune : each<Commune>(communes.size())) {
        residents[slot(commune)] += communes.population[commune];
        exists[slot(commune)] = 1;
    }
    territory.zones = {};
    std::vector<ZoneId> zone_at(residents.size());
    for (std::size_t i = 0; i < residents.size(); ++i) {
        if (exists[i] == 0) continue;
        zone_at[i] = ZoneId{static_cast<std::uint32_t>(territory.zones.size())};
        territory.zones.departement.push_back(DepartementId{static_cast<std::uint32_t>(i / forces)});
        territory.zones.force.push_back(static_cast<Force>(i % forces));
        territory.zones.population.push_back(residents[i]);
    }
    for (const CommuneId commune : each<Commune>(communes.size())) communes.zone[commune] = zone_at[slot(commune)];
}

} // namespace emprise
