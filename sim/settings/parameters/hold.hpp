#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

/// Hold of the trade on a quartier, reprisals and threats. Units, sources and meaning are in the rows.
struct HoldParameters {
    double growth_week{};
    double sales_weight{};
    double sales_half_eur_week{};
    double wages_weight{};
    double wages_half_eur_week{};
    double display_weight{};
    double display_half_weapons{};
    double decay_week{};
    double decay_per_presence_hour{};
    double presence_hours_half{};
    double decay_per_mediation_hour{};
    double mediation_hours_half{};
    double decay_per_efficacy{};
    double least{};
    double reprisals_per_report{};
    double reprisal_memory{};
    double violence_half_life_weeks{};
    double threats_per_million_eur{};
    double threat_hours_half{};
    double allow_bistable{};
};

[[nodiscard]] std::span<const ParameterRow> hold_parameter_rows();

} // namespace emprise
