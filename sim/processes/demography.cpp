#include "processes/demography.hpp"

#include "base/expects.hpp"
#include "parallel/parallel.hpp"
#include "processes/demography/calendar_passes.hpp"
#include "processes/demography/destinations.hpp"
#include "processes/demography/proposals.hpp"
#include "world/people_events.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <array>
#include <variant>

namespace emprise {

namespace {

using Change = std::variant<ResidentId, Departure, Birth, Move>; ///< The first is a death.

/// Writes the changes of one block. What reaches into another block, or finds no room, is kept for later.
class BlockCommit {
public:
    BlockCommit(World& world, BlockId block)
        : world_{world},
          block_{block},
          year_{world.calendar.year_of(world.week)},
          half_year_{half_year_of(world.calendar, world.week)}
    {}

    void write(const BlockProposals& proposals)
    {
        for (const ResidentId resident : proposals.deaths) die(resident);
        form_couples(proposals.departures);
        for (const Birth& birth : proposals.births) give_birth(birth);
        for (std::size_t i = 0; i < proposals.moves.size(); ++i) {
            fetch_ahead(proposals.moves, i);
            move_home(proposals.moves[i]);
        }
        for (const ActivityChange& change : proposals.activities)
            if (world_.residents.record[change.resident].alive())
                set_activity(world_, change.resident, year_, change.to);
        close_births(world_.residents.blocks, block_, year_);
    }

    /// The rest, when no other block is being written.
    void write_kept()
    {
        alone_ = true;
        const std::vector<Change> kept = std::move(kept_);
        for (const Change& change : kept) {
            if (const auto* dying = std::get_if<ResidentId>(&change))
                die(*dying);
            else if (const auto* departure = std::get_if<Departure>(&change))
                leave_home(*departure);
            else if (const auto* birth = std::get_if<Birth>(&change))
                give_birth(*birth);
            else
                move_home(std::get<Move>(change));
        }
    }

    std::int64_t born{};
    std::int64_t died{};

private:
    /// Households are spread over the block: who answers for one is fetched a while before the next member, that member
    /// and the stocks of the destination a while before the move.
    void fetch_ahead(const std::vector<Move>& moves, std::size_t i) const
    {
        constexpr std::size_t soon = 4;
        const Residents& residents = world_.residents;
        if (i + 2 * soon < moves.size()) __builtin_prefetch(&residents.record[moves[i + 2 * soon].reference]);
        if (i + soon >= moves.size()) return;
        const Move& move = moves[i + soon];
        const ResidentId next = residents.record[move.reference].household_next();
        if (residents.blocks.first_row[block_] <= next.value()) __builtin_prefetch(&residents.record[next]);
        __builtin_prefetch(&world_.stocks[move.destination]);
        __builtin_prefetch(reinterpret_cast<const char*>(&world_.stocks[move.destination]) + 64);
    }

    [[nodiscard]] bool may_change(ResidentId resident) const
    {
        return alone_ || household_is_inside(world_.residents, block_, resident);
    }
    [[nodiscard]] bool alive(ResidentId resident) const { return world_.residents.record[resident].alive(); }
    void count(Flow flow, QuartierId quartier, std::int64_t change)
    {
        add_integer(world_.tallies[flow][world_.territory->quartiers.commune[quartier]], change);
    }

    void die(ResidentId resident)
    {
        if (!may_change(resident)) return kept_.emplace_back(resident), void();
        count(Flow::deaths, world_.residents.record[resident].home(), 1);
        kill(world_, resident, year_);
        ++died;
    }

    /// The ready women and men of the block who go this week pair up by age; the woman's new home is the couple's.
    void form_couples(const std::vector<Departure>& departures)
    {
        std::array<std::vector<const Departure*>, 2> ready;
        for (const Departure& departure : departures)
            if (departure.ready)
                ready[static_cast<std::size_t>(world_.residents.record[departure.leaver].sex())].push_back(&departure);
        const std::size_t couples = std::min(ready[0].size(), ready[1].size());
        for (const Departure& departure : departures) {
            const auto& same = ready[static_cast<std::size_t>(world_.residents.record[departure.leaver].sex())];
            const auto found = std::find(same.begin(), same.end(), &departure);
            if (static_cast<std::size_t>(found - same.begin()) >= couples) leave_home(departure);
        }
        for (std::size_t i = 0; i < couples; ++i) {
            const bool woman_left = leave_home(*ready[0][i]);
            const bool man_left = leave_home({ready[1][i]->leaver, ready[0][i]->destination, false});
            if (woman_left && man_left) join_household(world_.residents, ready[0][i]->leaver, ready[1][i]->leaver);
        }
    }

