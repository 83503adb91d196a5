#pragma once
#include "settings/parameters/market.hpp"
#include "settings/parameters/supply.hpp"
#include "world/world.hpp"

#include <vector>

namespace emprise {

/// What the cells of each hub asked of it and got this week.
struct WeekOfOrders {
    struct CellOrder {
        CellId cell;
        DrugMilligrams ordered_mg;
    };
    Column<Departement, std::vector<CellOrder>> orders; ///< Cells in order of name.
    Column<Departement, DrugMilligrams> ordered_mg;
    Column<Departement, DrugMilligrams> given_mg;
};

/// Cells order what brings their stock to what they expect to sell and a reserve, and pay for what the hub has: all
/// that is asked, or to each the same part of it.
[[nodiscard]] WeekOfOrders restock_cells(World& world, const MarketParameters& market);

/// A lost load is owed by the networks whose cells ordered, in proportion.
void charge_networks(World& world, const WeekOfOrders& week, DepartementId departement, std::size_t drug,
                     std::int64_t cents);

/// Networks repay out of cash to the hub where they are at home.
void repay_debts(World& world, const SupplyParameters& parameters);

} // namespace emprise
