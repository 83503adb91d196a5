#pragma once
#include "chance/luck.hpp"
#include "processes/violence/attacks.hpp"
#include "settings/parameters/violence.hpp"
#include "world/world.hpp"

#include <span>

namespace emprise {

/// What the attacks of a week did to people, in the order given: traders of the attacked network and bystanders are
/// killed (out of the world and of the trade) or injured (counted). Writes tallies, events and the memory of places.
/// Rows of the dead in the custody table are dropped by justice, as after any death.
void strike(World& world, std::span<const Attack> attacks, const ViolenceParameters& parameters, const Luck& luck);

} // namespace emprise
