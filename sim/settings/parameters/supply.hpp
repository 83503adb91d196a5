#pragma once
#include "settings/drugs.hpp"
#include "settings/parameter.hpp"

#include <array>
#include <cstddef>
#include <span>

namespace emprise {

/// How drugs reach the sellers (processes/supply). Arrays of drugs; of five: road, motorway, rail,
/// sea, air; of three: port, road, airport.
struct SupplyParameters {
    double import_share{};                            ///< Of the wholesale price.
    std::array<double, drug_count> load_kg{};         ///< Usual load.
    double load_weeks{};                              ///< Largest load, of orders.
    double hub_stock_weeks{};                         ///< Aimed at.
    double order_memory_weeks{};                      ///< Of hubs.orders_mg.
    std::array<double, 5> eur_km{};                   ///< Of a usual load.
    std::array<double, 5> seizures_1000_km{};         ///< Hazard.
    std::array<double, 3> seizures_entry{};           ///< Hazard.
    double control_gain{};                            ///< Largest relative rise of hazards.
    double control_hours_half{};                      ///< Half of it.
    double salience{};                                ///< Weight of the short memory.
    double recent_memory_weeks{};                     ///< Short memory.
    double long_memory_weeks{};                       ///< Long memory.
    double prior_trips{};                             ///< Weight of the usual risk.
    double route_scale{};                             ///< Of the logit over gateways.
    double back_roads_weight{};                       ///< At equal cost.
    double loss_tolerance{};                          ///< Where a search widens.
    double loss_memory_weeks{};                       ///< Of hubs.loss_share.
    double breadth_step{};                            ///< Speed of widening.
    double breadth_low{};                             ///< Bound.
    double breadth_high{};                            ///< Bound.
    double loss_charged_share{};                      ///< Of lost loads, as debt.
    double debt_repaid_week{};                        ///< Share of debts.
    double scarcity_price{};                          ///< Rise without stock.
    double scarce_weeks{};                            ///< Where it begins.
    double price_speed{};                             ///< Of hubs' prices.
    double hub_cash_weeks{};                          ///< Of purchases.
    std::array<double, drug_count> transit_kg_week{}; ///< Whole country.
    std::array<double, drug_count> transit_load_kg{}; ///< Usual load.
    double transit_residents{};                       ///< Of that country.
    double transit_km{};                              ///< By motorway.
    double closed_gateway{};                          ///< Of a study; 0 none.
    double closed_from_week{};                        ///< Week.
    double closed_until_week{};                       ///< Week.
};

[[nodiscard]] std::span<const ParameterRow> supply_parameter_rows();

} // namespace emprise
