#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

struct DemographyParameters {
};

[[nodiscard]] std::span<const ParameterRow> demography_parameter_rows();

} // namespace emprise
