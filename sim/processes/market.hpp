#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/parameters/market.hpp"
#include "world/drug_prices.hpp"
#include "world/world.hpp"

namespace emprise {

/// Market: residents who use buy from the sellers they can reach; sellers are paid and pay.
///
/// Reads     users by quartier, links from quartier to cell, posts filled, opening left by visits, prices, beliefs,
///           stocks of cells, prices of hubs
/// Writes    sales, prices, stocks, cash and profit of cells; cash of organisations; the ledger;
///           unserved demand and usual sellers by quartier; tallies sales, delivery, online, unserved, wages,
///           purchases at sites, displaced purchases
/// Equation  demand = users x grams x (price / reference)^elasticity                                     MODEL 3.5
///           weight of a seller w = attractiveness x price^-s x exp(-r x risk) x exp(-travel)
///           x exp(habit x part it served last week) if it served most of the quartier
///           share of a nest ~ exp(taste) x (sum of w)^dissimilarity; inside a nest ~ w (nested logit)
///           what a full seller cannot serve chooses once more among those with room, the post included
/// Luck      none
/// Source    facts, E-10, E-11, E-22, E-23
void advance_market(World& world, const Channels& channels, const MarketParameters& parameters, const Luck& luck);

/// The four ways to get drugs.
enum class Nest { sites = 0, delivery = 1, online = 2, self_supply = 3 };
inline constexpr std::size_t nest_count = 4;

/// Shares of the nests, from the sums of sellers' weights in reach; adds up to 1.
[[nodiscard]] std::array<double, nest_count> nest_shares(double site_pull, double crew_pull, std::size_t drug,
                                                         const MarketParameters& parameters);

} // namespace emprise
