#pragma once
#include "chance/luck.hpp"
#include "settings/lever.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// Posts of every lever before any policy, commune by commune, and the persons at work in them, by the baseline rule:
/// communes_by_size (municipal police), priority_quartiers, residents, police_zones, heavy_users, youth.
void build_posts(World& world, const LeverCatalogue& levers, const Parameters& parameters, const Luck& luck);

/// The part of the national numbers that belongs to this territory and this share of residents.
[[nodiscard]] double national_part(const World& world);

} // namespace emprise
