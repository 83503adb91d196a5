#pragma once
#include "app/options.hpp"
#include "settings/scenario.hpp"

#include <vector>

namespace emprise {

/// The arms a result file was made from, read again from its provenance like any other scenario. The output is never
/// taken from the file.
[[nodiscard]] std::vector<Scenario> scenarios_of_result(const Options& options);

} // namespace emprise
