#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

struct GenesisParameters {
};

[[nodiscard]] std::span<const ParameterRow> genesis_parameter_rows();

} // namespace emprise
