#pragma once
#include "processes/market/purchases.hpp"
#include "settings/parameters/market.hpp"
#include "world/world.hpp"

#include <vector>

namespace emprise {

/// What was asked for and sold this week. Milligrams are whole, so no sum depends on an order.
struct WeekOfSales {
    std::vector<CellId> sellers; ///< Open cells in order of name; the next three go with them.
    std::vector<DrugMilligrams> asked_mg;
    std::vector<DrugMilligrams> sold_mg;
    std::vector<double> capacity_eur; ///< At this week's prices; of the drugs simulated.
    /// By row of buyers, as the next four; = sold by sellers + online + self_supplied + outside + unserved.
    std::vector<DrugMilligrams> wanted_mg;
    std::vector<DrugMilligrams> online_mg;
    std::vector<DrugMilligrams> self_supplied_mg;
    std::vector<DrugMilligrams> outside_mg; ///< From sellers beyond a part that runs alone.
    std::vector<DrugMilligrams> unserved_mg;
    std::vector<Purchases> purchases; ///< By quartier.
};

/// The buyers of every row choose, once freely and once more where turned away. Fills world.links.outlook.
[[nodiscard]] WeekOfSales choose_sellers(World& world, const MarketParameters& parameters);

} // namespace emprise
