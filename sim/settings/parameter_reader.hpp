#pragma once
#include "settings/scenario.hpp"
#include "settings/toml_document.hpp"

#include <vector>

namespace emprise {

/// The flattened [parameters] table without [parameters.ensemble]: values into `parameters`, distributions into `draws`
/// (sorted by path).
void read_parameters(const TomlNode& table, Parameters& parameters, std::vector<ParameterDraw>& draws,
                     std::vector<Problem>& problems);

} // namespace emprise
