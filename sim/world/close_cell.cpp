#include "world/close_cell.hpp"

#include "base/expects.hpp"
#include "chance/tickets.hpp"
#include "world/territory.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <utility>

namespace emprise {

namespace {

void stop(World& world, CellId cell, Closure why)
{
    EXPECTS(world.cells.is_open(cell) && why != Closure::open);
    world.cells.closure[cell] = why;
    world.cells.closed[cell] = static_cast<std::int16_t>(world.week);
    if (world.cells.kind[cell] == CellKind::site)
        world.quartiers.vacated[world.cells.quartier[cell]] = static_cast<std::int16_t>(world.week);
    world.cells.revenue_cents[cell] = 0;
    world.cells.demanded_mg[cell] = {};
    world.cells.sold_mg[cell] = {};
    world.links.stale = true;
}

void record_closure(World& world, CellId cell, Closure why, std::int64_t revenue_cents)
{
    const bool site = world.cells.kind[cell] == CellKind::site;
    const CommuneId commune = commune_of(world, cell);
    ++world.tallies[site ? Flow::sites_closed : Flow::crews_closed][commune];
    world.events.push_back({static_cast<std::int16_t>(world.week),
                            site ? EventKind::site_closed : EventKind::crew_closed,
                            static_cast<std::uint8_t>(why),
                            commune,
                            world.cells.who[cell],
                            world.organisations.who[world.cells.organisation[cell]],
                            {static_cast<float>(static_cast<double>(revenue_cents) / 100.0)}});
}

/// The open cell near a quartier that wins the trader; none when no cell is in reach.
CellId nearby_cell(const World& world, QuartierId quartier, ResidentId resident, const Luck& luck)
{
    const MarketLinks& links = world.links;
    if (links.first.size() <= quartier.value() + 1) return CellId::none();
    const Who who = who_is(world.residents, resident);
    CellId best;
    Bid lowest{};
    for (std::uint32_t i = links.first[quartier.value()]; i < links.first[quartier.value() + 1]; ++i) {
        const auto& link = links.links[i];
        if (!world.cells.is_open(link.cell)) continue;
        const Who name = world.cells.who[link.cell];
        const double weight = static_cast<double>(link.proximity) * world.cells.posts[link.cell];
        const Bid bid{ticket(luck.uniform(Purpose::which_cell, who, name, 1), weight), name};
        if (best.present() && lowest < bid) continue;
        best = link.cell;
        lowest = bid;
    }
    return best;
}

} // namespace

CommuneId commune_of(const World& world, CellId cell)
{
    return world.territory->quartiers.commune[world.cells.quartier[cell]];
}

Closed close_cell(World& world, CellId cell, Closure why)
{
    Cells& cells = world.cells;
    const std::int64_t revenue_cents = cells.revenue_cents[cell];
    stop(world, cell, why);
    record_closure(world, cell, why, revenue_cents);
    for (const std::size_t drug : world.drugs) {
        std::int64_t& stock = cells.stock_mg[cell][drug];
        world.ledger.move_drug(static_cast<int>(drug), DrugPlace::cell_stock, DrugPlace::lost, std::exchange(stock, 0));
    }
    const std::int64_t cash = std::exchange(cells.cash_cents[cell], 0);
    world.organisations.cash_cents[cells.organisation[cell]] += cash;
    world.ledger.pay(Purse::cells, Purse::organisations, cash);
    return {cell, CellId::none()};
}

Closed move_cell(World& world, CellId from, NewCell to)
{
    Cells& cells = world.cells;
    to.posts = cells.posts[from];
    to.wage_cents_week = cells.wage_cents_week[from];
    to.cash_cents = std::exchange(cells.cash_cents[from], 0);
    to.organisation = cells.organisation[from];
    stop(world, from, Closure::relocated);
    const CellId next = add_cell(cells, to);
    cells.stock_mg[next] = std::exchange(cells.stock_mg[from], {});
    cells.price_factor[next] = cells.price_factor[from];
    cells.perceived_arrests[next] = cells.perceived_arrests[from];
    cells.profit_cents[next] = cells.profit_cents[from];
    const CommuneId commune = commune_of(world, next);
    if (cells.kind[next] == CellKind::site) ++world.tallies[Flow::sites_relocated][commune];
    return {from, next};
}

void release_staff(World& world, std::span<const Closed> closed, const Luck& luck)
{
    if (closed.empty()) return;
    std::vector<std::uint32_t> position(world.cells.size(), 0); // One more than the place in `closed`.
    for (std::size_t i = 0; i < closed.size(); ++i)
        position[closed[i].cell.value()] = static_cast<std::uint32_t>(i) + 1;
    Traders& traders = world.traders;
    for (const TraderId trader : each<TraderTag>(traders.size())) {
        const CellId cell = traders.cell[trader];
        if (!cell.present() || position[cell.value()] == 0) continue;
        const Closed& change = closed[position[cell.value()] - 1];
        if (change.successor.present()) {
            const std::int16_t since = traders.spell_began[trader];
            assign_trader(world, trader, change.successor, traders.on_post[trader] != 0, world.week);
            traders.spell_began[trader] = since;
        } else {
            const CellId next = nearby_cell(world, world.cells.quartier[cell], traders.resident[trader], luck);
            assign_trader(world, trader, next, false, world.week);
        }
    }
}

} // namespace emprise
