#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

struct PerceptionParameters {
};

[[nodiscard]] std::span<const ParameterRow> perception_parameter_rows();

} // namespace emprise
