#include "settings/parameters.hpp"

namespace emprise {

std::span<const ParameterRow> observation_parameter_rows()
{
    return {};
}

} // namespace emprise
