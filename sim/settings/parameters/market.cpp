#include "settings/parameters.hpp"

namespace emprise {

std::span<const ParameterRow> market_parameter_rows()
{
    return {};
}

} // namespace emprise
