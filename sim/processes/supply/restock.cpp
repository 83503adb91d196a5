#include "processes/supply/restock.hpp"

#include "world/drug_prices.hpp"
#include "world/market_links.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

/// What cells look at when they order.
struct Ordering {
    const World& world;
    const MarketParameters& market;
    DrugNumbers retail_eur_mg;
    Column<Departement, DrugNumbers> usual_mg_post; ///< Orders of the hub per post of its cells.
};

Ordering prepare(const World& world, const MarketParameters& market, const std::vector<CellId>& sellers)
{
    Ordering ordering{world, market, retail_price_eur_g(market, world.week), world.hubs.orders_mg};
    for (double& eur : ordering.retail_eur_mg) eur /= 1000.0;
    Column<Departement, std::int64_t> posts(world.hubs.size(), 0);
    for (const CellId cell : sellers) posts[hub_of(world, cell)] += world.cells.posts[cell];
    for (const DepartementId departement : each<Departement>(world.hubs.size()))
        for (double& milligrams : ordering.usual_mg_post[departement])
            milligrams /= static_cast<double>(std::max<std::int64_t>(1, posts[departement]));
    return ordering;
}

/// What was asked of it, as far as all its posts could serve it; of a cell nobody asked yet, what posts here usually
/// sell.
DrugNumbers expected_sales_mg(const Ordering& ordering, CellId cell, DepartementId departement)
{
    const Cells& cells = ordering.world.cells;
    const DrugMilligrams& asked = cells.demanded_mg[cell];
    DrugNumbers expected{};
    double value_eur = 0.0;
    for (const std::size_t drug : ordering.world.drugs)
        value_eur += static_cast<double>(asked[drug]) * ordering.retail_eur_mg[drug] * cells.price_factor[cell];
    if (value_eur <= 0.0) {
        for (const std::size_t drug : ordering.world.drugs)
            expected[drug] = ordering.usual_mg_post[departement][drug] * cells.posts[cell];
        return expected;
    }
    const double capacity_eur = std::max(cells.posts[cell], cells.on_post[cell]) *
                                ordering.market.capacity_eur_post_week *
                                (1.0 - share_of_other_drugs(ordering.market, ordering.world.drugs));
    const double share = std::min(1.0, capacity_eur / value_eur);
    for (const std::size_t drug : ordering.world.drugs) expected[drug] = share * static_cast<double>(asked[drug]);
    return expected;
}

DrugMilligrams order_of(const Ordering& ordering, CellId cell, DepartementId departement)
{
    const DrugNumbers expected = expected_sales_mg(ordering, cell, departement);
    DrugMilligrams order{};
    for (const std::size_t drug : ordering.world.drugs) {
        const auto aimed = static_cast<std::int64_t>(expected[drug] * (1.0 + ordering.market.stock_weeks));
        order[drug] = std::max<std::int64_t>(0, aimed - ordering.world.cells.stock_mg[cell][drug]);
    }
    return order;
}

/// Moves drugs and money between a hub and one of its cells.
void deliver(World& world, DepartementId departement, const WeekOfOrders::CellOrder& order, const DrugNumbers& part,
             const DrugNumbers& price_eur_mg, DrugMilligrams& given_mg)
{
    double cost_eur = 0.0;
    const CommuneId commune = world.territory->quartiers.commune[world.cells.quartier[order.cell]];
    for (const std::size_t index : world.drugs) {
        const int drug = static_cast<int>(index);
        const std::int64_t asked = order.ordered_mg[index];
        const std::int64_t got =
            part[index] >= 1.0 ? asked : static_cast<std::int64_t>(static_cast<double>(asked) * part[index]);
        world.hubs.stock_mg[departement][index] -= got;
        world.cells.stock_mg[order.cell][index] += got;
        world.ledger.move_drug(drug, DrugPlace::hub_stock, DrugPlace::cell_stock, got);
        world.tallies[stock_out_of(index)][commune] += asked - got;
        given_mg[index] += got;
        cost_eur += static_cast<double>(got) * price_eur_mg[index];
    }
    const auto cents = static_cast<std::int64_t>(std::floor(cost_eur * 100.0 + 0.5));
    world.cells.cash_cents[order.cell] -= cents;
    world.hubs.cash_cents[departement] += cents;
    world.ledger.pay(Purse::cells, Purse::wholesale, cents);
}

} // namespace

