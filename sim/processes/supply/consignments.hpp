#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "processes/supply/restock.hpp"
#include "settings/parameters/market.hpp"
#include "settings/parameters/supply.hpp"
#include "world/world.hpp"

namespace emprise {

/// Hubs send for loads; each comes through one gateway along its least-cost way, and is seized on the way or arrives
/// next week. Nobody sells what is in transit to other countries; part of it is seized.
void send_consignments(World& world, const Channels& channels, const WeekOfOrders& orders,
                       const SupplyParameters& parameters, const MarketParameters& market, const Luck& luck);

} // namespace emprise
