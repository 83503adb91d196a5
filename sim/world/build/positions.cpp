#include "world/build/positions.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"
#include "chance/luck.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <string>
#include <vector>

namespace emprise {
namespace {

constexpr double km_a_degree = 111.2;
constexpr double golden_turn = 0.6180339887498949;
constexpr std::size_t candidate_points = 32;

/// Communes that are placed around one centre: an EPCI, or one commune that has none.
struct Group {
    std::vector<CommuneId> known;
    std::vector<CommuneId> unknown;
    double area_km2{};
    std::uint64_t population{};
    Position centre{};
    bool placed{};
};

/// A disc that holds groups: an arrondissement, a département or the country.
struct District {
    std::vector<CommuneId> known;
    double area_km2{};
    [[nodiscard]] double radius_km() const { return std::sqrt(area_km2 / std::numbers::pi); }
};

struct Map {
    std::vector<Group> groups;
    std::map<std::string, District> arrondissements;
    std::map<DepartementId, District> departements;
    District country;
};

/// Mean of towns, weighted by the root of residents: a seat draws its EPCI, but not alone.
Position middle_of(const CommuneTable& communes, const std::vector<CommuneId>& towns)
{
    double weights = 0.0;
    Position sum{};
    for (const CommuneId town : towns) {
        const double weight = std::sqrt(communes.population[town] + 1.0);
        weights += weight;
        sum.latitude_deg += weight * communes.latitude_deg[town];
        sum.longitude_deg += weight * communes.longitude_deg[town];
    }
    return {sum.latitude_deg / weights, sum.longitude_deg / weights};
}

bool more_populous(const CommuneTable& communes, CommuneId a, CommuneId b)
{
    if (communes.population[a] != communes.population[b]) return communes.population[a] > communes.population[b];
    return communes.code[a] < communes.code[b];
}

CommuneId first_commune(const Group& group)
{
    if (group.known.empty()) return group.unknown.front();
    return group.unknown.empty() ? group.known.front() : std::min(group.known.front(), group.unknown.front());
}

/// Members are in order of code, because the table is.
std::vector<Group> groups_of(const Territory& country, const Column<Commune, std::uint8_t>& is_known)
{
    const CommuneTable& communes = country.communes;
    std::vector<Group> groups(country.epcis.size());
    for (const CommuneId commune : each<Commune>(communes.size())) {
        const EpciId epci = communes.epci[commune];
        if (!epci.present()) groups.emplace_back();
        Group& group = epci.present() ? groups[epci.value()] : groups.back();
        (is_known[commune] != 0 ? group.known : group.unknown).push_back(commune);
        group.area_km2 += communes.area_km2[commune];
        group.population += communes.population[commune];
    }
    std::erase_if(groups, [](const Group& group) { return group.known.empty() && group.unknown.empty(); });
    std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) {
        if (a.population != b.population) return a.population > b.population;
        return first_commune(a) < first_commune(b);
    });
    return groups;
}

void add_to(District& district, const CommuneTable& communes, CommuneId commune, bool known)
{
    district.area_km2 += communes.area_km2[commune];
    if (known) district.known.push_back(commune);
}

Map draw_map(const Territory& country, const Column<Commune, std::uint8_t>& is_known)
{
    const CommuneTable& communes = country.communes;
    Map map{groups_of(country, is_known), {}, {}, {}};
    for (const CommuneId commune : each<Commune>(communes.size())) {
        const bool known = is_known[commune] != 0;
        add_to(map.country, communes, commune, known);
        add_to(map.departements[communes.departement[commune]], communes, commune, known);
        if (!communes.arrondissement[commune].empty()) {
            add_to(map.arrondissements[communes.arrondissement[commune]], communes, commune, known);
        }
    }
    return map;
}

