#include "settings/parameters.hpp"
#include "settings/parameters/rows_by_drug.hpp"

#include <algorithm>
#include <array>

namespace emprise {

namespace {

constexpr auto fields = std::to_array<DrugField>({
    {"reference_price_eur_g",
     "EUR/g",
     {0, 300},
     [](Parameters& all, std::size_t drug) { return &all.market.reference_price_eur_g[drug]; },
     "Usual retail price of a gram; a drug that is simulated has one."},
    {"light_g_week",
     "g/week",
     {0, 20},
     [](Parameters& all, std::size_t drug) { return &all.market.light_g_week[drug]; },
     "What a light user uses in a week."},
    {"heavy_g_week",
     "g/week",
     {0, 50},
     [](Parameters& all, std::size_t drug) { return &all.market.heavy_g_week[drug]; },
     "What a heavy user uses in a week."},
    {"price_elasticity",
     "1",
     {-3, 0},
     [](Parameters& all, std::size_t drug) { return &all.market.price_elasticity[drug]; },
     "Change of quantity with price, both in logarithms."},
    {"delivery_taste",
     "1",
     {-20, 20},
     [](Parameters& all, std::size_t drug) { return &all.market.delivery_taste[drug]; },
     "Utility of having it delivered against fetching it at a site, at equal offer."},
    {"online_taste",
     "1",
     {-20, 20},
     [](Parameters& all, std::size_t drug) { return &all.market.online_taste[drug]; },
     "Utility of ordering it by post against fetching it at a site of median offer."},
    {"self_supply_taste",
     "1",
     {-20, 20},
     [](Parameters& all, std::size_t drug) { return &all.market.self_supply_taste[drug]; },
     "Utility of growing it or being given it against a site of median offer."},
    {"revenue_share",
     "1",
     {0, 1},
     [](Parameters& all, std::size_t drug) { return &all.market.revenue_share[drug]; },
     "Share of the revenue of all drugs; decides what other_drugs_share still holds."},
    {"wholesale_price_eur_g",
     "EUR/g",
     {0, 300},
     [](Parameters& all, std::size_t drug) { return &all.market.wholesale_price_eur_g[drug]; },
     "What sellers pay for a gram at the start of the run; a drug that is simulated has one."},
    {"wholesale_change_year",
     "1/year",
     {-0.5, 0.5},
     [](Parameters& all, std::size_t drug) { return &all.market.wholesale_change_year[drug]; },
     "Yearly relative change of the wholesale price."},
});

/// In the order of `fields`, by drug.
constexpr std::array<std::array<DrugValue, fields.size()>, drug_count> values{{
    {{
        // cannabis
        {8.0, {6, 11}, "A-24"},                                                           // reference_price_eur_g
        {0.28, {0.19, 0.45}, "A-19, A-21, A-22, E-10"},                                   // light_g_week
        {6.2, {3.7, 8.7}, "A-19, A-21, A-22, E-10"},                                      // heavy_g_week
        {-0.5, {-1.2, -0.2}, "E-11"},                                                     // price_elasticity
        {-1.59, {-2.3, -0.35}, "fit to A-38, E-22 (market-fit); range: A-38 25 to 55 %"}, // delivery_taste
        {-2.5, {-3, 0}, "fit to A-38 (market-fit)"},                                      // online_taste
        {-1.4, {-3, 0}, "fit to A-17, A-19 (397 t used, 2.7 bn EUR sold)"},               // self_supply_taste
        {0.397, {0.22, 0.57}, "A-15, A-17"},                                              // revenue_share
        {3.7, {3, 4.4}, "A-37 (product 45 to 55 % of turnover), A-24"},                   // wholesale_price_eur_g
        {0.0, {-0.03, 0.03}, "A-24, A-25"},                                               // wholesale_change_year
    }},
    {{
        // cocaine
        {65.0, {53, 70}, "A-24"},                                                         // reference_price_eur_g
        {0.187, {0.12, 0.3}, "A-19, A-21, A-22, E-10"},                                   // light_g_week
        {2.96, {1.8, 4.1}, "A-19, A-21, A-22, E-10"},                                     // heavy_g_week
        {-0.5, {-1.2, -0.2}, "E-11"},                                                     // price_elasticity
        {-1.54, {-2.3, -0.35}, "fit to A-38, E-22 (market-fit); range: A-38 25 to 55 %"}, // delivery_taste
        {-2.4, {-3, 0}, "fit to A-38 (market-fit)"},                                      // online_taste
        {-4.0, {-6, -2}, "fit to A-16, A-19 (47 t used, 3.1 bn EUR sold)"},               // self_supply_taste
        {0.456, {0.26, 0.65}, "A-15, A-16"},                                              // revenue_share
        {30.0, {24, 36}, "A-37 (product 45 to 55 % of turnover), A-24"},                  // wholesale_price_eur_g
        {-0.03, {-0.12, 0.0}, "A-24, A-25"},                                              // wholesale_change_year
    }},
    {{
        // heroin
        {28.3, {20, 40}, "A-18 (231.9 M EUR, 8.2 t)"},                          // reference_price_eur_g
        {0.15, {0.05, 0.3}, "assumed; swept"},                                  // light_g_week
        {2.2, {1.3, 3.1}, "A-18 (8.2 t); users assumed"},                       // heavy_g_week
        {-0.3, {-0.6, -0.2}, "E-11"},                                           // price_elasticity
        {-1.54, {-2.3, -0.35}, "assumed as cocaine; swept"},                    // delivery_taste
        {-2.5, {-4, 0}, "assumed; swept"},                                      // online_taste
        {-4.0, {-6, -2}, "assumed; swept"},                                     // self_supply_taste
        {0.034, {0.02, 0.048}, "A-15, A-18"},                                   // revenue_share
        {14.0, {11, 17}, "assumed as A-37 (product 45 to 55 % of turnover)"},   // wholesale_price_eur_g
        {-0.026, {-0.06, 0.0}, "A-18 (value -13 %, volume +23 % in 13 years)"}, // wholesale_change_year
    }},
    {{
        // synthetic
        {12.0, {8, 16}, "A-18 (4.8 EUR a tablet); 0.4 g a tablet assumed"},    // reference_price_eur_g
        {0.25, {0.15, 0.4}, "A-18, A-21; split assumed"},                      // light_g_week
        {5.0, {3.0, 7.0}, "A-18, A-21; split assumed"},                        // heavy_g_week
        {-0.5, {-1.2, -0.2}, "assumed as cocaine; swept"},                     // price_elasticity
        {-1.54, {-2.3, -0.35}, "assumed as cocaine; swept"},                   // delivery_taste
        {-1.5, {-3, 0}, "assumed; swept"},                                     // online_taste
        {-2.5, {-5, -1}, "assumed; swept"},                                    // self_supply_taste
        {0.057, {0.034, 0.079}, "A-15, A-18 (MDMA and amphetamine)"},          // revenue_share
        {6.0, {4.8, 7.2}, "assumed as A-37 (product 45 to 55 % of turnover)"}, // wholesale_price_eur_g
        {0.0, {-0.05, 0.03}, "assumed; swept"},                                // wholesale_change_year
    }},
}};

constexpr std::string_view path = "market.{field}_{drug}";

/// Below 1, so that what is simulated is never divided by nothing.
constexpr double most_other_drugs = 0.98;

} // namespace

std::vector<ParameterRow> market_rows_of_drugs()
{
    return RowsByDrug<fields, values, path>::field_after_field();
}

double share_of_other_drugs(const MarketParameters& parameters, SimulatedDrugs drugs)
{
    const SimulatedDrugs named{Drug::cannabis, Drug::cocaine};
    double share = parameters.other_drugs_share;
    for (std::size_t drug = 0; drug < drug_count; ++drug) {
        if (drugs.has(drug) && !named.has(drug)) share -= parameters.revenue_share[drug];
        if (!drugs.has(drug) && named.has(drug)) share += parameters.revenue_share[drug];
    }
    return std::clamp(share, 0.0, most_other_drugs);
}

} // namespace emprise
