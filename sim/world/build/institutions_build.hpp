#pragma once
#include "chance/luck.hpp"
#include "settings/lever.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// The public side of the first World: forces by zone, prisons with the people held for drug cases, the baseline posts
/// of every lever (facts B and C), and what residents feel. A territory that is a part of the country gets its part of
/// the national numbers. Needs residents and their stocks; comes before the trade, whose members are others.
void build_institutions(World& world, const LeverCatalogue& levers, const Parameters& parameters, const Luck& luck);

} // namespace emprise