/// Where most residents of a group live, if a town is known there; else the next larger unit.
const District& district_of(const Map& map, const CommuneTable& communes, const Group& group)
{
    std::map<std::string, std::uint64_t> residents;
    for (const CommuneId commune : group.unknown) {
        residents[communes.arrondissement[commune]] += communes.population[commune] + 1U;
    }
    const auto most = std::max_element(residents.begin(), residents.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto arrondissement = map.arrondissements.find(most->first);
    if (arrondissement != map.arrondissements.end() && !arrondissement->second.known.empty()) {
        return arrondissement->second;
    }
    const District& departement = map.departements.at(communes.departement[group.unknown.front()]);
    return departement.known.empty() ? map.country : departement;
}

double distance_to_nearest_km(Position point, const std::vector<Group>& groups)
{
    double nearest = 1e9;
    for (const Group& group : groups) {
        const double north = (group.centre.latitude_deg - point.latitude_deg) * km_a_degree;
        if (!group.placed || std::abs(north) > nearest) continue;
        nearest = std::min(nearest, distance_km(point.latitude_deg, point.longitude_deg, group.centre.latitude_deg,
                                                group.centre.longitude_deg));
    }
    return nearest;
}

double turn_of(const Luck& luck, const CommuneTable& communes, CommuneId commune, std::uint16_t nth)
{
    return luck.uniform(Purpose::genesis_position, Who::of(Kind::commune, communes.number[commune]), {}, nth);
}

/// Rule 3: the emptiest of the candidate points.
void place_centre(Map& map, Group& group, const CommuneTable& communes, const Luck& luck)
{
    const District& district = district_of(map, communes, group);
    const Position middle = middle_of(communes, district.known);
    const double turn = turn_of(luck, communes, group.unknown.front(), 1);
    double emptiest = -1.0;
    for (std::size_t i = 0; i < candidate_points; ++i) {
        const Position point = sunflower_point(middle, district.radius_km(), i, candidate_points, turn);
        const double room = distance_to_nearest_km(point, map.groups);
        if (room > emptiest) {
            emptiest = room;
            group.centre = point;
        }
    }
    group.placed = true;
}

/// Rule 4: the known towns hold the middle of the flower.
void place_members(Group& group, CommuneTable& communes, const Luck& luck)
{
    if (group.unknown.empty()) return;
    const double turn = turn_of(luck, communes, first_commune(group), 0);
    const double radius_km = std::sqrt(group.area_km2 / std::numbers::pi);
    const std::size_t held = group.known.size();
    const std::size_t all = held + group.unknown.size();
    std::sort(group.unknown.begin(), group.unknown.end(),
              [&](CommuneId a, CommuneId b) { return more_populous(communes, a, b); });
    for (std::size_t i = 0; i < group.unknown.size(); ++i) {
        const bool seat = held == 0 && i == 0; // the largest of an EPCI without known town is its centre
        const Position point = seat ? group.centre : sunflower_point(group.centre, radius_km, held + i, all, turn);
        communes.latitude_deg[group.unknown[i]] = point.latitude_deg;
        communes.longitude_deg[group.unknown[i]] = point.longitude_deg;
    }
}

} // namespace

Position sunflower_point(Position centre, double radius_km, std::size_t i, std::size_t n, double turn)
{
    const double r = radius_km * std::sqrt((static_cast<double>(i) + 0.5) / static_cast<double>(n));
    const double turns = turn + static_cast<double>(i) * golden_turn;
    const double angle = 2.0 * std::numbers::pi * (turns - std::floor(turns));
    const double narrowing = std::max(0.05, portable_cos(centre.latitude_deg * std::numbers::pi / 180.0));
    return {centre.latitude_deg + r * portable_sin(angle) / km_a_degree,
            centre.longitude_deg + r * portable_cos(angle) / (km_a_degree * narrowing)};
}

void place_communes(Territory& country, std::span<const KnownPosition> known, std::uint32_t genesis_seed)
{
    EXPECTS(!known.empty());
    CommuneTable& communes = country.communes;
    Column<Commune, std::uint8_t> is_known(communes.size());
    for (const KnownPosition& town : known) {
        communes.latitude_deg[town.commune] = town.latitude_deg;
        communes.longitude_deg[town.commune] = town.longitude_deg;
        communes.synthetic[town.commune] &= static_cast<std::uint16_t>(~static_cast<unsigned>(Fact::position));
        is_known[town.commune] = 1;
    }
    const Luck luck{genesis_seed, 0, 0};
    Map map = draw_map(country, is_known);
    for (Group& group : map.groups) {
        if (group.known.empty()) continue;
        group.centre = middle_of(communes, group.known);
        group.placed = true;
    }
    for (Group& group : map.groups) {
        if (!group.placed) place_centre(map, group, communes, luck);
    }
    for (Group& group : map.groups) {
        place_members(group, communes, luck);
    }
}

} // namespace emprise
