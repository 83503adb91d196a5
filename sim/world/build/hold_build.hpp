#pragma once
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// Hold at rest with the first map: sales at the usual use of capacity, the mean presence of perception, no mediators.
/// After trade and institutions.
void build_hold(World& world, const Parameters& parameters);

} // namespace emprise
