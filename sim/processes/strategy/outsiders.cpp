#include "processes/strategy/outsiders.hpp"

#include "base/portable_math.hpp"
#include "processes/strategy/distances.hpp"
#include "processes/strategy/running_weights.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

constexpr unsigned questions_per_network = 64;

/// One network of the rest of the country.
struct Outsider {
    Who departement;
    unsigned nth;
    double latitude_deg;
    double longitude_deg;
    const std::vector<double>& attention_here; ///< Running sums over the départements of here.
    double share_here;                         ///< Of all its attention.
};

double ask(const Map& map, const Outsider& outsider, unsigned what)
{
    const auto question = static_cast<std::uint16_t>((outsider.nth + 1) * questions_per_network + what);
    return map.luck.uniform(Purpose::from_outside, outsider.departement, {}, question);
}

/// The place of one look, if it falls on here: the same draw as a network of here would make.
std::vector<Place> places_seen(const Map& map, const Outsider& outsider)
{
    const auto pool = static_cast<double>(map.world.territory->quartiers.size());
    std::vector<Place> places;
    if (!is_on(map.parameters.generator_gravity)) return places;
    for (unsigned nth = 0; nth < static_cast<unsigned>(map.parameters.gravity_candidates); ++nth) {
        if (ask(map, outsider, 4 + 4 * nth) >= outsider.share_here) continue;
        const std::size_t at = find_running(outsider.attention_here, ask(map, outsider, 5 + 4 * nth));
        const std::vector<double>& residents = map.departements.running_population[at];
        const std::size_t in = find_running(residents, ask(map, outsider, 6 + 4 * nth));
        const double drawn = outsider.share_here * weight_at(outsider.attention_here, at) * weight_at(residents, in);
        places.push_back(quartier_in(map, map.departements.communes[at][in], ask(map, outsider, 7 + 4 * nth), drawn,
                                     pool, Generator::gravity));
    }
    return places;
}

/// One of the plans, or nothing here: a logit in which the places of all its generators are as good as those seen here.
Decision choose(const Map& map, const Outsider& outsider, const std::vector<Decision>& plans, std::size_t places)
{
    double sum = 0.0;
    for (const Decision& plan : plans) sum += portable_exp(utility_of(plan));
    const double all = 1.0 + sum * places_looked_at(map.parameters) / static_cast<double>(places);
    double left = ask(map, outsider, 1) * all;
    for (const Decision& plan : plans) {
        left -= portable_exp(utility_of(plan));
        if (left < 0.0) return plan;
    }
    return {};
}

Decision deliberate(const Map& map, const Outsider& outsider)
{
    const QuartierTable& quartiers = map.world.territory->quartiers;
    const FromHere from{outsider.latitude_deg, outsider.longitude_deg};
    const std::vector<Place> places = places_seen(map, outsider);
    std::vector<Decision> plans;
    for (const Place& place : places) {
        const double km = from.km_to(quartiers.latitude_deg[place.quartier], quartiers.longitude_deg[place.quartier]);
        const std::array<Earnings, 2> earnings = believed_earnings(map, place);
        for (const CellKind kind : {CellKind::site, CellKind::crew})
            plans.push_back(opening_of_stranger(map, place, kind, earnings, km));
    }
    return places.empty() ? Decision{} : choose(map, outsider, plans, places.size());
}

} // namespace

double attention_outside(const Map& map, double latitude_deg, double longitude_deg)
{
    if (!map.world.outside.present()) return 0.0;
    const OutsideTable& outside = map.world.territory->outside;
    const FromHere from{latitude_deg, longitude_deg};
    double sum = 0.0;
    for (const OutsideDepartementId id : each<OutsideDepartement>(outside.size()))
        sum += outside.population[id] * gravity(map, from.km_to(outside.latitude_deg[id], outside.longitude_deg[id]));
    return sum;
}

std::vector<Decision> outsiders_decide(const Map& map, int weeks_per_turn)
{
    std::vector<Decision> decisions;
    if (!map.world.outside.present()) return decisions;
    const StrategyParameters& parameters = map.parameters;
    const OutsideTable& outside = map.world.territory->outside;
    const double chance = -portable_expm1(-parameters.act_month * (1.0 + parameters.act_per_cash)) / weeks_per_turn;
    for (const OutsideDepartementId id : each<OutsideDepartement>(outside.size())) {
        const Who who = Who::of(Kind::departement, outside.number[id]);
        const FromHere from{outside.latitude_deg[id], outside.longitude_deg[id]};
        const std::vector<double> here = attention_of_departements(map, from);
        const double all = here.back() + attention_outside(map, outside.latitude_deg[id], outside.longitude_deg[id]);
        const double expected = map.world.outside.networks[id] * chance;
        const double rounding = map.luck.uniform(Purpose::from_outside, who);
        const auto networks = static_cast<unsigned>(std::floor(expected + rounding));
        for (unsigned nth = 0; nth < networks; ++nth) {
            const Outsider outsider{
                who, nth, outside.latitude_deg[id], outside.longitude_deg[id], here, here.back() / all};
            decisions.push_back(deliberate(map, outsider));
        }
    }
    return decisions;
}

} // namespace emprise
