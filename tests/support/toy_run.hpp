#pragma once
#include "settings/scenario.hpp"
#include "world/territory.hpp"

#include <memory>
#include <string>
#include <vector>

namespace emprise {

/// The toy country of nine towns (tests/data/toy), loaded once.
[[nodiscard]] std::shared_ptr<const Territory> toy_territory();

/// Two replicates of 10 weeks of burn-in and 40 weeks in the toy country, with `more` as further TOML text.
[[nodiscard]] Scenario toy_scenario(const std::string& more);

/// Ids of all shipped levers.
[[nodiscard]] std::vector<std::string> toy_lever_ids();

/// A [[policy]] that adds `euros_per_resident` a year everywhere from `start`.
[[nodiscard]] std::string policy_text(const std::string& lever, const std::string& start, double euros_per_resident);

/// A policy for every lever, different starts, sharing out 100 euros a resident.
[[nodiscard]] std::string all_levers_policies();

} // namespace emprise
