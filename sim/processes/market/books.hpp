#pragma once
#include "processes/market/choice.hpp"

namespace emprise {

/// Money and drugs of the week change hands; prices, beliefs and memories follow. Sellers in order of name.
void settle_books(World& world, const WeekOfSales& sales, const MarketParameters& parameters);

} // namespace emprise
