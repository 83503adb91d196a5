#pragma once
#include "chance/luck.hpp"
#include "world/life_course.hpp"
#include "world/world.hpp"

namespace emprise {

/// Age bands of the stocks follow the calendar year: only residents who cross a bound are touched. A world whose stocks
/// count by another year than the last is counted anew.
void shift_age_bands(World& world);

/// Those who reach an age at which their rank is among the retired stop working. Once a year.
void retire(World& world, const LifeCourse& course, const Luck& luck);

/// The school year begins: into school, on to the next stage, or out of education.
void begin_school_year(World& world, const LifeCourse& course, const Luck& luck);

/// Residents who came two years ago are newcomers no more.
void forget_old_arrivals(World& world);

} // namespace emprise
