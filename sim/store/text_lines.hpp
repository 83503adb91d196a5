#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace emprise {

/// Characters of UTF-8, not bytes.
[[nodiscard]] std::size_t width_of(std::string_view text);
/// Cut to `width` characters, or filled up on the right.
[[nodiscard]] std::string fit(std::string_view text, std::size_t width);
/// Broken at blanks into lines of at most 80 columns; lines after the first are indented. Ends with a line break.
[[nodiscard]] std::string wrap(const std::string& text, std::size_t indent);

} // namespace emprise
