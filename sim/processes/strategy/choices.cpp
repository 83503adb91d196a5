#include "processes/strategy/choices.hpp"

#include "base/portable_math.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace emprise {

namespace {

/// Logit by one keyed draw per alternative: the largest utility plus Gumbel noise wins. An alternative added or taken
/// away leaves the noise of the others alone.
class Logit {
public:
    Logit(const Map& map, Who asker) : map_{map}, asker_{asker} {}

    /// `what` and `nth` name the alternative among those of the asker.
    bool offer(double utility, Who what, std::uint16_t nth)
    {
        const double u = map_.luck.uniform(Purpose::what_to_do, asker_, what, nth);
        const double score = utility - portable_log(-portable_log(u));
        if (!(score > best_)) return false;
        best_ = score;
        return true;
    }

private:
    const Map& map_;
    Who asker_;
    double best_{-std::numeric_limits<double>::infinity()};
};

constexpr std::uint16_t question_of(Act act, CellKind kind, Generator generator)
{
    return static_cast<std::uint16_t>(static_cast<unsigned>(act) * 64U + static_cast<unsigned>(kind) * 16U +
                                      static_cast<unsigned>(generator));
}

Who name_of(const Map& map, QuartierId quartier)
{
    return Who::of(Kind::quartier, map.world.territory->quartiers.number[quartier]);
}

double log_count(double candidates)
{
    return portable_log(std::max(1.0, candidates));
}

/// log of how much more often a place was looked at than one draw at random from its generator's pool would do.
double sampling_correction(const Map& map, const Place& place)
{
    const StrategyParameters& parameters = map.parameters;
    switch (place.generator) {
    case Generator::own_and_adjacent:
        return log_count(parameters.near_candidates) + place.log_oversampling;
    case Generator::gravity:
        return log_count(parameters.gravity_candidates) + place.log_oversampling;
    default:
        return log_count(parameters.vacated_candidates) + place.log_oversampling;
    }
}

std::vector<Place> places_for(const Map& map, OrganisationId organisation)
{
    const Who asker = map.world.organisations.who[organisation];
    const QuartierId home = map.world.organisations.home[organisation];
    const std::vector<CellId>& own = map.cells_of[organisation];
    QuartierId base = home;
    if (!own.empty()) {
        constexpr std::uint16_t question = 1023;
        const double u = map.luck.uniform(Purpose::candidate_place, asker, {}, question);
        base = map.world.cells.quartier[own[static_cast<std::size_t>(u * static_cast<double>(own.size()))]];
    }
    std::vector<Place> places = near_places(map, asker, base, 0);
    for (const auto& more : {gravity_places(map, asker, home), vacated_places(map, asker, home)})
        places.insert(places.end(), more.begin(), more.end());
    return places;
}

/// Worth of a running cell, EUR of discounted profit.
double worth_of(const Map& map, CellId cell)
{
    const double profit = map.world.cells.profit_cents[cell] / 100.0 - map.parameters.upkeep_eur_week;
    return profit * map.parameters.horizon_weeks;
}

double worth_of(const Map& map, const Decision& decision)
{
    return decision.earnings.profit_eur_week * map.parameters.horizon_weeks - map.parameters.set_up_eur -
           decision.entry_cost_eur - map.parameters.distance_cost_eur_km * decision.distance_km;
}

Decision plan(const Map& map, OrganisationId organisation, const Place& place, CellKind kind,
              const std::array<Earnings, 2>& earnings)
{
    Decision decision;
    decision.act = Act::open;
    decision.organisation = organisation;
    decision.kind = kind;
    decision.place = place;
    decision.earnings = earnings[static_cast<std::size_t>(kind)];
    decision.entry_cost_eur = entry_cost_eur(map, organisation, place.quartier);
    decision.distance_km = distance_between(map, map.world.organisations.home[organisation], place.quartier);
    return decision;
}

/// The cell that visits close most; none() without cells.
CellId most_pressed(const Map& map, OrganisationId organisation)
{
    CellId pressed;
    for (const CellId cell : map.cells_of[organisation])
        if (!pressed.present() || map.world.cells.buyers_risk[cell] > map.world.cells.buyers_risk[pressed])
            pressed = cell;
    return pressed;
}

/// A cell of each kind at each place; no crew takes over a site's spot.
std::vector<Decision> plans_for(const Map& map, OrganisationId organisation)
{
    std::vector<Decision> plans;
    for (const Place& place : places_for(map, organisation)) {
        const std::array<Earnings, 2> earnings = believed_earnings(map, place);
        plans.push_back(plan(map, organisation, place, CellKind::site, earnings));
        if (place.generator == Generator::vacated) continue;
        plans.push_back(plan(map, organisation, place, CellKind::crew, earnings));
    }
    return plans;
}

void offer_openings(const Map& map, OrganisationId organisation, const std::vector<Decision>& plans, Logit& logit,
                    Decision& best)
{
    const double cash = static_cast<double>(map.world.organisations.cash_cents[organisation]) / 100.0;
    if (cash < map.parameters.set_up_eur) return;
    for (const Decision& decision : plans) {
        const Place& place = decision.place;
        const CellKind kind = decision.kind;
        const double bias = kind == CellKind::site ? map.parameters.opening_bias : map.parameters.crew_opening_bias;
        const double utility =
            bias + worth_of(map, decision) / map.parameters.scale_eur - sampling_correction(map, place);
        if (logit.offer(utility, name_of(map, place.quartier), question_of(Act::open, kind, place.generator)))
            best = decision;
    }
}

void offer_closures(const Map& map, OrganisationId organisation, Logit& logit, Decision& best)
{
    const Cells& cells = map.world.cells;
    for (const CellId cell : map.cells_of[organisation]) {
        if (map.world.week - cells.opened[cell] < map.parameters.grace_weeks) continue;
        const double utility = map.parameters.closing_bias - worth_of(map, cell) / map.parameters.scale_eur;
        if (!logit.offer(utility, cells.who[cell], question_of(Act::close, CellKind::site, Generator::initial)))
            continue;
        best = Decision{};
        best.act = Act::close;
        best.organisation = organisation;
        best.cell = cell;
    }
}

void offer_relocations(const Map& map, OrganisationId organisation, const std::vector<Decision>& plans, Logit& logit,
                       Decision& best)
{
    const CellId cell = most_pressed(map, organisation);
    if (!cell.present()) return;
    const double pressure = map.parameters.pressure_on_relocation * map.world.cells.buyers_risk[cell];
    for (Decision decision : plans) {
        const Place& place = decision.place;
        if (decision.kind != map.world.cells.kind[cell] || place.quartier == map.world.cells.quartier[cell]) continue;
        decision.act = Act::relocate;
        decision.cell = cell;
        const double gain = worth_of(map, decision) - worth_of(map, cell);
        const double utility = map.parameters.relocation_bias + pressure + gain / map.parameters.scale_eur -
                               sampling_correction(map, place);
        if (logit.offer(utility, name_of(map, place.quartier),
                        question_of(Act::relocate, decision.kind, place.generator)))
            best = decision;
    }
}

} // namespace

