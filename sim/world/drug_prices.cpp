#include "world/drug_prices.hpp"

#include "base/portable_math.hpp"
#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

namespace {

/// Against week 0. Held during burn-in, so that the run starts from a market at rest.
double wholesale_index(const MarketParameters& parameters, std::size_t drug, Week week)
{
    const double years = std::max(week, 0) / weeks_per_year;
    return portable_pow(1.0 + parameters.wholesale_change_year[drug], years);
}

/// Euros that the users of all quartiers would spend on a drug in a week.
double wish_eur(const World& world, const MarketParameters& parameters, std::size_t drug)
{
    std::int64_t light = 0;
    std::int64_t heavy = 0;
    for (const QuartierStocks& stocks : world.stocks) {
        light += stocks.users[drug][static_cast<std::size_t>(Use::light)];
        heavy += stocks.users[drug][static_cast<std::size_t>(Use::heavy)];
    }
    return parameters.reference_price_eur_g[drug] * (static_cast<double>(light) * parameters.light_g_week[drug] +
                                                     static_cast<double>(heavy) * parameters.heavy_g_week[drug]);
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

DrugNumbers hub_price_eur_mg(const World& world, const MarketParameters& parameters, DepartementId departement)
{
    DrugNumbers price = wholesale_price_eur_g(parameters, world.week);
    for (std::size_t drug = 0; drug < drug_count; ++drug)
        price[drug] *= world.hubs.price_factor[departement][drug] / 1000.0;
    return price;
}

DepartementId hub_of(const World& world, CellId cell)
{
    const Territory& territory = *world.territory;
    return territory.communes.departement[territory.quartiers.commune[world.cells.quartier[cell]]];
}

DrugNumbers usual_sales_mg_post(const World& world, const MarketParameters& parameters)
{
    DrugNumbers wish{};
    double sum = 0.0;
    for (const std::size_t drug : world.drugs) {
        wish[drug] = wish_eur(world, parameters, drug);
        sum += wish[drug];
    }
    const double revenue_eur = parameters.capacity_eur_post_week * parameters.usual_use_of_capacity *
                               (1.0 - share_of_other_drugs(parameters, world.drugs));
    DrugNumbers usual{};
    for (const std::size_t drug : world.drugs) {
        const double share = sum > 0.0 ? wish[drug] / sum : 1.0 / static_cast<double>(world.drugs.size());
        usual[drug] = revenue_eur * share / parameters.reference_price_eur_g[drug] * 1000.0;
    }
    return usual;
}

} // namespace emprise
