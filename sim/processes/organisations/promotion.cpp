#include "processes/organisations/promotion.hpp"

#include "world/close_cell.hpp"
#include "world/traders.hpp"

#include <cmath>

namespace emprise {

namespace {

/// 1 for each open cell that is short of managers and fills a post of manager this week.
Column<Cell, std::uint8_t> cells_that_promote(const World& world, const OrganisationsParameters& parameters,
                                              const Luck& luck)
{
    const Cells& cells = world.cells;
    Column<Cell, std::int32_t> managers(cells.size(), 0);
    for (const TraderId trader : each<TraderTag>(world.traders.size()))
        if (world.traders.role[trader] == Role::manager && world.traders.cell[trader].present())
            ++managers[world.traders.cell[trader]];
    Column<Cell, std::uint8_t> promotes(cells.size(), 0);
    for (const CellId cell : each<Cell>(cells.size())) {
        if (!cells.is_open(cell) || cells.on_post[cell] == 0) continue;
        if (managers[cell] >= managers_wanted(cells.posts[cell], parameters)) continue;
        promotes[cell] = luck.happens(parameters.promotion_week, Purpose::promotion, cells.who[cell]) ? 1 : 0;
    }
    return promotes;
}

bool may_rise(const World& world, TraderId trader, const OrganisationsParameters& parameters)
{
    const Role role = world.traders.role[trader];
    const bool on_street = role == Role::seller || role == Role::lookout || role == Role::courier;
    return on_street && world.traders.on_post[trader] != 0 &&
           world.week - world.traders.entered[trader] >= parameters.promotion_experience_weeks;
}

struct Candidate {
    TraderId trader;
    std::int16_t entered{};
    Who who;
};

} // namespace

int managers_wanted(int posts, const OrganisationsParameters& parameters)
{
    return std::max(1, static_cast<int>(std::ceil(posts / parameters.posts_per_manager)));
}

void promote(World& world, const OrganisationsParameters& parameters, const Luck& luck)
{
    const Column<Cell, std::uint8_t> promotes = cells_that_promote(world, parameters, luck);
    Column<Cell, Candidate> best(world.cells.size(), Candidate{});
    for (const TraderId trader : each<TraderTag>(world.traders.size())) {
        const CellId cell = world.traders.cell[trader];
        if (!cell.present() || promotes[cell] == 0 || !may_rise(world, trader, parameters)) continue;
        const std::int16_t entered = world.traders.entered[trader];
        Candidate& first = best[cell];
        if (first.trader.present() && first.entered < entered) continue;
        const Who who = who_is(world.residents, world.traders.resident[trader]);
        if (first.trader.present() && first.entered == entered && first.who < who) continue;
        first = {trader, entered, who};
    }
    for (const CellId cell : each<Cell>(world.cells.size())) {
        if (!best[cell].trader.present()) continue;
        world.traders.role[best[cell].trader] = Role::manager;
        ++world.tallies[Flow::promoted][commune_of(world, cell)];
    }
}

} // namespace emprise