double chance_to_act(const Map& map, OrganisationId organisation)
{
    const StrategyParameters& parameters = map.parameters;
    const Cells& cells = map.world.cells;
    constexpr double most_cash = 3.0; // Beyond that, more money changes nothing.
    const double cash = static_cast<double>(map.world.organisations.cash_cents[organisation]) / 100.0;
    double revenue = 1.0;
    double unserved = 0.0;
    double closed_share = 0.0;
    for (const CellId cell : map.cells_of[organisation]) {
        revenue += static_cast<double>(cells.revenue_cents[cell]);
        unserved += map.world.quartiers.unserved_cents[cells.quartier[cell]];
        closed_share += 1.0 - cells.open_share[cell];
    }
    const double count = std::max<double>(1.0, static_cast<double>(map.cells_of[organisation].size()));
    const double hazard = parameters.act_month *
                          (1.0 + parameters.act_per_cash * std::clamp(cash / parameters.scale_eur, 0.0, most_cash)) *
                          (1.0 + parameters.act_per_unserved * std::min(1.0, unserved / revenue)) *
                          (1.0 + parameters.act_per_pressure * closed_share / count);
    return -portable_expm1(-hazard);
}

Decision deliberate(const Map& map, OrganisationId organisation)
{
    Logit logit{map, map.world.organisations.who[organisation]};
    Decision best;
    best.organisation = organisation;
    logit.offer(0.0, {}, question_of(Act::nothing, CellKind::site, Generator::initial));
    const std::vector<Decision> plans = plans_for(map, organisation);
    offer_openings(map, organisation, plans, logit, best);
    offer_closures(map, organisation, logit, best);
    offer_relocations(map, organisation, plans, logit, best);
    return best;
}

Decision choose_again(const Map& map, CellId cell)
{
    const Cells& cells = map.world.cells;
    const Who asker = cells.who[cell];
    const OrganisationId organisation = cells.organisation[cell];
    Logit logit{map, asker};
    Decision best;
    best.act = Act::close;
    best.organisation = organisation;
    best.cell = cell;
    logit.offer(0.0, {}, question_of(Act::close, cells.kind[cell], Generator::initial));
    std::vector<Place> places = near_places(map, asker, cells.quartier[cell], 0);
    const std::vector<Place> far = gravity_places(map, asker, cells.quartier[cell]);
    places.insert(places.end(), far.begin(), far.end());
    for (const Place& place : places) {
        const bool stays = place.generator == Generator::own_and_adjacent;
        Decision decision = plan(map, organisation, place, cells.kind[cell], believed_earnings(map, place));
        decision.act = Act::relocate;
        decision.cell = cell;
        const double bias = stays ? map.parameters.burned_stay_bias : map.parameters.burned_move_bias;
        const double utility =
            bias + worth_of(map, decision) / map.parameters.scale_eur - sampling_correction(map, place);
        if (logit.offer(utility, name_of(map, place.quartier),
                        question_of(Act::relocate, decision.kind, place.generator)))
            best = decision;
    }
    return best;
}

} // namespace emprise
