#pragma once
#include "world/world.hpp"

#include <vector>

namespace emprise {

/// A franchise pays its share of the profit of `weeks` weeks, as far as it has cash, to the network it runs for, while
/// that one exists. `cells` are its open cells. Money moves inside the purse of organisations.
void pay_franchise(World& world, OrganisationId organisation, const std::vector<CellId>& cells, int weeks);

} // namespace emprise
