#include "processes/market/books.hpp"

#include "processes/market.hpp"
#include "world/close_cell.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

std::int64_t cents(double eur)
{
    return static_cast<std::int64_t>(std::floor(eur * 100.0 + 0.5));
}

struct Prices {
    DrugNumbers retail_eur_mg;
    Column<Departement, DrugNumbers> wholesale_eur_mg; ///< Of each hub.
    double followed_share;                             ///< Of the drugs simulated in what sellers take.
};

Prices prices_of(const World& world, const MarketParameters& parameters)
{
    Prices prices{retail_price_eur_g(parameters, world.week), {}, 1.0 - share_of_other_drugs(parameters, world.drugs)};
    for (double& eur : prices.retail_eur_mg) eur /= 1000.0;
    for (const DepartementId departement : each<Departement>(world.hubs.size()))
        prices.wholesale_eur_mg.push_back(hub_price_eur_mg(world, parameters, departement));
    return prices;
}

/// Euros of one cell's week.
struct Account {
    double asked_eur{};
    double revenue_eur{};       ///< All drugs.
    double product_eur{};       ///< Of what was sold, all drugs.
    double other_product_eur{}; ///< Of the drugs not followed one by one.
};

Account account_of(const World& world, CellId cell, const DrugMilligrams& asked, const DrugMilligrams& sold,
                   const Prices& prices)
{
    Account account;
    double followed = 0.0;
    double product = 0.0;
    const DrugNumbers& wholesale_eur_mg = prices.wholesale_eur_mg[hub_of(world, cell)];
    for (const std::size_t drug : world.drugs) {
        const double price = prices.retail_eur_mg[drug] * world.cells.price_factor[cell];
        account.asked_eur += static_cast<double>(asked[drug]) * price;
        followed += static_cast<double>(sold[drug]) * price;
        product += static_cast<double>(sold[drug]) * wholesale_eur_mg[drug];
    }
    account.revenue_eur = followed / prices.followed_share;
    account.product_eur = product / prices.followed_share;
    account.other_product_eur = account.product_eur - product;
    return account;
}

/// Takes what was sold from the stock. What fills it again comes from the hub, which is paid then (model 3.6).
void hand_over(World& world, CellId cell, const DrugMilligrams& sold)
{
    for (const std::size_t index : world.drugs) {
        const int drug = static_cast<int>(index);
        world.cells.stock_mg[cell][index] -= sold[index];
        world.ledger.move_drug(drug, DrugPlace::cell_stock, DrugPlace::consumed, sold[index]);
    }
}

/// Cash above what the cell keeps goes up, a hole is filled from above as far as the organisation can.
void share_with_organisation(World& world, CellId cell, double revenue_eur, const MarketParameters& parameters)
{
    std::int64_t& cash = world.cells.cash_cents[cell];
    std::int64_t& above = world.organisations.cash_cents[world.cells.organisation[cell]];
    const std::int64_t kept = cents(revenue_eur * parameters.cash_weeks);
    std::int64_t up = 0;
    if (cash > kept) up = cash - kept;
    if (cash < 0) up = -std::min(-cash, std::max<std::int64_t>(above, 0));
    cash -= up;
    above += up;
    world.ledger.pay(Purse::cells, Purse::organisations, up);
}

void tally(World& world, CellId cell, std::int64_t revenue, std::int64_t wages, const DrugMilligrams& sold)
{
    const CommuneId commune = commune_of(world, cell);
    world.tallies[Flow::sales_cents][commune] += revenue;
    if (world.cells.kind[cell] == CellKind::crew) world.tallies[Flow::delivery_cents][commune] += revenue;
    for (const std::size_t drug : world.drugs) world.tallies[sales_of(drug)][commune] += sold[drug];
    world.tallies[Flow::wages_cents][commune] += wages;
}

/// A price tends to cost and margin; it is dearer where more is asked than the usual use of capacity, cheaper where
/// less.
void adjust_price(Cells& cells, CellId cell, const Account& account, std::int64_t wages, double capacity_eur,
                  const MarketParameters& parameters)
{
    if (capacity_eur <= 0.0) return;
    double& factor = cells.price_factor[cell];
    const double gap = std::clamp(account.asked_eur / capacity_eur - parameters.usual_use_of_capacity, -1.0, 1.0);
    double step = parameters.price_step_week * gap;
    if (account.revenue_eur > 0.0) {
        const double cost_eur = account.product_eur + static_cast<double>(wages) / 100.0;
        const double aimed = cost_eur / (1.0 - parameters.other_cost_share - parameters.margin_share);
        const double bounded = std::clamp(aimed / account.revenue_eur * factor, parameters.lowest_price_factor,
                                          parameters.highest_price_factor);
        step += parameters.cost_step_week * (bounded - factor) / factor;
    }
    factor = std::clamp(factor * (1.0 + step), parameters.lowest_price_factor, parameters.highest_price_factor);
}

