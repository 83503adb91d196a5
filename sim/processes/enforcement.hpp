#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/parameters.hpp"
#include "world/arrests.hpp"
#include "world/world.hpp"

#include <vector>

namespace emprise {

/// Enforcement: sites become known, presence shuts them for hours, operations arrest, seize and burn locations.
///
/// Reads     cells, traders, forces, readiness to report and exposure; channels municipal_presence_hours,
///           national_presence_hours, raid_hours.
/// Proposes  sites learnt, open share of each site, operations, arrests; then writes cells (known, open_share,
///           buyers_risk, burned, perceived_arrests, cash, stock, lost_cents), weapons and laundered wealth of
///           networks, raid_memory, tallies, events, ledger.
/// Equation  open share = 1 - (visits downtime + operations operation_downtime) / opening hours, with a floor;
///           P(burned) = burn_first (1 + m)^-burn_fall, m operations remembered at the place;
///           hazard of arrest outside operations = a officers / (workers + half officers): more workers dilute it.
///           In a what-if alone, the sites with the largest sales are closed first (largest_sites_vacated).
/// Luck      police_learns_site, raid_count, raid_finds_worker, raid_burns_location, raid_seizes, sweep_catches_user,
///           investigation; which_cell, of the staff of sites vacated
/// Source    facts, B-08, B-13, B-15 to B-18, B-33 to B-35, E-19, E-20;
///           MODEL 3.9
///
/// Returns everybody arrested this week, in order of resident row; they stay in the trade table until justice takes
/// them out. Evidence of long investigations is not used here.
[[nodiscard]] std::vector<Arrest> advance_enforcement(World& world, const Channels& channels,
                                                      const EnforcementParameters& parameters, const Luck& luck);

/// Probability that an operation burns a place with `remembered` operations behind it.
[[nodiscard]] double burn_probability(const EnforcementParameters& parameters, double remembered);

/// Share of its opening hours a site keeps under so many visits and operations a week.
[[nodiscard]] double open_share(const EnforcementParameters& parameters, double visits, double operations);

} // namespace emprise
