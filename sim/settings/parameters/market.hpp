#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

struct MarketParameters {
};

[[nodiscard]] std::span<const ParameterRow> market_parameter_rows();

} // namespace emprise
