#pragma once
#include "chance/luck.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// The sites with the largest sales of the week, so many as a what-if asks for, are closed and their places left empty:
/// staff go on call elsewhere, nobody is arrested, the network lives on. Ties go by name.
void vacate_largest_sites(World& world, const EnforcementParameters& parameters, const Luck& luck);

} // namespace emprise