WeekOfOrders restock_cells(World& world, const MarketParameters& market)
{
    const std::size_t departements = world.hubs.size();
    const std::vector<CellId> sellers = open_cells_by_name(world.cells);
    const Ordering ordering = prepare(world, market, sellers);
    WeekOfOrders week{Column<Departement, std::vector<WeekOfOrders::CellOrder>>(departements),
                      Column<Departement, DrugMilligrams>(departements),
                      Column<Departement, DrugMilligrams>(departements)};
    for (const CellId cell : sellers) {
        const DepartementId departement = hub_of(world, cell);
        const DrugMilligrams order = order_of(ordering, cell, departement);
        week.orders[departement].push_back({cell, order});
        for (const std::size_t drug : world.drugs) week.ordered_mg[departement][drug] += order[drug];
    }
    constexpr double hair = 1.0 - 1e-12; // Parts are rounded down: their sum stays within the stock.
    for (const DepartementId departement : each<Departement>(departements)) {
        DrugNumbers part{};
        for (const std::size_t drug : world.drugs) {
            const auto asked = static_cast<double>(week.ordered_mg[departement][drug]);
            const auto stock = static_cast<double>(world.hubs.stock_mg[departement][drug]);
            part[drug] = asked > stock ? hair * stock / asked : 1.0;
        }
        const DrugNumbers price = hub_price_eur_mg(world, market, departement);
        for (const WeekOfOrders::CellOrder& order : week.orders[departement])
            deliver(world, departement, order, part, price, week.given_mg[departement]);
    }
    return week;
}

void charge_networks(World& world, const WeekOfOrders& week, DepartementId departement, std::size_t drug,
                     std::int64_t cents)
{
    const auto all = static_cast<double>(week.ordered_mg[departement][drug]);
    if (all <= 0.0) return;
    double so_far = 0.0;
    std::int64_t charged = 0;
    for (const WeekOfOrders::CellOrder& order : week.orders[departement]) {
        const OrganisationId organisation = world.cells.organisation[order.cell];
        so_far += static_cast<double>(order.ordered_mg[drug]);
        const auto up_to = static_cast<std::int64_t>(static_cast<double>(cents) * (so_far / all));
        const std::int64_t part = up_to - charged;
        charged = up_to;
        if (part == 0) continue;
        world.organisations.debt_cents[organisation] += part;
        const CommuneId home = world.territory->quartiers.commune[world.organisations.home[organisation]];
        world.tallies[Flow::debts_incurred_cents][home] += part;
    }
}

void repay_debts(World& world, const SupplyParameters& parameters)
{
    Organisations& organisations = world.organisations;
    for (const OrganisationId organisation : each<Organisation>(organisations.size())) {
        std::int64_t& debt = organisations.debt_cents[organisation];
        std::int64_t& cash = organisations.cash_cents[organisation];
        if (debt <= 0 || cash <= 0 || !organisations.is_running(organisation)) continue;
        const auto due = static_cast<std::int64_t>(std::ceil(static_cast<double>(debt) * parameters.debt_repaid_week));
        const std::int64_t paid = std::min({due, debt, cash});
        debt -= paid;
        cash -= paid;
        const CommuneId home = world.territory->quartiers.commune[organisations.home[organisation]];
        world.hubs.cash_cents[world.territory->communes.departement[home]] += paid;
        world.ledger.pay(Purse::organisations, Purse::wholesale, paid);
        world.tallies[Flow::debts_repaid_cents][home] += paid;
    }
}

} // namespace emprise
