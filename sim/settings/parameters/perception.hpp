#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

/// Perception: what residents see of dealing and of those who act, and what they feel. Units, sources and meaning are
/// in the rows.
struct PerceptionParameters {
    double exposure_rural{};
    double exposure_urban{};
    double exposure_own_site{};
    double exposure_commune_sites{};
    double exposure_memory_weeks{};
    double fear_mean{};
    double exposure_mean{};
    double fear_per_exposure{};
    double fear_per_deprivation{};
    double fear_per_patrol_hour{};
    double fear_per_mediation_hour{};
    double fear_per_efficacy{};
    double trust_mean{};
    double trust_per_fear{};
    double trust_per_deprivation{};
    double trust_per_patrol_hour{};
    double trust_per_operation{};
    double efficacy_per_deprivation{};
    double efficacy_per_fear{};
    double efficacy_per_mediation_hour{};
    double patrol_hours_half{};
    double patrol_hours_mean{};
    double mediation_hours_half{};
    double reference_sales_eur_week{};
    double memory_weeks{};
    double reports_per_witness_year{};
    double fear_per_hold{};
    double fear_per_violence{};
    double violence_memory_half{};
    double silence_per_hold{};
    double silence_per_violence{};
};

[[nodiscard]] std::span<const ParameterRow> perception_parameter_rows();

} // namespace emprise
