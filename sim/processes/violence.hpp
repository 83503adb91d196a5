#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/parameters/violence.hpp"
#include "world/world.hpp"

namespace emprise {

/// Violence between networks: attacks that bring attacks in return, simulated exactly in continuous time within the
/// week, pair by pair; people of the attacked network and bystanders are killed or injured.
///
/// Reads     open cells, networks (aggression, weapons, debts, head), ties (rivalry, alliance, heat), vacated sites,
///           traders; channel mediation_hours.
/// Writes    heat of pairs in ties, deaths and the trade table, memory of violence and week of the last attack by
///           quartier, tallies, events.
/// Equation  intensity of i on j, a year: s g_i A/(A + A0) (C (1 + debt) + claims) (1 + rivalry) (1 - alliance)
///           + w war A C + heat, A armed members, C contact of their cells (shared catchment);
///           an attack of i on j adds branching x rate x (1 - mediation) to the heat of j on i, which decays at that
///           rate = log 2 / median delay.                                                                  MODEL 3.11
/// Luck      attack_time, attack_place, victim_count, which_victim, bystander, killed
/// Source    facts, D-37; Green et al. 2017, Short et al. 2014, Park et al. 2021; exact simulation by
///           Dassios and Zhao 2013
void advance_violence(World& world, const Channels& channels, const ViolenceParameters& parameters, const Luck& luck);

} // namespace emprise
