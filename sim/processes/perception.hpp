#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// Perception: what residents see of dealing, patrols and mediators becomes fear, trust, collective efficacy and
/// readiness to report, with memory.
///
/// Reads     cells (sales, open share), raid memory, hold, violence remembered, deprivation; channels
///           municipal_presence_hours, national_presence_hours, mediation_hours.
/// Writes    exposure, fear, trust, collective efficacy, readiness to report; tallies of reports.
/// Equation  exposure -> 1 - (1 - e0) exp(-(a own busy sites + b busy sites per 10,000 residents of the commune));
///           fear -> mean + slopes (exposure, deprivation, patrols, mediation, efficacy, hold, violence); each moves
///           by 1 / memory_weeks of the way; reports ~ Poisson(adults exposure readiness).
/// Luck      report
/// Source    facts C-32, C-33, C-37, D-05, D-37, D-41, E-24, E-25; MODEL 3.13
void advance_perception(World& world, const Channels& channels, const PerceptionParameters& parameters,
                        const Luck& luck);

/// Share of residents who see dealing in the long run.
[[nodiscard]] double exposure_target(const PerceptionParameters& parameters, bool rural, double busy_sites,
                                     double busy_sites_per_10000);

} // namespace emprise
