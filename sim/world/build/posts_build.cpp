#include "world/build/posts_build.hpp"

#include "base/expects.hpp"
#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

namespace {

using PostWeights = Column<Commune, double>;

template <class F>
double sum_over_quartiers(const Territory& territory, CommuneId commune, F&& f)
{
    double sum = 0.0;
    for (const QuartierId quartier : quartiers_of(territory, commune)) sum += f(quartier);
    return sum;
}

double priority_residents(const Territory& territory, CommuneId commune)
{
    return sum_over_quartiers(territory, commune, [&](QuartierId quartier) {
        return territory.quartiers.priority[quartier] != 0 ? territory.quartiers.population[quartier] : 0.0;
    });
}

/// Residents aged 12 to 24, of priority quartiers only where units work there.
double young_residents(const World& world, CommuneId commune, bool priority_only)
{
    const Territory& territory = *world.territory;
    return sum_over_quartiers(territory, commune, [&](QuartierId quartier) {
        if (priority_only && territory.quartiers.priority[quartier] == 0) return 0.0;
        const auto& people = world.stocks[quartier].people;
        double sum = 0.0;
        for (std::size_t band = 2; band <= 4; ++band) sum += people[band][0] + people[band][1];
        return sum;
    });
}

double heavy_users_of(const World& world, CommuneId commune)
{
    return sum_over_quartiers(*world.territory, commune, [&](QuartierId quartier) {
        double sum = 0.0;
        for (const auto& users : world.stocks[quartier].users) sum += users[static_cast<std::size_t>(Use::heavy)];
        return sum;
    });
}

double municipal_police_chance(std::uint32_t population, const ServicesParameters& services)
{
    if (population < 3500) return services.municipal_police_small;
    return population < 20000 ? services.municipal_police_middle : services.municipal_police_large;
}

/// Agents by residents where there is a municipal police; never less than one (facts C-01).
void give_by_size(PostWeights& posts, const World& world, const Lever& lever, const ServicesParameters& services,
                  const Luck& luck)
{
    const Territory& territory = *world.territory;
    const double national = static_cast<double>(territory.national_population);
    const double per_resident = lever.baseline.national_units / (services.municipal_police_covered_share * national);
    for (const CommuneId commune : each<Commune>(territory.communes.size())) {
        const std::uint32_t population = territory.communes.population[commune];
        const Who who = Who::of(Kind::commune, territory.communes.number[commune]);
        if (luck.happens(municipal_police_chance(population, services), Purpose::genesis_municipal_police, who))
            posts[commune] = std::max(1.0, population * per_resident) * world.population_share;
    }
}

/// National units by a weight whose national total is known.
template <class F>
void give_by_rate(PostWeights& posts, const World& world, double units_per_weight, F&& weight)
{
    for (const CommuneId commune : each<Commune>(posts.size()))
        posts[commune] = units_per_weight * weight(commune) * world.population_share;
}

/// This territory's part by population, shared inside it by a weight.
template <class F>
void give_part(PostWeights& posts, double units, F&& weight)
{
    double total = 0.0;
    for (const CommuneId commune : each<Commune>(posts.size())) {
        posts[commune] = weight(commune);
        total += posts[commune];
    }
    const double per_weight = total > 0.0 ? units / total : 0.0;
    for (double& value : posts) value *= per_weight;
}

void give_by_rule(PostWeights& posts, const World& world, const Lever& lever, const Parameters& parameters,
                  const Luck& luck)
{
    const Territory& territory = *world.territory;
    const double units = lever.baseline.national_units;
    const double national = static_cast<double>(territory.national_population);
    const std::string& rule = lever.baseline.rule;
    if (rule == "communes_by_size")
        give_by_size(posts, world, lever, parameters.services, luck);
    else if (rule == "priority_quartiers")
        give_by_rate(posts, world, units / (parameters.services.priority_population_share * national),
                     [&](CommuneId commune) { return priority_residents(territory, commune); });
    else if (rule == "police_zones")
        give_by_rate(posts, world, units / (parameters.enforcement.police_officers + parameters.enforcement.gendarmes),
                     [&](CommuneId commune) {
                         const ZoneId zone = territory.communes.zone[commune];
                         return world.forces.officers[zone] / world.population_share *
                                territory.communes.population[commune] / territory.zones.population[zone];
                     });
    else if (rule == "heavy_users")
        give_part(posts, units * national_part(world),
                  [&](CommuneId commune) { return heavy_users_of(world, commune); });
    else if (rule == "youth")
        give_part(posts, units * national_part(world),
                  [&](CommuneId commune) { return young_residents(world, commune, lever.places == "priority"); });
    else
        give_by_rate(posts, world, units / national,
                     [&](CommuneId commune) { return double{1.0} * territory.communes.population[commune]; });
}

} // namespace

double national_part(const World& world)
{
    const Territory& territory = *world.territory;
    EXPECTS(territory.national_population > 0);
    return world.population_share * static_cast<double>(territory.population) /
           static_cast<double>(territory.national_population);
}

void build_posts(World& world, const LeverCatalogue& levers, const Parameters& parameters, const Luck& luck)
{
    const std::size_t communes = world.territory->communes.size();
    world.services.of_lever.clear();
    for (const Lever& lever : levers.levers) {
        EXPECTS(lever.usual_vacancy >= 0.0 && lever.usual_vacancy < 1.0);
        ServicePosts posts;
        posts.lever = lever.id;
        posts.authorised_base.assign(communes, 0.0);
        posts.authorised_policy.assign(communes, 0.0);
        if (lever.baseline.national_units > 0.0) give_by_rule(posts.authorised_base, world, lever, parameters, luck);
        posts.filled = posts.authorised_base; // the facts count persons at work; posts are more
        for (double& authorised : posts.authorised_base) authorised /= 1.0 - lever.usual_vacancy;
        posts.dose = posts.filled;
        world.services.of_lever.push_back(std::move(posts));
    }
}

} // namespace emprise
