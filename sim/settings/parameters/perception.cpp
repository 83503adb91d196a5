#include "settings/parameters.hpp"

namespace emprise {

std::span<const ParameterRow> perception_parameter_rows()
{
    return {};
}

} // namespace emprise
