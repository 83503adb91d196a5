#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/lever.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// Services: posts become persons at work, persons at work become hours, doses and places in chosen quartiers.
///
/// Reads     posts authorised (baseline and policy), stocks of residents, known sites.
/// Writes    posts filled, units at work long enough to act, spending by lever, every channel (cleared first).
/// Equation  staff of a profession: T = min(A, F0 (A / A0)^pool_elasticity), A posts, A0 and F0 of the baseline;
///           hires of a week = quits + weekly_hiring (T - F), shared by vacant posts; unmet posts stay vacant.
///           reach = units reach_per_unit / residents reached; dose = 1 - product of (1 - fidelity reach effect).
///           Units act in full after the onset and fade with the half-life of the dose.
/// Luck      none: posts are full-time equivalents and move by expectation.
/// Source    facts C-01, C-14, C-22 to C-26, C-29; stylised facts 35, 38; MODEL 3.3
void deliver_services(World& world, const LeverCatalogue& levers, const ServicesParameters& parameters,
                      Channels& channels, const Luck& luck);

} // namespace emprise
