#pragma once
#include "processes/strategy/places.hpp"

#include <optional>
#include <vector>

namespace emprise {

enum class Act : std::uint8_t { nothing, open, close, relocate };

/// What an organisation, or a cell whose location was burned, decided.
struct Decision {
    Act act{};
    OrganisationId organisation;
    CellId cell;     ///< To close or to move.
    CellKind kind{}; ///< Of what opens.
    Place place{};
    Earnings earnings{};
    double entry_cost_eur{};
    double distance_km{};
};

/// Probability that an organisation considers a change in its week.
[[nodiscard]] double chance_to_act(const Map& map, OrganisationId organisation);
[[nodiscard]] Decision deliberate(const Map& map, OrganisationId organisation);
/// A cell whose location was burned: near by, elsewhere, or the end.
[[nodiscard]] Decision choose_again(const Map& map, CellId cell);

} // namespace emprise
