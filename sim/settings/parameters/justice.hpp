#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

struct JusticeParameters {
};

[[nodiscard]] std::span<const ParameterRow> justice_parameter_rows();

} // namespace emprise
