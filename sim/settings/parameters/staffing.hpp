#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

struct StaffingParameters {
};

[[nodiscard]] std::span<const ParameterRow> staffing_parameter_rows();

} // namespace emprise
