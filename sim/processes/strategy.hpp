#pragma once
#include "chance/luck.hpp"
#include "settings/parameters/strategy.hpp"
#include "world/world.hpp"

namespace emprise {

/// Strategy of organisations: a quarter of them each week (by name) may open, franchise, take over, close, shrink or
/// move a cell and change the number of its posts; a cell whose location was burned chooses again at once. The only way
/// sites spread or vanish.
///
/// Reads     cells, organisations, ties, outlook of the market and unserved demand by quartier, vacated sites, homes of
///           members in the trade and custody tables, territory
/// Writes    cells opened, closed, moved and taken over with their staff, posts, cash of organisations, rivalry of
///           claimants, the ledger; entry costs by size of town while `burn_in`; tallies and events of all these
/// Equation  P(act) = 1 - exp(-h able (1 + cash) (1 + unserved) (1 + pressure));                        MODEL 3.8
///           utility = bias + (believed profit x horizon - set-up - entry cost - distance) / scale - log sampling
///           weight; logit over what five generators found, closing, shrinking, moving and doing nothing P(win a
///           contest) = own strength / (own + theirs) entry cost += gain x relative excess of sites in that size of
///           town, in burn-in only
/// Luck      whether_to_act, candidate_place, what_to_do, starts_alone, attractiveness, wins_contest, laid_off
/// Source    facts, E-20 to E-23
void advance_strategy(World& world, const StrategyParameters& parameters, const Luck& luck, bool burn_in);

} // namespace emprise
