#pragma once
#include "chance/luck.hpp"
#include "settings/parameters/demography.hpp"
#include "world/world.hpp"

namespace emprise {

/// Demography and life course: deaths, births, leaving home, moves, school, work.
///
/// Reads     residents, household rings, territory (populations, positions, deprivation), calendar.
/// Writes    records, rings, stocks, peer counts, tallies of births, deaths and moves, born, died.
/// Equation  death = background + at_70 e^(slope (age - 70)); birth = bell around the mean age of mothers; a household
///           moves with the hazard of its oldest member, to a destination by population and distance; a stage of
///           schooling ends when the share in education of that age falls below the own rank; work and no work
///           exchange so that the shares by age and deprivation are stationary.                          MODEL 3.1
/// Luck      death, birth, birth_sex, leaving_home, household_move, move_destination, activity_change,
///           genesis_activity (ranks fixed for life)
/// Source    facts E-14, E-15, F-04, F-10, F-11
///
/// Every proposal looks at the state before the week; each block then writes its own rows: deaths, leaving home,
/// births, moves, work. What concerns households that reach into another block is written afterwards, in block order.
/// In the first week of a calendar year age bands shift and people retire; in the week of 1 September pupils and
/// students move on; in the first week of a half-year those who came two years ago cease to be newcomers.
void advance_demography(World& world, const DemographyParameters& parameters, const Luck& luck);

/// Weekly hazard of death.
[[nodiscard]] double death_hazard(const DemographyParameters& parameters, int age, Sex sex);

} // namespace emprise
