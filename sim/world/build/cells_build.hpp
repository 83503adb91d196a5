#pragma once
#include "chance/luck.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// Sites, crews and the organisations that hold them, with wages, cash and stocks; the ledger balances.
void build_cells(World& world, const Parameters& parameters, const Luck& luck);

} // namespace emprise
