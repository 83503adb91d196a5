#include "settings/parameters.hpp"

namespace emprise {

std::span<const ParameterRow> genesis_parameter_rows()
{
    return {};
}

} // namespace emprise
