#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

struct DrugUseParameters {
};

[[nodiscard]] std::span<const ParameterRow> drug_use_parameter_rows();

} // namespace emprise
