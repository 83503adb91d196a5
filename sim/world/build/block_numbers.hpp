#pragma once
#include "world/territory.hpp"

namespace emprise {

/// Residents per number set aside: blocks hold more, so a (département, EPCI) never runs out of numbers.
inline constexpr std::uint32_t residents_per_block_number = 32'768;
inline constexpr std::uint32_t most_block_numbers = 65'536;

/// Gives each commune the first block number of the residents of its (département, EPCI): numbers run over the whole
/// country in order of codes, so that a resident keeps the same name when a region is loaded alone. Call it on the
/// whole table, before communes are left out.
void number_blocks(Territory& country);

} // namespace emprise
