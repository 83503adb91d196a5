#pragma once
#include "chance/luck.hpp"
#include "world/world.hpp"

#include <span>

namespace emprise {

/// Puts those who hold more than the posts of these open cells back on call there, drawn by lot.
void lay_off(World& world, std::span<const CellId> cells, const Luck& luck);

} // namespace emprise
