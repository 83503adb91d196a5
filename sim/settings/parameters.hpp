#pragma once
#include "settings/parameter.hpp"
#include "settings/parameters/demography.hpp"
#include "settings/parameters/drug_use.hpp"
#include "settings/parameters/enforcement.hpp"
#include "settings/parameters/genesis.hpp"
#include "settings/parameters/hold.hpp"
#include "settings/parameters/justice.hpp"
#include "settings/parameters/market.hpp"
#include "settings/parameters/observation.hpp"
#include "settings/parameters/organisations.hpp"
#include "settings/parameters/perception.hpp"
#include "settings/parameters/services.hpp"
#include "settings/parameters/staffing.hpp"
#include "settings/parameters/strategy.hpp"
#include "settings/parameters/supply.hpp"
#include "settings/parameters/trade_genesis.hpp"
#include "settings/parameters/violence.hpp"

#include <span>

namespace emprise {

/// Every number of the model a user may change, by mechanism.
struct Parameters {
    GenesisParameters genesis;
    TradeGenesisParameters trade_genesis;
    DemographyParameters demography;
    DrugUseParameters drug_use;
    MarketParameters market;
    SupplyParameters supply;
    StaffingParameters staffing;
    StrategyParameters strategy;
    OrganisationsParameters organisations;
    EnforcementParameters enforcement;
    JusticeParameters justice;
    ServicesParameters services;
    PerceptionParameters perception;
    ObservationParameters observation;
    ViolenceParameters violence;
    HoldParameters hold;
};

/// All rows in path order of their groups.
[[nodiscard]] std::span<const ParameterRow> parameter_rows();
/// Every parameter at its usual value: the only way to obtain a set before a scenario changes some.
[[nodiscard]] Parameters usual_parameters();
[[nodiscard]] const ParameterRow* find_parameter(std::string_view path);

} // namespace emprise
