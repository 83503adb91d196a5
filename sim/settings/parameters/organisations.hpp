#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

/// The life of networks: heads, heirs, ties, money, weapons, debts, endings (processes/organisations). Units, sources
/// and meaning are in the rows.
struct OrganisationsParameters {
    double posts_per_manager{};
    double promotion_experience_weeks{};
    double promotion_week{};
    double succession_shortest_weeks{};
    double succession_longest_weeks{};
    double command_from_custody{};
    double contest{};
    double contest_per_reputation{};
    double contest_half_members{};
    double contest_most_claimants{};
    double war_share{};
    double war_half_weapons{};
    double split_smallest_share{};
    double split_largest_share{};
    double split_rivalry{};
    double war_rivalry{};
    double founder_experience_weeks{};
    double founder_alliance{};
    double aggression_sigma{};
    double inherited_noise{};
    double reputation_per_cell_week{};
    double reputation_per_year_week{};
    double reputation_longest_years{};
    double reputation_fade_week{};
    double reputation_per_attack{};
    double rivalry_km{};
    double rivals_considered{};
    double least_overlap{};
    double rivalry_rise_week{};
    double alliance_rise_week{};
    double tie_half_life_weeks{};
    double ally_chance{};
    double ally_same_town{};
    double ally_same_parent{};
    double ally_common_enemy{};
    double enemy_rivalry{};
    double taker_alliance{};
    double least_tie{};
    double kept_cash_eur{};
    double kept_cash_weeks{};
    double laundering_eur_week_resident{};
    double laundering_cost_share{};
    double wealth_spent_year{};
    double corrupting_share{};
    double bribe_eur_week_cell{};
    double bribe_half_eur_week{};
    double protection_memory_weeks{};
    double weapon_price_eur{};
    double weapons_per_cell{};
    double weapons_per_rivalry{};
    double weapons_bought_week{};
    double charged_share{};
    double pressed_share{};
    double largest_debt_eur{};
    double least_debt_eur{};
    double broke_weeks{};
    double idle_weeks{};
};

/// People and ties.
[[nodiscard]] std::span<const ParameterRow> organisations_parameter_rows();
/// Money, weapons, debts, endings.
[[nodiscard]] std::span<const ParameterRow> network_money_parameter_rows();

} // namespace emprise
