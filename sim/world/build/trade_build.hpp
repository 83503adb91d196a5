#pragma once
#include "chance/luck.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// Draws the trade of the first week: fixed sites by size of commune (facts A-79 at the level A-01 of the start year),
/// delivery crews, organisations, and the residents who work for them. Every draw is keyed by commune, quartier, cell
/// or resident, so that a region alone draws the same things for its communes (people near its border may differ).
/// Needs the residents. No real town is said to have a real deal point.
void build_trade(World& world, const Parameters& parameters, const Luck& luck);

} // namespace emprise
