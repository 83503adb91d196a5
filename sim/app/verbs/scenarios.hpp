#pragma once
#include "app/options.hpp"
#include "settings/scenario.hpp"
#include "world/territory.hpp"

#include <memory>
#include <vector>

namespace emprise {

/// Reads every file of the command line with its overrides; all problems of all files come in one exception.
[[nodiscard]] std::vector<Scenario> read_scenarios(const Options& options);

/// What every arm of one comparison must share: territory, dates, seeds, replicates, outputs.
/// Throws InvalidScenario naming each difference.
void expect_comparable(const std::vector<Scenario>& arms);

} // namespace emprise
