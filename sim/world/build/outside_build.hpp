#pragma once
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// Fills world.outside from the communes left out: expected sites and crews as the first map would draw them, users as
/// frequent as among the residents of here. Nothing is drawn. After residents, before cells.
void build_outside(World& world, const Parameters& parameters);

} // namespace emprise
