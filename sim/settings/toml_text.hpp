#pragma once
#include <span>
#include <string>
#include <string_view>

namespace emprise {

/// A text between double quotes, safe for TOML: quotes and backslashes escaped, letters beyond ASCII kept.
[[nodiscard]] std::string toml_string(std::string_view text);
/// ["a", "b"]
[[nodiscard]] std::string toml_list(std::span<const std::string> texts);

} // namespace emprise
