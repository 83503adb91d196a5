#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/parameters/market.hpp"
#include "settings/parameters/supply.hpp"
#include "world/world.hpp"

namespace emprise {

/// Supply: loads come from abroad through gateways to the hub of each département, and from there to its cells.
///
/// Reads     what was asked of cells and sold this week, posts, border prices; channel control_hours
/// Writes    stocks and cash of hubs and cells, loads under way, prices of hubs, what smugglers remember of each edge,
///           debts and cash of organisations; the ledger; tallies and events of consignments
/// Equation  gateway g of a load ~ share_g x exp(-(cost_g - least) / scale), all to the power 1 / breadth;
///           cost = sum over the least-cost way of EUR + perceived risk x value; a load is seized on an edge with
///           hazard km x h(class) x (1 + gain x c / (c + half)), c hours of control                        MODEL 3.6
/// Luck      consignment_route, consignment_seized
/// Source    facts; NarcoLogic (memory of risk, salience, widening of the search)
void advance_supply(World& world, const Channels& channels, const SupplyParameters& parameters,
                    const MarketParameters& market, const Luck& luck);

} // namespace emprise
