#pragma once
#include "chance/luck.hpp"
#include "settings/parameters/staffing.hpp"
#include "world/cells.hpp"
#include "world/resident.hpp"
#include "world/trade.hpp"

#include <cstddef>

/// What makes a resident more or less likely to be in the trade: the same for the first map and for every later week.
namespace emprise {

inline constexpr int youngest_recruit = 12;
inline constexpr int oldest_recruit = 35;
inline constexpr std::size_t recruit_band_count = 5;
/// First age of each band of facts E-16 and E-18; the last ends at `oldest_recruit`.
inline constexpr int recruit_band_from[recruit_band_count] = {12, 15, 18, 22, 26};

[[nodiscard]] constexpr std::size_t recruit_band_of(int age)
{
    std::size_t band = 0;
    while (band + 1 < recruit_band_count && age >= recruit_band_from[band + 1]) ++band;
    return band;
}

/// Product of the relative risks of facts E-13 that can be read from the record and the quartier, uncapped: sex, NEET,
/// dropout, priority quartier.
[[nodiscard]] double relative_risk(const ResidentRecord& record, int age, bool priority_quartier,
                                   const StaffingParameters& parameters);

/// Persistent trait of a resident, lognormal with median 1, cut at `propensity_cap`. Never stored: a keyed draw.
[[nodiscard]] double propensity_to_enter(const Luck& luck, Who resident, const StaffingParameters& parameters);

/// Role of someone taken on at a cell of this kind; `u` uniform.
[[nodiscard]] Role role_of_recruit(double u, CellKind kind, int age, const StaffingParameters& parameters);

/// Role of somebody who enters or is taken on: nobody begins as manager, that takes promotion (model 3.7).
[[nodiscard]] Role role_of_newcomer(double u, CellKind kind, int age, const StaffingParameters& parameters);

} // namespace emprise
