#include "world/take_over.hpp"

#include "base/expects.hpp"
#include "world/close_cell.hpp"

namespace emprise {

void take_over_cell(World& world, CellId cell, OrganisationId taker, double rivalry)
{
    const OrganisationId former = world.cells.organisation[cell];
    EXPECTS(world.cells.is_open(cell) && former.present() && former != taker);
    EXPECTS(world.organisations.is_running(taker));
    world.cells.organisation[cell] = taker;
    const CommuneId commune = commune_of(world, cell);
    ++world.tallies[Flow::cells_taken_over][commune];
    world.events.push_back({.week = static_cast<std::int16_t>(world.week),
                            .kind = EventKind::taken_over,
                            .reason = 0,
                            .commune = commune,
                            .who = world.cells.who[cell],
                            .other = world.organisations.who[former],
                            .terms = {}});
    if (!(rivalry > 0.0) || !world.organisations.is_running(former)) return;
    const TieId tie = tie_between(world.ties, world.organisations, former, taker, world.week);
    world.ties.rivalry[tie] += rivalry * (1.0 - world.ties.rivalry[tie]);
}

} // namespace emprise
