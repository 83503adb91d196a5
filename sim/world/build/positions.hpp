#pragma once
#include "world/territory.hpp"

#include <cstdint>
#include <span>

namespace emprise {

/// A commune whose place is known: written by hand, or imported.
struct KnownPosition {
    CommuneId commune;
    double latitude_deg;
    double longitude_deg;
};

struct Position {
    double latitude_deg;
    double longitude_deg;
};

/// Point i of n spread evenly over a disc, like the seeds of a sunflower: radius grows as the root of (i + 1/2) / n,
/// the angle advances by the golden ratio of a turn. `turn` (0 to 1) rotates the whole flower.
[[nodiscard]] Position sunflower_point(Position centre, double radius_km, std::size_t i, std::size_t n, double turn);

/// Gives every commune of the country a position. The rule, whole country in one pass, order of rows irrelevant:
/// 1. known positions are taken as they are, their `Fact::position` bit is cleared;
/// 2. the centre of an EPCI is the mean of its known towns, weighted by the root of their residents;
/// 3. an EPCI without known town (and a commune without EPCI) gets a centre in the disc of the arrondissement that
///    holds most of its residents (else of the département, else of the country): of 32 sunflower points the one
///    farthest from the centres already placed, most populous first;
/// 4. the other communes of an EPCI are sunflower points around its centre, most populous innermost. The disc has the
///    area of the EPCI: the sum of `area_km2` of its communes.
/// Luck: genesis_position, one turn per EPCI or arrondissement. Expects at least one known position.
void place_communes(Territory& country, std::span<const KnownPosition> known, std::uint32_t genesis_seed);

} // namespace emprise
