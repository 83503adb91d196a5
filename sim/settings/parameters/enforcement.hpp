#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

struct EnforcementParameters {
};

[[nodiscard]] std::span<const ParameterRow> enforcement_parameter_rows();

} // namespace emprise
