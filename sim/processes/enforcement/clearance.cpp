#include "processes/enforcement/clearance.hpp"

#include "world/close_cell.hpp"

#include <algorithm>
#include <vector>

namespace emprise {

void vacate_largest_sites(World& world, const EnforcementParameters& parameters, const Luck& luck)
{
    const auto wanted = static_cast<std::size_t>(parameters.largest_sites_vacated);
    if (wanted == 0) return;
    const Cells& cells = world.cells;
    std::vector<CellId> sites;
    for (const CellId cell : each<Cell>(cells.size()))
        if (cells.is_open(cell) && cells.kind[cell] == CellKind::site) sites.push_back(cell);
    std::sort(sites.begin(), sites.end(), [&](CellId a, CellId b) {
        if (cells.revenue_cents[a] != cells.revenue_cents[b]) return cells.revenue_cents[a] > cells.revenue_cents[b];
        return cells.who[a] < cells.who[b];
    });
    sites.resize(std::min(wanted, sites.size()));
    std::vector<Closed> closed;
    for (const CellId site : sites) closed.push_back(close_cell(world, site, Closure::cleared));
    release_staff(world, closed, luck);
}

} // namespace emprise
