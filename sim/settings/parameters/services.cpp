#include "settings/parameters.hpp"

namespace emprise {

std::span<const ParameterRow> services_parameter_rows()
{
    return {};
}

} // namespace emprise