    /// True when done now: a departure kept for later leaves alone.
    bool leave_home(const Departure& departure)
    {
        if (!alive(departure.leaver)) return false;
        if (!may_change(departure.leaver)) {
            kept_.emplace_back(departure);
            return false;
        }
        leave_household(world_.residents, departure.leaver);
        count_move(departure.leaver, departure.destination);
        move_resident(world_, departure.leaver, year_, half_year_, departure.destination);
        return true;
    }

    void give_birth(const Birth& birth)
    {
        if (!alive(birth.mother)) return;
        if (!may_change(birth.mother)) return kept_.emplace_back(birth), void();
        BlockId block = block_;
        if (room_left(world_.residents.blocks, block_) == 0) {
            if (!alone_) return kept_.emplace_back(birth), void();
            block = block_with_room();
        }
        add_newborn(world_, block, birth.mother, birth.sex, year_);
        if (alone_) close_births(world_.residents.blocks, block, year_);
        count(Flow::births, world_.residents.record[birth.mother].home(), 1);
        ++born;
    }

    /// The next block of the same département, else of the country, that can take a newborn.
    [[nodiscard]] BlockId block_with_room() const
    {
        const Blocks& blocks = world_.residents.blocks;
        const auto count = static_cast<std::uint32_t>(blocks.size());
        for (const bool same_departement : {true, false})
            for (std::uint32_t away = 1; away < count; ++away) {
                const BlockId block{(block_.value() + away) % count};
                if (same_departement && blocks.departement[block] != blocks.departement[block_]) continue;
                if (room_left(blocks, block) > 0) return block;
            }
        report_contract_violation("expected room for a newborn: the run is longer than the weeks it was built for");
    }

    void move_home(const Move& move)
    {
        if (!alive(move.reference)) return;
        if (!may_change(move.reference)) return kept_.emplace_back(move), void();
        ResidentId next = move.reference;
        do {
            count_move(next, move.destination);
            next = world_.residents.record[next].household_next();
        } while (next != move.reference);
        move_household(world_, move.reference, year_, half_year_, move.destination);
    }

    /// Persons who change commune.
    void count_move(ResidentId resident, QuartierId destination)
    {
        const Column<Quartier, CommuneId>& commune = world_.territory->quartiers.commune;
        const QuartierId home = world_.residents.record[resident].home();
        if (commune[home] == commune[destination]) return;
        count(Flow::moves_out, home, 1);
        count(Flow::moves_in, destination, 1);
    }

    World& world_;
    BlockId block_;
    int year_;
    int half_year_;
    bool alone_{};
    std::vector<Change> kept_;
};

void follow_calendar(World& world, const LifeCourse& course, const Luck& luck)
{
    const Calendar& calendar = world.calendar;
    const bool year_begins = world.stocks_year != calendar.year_of(world.week);
    shift_age_bands(world);
    if (half_year_of(calendar, world.week) != half_year_of(calendar, world.week - 1)) forget_old_arrivals(world);
    if (year_begins) retire(world, course, luck);
    if (calendar.school_year_begins(world.week)) begin_school_year(world, course, luck);
}

} // namespace

void advance_demography(World& world, const DemographyParameters& parameters, const Luck& luck)
{
    const DemographyTables tables = demography_tables(parameters);
    follow_calendar(world, tables.course, luck);
    const Destinations& destinations = Destinations::remembered(world.territory, parameters);
    const std::size_t blocks = world.residents.blocks.size();
    std::vector<BlockProposals> proposals(blocks);
    for_each_index(blocks, [&](std::size_t i) {
        proposals[i] =
            propose_demography(world, BlockId{static_cast<std::uint32_t>(i)}, tables, parameters, destinations, luck);
    });
    std::vector<BlockCommit> commits;
    commits.reserve(blocks);
    for (const BlockId block : each<Block>(blocks)) commits.emplace_back(world, block);
    for_each_index(blocks, [&](std::size_t i) { commits[i].write(proposals[i]); });
    for (std::size_t i = 0; i < blocks; ++i) {
        commits[i].write_kept();
        world.born += commits[i].born;
        world.died += commits[i].died;
        world.clamped_hazards += proposals[i].clamped;
    }
}

} // namespace emprise
