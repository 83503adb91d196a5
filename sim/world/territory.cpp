#include "world/territory.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"
#include "base/suggestion.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {
namespace {

constexpr std::uint64_t codes_of_five_characters = 60'466'176; // 36^5

struct Direction {
    double x, y, z;
};

Direction direction_of(double latitude_deg, double longitude_deg)
{
    const double latitude = latitude_deg * radians_per_degree;
    const double longitude = longitude_deg * radians_per_degree;
    const double level = portable_cos(latitude);
    return {level * portable_cos(longitude), level * portable_sin(longitude), portable_sin(latitude)};
}

/// Angle whose half has this sine: a series near zero, mended by Newton's method elsewhere.
double angle_of_chord(double chord)
{
    const double c2 = chord * chord;
    double angle = chord * (1.0 + c2 * (1.0 / 24 + c2 * (3.0 / 640 + c2 * (5.0 / 7168 + c2 * 35.0 / 294912))));
    if (chord < 0.2) return angle;
    for (int step = 0; step < 4; ++step) {
        const double slope = std::max(portable_cos(0.5 * angle), 1e-3);
        angle -= (2.0 * portable_sin(0.5 * angle) - chord) / slope;
    }
    return angle;
}

template <class Tag>
std::optional<Id<Tag>> find_in(const Names<Tag>& names, std::string_view code_or_name)
{
    for (const Id<Tag> unit : each<Tag>(names.size())) {
        if (names.code[unit] == code_or_name) return unit;
    }
    const std::string asked = plain_name(code_or_name);
    for (const Id<Tag> unit : each<Tag>(names.size())) {
        if (plain_name(names.name[unit]) == asked) return unit;
    }
    return std::nullopt;
}

int value_of_character(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

} // namespace

SizeTier size_tier_of(std::uint32_t population)
{
    constexpr std::array<std::uint32_t, size_tier_count - 1> from{2'000, 5'000, 10'000, 20'000, 50'000, 100'000};
    std::uint8_t tier = 0;
    while (tier < from.size() && population >= from[tier]) ++tier;
    return static_cast<SizeTier>(tier);
}

bool is_synthetic(const Territory& territory, CommuneId commune, Fact fact)
{
    return (territory.communes.synthetic[commune] & static_cast<std::uint16_t>(fact)) != 0;
}

IdRange<Quartier> quartiers_of(const Territory& territory, CommuneId commune)
{
    const std::uint32_t first = territory.communes.first_quartier[commune].value();
    return {first, first + territory.communes.quartier_count[commune]};
}

std::optional<RegionId> find_region(const Territory& territory, std::string_view code_or_name)
{
    return find_in(territory.regions, code_or_name);
}

std::optional<DepartementId> find_departement(const Territory& territory, std::string_view code_or_name)
{
    return find_in(territory.departements, code_or_name);
}

std::optional<EpciId> find_epci(const Territory& territory, std::string_view code_or_name)
{
    return find_in(territory.epcis, code_or_name);
}

std::optional<CommuneId> find_commune(const Territory& territory, std::string_view code_or_name)
{
    const CommuneTable& communes = territory.communes;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (communes.code[commune] == code_or_name) return commune;
    }
    const std::string asked = plain_name(code_or_name);
    std::optional<CommuneId> found;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if ((!found || communes.population[commune] > communes.population[*found]) &&
            plain_name(communes.name[commune]) == asked) {
            found = commune;
        }
    }
    return found;
}

double distance_km(double latitude_a_deg, double longitude_a_deg, double latitude_b_deg, double longitude_b_deg)
{
    const Direction a = direction_of(latitude_a_deg, longitude_a_deg);
    const Direction b = direction_of(latitude_b_deg, longitude_b_deg);
    const double x = a.x - b.x;
    const double y = a.y - b.y;
    const double z = a.z - b.z;
    return earth_radius_km * angle_of_chord(std::sqrt(x * x + y * y + z * z));
}

double distance_km(const Territory& territory, CommuneId a, CommuneId b)
{
    const CommuneTable& table = territory.communes;
    return distance_km(table.latitude_deg[a], table.longitude_deg[a], table.latitude_deg[b], table.longitude_deg[b]);
}

double distance_km(const Territory& territory, QuartierId a, QuartierId b)
{
    const QuartierTable& table = territory.quartiers;
    return distance_km(table.latitude_deg[a], table.longitude_deg[a], table.latitude_deg[b], table.longitude_deg[b]);
}

std::uint64_t number_of_code(std::string_view code)
{
    std::uint64_t number = 0;
    bool plain = !code.empty() && code.size() <= 5;
    for (const char c : code) {
        const int value = value_of_character(c);
        plain = plain && value >= 0;
        number = number * 36 + static_cast<std::uint64_t>(std::max(value, 0));
    }
    if (plain) return number;
    std::uint64_t hash = 14'695'981'039'346'656'037ULL; // FNV-1a
    for (const char c : code) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;
    }
    return hash % codes_of_five_characters;
}

} // namespace emprise
