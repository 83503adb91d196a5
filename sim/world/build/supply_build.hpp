#pragma once
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// A hub in every département with stock, loads under way and expected orders of a market at rest; smugglers who
/// believe the usual risks. Needs cells and traders; the ledger balances.
void build_supply(World& world, const Parameters& parameters);

} // namespace emprise
