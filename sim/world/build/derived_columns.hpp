#pragma once
#include "world/territory.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace emprise {

/// What is known of a whole département (departement_facts.csv); the defaults serve a country without that file.
struct DepartementFacts {
    double area_km2{};           ///< 0: unknown, `mean_commune_area_km2` for each commune.
    double poverty_share{0.145}; ///< INSEE Filosofi, national level of the 2020s.
    bool rail{true};             ///< Passenger trains run.
};

/// The rules' numbers, by size tier (facts A-79). "Assumed" ones are tuned to the national total in the last column.
struct DerivedRules {
    using ByTier = std::array<double, size_tier_count>;
    double mean_commune_area_km2{15.6}; ///< 543,940 km² of mainland France over 34,746 communes.

    // Urban class. Assumed.
    std::uint32_t centre_from{20'000}; ///< Largest commune of its EPCI, from this size; or any from 100,000.
    std::uint32_t suburb_from{2'000};
    std::uint32_t town_from{5'000};

    // Police zone.
    ByTier police_zone{0.02, 0.10, 0.25, 0.55, 0.92, 0.95, 1.0}; ///< B-48 within its 20 %; the largest always (B-05).
    std::uint64_t continuous_town_from{2'000'000}; ///< An EPCI of this size is one urban unit, all police (B-05).

    // Poverty. Relative level by urban class, assumed; scaled so that each département keeps its mean.
    std::array<double, 4> poverty_by_class{1.35, 1.0, 1.05, 0.78};
    double poverty_sigma{0.25}; ///< Of the logarithm, between communes of one class. Assumed.
    double national_poverty_share{0.145};

    // Priority quartiers: 5.3 M mainland residents in 776 communes (C-30). Assumed, tuned.
    ByTier has_qpv{0.0, 0.004, 0.13, 0.445, 0.75, 0.95, 0.995};
    ByTier qpv_median_share{0.0, 0.28, 0.175, 0.148, 0.153, 0.162, 0.162};
    double qpv_follows_poverty{0.6}; ///< Correlation with the commune's own poverty.
    double qpv_share_sigma{0.5};
    double largest_qpv_share{0.75};
    double least_qpv_residents{1'000}; ///< Legal floor of a priority quartier.

    // Aged 15 to 24: 12 % of residents (F-11). Assumed, tuned.
    ByTier youth_share{0.096, 0.103, 0.109, 0.114, 0.122, 0.129, 0.174};
    double youth_deviation{0.008};

    // Counts of places. Assumed, tuned to about 2,900 stations and 3,700 lycées (C-31).
    ByTier stations{0.02, 0.20, 0.45, 0.75, 1.0, 1.6, 5.0};
    ByTier lycees{0.0, 0.06, 0.40, 1.2, 0.0, 0.0, 0.0};
    double residents_per_lycee{12'500}; ///< From 20,000 residents on.

    double accessibility_offset_km{5.0};
};

/// Fills area, size tier, urban class, force, poverty, QPV share, youth share, stations, lycées of the whole country
/// and marks them synthetic. Luck: genesis_zone, genesis_deprivation, genesis_qpv, genesis_stations.
void derive_columns(Territory& country, const Column<Departement, DepartementFacts>& facts, std::uint32_t genesis_seed,
                    const DerivedRules& rules = {});

/// Size tier, area (département's mean) and urban class: what other rules stand on. Called by derive_columns.
void classify_communes(Territory& country, const Column<Departement, DepartementFacts>& facts,
                       const DerivedRules& rules = {});

/// Score from a poverty share: 0 none, 0.5 the national mean, towards 1.
[[nodiscard]] double deprivation_of(double poverty_share, const DerivedRules& rules = {});

struct Town {
    double latitude_deg;
    double longitude_deg;
    double residents;
};
/// Sum over towns of residents / (distance in km + offset)^1.5, for every commune of a territory.
void measure_accessibility(Territory& territory, std::span<const Town> towns, const DerivedRules& rules = {});

} // namespace emprise
