#pragma once
#include "chance/luck.hpp"
#include "settings/parameters/organisations.hpp"
#include "world/world.hpp"

namespace emprise {

/// Life of networks: heads and heirs, managers, ties, reputation, money above the cells, weapons, debts, the end.
///
/// Reads     cells, traders, detainees, residents of towns
/// Writes    organisations (all but who, home, parent, founded), ties, owners of cells that split off or change hands,
///           roles and debts of traders; cells of networks that end; the ledger; tallies and events of all these
/// Equation  P(contest) = 1 - exp(-c (claimants - 1) aggression (1 + b reputation) closeness s / (s + half)),
///           s members who survive, closeness = experience of the second over that of the first;        MODEL 3.8b
///           reputation += gain (cells, age) (1 - reputation) - fade reputation;
///           rivalry and alliance of neighbours move to the share of customers they share, else fade
/// Luck      succession, successor, splits, founder, which_member, promotion, allies, aggression, corrupts, coerced
/// Source    facts, B-33 to B-35, D-17, E-19; domain-models sections 0, 2, 4
void advance_organisations(World& world, const OrganisationsParameters& parameters, const Luck& luck);

/// Networks whose attacks of this week hit somebody are feared more. After violence.
void remember_attacks(World& world, const OrganisationsParameters& parameters);

} // namespace emprise
