#pragma once
#include "world/world.hpp"

#include <cstdint>

namespace emprise {

/// Bytes held by every column of a World, its cache included.
[[nodiscard]] std::uint64_t bytes_of(const World& world);
/// Bytes this process may use: the smaller of the machine's memory and its control group's limit.
[[nodiscard]] std::uint64_t memory_limit();
/// Cores this process may use: affinity and control group counted.
[[nodiscard]] int usable_cores();
/// Highest resident set so far, bytes.
[[nodiscard]] std::uint64_t peak_memory();

} // namespace emprise
