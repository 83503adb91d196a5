#pragma once
#include "base/error.hpp"
#include "settings/scenario.hpp"
#include "settings/toml_document.hpp"

#include <vector>

namespace emprise {

/// One [[change]]; `run_start` is the first day after the burn-in.
[[nodiscard]] Change read_change(const TomlNode& table, Date run_start, std::vector<Problem>& problems);

/// Reports parameters that changes, together and whatever is drawn, would take out of their allowed range, and prices
/// they would take away from drugs that are simulated.
void check_changed_values(const Scenario& scenario, std::vector<Problem>& problems);

} // namespace emprise
