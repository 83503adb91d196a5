#include "processes/organisations/debts.hpp"

#include "world/close_cell.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

/// What each cell has to put on its people, cents, and what its network could be owed by those on call.
struct Burden {
    Column<Cell, std::int64_t> of_stock;
    Column<Organisation, std::int64_t> of_loads; ///< Not yet owed by anybody.
    bool any{};
};

Burden weigh_burden(World& world, const OrganisationsParameters& parameters)
{
    Cells& cells = world.cells;
    const Organisations& organisations = world.organisations;
    const double least = parameters.least_debt_eur * 100.0;
    Burden burden{Column<Cell, std::int64_t>(cells.size(), 0),
                  Column<Organisation, std::int64_t>(organisations.size(), 0), false};
    for (const CellId cell : each<Cell>(cells.size())) {
        if (cells.lost_cents[cell] <= 0 || !cells.is_open(cell) || !cells.organisation[cell].present()) continue;
        const double charged = static_cast<double>(cells.lost_cents[cell]) * parameters.charged_share;
        if (charged < least) continue;
        cells.lost_cents[cell] = 0;
        burden.of_stock[cell] = static_cast<std::int64_t>(std::floor(charged));
        burden.any = burden.any || burden.of_stock[cell] > 0;
    }
    for (const OrganisationId network : each<Organisation>(organisations.size())) {
        if (!organisations.is_running(network) || organisations.debt_cents[network] <= 0) continue;
        const auto debts = static_cast<double>(organisations.debt_cents[network]);
        burden.of_loads[network] = static_cast<std::int64_t>(std::floor(debts * parameters.pressed_share));
        burden.any = burden.any || burden.of_loads[network] > 0;
    }
    return burden;
}

/// What is owed already counts against the loads; a rest that is small waits.
void take_off_what_is_owed(const World& world, const OrganisationsParameters& parameters, Burden& burden)
{
    for (const TraderId trader : each<TraderTag>(world.traders.size())) {
        if (world.traders.debt_cents[trader] <= 0 || !world.traders.cell[trader].present()) continue;
        const OrganisationId network = world.cells.organisation[world.traders.cell[trader]];
        if (network.present()) burden.of_loads[network] -= world.traders.debt_cents[trader];
    }
    const auto least = static_cast<std::int64_t>(parameters.least_debt_eur * 100.0);
    for (std::int64_t& cents : burden.of_loads)
        if (cents < least) cents = 0;
}

struct Pressed {
    double u;
    Who who;
    TraderId trader;
};

bool can_be_pressed(const World& world, TraderId trader)
{
    return world.traders.debt_cents[trader] <= 0 && world.traders.role[trader] != Role::manager;
}

/// Those with the smallest tickets owe up to the largest debt each, until nothing is left.
void lay_on(World& world, std::vector<Pressed>& people, std::int64_t cents, std::int64_t largest)
{
    std::sort(people.begin(), people.end(),
              [](const Pressed& a, const Pressed& b) { return a.u != b.u ? a.u < b.u : a.who < b.who; });
    for (const Pressed& one : people) {
        if (cents <= 0) return;
        const std::int64_t owed = std::min(cents, largest);
        world.traders.debt_cents[one.trader] = static_cast<std::int32_t>(owed);
        cents -= owed;
        ++world.tallies[Flow::pressed_into_debt][commune_of(world, world.traders.cell[one.trader])];
    }
}

/// Everybody who can be pressed, by cell for stock seized and by network for loads lost.
template <class Tag, class Wanted>
std::vector<std::vector<Pressed>> list_people(const World& world, const Column<Tag, std::int64_t>& burden,
                                              Wanted&& key_of, const Luck& luck, std::uint16_t nth)
{
    std::vector<std::vector<Pressed>> people(burden.size());
    for (const TraderId trader : each<TraderTag>(world.traders.size())) {
        if (!world.traders.cell[trader].present() || !can_be_pressed(world, trader)) continue;
        const Id<Tag> key = key_of(trader);
        if (!key.present() || burden[key] <= 0) continue;
        const Who who = who_is(world.residents, world.traders.resident[trader]);
        people[key.value()].push_back({luck.uniform(Purpose::coerced, who, {}, nth), who, trader});
    }
    return people;
}

} // namespace

void collect_debts(World& world, const OrganisationsParameters& parameters, const Luck& luck)
{
    Burden burden = weigh_burden(world, parameters);
    if (!burden.any) return;
    take_off_what_is_owed(world, parameters, burden);
    const auto largest = static_cast<std::int64_t>(parameters.largest_debt_eur * 100.0);
    auto of_cells = list_people(
        world, burden.of_stock, [&](TraderId trader) { return world.traders.cell[trader]; }, luck, 0);
    for (const CellId cell : each<Cell>(world.cells.size()))
        lay_on(world, of_cells[cell.value()], burden.of_stock[cell], largest);
    auto of_networks = list_people(
        world, burden.of_loads,
        [&](TraderId trader) {
            const bool on_call = world.traders.on_post[trader] == 0;
            return on_call ? world.cells.organisation[world.traders.cell[trader]] : OrganisationId::none();
        },
        luck, 1);
    for (const OrganisationId network : each<Organisation>(world.organisations.size()))
        lay_on(world, of_networks[network.value()], burden.of_loads[network], largest);
}

} // namespace emprise
