#pragma once
#include "settings/scenario.hpp"
#include "settings/toml_document.hpp"

#include <vector>

namespace emprise {

/// The flattened [parameters] table: values into `parameters`, distributions into `draws` (sorted by path).
void read_parameters(const TomlNode& table, Parameters& parameters, std::vector<ParameterDraw>& draws,
                     std::vector<Problem>& problems);

/// The parameters of one replicate: every distribution drawn once, keyed by its path, the same in every arm.
/// Draws that fall outside the allowed range of a parameter (lognormal tails) are put at its end.
[[nodiscard]] Parameters parameters_of_replicate(const Scenario& scenario, std::uint32_t replicate);

} // namespace emprise
