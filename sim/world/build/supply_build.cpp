#include "world/build/supply_build.hpp"

#include "base/portable_math.hpp"
#include "world/drug_prices.hpp"
#include "world/route_graph.hpp"
#include "world/territory.hpp"

namespace emprise {

namespace {

void size_tables(World& world)
{
    const std::size_t departements = world.territory->departements.size();
    world.hubs.for_each_column([&](const char*, auto& column) { column.assign(departements, {}); });
    DrugNumbers usual{};
    usual.fill(1.0);
    world.hubs.price_factor.assign(departements, usual);
    world.hubs.breadth.assign(departements, usual);
}

void believe_usual_risks(World& world, const SupplyParameters& parameters)
{
    const RouteGraph& graph = route_graph(world);
    world.routes.for_each_column([&](const char*, auto& column) { column.assign(graph.memory_rows(), 0.0); });
    for (const RouteEdgeId row : each<RouteEdge>(graph.memory_rows()))
        world.routes.perceived[row] = -portable_expm1(-usual_hazard(graph, row.value(), parameters));
}

void expect_orders(World& world, const MarketParameters& market)
{
    const DrugNumbers usual = usual_sales_mg_post(world, market);
    for (const CellId cell : each<Cell>(world.cells.size())) {
        if (!world.cells.is_open(cell)) continue;
        DrugNumbers& orders = world.hubs.orders_mg[hub_of(world, cell)];
        for (std::size_t drug = 0; drug < drug_count; ++drug) orders[drug] += world.cells.on_post[cell] * usual[drug];
    }
}

void fill_hub(World& world, DepartementId departement, const Parameters& parameters)
{
    double purchase_eur = 0.0;
    for (int drug = 0; drug < drug_count; ++drug) {
        const auto index = static_cast<std::size_t>(drug);
        const double orders = world.hubs.orders_mg[departement][index];
        const auto stock = static_cast<std::int64_t>(orders * parameters.supply.hub_stock_weeks);
        const auto under_way = static_cast<std::int64_t>(orders);
        world.hubs.stock_mg[departement][index] = stock;
        world.hubs.under_way_mg[departement][index] = under_way;
        world.ledger.move_drug(drug, DrugPlace::imported, DrugPlace::hub_stock, stock);
        world.ledger.move_drug(drug, DrugPlace::imported, DrugPlace::in_transit, under_way);
        purchase_eur +=
            orders / 1000.0 * parameters.market.wholesale_price_eur_g[index] * parameters.supply.import_share;
    }
    const auto cash = static_cast<std::int64_t>(purchase_eur * parameters.supply.hub_cash_weeks * 100.0);
    world.hubs.cash_cents[departement] = cash;
    world.ledger.pay(Purse::abroad, Purse::wholesale, cash);
}

} // namespace

void build_supply(World& world, const Parameters& parameters)
{
    size_tables(world);
    believe_usual_risks(world, parameters.supply);
    expect_orders(world, parameters.market);
    for (const DepartementId departement : each<Departement>(world.hubs.size()))
        fill_hub(world, departement, parameters);
}

} // namespace emprise
