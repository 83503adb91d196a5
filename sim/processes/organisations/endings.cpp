#include "processes/organisations/endings.hpp"

#include "world/close_cell.hpp"
#include "world/ties.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace emprise {

namespace {

/// Counts the weeks of trouble and says how the network ends, `running` when it goes on.
Ending state_of(World& world, OrganisationId network, const std::vector<CellId>& cells,
                const OrganisationsParameters& parameters)
{
    Organisations& organisations = world.organisations;
    const bool idle = cells.empty();
    const bool broke = organisations.cash_cents[network] <= 0 && means_cents(world, network, cells) < 0;
    const auto count = [](std::int16_t& weeks, bool on) {
        weeks = on ? static_cast<std::int16_t>(weeks + 1) : std::int16_t{0};
    };
    count(organisations.idle_weeks[network], idle);
    count(organisations.broke_weeks[network], broke);
    const bool headless = !organisations.leader[network].present();
    if (idle && (headless || organisations.idle_weeks[network] > parameters.idle_weeks)) return Ending::empty;
    return organisations.broke_weeks[network] > parameters.broke_weeks ? Ending::broke : Ending::running;
}

/// The closest ally that runs.
std::optional<OrganisationId> find_taker(const World& world, OrganisationId network,
                                         const OrganisationsParameters& parameters)
{
    const Ties& ties = world.ties;
    std::optional<OrganisationId> taker;
    double best = parameters.taker_alliance;
    for (const TieId tie : each<TieTag>(ties.size())) {
        if (ties.first[tie] != network && ties.second[tie] != network) continue;
        const OrganisationId other = ties.first[tie] == network ? ties.second[tie] : ties.first[tie];
        if (!world.organisations.is_running(other) || ties.alliance[tie] < best) continue;
        taker = other;
        best = ties.alliance[tie];
    }
    return taker;
}

/// The cell changes hands with its staff, stock, cash and books.
void inherit(World& world, CellId cell, OrganisationId taker)
{
    world.cells.organisation[cell] = taker;
    const CommuneId commune = commune_of(world, cell);
    ++world.tallies[Flow::cells_inherited][commune];
    world.events.push_back({.week = static_cast<std::int16_t>(world.week),
                            .kind = EventKind::taken_over,
                            .reason = 0,
                            .commune = commune,
                            .who = world.cells.who[cell],
                            .other = world.organisations.who[taker],
                            .terms = {}});
}

/// Cells that earn go to the taker, the others close. Returns how many were taken.
std::size_t dissolve_cells(World& world, Holdings& holdings, OrganisationId network,
                           const std::optional<OrganisationId>& taker, std::vector<Closed>& closed)
{
    std::size_t taken = 0;
    for (const CellId cell : std::exchange(holdings.cells[network], {})) {
        if (taker && world.cells.profit_cents[cell] > 0.0) {
            inherit(world, cell, *taker);
            holdings.cells[*taker].push_back(cell);
            ++taken;
        } else
            closed.push_back(close_cell(world, cell, Closure::unprofitable));
    }
    return taken;
}

/// Nothing is left behind.
void settle(World& world, OrganisationId network, const std::optional<OrganisationId>& taker)
{
    Organisations& organisations = world.organisations;
    const std::int64_t cash = std::exchange(organisations.cash_cents[network], 0);
    world.ledger.pay(Purse::organisations, cash >= 0 ? Purse::workers : Purse::abroad, cash);
    world.ledger.pay(Purse::laundered, Purse::workers, std::exchange(organisations.clean_cents[network], 0));
    organisations.debt_cents[network] = 0;
    const std::int32_t weapons = std::exchange(organisations.weapons[network], 0);
    if (taker)
        organisations.weapons[*taker] += weapons;
    else
        world.ledger.move_weapons(WeaponPlace::held, WeaponPlace::lost, weapons);
    organisations.leader[network] = ResidentId::none();
    organisations.protection[network] = 0.0;
}

void end_network(World& world, Holdings& holdings, OrganisationId network, Ending how,
                 const OrganisationsParameters& parameters, std::vector<Closed>& closed)
{
    Organisations& organisations = world.organisations;
    const std::optional<OrganisationId> taker = find_taker(world, network, parameters);
    const std::size_t taken = dissolve_cells(world, holdings, network, taker, closed);
    settle(world, network, taker);
    organisations.ending[network] = taken > 0 ? Ending::taken_over : how;
    organisations.ended[network] = static_cast<std::int16_t>(world.week);
    tally(world, Flow::organisations_ended, network, 1);
    record(world, EventKind::ended, static_cast<std::uint8_t>(organisations.ending[network]), network,
           taker ? organisations.who[*taker] : Who{}, {static_cast<float>(taken), 0.0F, 0.0F, 0.0F});
}

} // namespace

std::int64_t means_cents(const World& world, OrganisationId network, const std::vector<CellId>& cells)
{
    std::int64_t means = world.organisations.cash_cents[network] + world.organisations.clean_cents[network] -
                         world.organisations.debt_cents[network];
    for (const CellId cell : cells) means += world.cells.cash_cents[cell];
    return means;
}

void end_networks(World& world, Holdings& holdings, const OrganisationsParameters& parameters, const Luck& luck)
{
    std::vector<Closed> closed;
    for (const OrganisationId network : std::vector<OrganisationId>{holdings.running}) {
        const Ending how = state_of(world, network, holdings.cells[network], parameters);
        if (how != Ending::running) end_network(world, holdings, network, how, parameters, closed);
    }
    std::erase_if(holdings.running, [&](OrganisationId network) { return !world.organisations.is_running(network); });
    release_staff(world, closed, luck);
}

} // namespace emprise
