#pragma once
#include "settings/scenario.hpp"

#include <string>

namespace emprise {

/// Canonical text of a scenario, levers included: reading it gives the same scenario, and equal scenarios give equal
/// text. Values at their usual are left out of [parameters].
[[nodiscard]] std::string resolved_toml(const Scenario& scenario);

/// Identity of everything that shapes the burn-in: territory, seeds, start, parameters, draws, share of the population,
/// levers, and what policies do before week 0; changes of parameters never begin before it. Arms with the same digest
/// share their burn-in.
[[nodiscard]] std::string genesis_digest(const Scenario& scenario);

} // namespace emprise
