#pragma once
#include "settings/parameters/demography.hpp"
#include "settings/parameters/genesis.hpp"
#include "world/life_course.hpp"

#include <array>
#include <cstdint>

namespace emprise {

inline constexpr int oldest_at_genesis = 105;
inline constexpr int genesis_ages = oldest_at_genesis + 1;
using CountsByAge = std::array<std::uint32_t, genesis_ages>;

/// The national shares of ages, split where a commune's share of 15 to 24 year olds tilts them.
struct AgePyramid {
    ByAge share;  ///< Sums to 1.
    double youth; ///< Share aged 15 to 24.
    ByAge men;    ///< Share of men at each age.
};
[[nodiscard]] AgePyramid age_pyramid(const GenesisParameters& parameters);

/// Share of residents of `age` where a share `youth_share` is aged 15 to 24.
[[nodiscard]] double age_share(const AgePyramid& pyramid, int age, double youth_share);

/// Splits `residents` over ages: cumulative shares rounded with one uniform, so the sum is exact and each age is off
/// by less than one person.
[[nodiscard]] CountsByAge split_by_age(const AgePyramid& pyramid, std::uint32_t residents, double youth_share,
                                       double u);

/// Births in a year per woman of each age: a bell around the mean age, zero outside 15 to 49.
[[nodiscard]] ByAge fertility_by_age(const DemographyParameters& parameters);

/// Births expected over `years` per resident: of those aged 15 to 24, and of the others.
struct ExpectedBirths {
    double per_youth;
    double per_other;
};
[[nodiscard]] ExpectedBirths expected_births(const AgePyramid& pyramid, const ByAge& fertility, double years);

} // namespace emprise
