#include "settings/parameters.hpp"

namespace emprise {

std::span<const ParameterRow> justice_parameter_rows()
{
    return {};
}

} // namespace emprise
