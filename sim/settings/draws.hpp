#pragma once
#include "settings/scenario.hpp"

#include <cstdint>

namespace emprise {

/// The parameters of one replicate: every distribution drawn once, keyed by its path, the same in every arm.
/// Draws that fall outside the allowed range of a parameter (lognormal tails) are put at its end.
[[nodiscard]] Parameters parameters_of_replicate(const Scenario& scenario, std::uint32_t replicate);

} // namespace emprise
