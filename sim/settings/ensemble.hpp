#pragma once
#include "settings/inheritance.hpp"
#include "settings/scenario.hpp"

#include <string_view>
#include <vector>

namespace emprise {

/// Where the keys of [parameters.ensemble] stand in the flattened [parameters].
inline constexpr std::string_view ensemble_prefix = "ensemble.";

/// [parameters.ensemble] file = "draws.csv", draw = k: sets the parameters that are columns of the table to the values
/// of its row with `draw` = k, and says so in what is kept of the scenario. What [parameters] states itself is read
/// after it and wins. Every row of the table is checked.
void read_ensemble(const TomlNode& parameters, const Folders& folders, Scenario& scenario,
                   std::vector<Problem>& problems);

} // namespace emprise
