#pragma once
#include "chance/luck.hpp"
#include "processes/organisations/holdings.hpp"
#include "settings/parameters/organisations.hpp"

namespace emprise {

/// What a network could pay if everybody asked: cash, cash of its cells and laundered wealth less debts, cents.
[[nodiscard]] std::int64_t means_cents(const World& world, OrganisationId network, const std::vector<CellId>& cells);

/// Networks with debts beyond their means for long, or without any cell, end: an ally takes over what still earns, the
/// rest closes; weapons go to the ally, else are lost to the trade; money left is shared out among the people, debts
/// left are the loss of suppliers abroad.
void end_networks(World& world, Holdings& holdings, const OrganisationsParameters& parameters, const Luck& luck);

} // namespace emprise
