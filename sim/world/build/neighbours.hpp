#pragma once
#include "world/territory.hpp"

namespace emprise {

/// Keeps what the run must know of the communes it leaves out: the near ones one by one, the others by département.
/// `wanted` marks the communes that stay; call before the others are dropped.
void remember_neighbours(Territory& country, const Column<Commune, std::uint8_t>& wanted);

} // namespace emprise
