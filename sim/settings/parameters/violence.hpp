#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

/// Violence between networks. Units, sources and meaning are in the rows.
struct ViolenceParameters {
    double branching{};
    double delay_median_days{};
    double attacks_per_contact_year{};
    double reach_km{};
    double fade_km{};
    double claim_weight{};
    double claim_weeks{};
    double armed_share_of_managers{};
    double armed_half{};
    double debt_weight{};
    double debt_half_eur{};
    double rivalry_weight{};
    double war_from_rivalry{};
    double war_attacks_per_armed_year{};
    double persons_hit{};
    double death_share{};
    double bystander_share{};
    double leader_targeted{};
    double exposure_on_call{};
    double mediation_cut{};
    double mediation_full_hours{};
};

[[nodiscard]] std::span<const ParameterRow> violence_parameter_rows();

} // namespace emprise
