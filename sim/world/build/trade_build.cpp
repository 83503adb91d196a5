#include "world/build/trade_build.hpp"

#include "world/build/cells_build.hpp"
#include "world/build/networks_build.hpp"
#include "world/build/supply_build.hpp"
#include "world/build/traders_build.hpp"
#include "world/market_links.hpp"

namespace emprise {

void build_trade(World& world, const Parameters& parameters, const Luck& luck)
{
    build_cells(world, parameters, luck);
    refresh_links(world, parameters.market);
    build_traders(world, parameters, luck);
    build_networks(world, parameters, luck);
    build_supply(world, parameters);
}

} // namespace emprise
