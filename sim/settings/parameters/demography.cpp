#include "settings/parameters.hpp"

namespace emprise {

std::span<const ParameterRow> demography_parameter_rows()
{
    return {};
}

} // namespace emprise
