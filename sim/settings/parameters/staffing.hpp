#pragma once
#include "settings/parameter.hpp"

#include <array>
#include <cstddef>
#include <span>

namespace emprise {

/// Who enters the trade, who is hired, who leaves, at what wage (processes/staffing). Units; meaning in the rows.
struct StaffingParameters {
    std::array<double, 5> entry_week{};       ///< Men by age band 12, 15, 18, 22, 26 to 35.
    double women_ratio{};                     ///< No unit.
    double risk_neet{};                       ///< No unit.
    double risk_dropout{};                    ///< No unit.
    double risk_kin_or_peers{};               ///< No unit.
    double risk_priority_quartier{};          ///< No unit.
    double risk_cap{};                        ///< No unit.
    double propensity_sigma{};                ///< No unit.
    double propensity_cap{};                  ///< No unit.
    double wage_sensitivity_per_eur{};        ///< 1/EUR
    double reluctance_eur_week{};             ///< EUR/week
    double arrest_cost_eur{};                 ///< c of the model.
    double legal_pupil_eur_week{};            ///< EUR/week
    double legal_training_eur_week{};         ///< EUR/week
    double legal_employed_eur_week{};         ///< EUR/week
    double legal_employed_from_25_eur_week{}; ///< EUR/week
    double legal_unemployed_eur_week{};       ///< EUR/week
    double legal_inactive_eur_week{};         ///< EUR/week
    double recruit_reach_km{};                ///< km
    double visible_posts{};                   ///< post
    double visibility_elsewhere{};            ///< No unit.
    double elsewhere_share{};                 ///< No unit.
    double elsewhere_km{};                    ///< km
    double hire_rate{};                       ///< k of the model.
    double spell_median_weeks{};              ///< week
    std::array<double, 4> exit_year{};        ///< To 17, 18 to 21, 22 to 25, 26 and older.
    double exit_ratio_employed{};             ///< No unit.
    double reserve_fade_weeks{};              ///< week
    double wage_adjustment{};                 ///< 1/week
    double usual_vacancy{};                   ///< No unit.
    double look_around_week{};                ///< 1/week
    double pull_of_filled_posts{};            ///< No unit.
    double lowest_wage_eur_week{};            ///< EUR/week
    double largest_wage_rise_week{};          ///< 1/week
    double largest_wage_cut_week{};           ///< 1/week
    double unmanned_weeks{};                  ///< week
    double lookout_share_minors{};            ///< No unit.
    double lookout_share{};                   ///< No unit.
    double manager_share{};                   ///< No unit.
    double flat_keeper_share{};               ///< No unit.
    double relative_pay_lookout{};            ///< No unit.
    double relative_pay_manager{};            ///< No unit.
    double relative_pay_flat_keeper{};        ///< No unit.
    double relative_pay_courier{};            ///< No unit.
    double exit_ratio_manager{};              ///< No unit.
    double exit_ratio_leader{};               ///< No unit.
    double debt_repaid_share{};               ///< No unit.
};

[[nodiscard]] std::span<const ParameterRow> staffing_parameter_rows();

} // namespace emprise
