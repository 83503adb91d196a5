#include "processes/strategy/contests.hpp"

#include "world/territory.hpp"
#include "world/ties.hpp"

#include <numeric>

namespace emprise {

CellsOfQuartiers group_by_quartier(const World& world, const std::vector<CellId>& open_by_name)
{
    CellsOfQuartiers grouped;
    grouped.first.assign(world.territory->quartiers.size() + 1, 0);
    for (const CellId cell : open_by_name) ++grouped.first[world.cells.quartier[cell].value() + 1];
    std::partial_sum(grouped.first.begin(), grouped.first.end(), grouped.first.begin());
    grouped.cells.resize(open_by_name.size());
    std::vector<std::uint32_t> next(grouped.first.begin(), grouped.first.end() - 1);
    for (const CellId cell : open_by_name) grouped.cells[next[world.cells.quartier[cell].value()]++] = cell;
    return grouped;
}

double strength_of(const World& world, OrganisationId organisation, std::span<const CellId> cells,
                   const StrategyParameters& parameters)
{
    const Organisations& organisations = world.organisations;
    double members = 1.0; // The head.
    for (const CellId cell : cells) members += world.cells.on_post[cell];
    const double armed = members + parameters.members_per_weapon * organisations.weapons[organisation];
    return (parameters.fear_of_unknown + organisations.reputation[organisation]) * armed;
}

void raise_rivalry(World& world, OrganisationId a, OrganisationId b, double share)
{
    if (a == b || !a.present() || !b.present()) return;
    double& rivalry = world.ties.rivalry[tie_between(world.ties, world.organisations, a, b, world.week)];
    rivalry += share * (1.0 - rivalry);
}

} // namespace emprise
