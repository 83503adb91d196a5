#pragma once
#include "world/world.hpp"

namespace emprise {

/// A cell changes hands with its staff, stock, cash and books. Tallied and put on record (`other` is the former owner);
/// when the former owner goes on, rivalry between the two moves by `rivalry` of what is missing to 1.
void take_over_cell(World& world, CellId cell, OrganisationId taker, double rivalry);

} // namespace emprise
