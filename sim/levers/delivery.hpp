#pragma once
#include "levers/timeline.hpp"
#include "world/world.hpp"

#include <vector>

namespace emprise {

/// What policies ask for in a week, euros a year at this week's strength. Shifts cost nothing.
struct Commitment {
    std::vector<double> of_policy_eur_year; ///< In the order of the timeline, after the budget.
    double asked_eur_year{};                ///< Before the budget.
    double granted_eur_year{};              ///< After it.
};

/// Policies of the week become posts: refills `services.of_lever[l].authorised_policy` for every lever.
/// Order: set_to (the earliest first), then amounts, then shifts of baseline budgets; a sum never takes more than is
/// there. Posts are those of the simulated share of the population, as the baseline's are. What is authorised is paid
/// for as committed spending by the services.
Commitment deliver_policies(PolicyTimeline& timeline, World& world);

} // namespace emprise
