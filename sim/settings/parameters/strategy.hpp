#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

struct StrategyParameters {
};

[[nodiscard]] std::span<const ParameterRow> strategy_parameter_rows();

} // namespace emprise
