#include "world/people_events.hpp"

#include "base/expects.hpp"
#include "parallel/parallel.hpp"
#include "settings/parameters/drug_use.hpp"
#include "world/life_course.hpp"
#include "world/traders.hpp"

#include <algorithm>

namespace emprise {

namespace {

std::uint8_t changed(std::uint8_t count, int change)
{
    return static_cast<std::uint8_t>(count + change);
}

/// A living member more or less in the own peer group; light users counted at any age.
void count_peer(PeerGroupCounts& peers, const ResidentRecord& record, int change)
{
    peers.members = changed(peers.members, change);
    for (int drug = 0; drug < drug_count; ++drug)
        if (record.use(drug) == Use::light) {
            std::uint8_t& light = peers.light[static_cast<std::size_t>(drug)];
            light = changed(light, change);
        }
}

void count_use(QuartierStocks& stocks, const ResidentRecord& record, int drug, int change)
{
    add_integer(stocks.users[static_cast<std::size_t>(drug)][static_cast<std::size_t>(record.use(drug))], change);
}

void count_activity(QuartierStocks& stocks, const ResidentRecord& record, int age, int change)
{
    add_integer(stocks.activity[static_cast<std::size_t>(record.activity())], change);
    if (is_neet(record.activity(), age)) add_integer(stocks.neet, change);
}

} // namespace

void count_resident(QuartierStocks& stocks, const ResidentRecord& record, SimulatedDrugs drugs, int year, int half_year,
                    int change)
{
    const int age = year - record.birth_year();
    const auto sex = static_cast<std::size_t>(record.sex());
    add_integer(stocks.people[static_cast<std::size_t>(age_band_of(age))][sex], change);
    count_activity(stocks, record, age, change);
    if (age >= first_age_of_use)
        for (const std::size_t drug : drugs) count_use(stocks, record, static_cast<int>(drug), change);
    if (is_newcomer(record.arrival_half_year(), half_year)) add_integer(stocks.newcomers, change);
}

void set_activity(World& world, ResidentId resident, int year, Activity activity)
{
    ResidentRecord& record = world.residents.record[resident];
    QuartierStocks& stocks = world.stocks[record.home()];
    const int age = year - record.birth_year();
    count_activity(stocks, record, age, -1);
    record.set_activity(activity);
    count_activity(stocks, record, age, 1);
}

void set_use(World& world, ResidentId resident, int year, int drug, Use state)
{
    ResidentRecord& record = world.residents.record[resident];
    PeerGroupCounts& peers = world.residents.peers[record.peer_group()];
    std::uint8_t& light = peers.light[static_cast<std::size_t>(drug)];
    light = changed(light, (state == Use::light ? 1 : 0) - (record.use(drug) == Use::light ? 1 : 0));
    const bool counted = year - record.birth_year() >= first_age_of_use;
    if (counted) count_use(world.stocks[record.home()], record, drug, -1);
    record.set_use(drug, state);
    if (counted) count_use(world.stocks[record.home()], record, drug, 1);
}

void kill(World& world, ResidentId resident, int year)
{
    ResidentRecord& record = world.residents.record[resident];
    EXPECTS(record.alive());
    leave_household(world.residents, resident);
    count_resident(world.stocks[record.home()], record, world.drugs, year, half_year_of(world.calendar, world.week),
                   -1);
    count_peer(world.residents.peers[record.peer_group()], record, -1);
    record.set_alive(false);
    add_integer(world.residents.living, -1);
}

std::uint32_t room_left(const Blocks& blocks, BlockId block)
{
    return blocks.capacity[block] - blocks.rows[block];
}

ResidentId add_newborn(World& world, BlockId block, ResidentId mother, Sex sex, int year)
{
    Residents& residents = world.residents;
    EXPECTS(room_left(residents.blocks, block) > 0 && residents.blocks.rows[block] > 0);
    const ResidentId row = residents.row(block, residents.blocks.rows[block]++);
    PeerGroupId group = residents.record[ResidentId{row.value() - 1}].peer_group();
    if (residents.peers[group].members >= peer_group_size) group = PeerGroupId{group.value() + 1};
    ResidentRecord record;
    record.set_household_next(row);
    record.set_peer_group(group);
    record.set_home(residents.record[mother].home());
    record.set_arrival_half_year(residents.record[mother].arrival_half_year());
    record.set_birth_year(year);
    record.set_sex(sex);
    record.set_activity(Activity::at_home_child);
    record.set_alive(true);
    residents.record[row] = record;
    join_household(residents, mother, row);
    count_resident(world.stocks[record.home()], record, world.drugs, year, half_year_of(world.calendar, world.week), 1);
    count_peer(residents.peers[group], record, 1);
    add_integer(residents.living, 1);
    return row;
}

void close_births(Blocks& blocks, BlockId block, int year)
{
    auto& first_born = blocks.first_born[block];
    const auto after = static_cast<std::ptrdiff_t>(year - ResidentRecord::first_birth_year + 1);
    std::fill(first_born.begin() + after, first_born.end(), blocks.rows[block]);
}

void leave_household(Residents& residents, ResidentId leaver)
{
    ResidentRecord& record = residents.record[leaver];
    ResidentId before = leaver;
    while (residents.record[before].household_next() != leaver) before = residents.record[before].household_next();
    residents.record[before].set_household_next(record.household_next());
    record.set_household_next(leaver);
}

void join_household(Residents& residents, ResidentId household, ResidentId joiner)
{
    EXPECTS(residents.record[joiner].household_next() == joiner);
    residents.record[joiner].set_household_next(residents.record[household].household_next());
    residents.record[household].set_household_next(joiner);
}

void move_resident(World& world, ResidentId resident, int year, int half_year, QuartierId destination)
{
    ResidentRecord& record = world.residents.record[resident];
    count_resident(world.stocks[record.home()], record, world.drugs, year, half_year, -1);
    if (record.has_side_row() && find_trader(world.traders, resident)) {
        add_integer(world.stocks[record.home()].in_trade, -1);
        add_integer(world.stocks[destination].in_trade, 1);
    }
    record.set_home(destination);
    record.set_arrival_half_year(arrival_code(half_year));
    count_resident(world.stocks[destination], record, world.drugs, year, half_year, 1);
}

void move_household(World& world, ResidentId member, int year, int half_year, QuartierId destination)
{
    ResidentId next = member;
    do {
        move_resident(world, next, year, half_year, destination);
        next = world.residents.record[next].household_next();
    } while (next != member);
}

bool household_is_inside(const Residents& residents, BlockId block, ResidentId member)
{
    const std::uint32_t first = residents.blocks.first_row[block];
    const std::uint32_t last = first + residents.blocks.capacity[block];
    for (ResidentId next = residents.record[member].household_next(); next != member;
         next = residents.record[next].household_next())
        if (next.value() < first || next.value() >= last) return false;
    return true;
}

Stocks rebuild_stocks(const World& world)
{
    return rebuild_stocks(world, world.week);
}

Stocks rebuild_stocks(const World& world, Week week)
{
    const Residents& residents = world.residents;
    const int year = world.calendar.year_of(week);
    const int half_year = half_year_of(world.calendar, week);
    Stocks stocks(world.stocks.size());
    for_each_index(residents.blocks.size(), [&](std::size_t i) {
        const BlockId block{static_cast<std::uint32_t>(i)};
        for (std::uint32_t ordinal = 0; ordinal < residents.blocks.rows[block]; ++ordinal) {
            const ResidentRecord& record = residents.record[residents.row(block, ordinal)];
            if (record.alive()) count_resident(stocks[record.home()], record, world.drugs, year, half_year, 1);
        }
    });
    for (const ResidentId resident : world.traders.resident) ++stocks[residents.record[resident].home()].in_trade;
    return stocks;
}

Column<PeerGroup, PeerGroupCounts> rebuild_peers(const World& world)
{
    const Residents& residents = world.residents;
    Column<PeerGroup, PeerGroupCounts> peers(residents.peers.size());
    for_each_index(residents.blocks.size(), [&](std::size_t i) {
        const BlockId block{static_cast<std::uint32_t>(i)};
        for (std::uint32_t ordinal = 0; ordinal < residents.blocks.rows[block]; ++ordinal) {
            const ResidentRecord& record = residents.record[residents.row(block, ordinal)];
            if (record.alive()) count_peer(peers[record.peer_group()], record, 1);
        }
    });
    for (const ResidentId resident : world.traders.resident) ++peers[residents.record[resident].peer_group()].in_trade;
    return peers;
}

} // namespace emprise
