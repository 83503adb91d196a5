#pragma once
#include "settings/scenario.hpp"
#include "settings/toml_document.hpp"

#include <vector>

namespace emprise {

/// The flattened [parameters] table without [parameters.ensemble]: values into `parameters`, distributions into `draws`
/// (sorted by path).
void read_parameters(const TomlNode& table, Parameters& parameters, std::vector<ParameterDraw>& draws,
                     std::vector<Problem>& problems);

/// The row an entry names, or nothing and a problem with a suggestion.
[[nodiscard]] const ParameterRow* parameter_named(const TomlEntry& entry, std::vector<Problem>& problems);

/// Whether a parameter may have this value; else a problem at `place`.
bool check_allowed(const ParameterRow& row, double value, const Place& place, std::vector<Problem>& problems);

} // namespace emprise
