#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

/// Enforcement: presence, raids, arrests, burned locations. Units, sources and meaning are in the rows.
struct EnforcementParameters {
    double police_officers{};
    double gendarmes{};
    double gendarmerie_population_share{};
    double learn_site_per_week{};
    double learn_site_per_report{};
    double learn_site_per_patrol_hour{};
    double learn_site_visible{};
    double reference_sales_eur_week{};
    double officer_hours_per_visit{};
    double visit_downtime_hours{};
    double opening_hours_week{};
    double open_share_floor{};
    double buyers_learn{};
    double staff_learn{};
    double officer_hours_per_operation{};
    double operation_downtime_hours{};
    double raid_finds_worker{};
    double others_checked_per_operation{};
    double user_share_of_others{};
    double seized_cash_share{};
    double seized_stock_share{};
    double burn_first{};
    double burn_fall{};
    double raid_memory_half_life_weeks{};
    double arrests_per_officer_year{};
    double workers_per_officer_half{};
    double reserve_relative_risk{};
    double protection_effect{};
    double seized_weapon_share{};
    double frozen_clean_share{};
    double largest_sites_vacated{}; ///< A week; of a study.
};

[[nodiscard]] std::span<const ParameterRow> enforcement_parameter_rows();

} // namespace emprise
