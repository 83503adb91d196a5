#include "settings/parameters.hpp"

namespace emprise {

std::span<const ParameterRow> strategy_parameter_rows()
{
    return {};
}

} // namespace emprise
