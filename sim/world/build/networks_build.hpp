#pragma once
#include "chance/luck.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// What the first networks are like: aggression, reputation, weapons, and a head each, drawn among the managers of its
/// cells, else among its members. Needs cells and traders.
void build_networks(World& world, const Parameters& parameters, const Luck& luck);

} // namespace emprise
