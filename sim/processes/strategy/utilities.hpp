#pragma once
#include "processes/strategy/places.hpp"
#include "world/events.hpp"

namespace emprise {

enum class Act : std::uint8_t { nothing, open, close, relocate, shrink, take_over, franchise };

/// What an organisation, or a cell whose location was burned, may do or has decided.
struct Decision {
    Act act{};
    OrganisationId organisation;
    CellId cell;     ///< To close, move, shrink or take over.
    CellKind kind{}; ///< Of what opens.
    Place place{};
    Earnings earnings{};
    double distance_km{};                           ///< From home.
    double chance_to_win{1.0};                      ///< Of a contest over another's cell.
    std::array<double, utility_term_count> terms{}; ///< By UtilityTerm.

    [[nodiscard]] double& term(UtilityTerm which) { return terms[static_cast<std::size_t>(which)]; }
};

/// The sum of the terms, in order.
[[nodiscard]] double utility_of(const Decision& decision);

/// A cell of `kind` opened at a place.
[[nodiscard]] Decision opening(const Map& map, OrganisationId organisation, const Place& place, CellKind kind,
                               const std::array<Earnings, 2>& earnings);
/// The same by a network from beyond the edge of a part that runs alone, at home so many km away.
[[nodiscard]] Decision opening_of_stranger(const Map& map, const Place& place, CellKind kind,
                                           const std::array<Earnings, 2>& earnings, double distance_km);
/// The same place given to a local independent, who knows the town and pays a share of the profit.
[[nodiscard]] Decision as_franchise(const Map& map, Decision opening);
/// The same place taken by a cell that goes on there, out of its own will.
[[nodiscard]] Decision as_relocation(const Map& map, Decision opening, CellId cell);
/// The same for a cell whose location was burned: it leaves nothing behind.
[[nodiscard]] Decision as_new_start(const Map& map, Decision opening, CellId cell);
/// Another's cell, found at a place: what it earns x the chance to win it, against what the fight costs.
[[nodiscard]] Decision take_over(const Map& map, OrganisationId organisation, const Place& place, CellId cell);
[[nodiscard]] Decision closing(const Map& map, CellId cell);
/// Giving up a share of the posts of a cell.
[[nodiscard]] Decision shrinking(const Map& map, CellId cell);

} // namespace emprise
