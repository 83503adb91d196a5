#pragma once
#include "base/column.hpp"
#include "base/id.hpp"
#include "world/world.hpp"

#include <cstdint>

namespace emprise {

/// A world being looked at, with what several outcomes ask of it worked out once: where people and cells are.
/// Refers to the world; lives no longer than one observation.
struct Snapshot {
    explicit Snapshot(const World& seen);
    const World& world;
    Column<TraderTag, CommuneId> commune_of_trader;     ///< Where they live.
    Column<TraderTag, std::uint8_t> trader_is_minor;    ///< Below 18, by year of birth.
    Column<DetaineeTag, CommuneId> commune_of_detainee; ///< Where they lived.
};

} // namespace emprise
