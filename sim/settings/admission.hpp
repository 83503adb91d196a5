#pragma once
#include "base/error.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

inline constexpr std::size_t most_scenario_bytes = 256 * 1024;

/// Text that may be shown to the TOML parser: plain ASCII, bounded, without the shapes that break parsers.
/// Letters beyond ASCII stand as \u escapes in double-quoted strings and as ? in comments.
struct AdmittedText {
    std::string file;
    std::string text;
    /// Column (in characters, from 1) in what the user wrote of a column in `text`.
    [[nodiscard]] int column_of_user(int line, int column) const;

    /// One place where `text` is longer than what was written.
    struct Widened {
        int line;
        int column;
        int extra;
    };
    std::vector<Widened> widened; ///< In order.
};

/// Examines bytes of a stranger before any parser sees them: size, UTF-8, control characters, dots and brackets per
/// line outside strings, no strings over several lines. Nothing when refused; every reason goes to `problems`.
[[nodiscard]] std::optional<AdmittedText> admit(std::string file, std::string_view bytes,
                                                std::vector<Problem>& problems);

/// True when `text` holds a control character or one that turns the direction of writing.
[[nodiscard]] bool has_control_characters(std::string_view utf8);

} // namespace emprise
