#include "processes/market.hpp"

#include "base/portable_math.hpp"
#include "processes/market/books.hpp"
#include "processes/market/choice.hpp"

#include <algorithm>

namespace emprise {

namespace {

/// Against week 0. Held during burn-in, so that the run starts from a market at rest.
double wholesale_index(const MarketParameters& parameters, std::size_t drug, Week week)
{
    const double years = std::max(week, 0) / weeks_per_year;
    return portable_pow(1.0 + parameters.wholesale_change_year[drug], years);
}

} // namespace

DrugNumbers retail_price_eur_g(const MarketParameters& parameters, Week week)
{
    DrugNumbers price{};
    for (std::size_t drug = 0; drug < drug_count; ++drug)
        price[drug] = parameters.reference_price_eur_g[drug] *
                      (1.0 + parameters.wholesale_pass_through * (wholesale_index(parameters, drug, week) - 1.0));
    return price;
}

DrugNumbers wholesale_price_eur_g(const MarketParameters& parameters, Week week)
{
    DrugNumbers price{};
    for (std::size_t drug = 0; drug < drug_count; ++drug)
        price[drug] = parameters.wholesale_price_eur_g[drug] * wholesale_index(parameters, drug, week);
    return price;
}

void advance_market(World& world, const Channels&, const MarketParameters& parameters, const Luck&)
{
    const WeekOfSales sales = choose_sellers(world, parameters);
    settle_books(world, sales, parameters);
}

} // namespace emprise
