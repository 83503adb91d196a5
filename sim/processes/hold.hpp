#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/parameters/hold.hpp"
#include "world/world.hpp"

namespace emprise {

/// Hold (emprise) of the trade on quartiers, reprisals on residents who report, threats to officials. Fear follows hold
/// in perception; hold does not follow fear but through collective efficacy.
///
/// Reads     street sites (sales, wages, weapons of their network), collective efficacy, exposure, readiness to report;
///           channels municipal_presence_hours, national_presence_hours, mediation_hours.
/// Writes    hold, memory of violence; tallies of reprisals and threats. Only quartiers with a site or some hold cost.
/// Equation  h <- h + growth S (1 - h) - (d0 + presence + mediation + efficacy) h, solved over the week;
///           S = 1 - (1 - a sales)(1 - b wages)(1 - c weapons), each x / (x + half);
///           reprisals ~ Poisson(share h reports); threats ~ Poisson(rate action sales)                     MODEL 3.12
/// Luck      reprisal, threat
/// Source    facts C-36, E-26; weights, growth and decay assumed and swept
void advance_hold(World& world, const Channels& channels, const HoldParameters& parameters, const Luck& luck);

} // namespace emprise
