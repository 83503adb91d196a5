#pragma once
#include "chance/luck.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// The people of the first cells: about `heads_per_post` for each post, drawn one by one with the relative risks of
/// entry and their propensity, living near the cell they work for. Needs cells and links.
void build_traders(World& world, const Parameters& parameters, const Luck& luck);

} // namespace emprise
