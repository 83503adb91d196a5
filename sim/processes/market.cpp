#include "processes/market.hpp"

#include "processes/market/books.hpp"
#include "processes/market/choice.hpp"

namespace emprise {

void advance_market(World& world, const Channels&, const MarketParameters& parameters, const Luck&)
{
    const WeekOfSales sales = choose_sellers(world, parameters);
    settle_books(world, sales, parameters);
}

} // namespace emprise
