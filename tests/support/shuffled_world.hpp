#pragma once
#include "world/world.hpp"

namespace emprise {

/// The same people, places and cells with the blocks of residents in reverse order: every row number changes, no name
/// does. The side tables follow, sorted by their new rows.
[[nodiscard]] World with_blocks_reversed(const World& world);

} // namespace emprise
