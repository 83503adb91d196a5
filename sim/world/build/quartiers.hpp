#pragma once
#include "world/territory.hpp"

namespace emprise {

/// The rule's numbers. Assumed where no source is named.
struct QuartierRules {
    std::uint32_t split_from{5'000}; ///< Smaller communes are one quartier.
    std::uint32_t residents_per_quartier{2'000};
    std::uint32_t most_per_commune{1'136}; ///< So that commune number and ordinal fit the 36 bits of a name.
    double density_at_5000_per_km2{1'000}; ///< Of built-up ground; grows as size^0.45 (100,000 residents: 3,850).
    double density_exponent{0.45};
    double priority_poverty_share{0.44}; ///< Mean poverty rate of priority quartiers, general knowledge.
    double priority_sigma{0.15};
    double ordinary_sigma{0.25};
};

/// Splits every commune, places the quartiers as a sunflower around its centre (ordinal 0 in the middle), and sets
/// aside those that hold the commune's `qpv_share` of residents as priority quartiers. The poverty of the others is
/// what leaves the commune's mean where it is (not below a quarter of it).
/// Luck: genesis_position, genesis_qpv, genesis_deprivation by commune and quartier.
void split_into_quartiers(Territory& territory, std::uint32_t genesis_seed, const QuartierRules& rules = {});

/// Fills `zones` and the communes' `zone` from département and force.
void assign_zones(Territory& territory);

} // namespace emprise
