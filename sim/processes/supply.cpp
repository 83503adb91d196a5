#include "processes/supply.hpp"

#include "processes/supply/consignments.hpp"
#include "processes/supply/restock.hpp"
#include "processes/supply/routes.hpp"
#include "world/drug_prices.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <utility>

namespace emprise {

namespace {

constexpr double lowest_price_factor = 0.5;
constexpr double highest_price_factor = 4.0;

void receive_consignments(World& world)
{
    for (const DepartementId departement : each<Departement>(world.hubs.size()))
        for (int drug = 0; drug < drug_count; ++drug) {
            const auto index = static_cast<std::size_t>(drug);
            const std::int64_t arriving = std::exchange(world.hubs.under_way_mg[departement][index], 0);
            world.hubs.stock_mg[departement][index] += arriving;
            world.ledger.move_drug(drug, DrugPlace::in_transit, DrugPlace::hub_stock, arriving);
        }
}

void expect_orders(World& world, const WeekOfOrders& week, const SupplyParameters& parameters)
{
    for (const DepartementId departement : each<Departement>(world.hubs.size()))
        for (std::size_t drug = 0; drug < drug_count; ++drug) {
            double& orders = world.hubs.orders_mg[departement][drug];
            orders +=
                (static_cast<double>(week.ordered_mg[departement][drug]) - orders) / parameters.order_memory_weeks;
        }
}

/// Prices tend to where scarcity puts them, and the cost of routes against that at usual risks.
void set_prices(World& world, const SupplyParameters& parameters, const MarketParameters& market)
{
    Hubs& hubs = world.hubs;
    for (const DepartementId departement : each<Departement>(hubs.size()))
        for (std::size_t drug = 0; drug < drug_count; ++drug) {
            const double enough = hubs.orders_mg[departement][drug] * parameters.scarce_weeks;
            const auto held = static_cast<double>(hubs.stock_mg[departement][drug]);
            const double scarcity = enough > 0.0 ? std::clamp(1.0 - held / enough, 0.0, 1.0) : 0.0;
            const WayChoice choice = choose_ways(world, departement, drug, parameters, market);
            const double dearer = choice.cost_eur_g > 0.0
                                      ? (choice.cost_eur_g - world.route_trees->usual_cost_eur_g[departement][drug]) /
                                            market.wholesale_price_eur_g[drug]
                                      : 0.0;
            double& factor = hubs.price_factor[departement][drug];
            factor += parameters.price_speed * (1.0 + parameters.scarcity_price * scarcity + dearer - factor);
            factor = std::clamp(factor, lowest_price_factor, highest_price_factor);
        }
}

/// Importers take out what the hub does not need to buy with.
void take_out_cash(World& world, const SupplyParameters& parameters, const MarketParameters& market)
{
    const DrugNumbers price = wholesale_price_eur_g(market, world.week);
    for (const DepartementId departement : each<Departement>(world.hubs.size())) {
        double purchase_eur = 0.0;
        for (std::size_t drug = 0; drug < drug_count; ++drug)
            purchase_eur += world.hubs.orders_mg[departement][drug] / 1000.0 * price[drug] * parameters.import_share;
        const auto kept = static_cast<std::int64_t>(purchase_eur * parameters.hub_cash_weeks * 100.0);
        std::int64_t& cash = world.hubs.cash_cents[departement];
        const std::int64_t out = std::max<std::int64_t>(0, cash - kept);
        cash -= out;
        world.ledger.pay(Purse::wholesale, Purse::abroad, out);
    }
}

} // namespace

void advance_supply(World& world, const Channels& channels, const SupplyParameters& parameters,
                    const MarketParameters& market, const Luck& luck)
{
    think_over_routes(world, parameters, market);
    receive_consignments(world);
    const WeekOfOrders week = restock_cells(world, market);
    expect_orders(world, week, parameters);
    fade_memories(world.routes, parameters);
    send_consignments(world, channels, week, parameters, market, luck);
    repay_debts(world, parameters);
    set_prices(world, parameters, market);
    take_out_cash(world, parameters, market);
}

} // namespace emprise
