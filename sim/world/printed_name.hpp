#pragma once
#include "chance/who.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace emprise {

/// A name that a person can read and type: C-21231-052-3 is the fourth cell born in the commune 21231 in week 52,
/// N-21231-b512-0 a network of the first map, whose names use weeks before any run (`b`). A cell that is known to be a
/// street site is printed with S instead of C; both are read. Empty for nobody.
[[nodiscard]] std::string printed_name(Who who, char letter = '\0');
/// Nothing for a text that names no cell or network.
[[nodiscard]] std::optional<Who> parse_name(std::string_view text);

} // namespace emprise
