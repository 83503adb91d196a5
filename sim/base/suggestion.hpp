#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

/// Lower case without accents, ligatures spelled out; hyphens, apostrophes and runs of blanks become one blank.
/// For comparing names, never for showing them.
[[nodiscard]] std::string plain_name(std::string_view utf8);

/// Number of characters to insert, remove, replace or swap with a neighbour to make one text from the other.
[[nodiscard]] std::size_t edit_distance(std::string_view one, std::string_view other);

/// Known names close to a wrong one, the nearest first, ties in order of `known`; empty when none is near enough
/// to be a slip (more than a third of the letters wrong).
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view wrong, std::span<const std::string> known,
                                                     std::size_t most = 3);

} // namespace emprise
