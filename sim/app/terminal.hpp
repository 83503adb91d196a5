#pragma once
#include "app/options.hpp"
#include "runs/progress.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace emprise {

/// Result on stdout, talk on stderr.
void print_result(std::string_view text);
void print_talk(std::string_view text);

[[nodiscard]] bool stderr_is_terminal();
/// A line that is redrawn on a terminal, event lines for --progress json, nothing when piped or --quiet.
[[nodiscard]] std::unique_ptr<Progress> make_progress(const Options& options);

} // namespace emprise
