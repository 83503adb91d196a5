#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

struct ObservationParameters {
};

[[nodiscard]] std::span<const ParameterRow> observation_parameter_rows();

} // namespace emprise
