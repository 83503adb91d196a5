#include "world/lay_off.hpp"

#include "world/residents.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace emprise {

void lay_off(World& world, std::span<const CellId> cells, const Luck& luck)
{
    std::vector<std::uint8_t> shrinks(world.cells.size(), 0);
    for (const CellId cell : cells) shrinks[cell.value()] = world.cells.is_open(cell) ? 1 : 0;
    if (std::find(shrinks.begin(), shrinks.end(), 1) == shrinks.end()) return;
    std::vector<std::tuple<CellId, double, TraderId>> lots;
    for (const TraderId trader : each<TraderTag>(world.traders.size())) {
        const CellId cell = world.traders.cell[trader];
        if (!cell.present() || shrinks[cell.value()] == 0 || world.traders.on_post[trader] == 0) continue;
        const Who who = who_is(world.residents, world.traders.resident[trader]);
        lots.emplace_back(cell, luck.uniform(Purpose::laid_off, who), trader);
    }
    std::sort(lots.begin(), lots.end());
    for (const auto& [cell, lot, trader] : lots)
        if (world.cells.on_post[cell] > world.cells.posts[cell]) assign_trader(world, trader, cell, false, world.week);
}

} // namespace emprise
