#pragma once
#include "world/world.hpp"

#include <optional>

/// The custody table: who is held or awaits trial, kept sorted by resident row.
namespace emprise {

using DetaineeId = Id<DetaineeTag>;

/// Row of a resident in the custody table, if there.
[[nodiscard]] std::optional<DetaineeId> find_detainee(const Detainees& detainees, ResidentId resident);

/// Behind bars: on remand or serving a term.
[[nodiscard]] constexpr bool is_held(Custody state)
{
    return state == Custody::remand || state == Custody::prison;
}

/// Held for drug cases, by département of home.
[[nodiscard]] Column<Departement, std::int32_t> count_held(const World& world);

/// Prisoners per place, other inmates included (facts B-30); 0 where there is no place.
[[nodiscard]] double prison_density(const World& world, DepartementId departement, std::int32_t held);

/// The whole territory's.
[[nodiscard]] double prison_density(const World& world);

/// Order, single membership, side-row flags, and nobody held is in the trade.
[[nodiscard]] bool custody_is_consistent(const World& world);

} // namespace emprise
