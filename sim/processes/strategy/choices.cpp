#include "processes/strategy/choices.hpp"

#include "base/portable_math.hpp"
#include "world/territory.hpp"
#include "world/ties.hpp"

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
    std::vector<Place> places = near_places(map, asker, base);
    for (const auto& more : {gravity_places(map, asker, home), people_places(map, asker, organisation),
                             route_places(map, asker, home), vacated_places(map, asker, home)})
        places.insert(places.end(), more.begin(), more.end());
    return places;
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
std::vector<Decision> openings_at(const Map& map, OrganisationId organisation, const std::vector<Place>& places)
{
    std::vector<Decision> plans;
    for (const Place& place : places) {
        const std::array<Earnings, 2> earnings = believed_earnings(map, place);
        plans.push_back(opening(map, organisation, place, CellKind::site, earnings));
        if (place.generator == Generator::vacated) continue;
        plans.push_back(opening(map, organisation, place, CellKind::crew, earnings));
    }
    return plans;
}

double cash_eur(const Map& map, OrganisationId organisation)
{
    return static_cast<double>(map.world.organisations.cash_cents[organisation]) / 100.0;
}

/// A town that is not the network's own: neither its home nor where it has a cell.
bool is_foreign(const Map& map, OrganisationId organisation, QuartierId quartier)
{
    const Column<Quartier, CommuneId>& commune_of_quartier = map.world.territory->quartiers.commune;
    const CommuneId commune = commune_of_quartier[quartier];
    if (commune_of_quartier[map.world.organisations.home[organisation]] == commune) return false;
    for (const CellId cell : map.cells_of[organisation])
        if (commune_of_quartier[map.world.cells.quartier[cell]] == commune) return false;
    return true;
}

void offer_openings(const Map& map, OrganisationId organisation, const std::vector<Decision>& plans, Logit& logit,
                    Decision& best)
{
    if (cash_eur(map, organisation) < map.parameters.set_up_eur) return;
    for (const Decision& plan : plans) {
        const Place& place = plan.place;
        const Who where = name_of(map, place.quartier);
        if (logit.offer(utility_of(plan), where, question_of(Act::open, plan.kind, place.generator))) best = plan;
        if (place.vacated.present() || !is_foreign(map, organisation, place.quartier)) continue;
        const Decision franchise = as_franchise(map, plan);
        if (logit.offer(utility_of(franchise), where, question_of(Act::franchise, plan.kind, place.generator)))
            best = franchise;
    }
}

/// Cells of others at the places looked at; friends are spared.
void offer_take_overs(const Map& map, OrganisationId organisation, const std::vector<Place>& places, Logit& logit,
                      Decision& best)
{
    if (cash_eur(map, organisation) < map.parameters.takeover_cost_eur) return;
    for (const Place& place : places)
        for (const CellId cell : map.cells_at.at(place.quartier)) {
            const OrganisationId holder = map.world.cells.organisation[cell];
            if (holder == organisation) continue;
            const auto tie = find_tie(map.world.ties, map.world.organisations, organisation, holder);
            if (tie && map.world.ties.alliance[*tie] > map.world.ties.rivalry[*tie]) continue;
            const Decision decision = take_over(map, organisation, place, cell);
            if (logit.offer(utility_of(decision), map.world.cells.who[cell],
                            question_of(Act::take_over, decision.kind, place.generator)))
                best = decision;
        }
}

void offer_retreats(const Map& map, OrganisationId organisation, Logit& logit, Decision& best)
{
    const Cells& cells = map.world.cells;
    for (const CellId cell : map.cells_of[organisation]) {
        if (map.world.week - cells.opened[cell] < map.parameters.grace_weeks) continue;
        for (const Decision& decision : {closing(map, cell), shrinking(map, cell)}) {
            if (decision.act == Act::shrink && cells.posts[cell] < 2.0 * map.parameters.smallest_cell_posts) continue;
            if (logit.offer(utility_of(decision), cells.who[cell],
                            question_of(decision.act, CellKind::site, Generator::initial)))
                best = decision;
        }
    }
}

void offer_relocations(const Map& map, OrganisationId organisation, const std::vector<Decision>& plans, Logit& logit,
                       Decision& best)
{
    const CellId cell = most_pressed(map, organisation);
    if (!cell.present()) return;
    for (const Decision& plan : plans) {
        const Place& place = plan.place;
        if (plan.kind != map.world.cells.kind[cell] || place.quartier == map.world.cells.quartier[cell]) continue;
        const Decision decision = as_relocation(map, plan, cell);
        if (logit.offer(utility_of(decision), name_of(map, place.quartier),
                        question_of(Act::relocate, decision.kind, place.generator)))
            best = decision;
    }
}

} // namespace

double ability_to_act(const Map& map, OrganisationId organisation)
{
    const Organisations& organisations = map.world.organisations;
    if (!organisations.is_running(organisation)) return 0.0;
    return organisations.decides(organisation, map.world.week) ? 1.0 : map.parameters.headless_factor;
}

double chance_to_act(const Map& map, OrganisationId organisation)
{
    const StrategyParameters& parameters = map.parameters;
    const Cells& cells = map.world.cells;
    constexpr double most_cash = 3.0; // Beyond that, more money changes nothing.
    const double cash = cash_eur(map, organisation);
    double revenue = 1.0;
    double unserved = 0.0;
    double closed_share = 0.0;
    for (const CellId cell : map.cells_of[organisation]) {
        revenue += static_cast<double>(cells.revenue_cents[cell]);
        unserved += map.world.quartiers.unserved_cents[cells.quartier[cell]];
        closed_share += 1.0 - cells.open_share[cell];
    }
    const double count = std::max<double>(1.0, static_cast<double>(map.cells_of[organisation].size()));
    const double hazard = ability_to_act(map, organisation) * parameters.act_month *
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
    const std::vector<Place> places = places_for(map, organisation);
    const std::vector<Decision> plans = openings_at(map, organisation, places);
    offer_openings(map, organisation, plans, logit, best);
    offer_take_overs(map, organisation, places, logit, best);
    offer_retreats(map, organisation, logit, best);
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
    std::vector<Place> places = near_places(map, asker, cells.quartier[cell]);
    const std::vector<Place> far = gravity_places(map, asker, cells.quartier[cell]);
    places.insert(places.end(), far.begin(), far.end());
    for (const Place& place : places) {
        const Decision decision =
            as_new_start(map, opening(map, organisation, place, cells.kind[cell], believed_earnings(map, place)), cell);
        if (logit.offer(utility_of(decision), name_of(map, place.quartier),
                        question_of(Act::relocate, decision.kind, place.generator)))
            best = decision;
    }
    return best;
}

} // namespace emprise
