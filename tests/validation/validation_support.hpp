#pragma once
#include "settings/scenario.hpp"

#include <string>

/// Reference configurations: a scenario under scenarios/validation and a figure known beforehand.
namespace emprise::test {

/// scenarios/validation/<name>.toml.
[[nodiscard]] Scenario validation_scenario(const std::string& name);
/// Its parameters.
[[nodiscard]] Parameters validation_parameters(const std::string& name);

/// Prints value, expected and tolerance, and fails when they are farther apart.
void expect_figure(const std::string& what, double value, double expected, double tolerance);

} // namespace emprise::test
