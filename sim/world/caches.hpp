#pragma once
#include "world/world.hpp"

namespace emprise {

/// Drops the caches that were filled with the values of parameters, as reading a checkpoint does: they are filled anew
/// from the columns. For the week in which parameters take other values.
void forget_caches_of_parameters(World& world);

} // namespace emprise
