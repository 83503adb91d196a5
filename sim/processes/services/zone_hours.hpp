#pragma once
#include "levers/channel.hpp"
#include "settings/lever.hpp"
#include "world/world.hpp"

namespace emprise {

/// Where the units of a lever work inside a commune.
enum class Places : std::uint8_t { everywhere, priority, known_sites };
[[nodiscard]] Places places_of(const Lever& lever);

/// Open sites known to the forces.
struct KnownSites {
    Column<Quartier, std::int32_t> in_quartier;
    Column<Commune, std::int32_t> in_commune;
    Column<Zone, std::int32_t> in_zone;
};
[[nodiscard]] KnownSites count_known_sites(const World& world);

/// Hours of police, commune by commune. The baseline of a national force that works at known sites (rule police_zones)
/// is one pool per zone, spread by known sites; the pools of zones that know none are a mobile force for all others,
/// in the whole country: a part that runs alone keeps of its own what `mobile_share` says.
/// Posts a policy gave to a commune stay there while it has known sites.
void deliver_hours(const World& world, const Lever& lever, const ServicePosts& posts, const LeverEffect& effect,
                   const KnownSites& known, Channels& channels);

/// Mobile hours that work in a part that runs alone, against those its own zones lend: its sites for each resident,
/// against those of the country. 1 for the whole country.
[[nodiscard]] double mobile_share(const World& world);

} // namespace emprise
