#pragma once
#include "world/world.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace emprise {

struct TableFingerprint {
    std::string table; ///< "residents", "cells", "ledger" ...
    std::uint64_t value{};
    friend bool operator==(const TableFingerprint&, const TableFingerprint&) = default;
};

/// One hash per table of the World, over every column in order. Two runs with equal fingerprints are in the same state.
/// Costs a pass over all memory: made on request and at output weeks, never each week of a large run.
[[nodiscard]] std::vector<TableFingerprint> fingerprint_tables(const World& world);
/// All tables in one number.
[[nodiscard]] std::uint64_t fingerprint(const World& world);

} // namespace emprise
