#include "settings/parameters.hpp"

namespace emprise {

std::span<const ParameterRow> staffing_parameter_rows()
{
    return {};
}

} // namespace emprise
