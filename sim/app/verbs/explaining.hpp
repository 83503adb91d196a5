#pragma once
#include "app/options.hpp"
#include "store/result_set.hpp"

#include <string>

namespace emprise {

/// --organisation, --cell, --commune or --spread was given.
[[nodiscard]] bool asks_for_story(const Options& options);
/// The text they ask for.
[[nodiscard]] std::string explain_result(const ResultSet& results, const Options& options);

} // namespace emprise
