#pragma once
#include "settings/parameter.hpp"

#include <array>
#include <cstddef>
#include <span>

namespace emprise {

/// The trade in the first week: how many cells, where, how large, with whom (world/build/trade_build).
struct TradeGenesisParameters {
    std::array<double, 7> sites_by_year{};       ///< Start years 2020 to 2026.
    std::array<double, 7> communes_with_sites{}; ///< By size tier.
    std::array<double, 7> sites_where_present{}; ///< By size tier.
    std::array<double, 7> mean_population{};     ///< By size tier.
    std::array<double, 5> age_weight{};          ///< Men by age band 12, 15, 18, 22, 26 to 35.
    double sites_of_map{};                       ///< site
    double deprivation_of_sites{};               ///< No unit.
    double deprivation_slope{};                  ///< No unit.
    double priority_ratio{};                     ///< No unit.
    double crews_per_site{};                     ///< No unit.
    double national_population{};                ///< resident
    double mean_site_posts{};                    ///< post
    double mean_crew_posts{};                    ///< post
    double smallest_posts{};                     ///< post
    double cells_per_organisation{};             ///< No unit.
    double network_km{};                         ///< km
    double heads_per_post{};                     ///< No unit.
    double wage_eur_week{};                      ///< EUR/week
    double arrests_per_post_week{};              ///< 1/week
    double cash_weeks{};                         ///< week
    double organisation_cash_weeks{};            ///< week
    double rest_of_country{};                    ///< 0 or 1
};

[[nodiscard]] std::span<const ParameterRow> trade_genesis_parameter_rows();

} // namespace emprise