void settle_cell(World& world, const WeekOfSales& sales, std::size_t slot, const Prices& prices,
                 const MarketParameters& parameters)
{
    Cells& cells = world.cells;
    const CellId cell = sales.sellers[slot];
    const DrugMilligrams& sold = sales.sold_mg[slot];
    const Account account = account_of(world, cell, sales.asked_mg[slot], sold, prices);
    const std::int64_t revenue = cents(account.revenue_eur);
    const std::int64_t product = cents(account.other_product_eur);
    hand_over(world, cell, sold);
    const std::int64_t wages = cells.on_post[cell] * cells.wage_cents_week[cell];
    const std::int64_t other = cents(account.revenue_eur * parameters.other_cost_share);
    cells.cash_cents[cell] += revenue - product - wages - other;
    world.ledger.pay(Purse::users, Purse::cells, revenue);
    world.ledger.pay(Purse::cells, Purse::abroad, product);
    world.ledger.pay(Purse::cells, Purse::workers, wages);
    world.ledger.pay(Purse::cells, Purse::other_costs, other);
    cells.revenue_cents[cell] = revenue;
    cells.demanded_mg[cell] = sales.asked_mg[slot];
    cells.sold_mg[cell] = sold;
    const double profit = static_cast<double>(revenue - wages - other) - 100.0 * account.product_eur;
    cells.profit_cents[cell] += (profit - cells.profit_cents[cell]) / parameters.profit_memory_weeks;
    share_with_organisation(world, cell, account.revenue_eur, parameters);
    tally(world, cell, revenue, wages, sold);
    adjust_price(cells, cell, account, wages, sales.capacity_eur[slot], parameters);
}

void tally_purchases(World& world, CommuneId commune, const Purchases& purchases, double followed_share)
{
    const auto add = [&](Flow flow, double eur) { world.tallies[flow][commune] += cents(eur / followed_share); };
    add(Flow::site_purchases_cents, purchases.at_sites_eur);
    add(Flow::site_purchases_near_cents, purchases.near_eur);
    add(Flow::displaced_cents, purchases.displaced_eur);
    add(Flow::displaced_same_town_cents, purchases.same_town_eur);
    add(Flow::displaced_other_town_cents, purchases.other_town_eur);
    add(Flow::displaced_delivered_cents, purchases.delivered_eur);
}

/// Online orders, self-supply, purchases beyond the edge and what nobody served.
void settle_quartier(World& world, const WeekOfSales& sales, QuartierId quartier, const Prices& prices,
                     const MarketParameters& parameters)
{
    double online_eur = 0.0;
    double outside_eur = 0.0;
    double unserved_eur = 0.0;
    for (const std::size_t index : world.drugs) {
        const int drug = static_cast<int>(index);
        const std::int64_t online = sales.online_mg[quartier.value()][index];
        const std::int64_t outside = sales.outside_mg[quartier.value()][index];
        world.ledger.move_drug(drug, DrugPlace::imported, DrugPlace::consumed,
                               online + outside + sales.self_supplied_mg[quartier.value()][index]);
        outside_eur += static_cast<double>(outside) * prices.retail_eur_mg[index];
        online_eur += static_cast<double>(online) * prices.retail_eur_mg[index];
        unserved_eur += static_cast<double>(sales.unserved_mg[quartier.value()][index]) *
                        parameters.reference_price_eur_g[index] / 1000.0;
    }
    const CommuneId commune = world.territory->quartiers.commune[quartier];
    const std::int64_t online_cents = cents(online_eur / prices.followed_share);
    const std::int64_t unserved_cents = cents(unserved_eur / prices.followed_share);
    world.ledger.pay(Purse::users, Purse::abroad, online_cents);
    world.tallies[Flow::online_cents][commune] += online_cents;
    const std::int64_t outside_cents = cents(outside_eur / prices.followed_share);
    world.ledger.pay(Purse::users, Purse::outside, outside_cents);
    world.tallies[Flow::outside_cents][commune] += outside_cents;
    world.tallies[Flow::unserved_cents][commune] += unserved_cents;
    tally_purchases(world, commune, sales.purchases[quartier.value()], prices.followed_share);
    double& memory = world.quartiers.unserved_cents[quartier];
    memory += (static_cast<double>(unserved_cents) - memory) / parameters.unserved_memory_weeks;
}

} // namespace

void settle_books(World& world, const WeekOfSales& sales, const MarketParameters& parameters)
{
    const Prices prices = prices_of(world, parameters);
    for (std::size_t slot = 0; slot < sales.sellers.size(); ++slot) settle_cell(world, sales, slot, prices, parameters);
    for (const QuartierId quartier : each<Quartier>(world.territory->quartiers.size()))
        settle_quartier(world, sales, quartier, prices, parameters);
}

} // namespace emprise
