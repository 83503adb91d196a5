#pragma once
#include "settings/parameter.hpp"

#include <array>
#include <cstddef>
#include <span>

namespace emprise {

/// When and where organisations open, close and move (processes/strategy). Units; meaning in the rows.
struct StrategyParameters {
    double act_month{};                     ///< 1/month
    double act_per_cash{};                  ///< No unit.
    double act_per_unserved{};              ///< No unit.
    double act_per_pressure{};              ///< No unit.
    double near_candidates{};               ///< No unit.
    double gravity_candidates{};            ///< No unit.
    double vacated_candidates{};            ///< No unit.
    double near_km{};                       ///< km
    double gravity_km{};                    ///< km
    double gravity_exponent{};              ///< No unit.
    double vacated_weeks{};                 ///< week
    double catchment_km{};                  ///< km
    double horizon_weeks{};                 ///< week
    double distance_cost_eur_km{};          ///< EUR/km
    double site_fade_km{};                  ///< km
    double crew_fade_km{};                  ///< km
    double opening_bias{};                  ///< No unit.
    double crew_opening_bias{};             ///< No unit.
    double scale_eur{};                     ///< EUR
    double set_up_eur{};                    ///< EUR
    double upkeep_eur_week{};               ///< EUR/week
    double familiar_town_share{};           ///< No unit.
    double location_insight{};              ///< No unit.
    double site_sigma{};                    ///< No unit.
    double crew_sigma{};                    ///< No unit.
    double winnable_share{};                ///< No unit.
    double sales_eur_post_week{};           ///< EUR/week
    double gross_margin{};                  ///< No unit.
    double highest_opening_posts{};         ///< post
    double resize_share{};                  ///< No unit.
    double smallest_cell_posts{};           ///< post
    double grace_weeks{};                   ///< week
    double closing_bias{};                  ///< No unit.
    double relocation_bias{};               ///< No unit.
    double pressure_on_relocation{};        ///< No unit.
    double burned_stay_bias{};              ///< No unit.
    double burned_move_bias{};              ///< No unit.
    std::array<double, 7> entry_cost_eur{}; ///< EUR, by size tier of communes.
    double entry_cost_prior_sites{};        ///< No unit.
    double entry_cost_settling_weeks{};     ///< week
    double entry_cost_gain_eur{};           ///< EUR
    double entry_cost_damping_weeks{};      ///< week
    double lone_founder{};                  ///< No unit.
    // Candidate generators and further acts.
    double generator_own_and_adjacent{}; ///< 1 on, 0 off.
    double generator_gravity{};          ///< 1 on, 0 off.
    double generator_people{};           ///< 1 on, 0 off.
    double generator_routes{};           ///< 1 on, 0 off.
    double generator_vacated{};          ///< 1 on, 0 off.
    double people_candidates{};          ///< No unit.
    double route_candidates{};           ///< No unit.
    double route_km{};                   ///< km
    double people_town_share{};          ///< No unit.
    double takeover_bias{};              ///< No unit.
    double takeover_cost_eur{};          ///< EUR
    double members_per_weapon{};         ///< No unit.
    double fear_of_unknown{};            ///< No unit.
    double claim_rivalry{};              ///< No unit.
    double franchise_bias{};             ///< No unit.
    double franchise_share{};            ///< No unit.
    double shrinking_bias{};             ///< No unit.
    double shrink_share{};               ///< No unit.
    double headless_factor{};            ///< No unit.
};

[[nodiscard]] std::span<const ParameterRow> strategy_parameter_rows();
/// Candidate generators and the acts besides opening, closing and moving.
[[nodiscard]] std::span<const ParameterRow> strategy_act_parameter_rows();

} // namespace emprise
