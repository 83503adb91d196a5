#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

struct ServicesParameters {
};

[[nodiscard]] std::span<const ParameterRow> services_parameter_rows();

} // namespace emprise
