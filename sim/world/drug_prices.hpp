#pragma once
#include "settings/parameters/market.hpp"
#include "world/world.hpp"

namespace emprise {

/// Price of a gram of each drug at the usual retail price of this week, EUR.
[[nodiscard]] DrugNumbers retail_price_eur_g(const MarketParameters& parameters, Week week);
/// What hubs take for a gram when they lack nothing.
[[nodiscard]] DrugNumbers wholesale_price_eur_g(const MarketParameters& parameters, Week week);

/// What the hub of a département takes for a milligram this week, EUR.
[[nodiscard]] DrugNumbers hub_price_eur_mg(const World& world, const MarketParameters& parameters,
                                           DepartementId departement);

/// The département whose hub supplies a cell.
[[nodiscard]] DepartementId hub_of(const World& world, CellId cell);

/// Milligrams of each drug a post usually sells in a week, when sellers' revenue is split as users' wishes are.
[[nodiscard]] DrugNumbers usual_sales_mg_post(const World& world, const MarketParameters& parameters);

} // namespace emprise
