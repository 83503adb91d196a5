#include "processes/organisations/relations.hpp"

#include "base/portable_math.hpp"
#include "parallel/parallel.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace emprise {

namespace {

constexpr int weeks_per_turn = 4; ///< Each network looks around once in four weeks, staggered by name.

PlaceGrid grid_of(const World& world, const std::vector<CellId>& open)
{
    std::vector<double> latitude;
    std::vector<double> longitude;
    for (const CellId cell : open) {
        latitude.push_back(world.territory->quartiers.latitude_deg[world.cells.quartier[cell]]);
        longitude.push_back(world.territory->quartiers.longitude_deg[world.cells.quartier[cell]]);
    }
    return {latitude, longitude};
}

void fade_ties(Ties& ties, double half_life_weeks)
{
    const double kept = portable_pow(0.5, 1.0 / half_life_weeks);
    for (double& rivalry : ties.rivalry) rivalry *= kept;
    for (double& alliance : ties.alliance) alliance *= kept;
}

/// Enemies of each network, in order of row.
using Enemies = Column<Organisation, std::vector<OrganisationId>>;

Enemies list_enemies(const World& world, double least_rivalry)
{
    Enemies enemies(world.organisations.size());
    const Ties& ties = world.ties;
    for (const TieId tie : each<TieTag>(ties.size())) {
        if (ties.rivalry[tie] < least_rivalry) continue;
        enemies[ties.first[tie]].push_back(ties.second[tie]);
        enemies[ties.second[tie]].push_back(ties.first[tie]);
    }
    for (auto& of_one : enemies) std::sort(of_one.begin(), of_one.end());
    return enemies;
}

bool share_one(const std::vector<OrganisationId>& a, const std::vector<OrganisationId>& b)
{
    return std::any_of(a.begin(), a.end(),
                       [&](OrganisationId one) { return std::binary_search(b.begin(), b.end(), one); });
}

bool are_related(const Organisations& organisations, OrganisationId a, OrganisationId b)
{
    const Who of_a = organisations.parent[a];
    const Who of_b = organisations.parent[b];
    return of_a == organisations.who[b] || of_b == organisations.who[a] || (of_a != Who{} && of_a == of_b);
}

/// Whether two neighbours side with one another; whatever brings them together only makes more pairs allies.
bool are_allies(const World& world, OrganisationId a, OrganisationId b, double rivalry, const Enemies& enemies,
                const OrganisationsParameters& parameters, const Luck& luck)
{
    const Organisations& organisations = world.organisations;
    if (rivalry >= parameters.enemy_rivalry) return false;
    double chance = parameters.ally_chance;
    if (home_commune(world, a) == home_commune(world, b)) chance += parameters.ally_same_town;
    if (are_related(organisations, a, b)) chance += parameters.ally_same_parent;
    if (share_one(enemies[a], enemies[b])) chance += parameters.ally_common_enemy;
    const Who first = std::min(organisations.who[a], organisations.who[b]);
    const Who second = std::max(organisations.who[a], organisations.who[b]);
    return luck.at_week(0).happens(chance, Purpose::allies, first, second);
}

void meet(World& world, OrganisationId network, const Neighbour& other, const Enemies& enemies,
          const OrganisationsParameters& parameters, const Luck& luck)
{
    const TieId tie = tie_between(world.ties, world.organisations, network, other.network, world.week);
    double& rivalry = world.ties.rivalry[tie];
    double& alliance = world.ties.alliance[tie];
    const auto approach = [&](double& value, double rise_week) {
        const double step = 1.0 - portable_pow(1.0 - rise_week, weeks_per_turn);
        value += step * std::max(0.0, other.overlap - value);
    };
    if (are_allies(world, network, other.network, rivalry, enemies, parameters, luck))
        approach(alliance, parameters.alliance_rise_week);
    else
        approach(rivalry, parameters.rivalry_rise_week);
}

} // namespace

Neighbourhood::Neighbourhood(const World& world, const OrganisationsParameters& parameters)
    : world_{world}, parameters_{parameters}, open_{open_cells_by_name(world.cells)}, grid_{grid_of(world, open_)}
{}

std::vector<Neighbour> Neighbourhood::around(OrganisationId network, const std::vector<CellId>& own) const
{
    const QuartierTable& quartiers = world_.territory->quartiers;
    std::map<Who, Neighbour> found; // By name: sums do not depend on rows.
    for (const CellId cell : own) {
        const QuartierId at = world_.cells.quartier[cell];
        grid_.for_each_within(quartiers.latitude_deg[at], quartiers.longitude_deg[at], parameters_.rivalry_km,
                              [&](std::uint32_t row, double square) {
                                  const OrganisationId other = world_.cells.organisation[open_[row]];
                                  if (!other.present() || other == network) return;
                                  Neighbour& neighbour = found[world_.organisations.who[other]];
                                  neighbour.network = other;
                                  neighbour.overlap += (1.0 - std::sqrt(square) / parameters_.rivalry_km) /
                                                       static_cast<double>(own.size());
                              });
    }
    std::vector<Neighbour> neighbours;
    for (const auto& [who, neighbour] : found)
        if (neighbour.overlap >= parameters_.least_overlap) neighbours.push_back(neighbour);
    std::stable_sort(neighbours.begin(), neighbours.end(),
                     [](const Neighbour& a, const Neighbour& b) { return a.overlap > b.overlap; });
    neighbours.resize(std::min(neighbours.size(), static_cast<std::size_t>(parameters_.rivals_considered)));
    for (Neighbour& neighbour : neighbours) neighbour.overlap = std::min(1.0, neighbour.overlap);
    return neighbours;
}

void renew_ties(World& world, const Holdings& holdings, const OrganisationsParameters& parameters, const Luck& luck)
{
    fade_ties(world.ties, parameters.tie_half_life_weeks);
    const auto turn = static_cast<std::uint64_t>((world.week % weeks_per_turn + weeks_per_turn) % weeks_per_turn);
    const Enemies enemies = list_enemies(world, parameters.enemy_rivalry);
    std::vector<OrganisationId> looking;
    for (const OrganisationId network : holdings.running)
        if (world.organisations.who[network].key % weeks_per_turn == turn && !holdings.cells[network].empty())
            looking.push_back(network);
    const Neighbourhood neighbourhood{world, parameters};
    std::vector<std::vector<Neighbour>> seen(looking.size());
    for_each_index(looking.size(),
                   [&](std::size_t i) { seen[i] = neighbourhood.around(looking[i], holdings.cells[looking[i]]); });
    for (std::size_t i = 0; i < looking.size(); ++i)
        for (const Neighbour& neighbour : seen[i]) meet(world, looking[i], neighbour, enemies, parameters, luck);
    prune_ties(world.ties, world.organisations, parameters.least_tie);
}

} // namespace emprise
