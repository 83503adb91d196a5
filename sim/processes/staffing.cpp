#include "processes/staffing.hpp"

#include "processes/staffing/entry.hpp"
#include "processes/staffing/pay.hpp"
#include "processes/staffing/reserve.hpp"
#include "world/close_cell.hpp"
#include "world/market_links.hpp"
#include "world/recruits.hpp"
#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

namespace {

/// Where an entrant goes: most near home, some to another town (facts A-56).
NewTrader place_entrant(World& world, const Offers& offers, const Entrant& entrant,
                        const StaffingParameters& parameters, const Luck& luck)
{
    const QuartierId home = world.residents.record[entrant.resident].home();
    const Who who = who_is(world.residents, entrant.resident);
    CellId cell;
    if (!luck.happens(parameters.elsewhere_share, Purpose::from_elsewhere, who))
        cell = near_cell(world, offers, home, who, luck);
    if (!cell.present()) cell = far_cell(offers, departement_of(world, home), who, luck);
    const CellKind kind = cell.present() ? world.cells.kind[cell] : CellKind::site;
    const double u = luck.at_week(0).uniform(Purpose::trade_role, who);
    const auto week = static_cast<std::int16_t>(world.week);
    return {entrant.resident, cell, 0, role_of_newcomer(u, kind, entrant.age, parameters), week, week};
}

std::vector<NewTrader> take_in(World& world, const Channels& channels, const Offers& offers,
                               const StaffingParameters& parameters, const Luck& luck)
{
    const EntryQuestion question{world, channels, parameters, offers, luck, world.calendar.year_of(world.week)};
    constexpr int adult = 18;
    std::vector<NewTrader> joining;
    for (const Entrant& entrant : list_entrants(question, world.clamped_hazards)) {
        joining.push_back(place_entrant(world, offers, entrant, parameters, luck));
        const QuartierId home = world.residents.record[entrant.resident].home();
        const CommuneId commune = world.territory->quartiers.commune[home];
        ++world.tallies[Flow::trade_entries][commune];
        if (entrant.age < adult) ++world.tallies[Flow::trade_entries_minors][commune];
    }
    return joining;
}

/// Up where posts stay vacant, down where none does; never below the floor, never above what leaves no margin.
void adjust_wages(Cells& cells, const StaffingParameters& parameters)
{
    const double floor = parameters.lowest_wage_eur_week * 100.0;
    for (const CellId cell : each<Cell>(cells.size())) {
        if (!cells.is_open(cell) || cells.posts[cell] <= 0) continue;
        const double vacant = cells.posts[cell] - cells.on_post[cell];
        const double gap = vacant / cells.posts[cell] - parameters.usual_vacancy;
        const auto now = static_cast<double>(cells.wage_cents_week[cell]);
        double wage = now * (1.0 + std::min(parameters.wage_adjustment * gap, parameters.largest_wage_rise_week));
        if (cells.on_post[cell] > 0) {
            const double no_margin = now + cells.profit_cents[cell] / cells.on_post[cell];
            wage = std::min(wage, std::max(no_margin, now * (1.0 - parameters.largest_wage_cut_week)));
        }
        cells.wage_cents_week[cell] = static_cast<std::int64_t>(std::max(wage, floor) + 0.5);
    }
}

void close_unmanned(World& world, const StaffingParameters& parameters, const Luck& luck)
{
    std::vector<Closed> closed;
    for (const CellId cell : open_cells_by_name(world.cells)) {
        std::int16_t& weeks = world.cells.unmanned_weeks[cell];
        weeks = world.cells.on_post[cell] > 0 ? std::int16_t{0} : static_cast<std::int16_t>(weeks + 1);
        if (weeks > parameters.unmanned_weeks) closed.push_back(close_cell(world, cell, Closure::unmanned));
    }
    release_staff(world, closed, luck);
}

} // namespace

/// Leaving comes before entering, so that nobody does both in one week; hiring comes last, so that new people on call
/// can be taken on at once (facts E-19: hours to days).
void advance_staffing(World& world, const Channels& channels, const StaffingParameters& parameters, const Luck& luck)
{
    pay_staff(world, parameters);
    Offers offers = survey_offers(world, parameters);
    const std::vector<ResidentId> leaving = turn_over(world, parameters, luck);
    const std::vector<NewTrader> joining = take_in(world, channels, offers, parameters, luck);
    change_traders(world, leaving, joining);
    renew_draw(offers, world, parameters);
    find_cells(world, offers, parameters, luck);
    fill_vacancies(world, parameters, luck);
    adjust_wages(world.cells, parameters);
    close_unmanned(world, parameters, luck);
}

} // namespace emprise
