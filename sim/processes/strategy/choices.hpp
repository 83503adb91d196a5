#pragma once
#include "processes/strategy/utilities.hpp"

#include <vector>

namespace emprise {

/// Factor on the hazard of acting: 0 for a network that is no more, `headless_factor` while its head is missing.
[[nodiscard]] double ability_to_act(const Map& map, OrganisationId organisation);
/// Probability that an organisation considers a change in its week.
[[nodiscard]] double chance_to_act(const Map& map, OrganisationId organisation);
[[nodiscard]] Decision deliberate(const Map& map, OrganisationId organisation);
/// A cell whose location was burned: near by, elsewhere, or the end.
[[nodiscard]] Decision choose_again(const Map& map, CellId cell);

} // namespace emprise
