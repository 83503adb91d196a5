#pragma once
#include "chance/luck.hpp"
#include "settings/parameters.hpp"
#include "world/arrests.hpp"
#include "world/world.hpp"

#include <span>

namespace emprise {

/// Justice: what follows an arrest. Freed with or without summons, presented, remand, trial, prison, release.
///
/// Reads     arrests of the week, traders, prison places and other inmates.
/// Writes    detainees, membership of the trade, side-row flags, tallies (prosecuted, imprisoned, released,
///           trade_exits).
/// Equation  stay = term served_share (density / density at the start)^-density_feedback; terms are lognormal;
///           a released prisoner returns to the trade with a probability that falls from returns_young (below 25)
///           to returns_old (55 and above).
/// Luck      custody_outcome, sentence_length, resumes_trade, reoffends
/// Source    facts B-16, B-17, B-20 to B-30; stylised facts 27, 29; MODEL 3.10
///
/// Custody lasts at most 96 hours: it begins and ends within the week. The freed who resume are back on call at their
/// cell, off their post. A person arrested again while awaiting trial has one case, heard at the earlier date, unless
/// jailed now. Cases against residents who died end.
void advance_justice(World& world, std::span<const Arrest> arrests, const JusticeParameters& parameters,
                     const Luck& luck);

/// Weeks behind bars for a term drawn at `u`, at a density relative to that of the start.
[[nodiscard]] int weeks_of_term(const JusticeParameters& parameters, bool minor, double u, double relative_density);

/// Probability that a released prisoner of this age returns to the trade.
[[nodiscard]] double return_probability(const JusticeParameters& parameters, int age);

} // namespace emprise
