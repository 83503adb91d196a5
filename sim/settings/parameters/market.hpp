#pragma once
#include "settings/drugs.hpp"
#include "settings/parameter.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace emprise {

/// How buyers choose and what selling costs (processes/market). Arrays: by drug.
struct MarketParameters {
    std::array<double, drug_count> reference_price_eur_g{}; ///< Usual retail price.
    std::array<double, drug_count> light_g_week{};          ///< Use of a light user.
    std::array<double, drug_count> heavy_g_week{};          ///< Use of a heavy user.
    std::array<double, drug_count> price_elasticity{};      ///< Of demand.
    double dissimilarity{};                                 ///< Inside the nests of sites and of delivery.
    std::array<double, drug_count> delivery_taste{};        ///< Nest constant.
    std::array<double, drug_count> online_taste{};          ///< Nest constant.
    std::array<double, drug_count> self_supply_taste{};     ///< Nest constant.
    double go_without_taste{};                              ///< After a first choice in vain.
    double seller_price_sensitivity{};                      ///< Exponent.
    double travel_eur_hour{};                               ///< Cost of time.
    double travel_speed_km_hour{};                          ///< Door to door.
    double travel_sensitivity_per_eur{};                    ///< Of utility.
    double delivery_sensitivity_per_km{};                   ///< Of utility.
    double site_reach_km{};                                 ///< Farthest site.
    double crew_reach_km{};                                 ///< Farthest crew.
    double risk_sensitivity{};                              ///< Of utility to buyers_risk.
    double capacity_eur_post_week{};                        ///< At full opening.
    double habit{};                                         ///< Utility of the usual seller.
    double other_drugs_share{};                             ///< Of revenue: drugs other than cannabis and cocaine.
    std::array<double, drug_count> revenue_share{};         ///< Of each drug in the revenue of all.
    std::array<double, drug_count> wholesale_price_eur_g{}; ///< In week 0.
    std::array<double, drug_count> wholesale_change_year{}; ///< Relative.
    double wholesale_pass_through{};                        ///< To the usual retail price.
    double other_cost_share{};                              ///< Of revenue.
    double price_step_week{};                               ///< Speed of price adjustment.
    double margin_share{};                                  ///< Aimed at.
    double cost_step_week{};                                ///< Speed towards cost and margin.
    double usual_use_of_capacity{};                         ///< Where prices rest.
    double lowest_price_factor{};                           ///< Bound.
    double highest_price_factor{};                          ///< Bound.
    double stock_weeks{};                                   ///< Beyond a week of sales.
    double cash_weeks{};                                    ///< Of revenue.
    double profit_memory_weeks{};                           ///< Of cells.profit_cents.
    double unserved_memory_weeks{};                         ///< Of quartiers.unserved_cents.
};

[[nodiscard]] std::span<const ParameterRow> market_parameter_rows();
/// The rows that every drug has: "market.light_g_week_heroin".
[[nodiscard]] std::vector<ParameterRow> market_rows_of_drugs();

/// Share of sellers' revenue from drugs that are not simulated. `other_drugs_share` holds all but cannabis and cocaine:
/// a simulated drug among them leaves it with its own share, cannabis or cocaine not simulated joins it.
[[nodiscard]] double share_of_other_drugs(const MarketParameters& parameters, SimulatedDrugs drugs);

} // namespace emprise
