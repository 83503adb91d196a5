#include "settings/parameters.hpp"

namespace emprise {

std::span<const ParameterRow> drug_use_parameter_rows()
{
    return {};
}

} // namespace emprise
