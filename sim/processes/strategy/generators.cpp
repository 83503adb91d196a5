#include "base/portable_math.hpp"
#include "processes/strategy/distances.hpp"
#include "processes/strategy/outsiders.hpp"
#include "processes/strategy/places.hpp"
#include "processes/strategy/running_weights.hpp"
#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

namespace {

/// First question of each generator about candidate_place: what one asks, no other asks.
constexpr std::uint16_t near_questions = 0;
constexpr std::uint16_t gravity_questions = 256;
constexpr std::uint16_t vacated_questions = 512;
constexpr std::uint16_t people_questions = 640;
constexpr std::uint16_t route_questions = 768;

double ask(const Map& map, Who asker, std::uint16_t first, int nth)
{
    return map.luck.uniform(Purpose::candidate_place, asker, {}, static_cast<std::uint16_t>(first + nth));
}

} // namespace

bool is_on(double generator_switch)
{
    return generator_switch >= 0.5;
}

double places_looked_at(const StrategyParameters& parameters)
{
    double places = 0.0;
    if (is_on(parameters.generator_own_and_adjacent)) places += parameters.near_candidates;
    if (is_on(parameters.generator_gravity)) places += parameters.gravity_candidates;
    if (is_on(parameters.generator_people)) places += parameters.people_candidates;
    if (is_on(parameters.generator_routes)) places += parameters.route_candidates;
    if (is_on(parameters.generator_vacated)) places += parameters.vacated_candidates;
    return places;
}

Place quartier_in(const Map& map, CommuneId commune, double u, double drawn, double pool, Generator generator)
{
    const CommuneTable& communes = map.world.territory->communes;
    const std::uint32_t count = communes.quartier_count[commune];
    const auto index = std::min(count - 1, static_cast<std::uint32_t>(u * count));
    return {QuartierId{communes.first_quartier[commune].value() + index}, generator, CellId::none(),
            portable_log(drawn / count * pool)};
}

std::vector<Place> near_places(const Map& map, Who asker, QuartierId base)
{
    const QuartierTable& quartiers = map.world.territory->quartiers;
    std::vector<Place> places;
    if (!is_on(map.parameters.generator_own_and_adjacent)) return places;
    std::vector<QuartierId> pool;
    map.grid.for_each_within(quartiers.latitude_deg[base], quartiers.longitude_deg[base], map.parameters.near_km,
                             [&](std::uint32_t row, double) {
                                 if (row < quartiers.size()) pool.push_back(QuartierId{row});
                             });
    std::sort(pool.begin(), pool.end());
    for (int nth = 0; nth < static_cast<int>(map.parameters.near_candidates); ++nth) {
        const double u = ask(map, asker, near_questions, nth);
        const auto index = static_cast<std::size_t>(u * static_cast<double>(pool.size()));
        places.push_back({pool[std::min(index, pool.size() - 1)], Generator::own_and_adjacent, CellId::none(), 0.0});
    }
    return places;
}

std::vector<Place> gravity_places(const Map& map, Who asker, QuartierId base)
{
    std::vector<Place> places;
    if (!is_on(map.parameters.generator_gravity)) return places;
    const std::vector<double> running = attention_of_departements(map, FromHere{map, base});
    const QuartierTable& quartiers = map.world.territory->quartiers;
    const double beyond = attention_outside(map, quartiers.latitude_deg[base], quartiers.longitude_deg[base]);
    const double here = running.back() / (running.back() + beyond);
    const auto pool = static_cast<double>(map.world.territory->quartiers.size());
    for (int nth = 0; nth < static_cast<int>(map.parameters.gravity_candidates); ++nth) {
        const auto question = static_cast<std::uint16_t>(gravity_questions + 2 * nth);
        const auto [first, second] = map.luck.two_uniforms(Purpose::candidate_place, asker, {}, question);
        const double third = ask(map, asker, question, 1);
        if (first >= here) continue; // It looks beyond the edge of a part that runs alone.
        const std::size_t at = find_running(running, first / here);
        const std::vector<double>& residents = map.departements.running_population[at];
        const std::size_t in = find_running(residents, second);
        places.push_back(quartier_in(map, map.departements.communes[at][in], third,
                                     here * weight_at(running, at) * weight_at(residents, in), pool,
                                     Generator::gravity));
    }
    return places;
}

std::vector<Place> people_places(const Map& map, Who asker, OrganisationId organisation)
{
    const std::vector<PeopleElsewhere>& people = map.people[organisation];
    std::vector<Place> places;
    if (!is_on(map.parameters.generator_people) || people.empty()) return places;
    std::vector<double> running;
    double sum = 0.0;
    for (const PeopleElsewhere& there : people) running.push_back(sum += there.count);
    for (int nth = 0; nth < static_cast<int>(map.parameters.people_candidates); ++nth) {
        const std::size_t index = find_running(running, ask(map, asker, people_questions, nth));
        const double oversampled = weight_at(running, index) * static_cast<double>(people.size());
        places.push_back({people[index].quartier, Generator::people, CellId::none(), portable_log(oversampled)});
    }
    return places;
}

std::vector<Place> route_places(const Map& map, Who asker, QuartierId home)
{
    const Territory& territory = *map.world.territory;
    const RouteTowns::Route& route = map.routes.of[territory.communes.departement[territory.quartiers.commune[home]]];
    std::vector<Place> places;
    if (!is_on(map.parameters.generator_routes) || route.communes.empty()) return places;
    for (int nth = 0; nth < static_cast<int>(map.parameters.route_candidates); ++nth) {
        const auto question = static_cast<std::uint16_t>(route_questions + nth);
        const auto [first, second] = map.luck.two_uniforms(Purpose::candidate_place, asker, {}, question);
        const std::size_t at = find_running(route.running_population, first);
        places.push_back(quartier_in(map, route.communes[at], second, weight_at(route.running_population, at),
                                     route.quartiers, Generator::routes));
    }
    return places;
}

std::vector<Place> vacated_places(const Map& map, Who asker, QuartierId base)
{
    std::vector<Place> places;
    if (!is_on(map.parameters.generator_vacated) || map.vacated.empty()) return places;
    const FromHere here{map, base};
    const QuartierTable& quartiers = map.world.territory->quartiers;
    std::vector<double> running;
    double sum = 0.0;
    for (const CellId cell : map.vacated) {
        const QuartierId there = map.world.cells.quartier[cell];
        sum += gravity(map, here.km_to(quartiers.latitude_deg[there], quartiers.longitude_deg[there]));
        running.push_back(sum);
    }
    for (int nth = 0; nth < static_cast<int>(map.parameters.vacated_candidates); ++nth) {
        const std::size_t index = find_running(running, ask(map, asker, vacated_questions, nth));
        const CellId cell = map.vacated[index];
        const double oversampled = weight_at(running, index) * static_cast<double>(map.vacated.size());
        places.push_back({map.world.cells.quartier[cell], Generator::vacated, cell, portable_log(oversampled)});
    }
    return places;
}

double sampling_correction(const Map& map, const Place& place)
{
    const StrategyParameters& parameters = map.parameters;
    const auto drawn = [&] {
        switch (place.generator) {
        case Generator::own_and_adjacent:
            return parameters.near_candidates;
        case Generator::gravity:
            return parameters.gravity_candidates;
        case Generator::people:
            return parameters.people_candidates;
        case Generator::routes:
            return parameters.route_candidates;
        default:
            return parameters.vacated_candidates;
        }
    }();
    return portable_log(std::max(1.0, drawn)) + place.log_oversampling;
}

} // namespace emprise
