#include "settings/parameters.hpp"

#include <vector>

namespace emprise {

std::span<const ParameterRow> parameter_rows()
{
    static const std::vector<ParameterRow> rows = [] {
        std::vector<ParameterRow> all;
        for (const std::span<const ParameterRow> group :
             {genesis_parameter_rows(), trade_genesis_parameter_rows(), demography_parameter_rows(),
              drug_use_parameter_rows(), market_parameter_rows(), supply_parameter_rows(), staffing_parameter_rows(),
              strategy_parameter_rows(), strategy_act_parameter_rows(), organisations_parameter_rows(),
              network_money_parameter_rows(), enforcement_parameter_rows(), justice_parameter_rows(),
              services_parameter_rows(), perception_parameter_rows(), observation_parameter_rows(),
              violence_parameter_rows(), hold_parameter_rows()})
            all.insert(all.end(), group.begin(), group.end());
        return all;
    }();
    return rows;
}

Parameters usual_parameters()
{
    Parameters parameters;
    for (const ParameterRow& row : parameter_rows()) *row.at(parameters) = row.usual;
    return parameters;
}

const ParameterRow* find_parameter(std::string_view path)
{
    for (const ParameterRow& row : parameter_rows())
        if (row.path == path) return &row;
    return nullptr;
}

} // namespace emprise
