#pragma once
#include "chance/luck.hpp"
#include "world/cells.hpp"

namespace emprise {

/// Attractiveness of a place for selling, lognormal with median 1: a keyed draw of (quartier, spot), so that a place
/// keeps its worth whoever holds it. Crews have spots of their own.
[[nodiscard]] double attractiveness_of(const Luck& luck, Who quartier, CellKind kind, std::uint8_t spot, double sigma);

/// Mean of a lognormal with median 1.
[[nodiscard]] double lognormal_mean(double sigma);

} // namespace emprise
