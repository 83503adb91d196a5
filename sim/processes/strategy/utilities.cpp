#include "processes/strategy/utilities.hpp"

#include "world/territory.hpp"

namespace emprise {

namespace {

/// Worth of a running cell, EUR of discounted profit.
double worth_of(const Map& map, CellId cell)
{
    const double profit = map.world.cells.profit_cents[cell] / 100.0 - map.parameters.upkeep_eur_week;
    return profit * map.parameters.horizon_weeks;
}

} // namespace

double utility_of(const Decision& decision)
{
    double sum = 0.0;
    for (const double term : decision.terms) sum += term;
    return sum;
}

Decision opening(const Map& map, OrganisationId organisation, const Place& place, CellKind kind,
                 const std::array<Earnings, 2>& earnings)
{
    Decision decision = opening_of_stranger(
        map, place, kind, earnings, distance_between(map, map.world.organisations.home[organisation], place.quartier));
    decision.organisation = organisation;
    decision.term(UtilityTerm::entry_cost) =
        -entry_cost_eur(map, organisation, place.quartier) / map.parameters.scale_eur;
    return decision;
}

Decision opening_of_stranger(const Map& map, const Place& place, CellKind kind, const std::array<Earnings, 2>& earnings,
                             double distance_km)
{
    const StrategyParameters& parameters = map.parameters;
    const double scale = parameters.scale_eur;
    Decision decision;
    decision.act = Act::open;
    decision.kind = kind;
    decision.place = place;
    decision.earnings = earnings[static_cast<std::size_t>(kind)];
    decision.distance_km = distance_km;
    decision.term(UtilityTerm::bias) = kind == CellKind::site ? parameters.opening_bias : parameters.crew_opening_bias;
    decision.term(UtilityTerm::profit) = decision.earnings.profit_eur_week * parameters.horizon_weeks / scale;
    decision.term(UtilityTerm::set_up) = -parameters.set_up_eur / scale;
    decision.term(UtilityTerm::entry_cost) = -full_entry_cost_eur(map, place.quartier) / scale;
    decision.term(UtilityTerm::distance) = -parameters.distance_cost_eur_km * distance_km / scale;
    decision.term(UtilityTerm::sampling) = -sampling_correction(map, place);
    return decision;
}

Decision as_franchise(const Map& map, Decision opening)
{
    opening.act = Act::franchise;
    opening.term(UtilityTerm::bias) = map.parameters.franchise_bias;
    opening.term(UtilityTerm::profit) *= map.parameters.franchise_share;
    opening.term(UtilityTerm::entry_cost) = -full_entry_cost_eur(map, opening.place.quartier) *
                                            map.parameters.familiar_town_share / map.parameters.scale_eur;
    opening.term(UtilityTerm::distance) = 0.0; // The independent runs it.
    return opening;
}

Decision as_relocation(const Map& map, Decision opening, CellId cell)
{
    opening.act = Act::relocate;
    opening.cell = cell;
    opening.term(UtilityTerm::bias) = map.parameters.relocation_bias;
    opening.term(UtilityTerm::other) = map.parameters.pressure_on_relocation * map.world.cells.buyers_risk[cell] -
                                       worth_of(map, cell) / map.parameters.scale_eur;
    return opening;
}

Decision as_new_start(const Map& map, Decision opening, CellId cell)
{
    const bool stays = opening.place.generator == Generator::own_and_adjacent;
    opening.act = Act::relocate;
    opening.cell = cell;
    opening.term(UtilityTerm::bias) = stays ? map.parameters.burned_stay_bias : map.parameters.burned_move_bias;
    return opening;
}

Decision take_over(const Map& map, OrganisationId organisation, const Place& place, CellId cell)
{
    const StrategyParameters& parameters = map.parameters;
    const double own = map.strength[organisation];
    const double theirs = map.strength[map.world.cells.organisation[cell]];
    Decision decision;
    decision.act = Act::take_over;
    decision.organisation = organisation;
    decision.cell = cell;
    decision.kind = map.world.cells.kind[cell];
    decision.place = place;
    decision.distance_km = distance_between(map, map.world.organisations.home[organisation], place.quartier);
    decision.chance_to_win = own / (own + theirs); // Above 0: a network has a head.
    const double scale = parameters.scale_eur / decision.chance_to_win;
    decision.term(UtilityTerm::bias) = parameters.takeover_bias;
    decision.term(UtilityTerm::profit) = worth_of(map, cell) / scale;
    decision.term(UtilityTerm::set_up) = -parameters.takeover_cost_eur / parameters.scale_eur;
    decision.term(UtilityTerm::entry_cost) = -entry_cost_eur(map, organisation, place.quartier) / scale;
    decision.term(UtilityTerm::distance) = -parameters.distance_cost_eur_km * decision.distance_km / scale;
    decision.term(UtilityTerm::sampling) = -sampling_correction(map, place);
    return decision;
}

Decision closing(const Map& map, CellId cell)
{
    Decision decision;
    decision.act = Act::close;
    decision.organisation = map.world.cells.organisation[cell];
    decision.cell = cell;
    decision.term(UtilityTerm::bias) = map.parameters.closing_bias;
    decision.term(UtilityTerm::other) = -worth_of(map, cell) / map.parameters.scale_eur;
    return decision;
}

Decision shrinking(const Map& map, CellId cell)
{
    Decision decision = closing(map, cell);
    decision.act = Act::shrink;
    decision.term(UtilityTerm::bias) = map.parameters.shrinking_bias;
    decision.term(UtilityTerm::other) *= map.parameters.shrink_share;
    return decision;
}

} // namespace emprise
