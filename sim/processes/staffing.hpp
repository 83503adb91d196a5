#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/parameters/staffing.hpp"
#include "world/world.hpp"

namespace emprise {

/// Staffing: residents enter the reserve of the trade, are taken on, go back on call, leave; wages follow vacancies.
///
/// Reads     residents, households, peers, links from quartier to cell, posts, perceived arrests, profit;
///           channels dose_against_entry, support_reach, support_eur_week
/// Writes    traders with all their counters, wages, cells left unmanned; tallies and events of all these
/// Equation  entry = base(age, sex) x min(cap, relative risks) x propensity x visibility
///                   x logistic(B (w - r)) x (1 - dose), r = legal alternative + reluctance + c x perceived arrests
///           hires of a cell ~ Binomial(V, 1 - exp(-k R / V)), V vacancies, R on call                    MODEL 3.7
///           w <- w (1 + kappa (vacancy - usual)), between a floor and the wage of zero margin
/// Luck      enters_reserve, which_cell, from_elsewhere, trade_role, ends_spell, leaves_trade, reserve_fades,
///           hire_count, which_recruit, which_youth
/// Source    facts, B-11, B-13, E-13 to E-19
void advance_staffing(World& world, const Channels& channels, const StaffingParameters& parameters, const Luck& luck);

} // namespace emprise
