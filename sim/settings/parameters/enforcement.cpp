#include "settings/parameters.hpp"

namespace emprise {

std::span<const ParameterRow> enforcement_parameter_rows()
{
    return {};
}

} // namespace emprise
