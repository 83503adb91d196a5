#pragma once
#include "processes/staffing/offers.hpp"
#include "world/traders.hpp"

#include <vector>

namespace emprise {

/// Names of all traders in table order.
[[nodiscard]] std::vector<Who> names_of_traders(const World& world);

/// The trade's own calendar: final exits by age, the reserve that fades, spells on post that end. Returns who leaves;
/// those whose spell ends are put back on call.
[[nodiscard]] std::vector<ResidentId> turn_over(World& world, const StaffingParameters& parameters, const Luck& luck);

/// People on call who have no cell, or look around this week, go to a cell near home; those without any go far.
void find_cells(World& world, const Offers& offers, const StaffingParameters& parameters, const Luck& luck);

/// Every cell with vacancies takes people from its reserve; a cell with too many sends some back on call.
void fill_vacancies(World& world, const StaffingParameters& parameters, const Luck& luck);

} // namespace emprise
