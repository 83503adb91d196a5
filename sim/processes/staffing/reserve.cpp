#include "processes/staffing/reserve.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "chance/tickets.hpp"
#include "parallel/parallel.hpp"
#include "world/close_cell.hpp"
#include "world/heads.hpp"
#include "world/recruits.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <array>

namespace emprise {

namespace {

constexpr std::size_t traders_per_range = 8192;

enum class Turn : std::uint8_t { stays, leaves, dies, ends_spell };

/// Weekly probability of an event with a yearly hazard.
double weekly(double yearly_hazard)
{
    return -portable_expm1(-yearly_hazard / weeks_per_year);
}

struct TurnOver {
    std::array<std::array<double, 2>, 4> leave{}; ///< By age band of facts E-18, by employed.
    double fade{};
    double spell_end{};
    double manager{}; ///< Hazard of leaving against others.
    double head{};
};

TurnOver turn_over_of(const StaffingParameters& parameters)
{
    TurnOver rates;
    for (std::size_t band = 0; band < rates.leave.size(); ++band)
        rates.leave[band] = {weekly(parameters.exit_year[band]),
                             weekly(parameters.exit_year[band] * parameters.exit_ratio_employed)};
    constexpr double log_two = 0.6931471805599453;
    rates.manager = parameters.exit_ratio_manager;
    rates.head = parameters.exit_ratio_leader;
    rates.fade = -portable_expm1(-1.0 / parameters.reserve_fade_weeks);
    rates.spell_end = -portable_expm1(-log_two / parameters.spell_median_weeks);
    return rates;
}

std::size_t exit_band_of(int age)
{
    if (age < 18) return 0;
    if (age < 22) return 1;
    return age < 26 ? 2 : 3;
}

/// By row of the trade table: heads of networks.
std::vector<std::uint8_t> mark_heads(const World& world)
{
    std::vector<std::uint8_t> heads(world.traders.size(), 0);
    for (const OrganisationId network : each<Organisation>(world.organisations.size()))
        if (world.organisations.is_running(network))
            if (const auto row = head_in_trade(world, network)) heads[row->value()] = 1;
    return heads;
}

/// Those in debt stay on post, or on call where they are, until they are even; heads do not fade out.
Turn decide(const World& world, TraderId trader, Who who, int year, const TurnOver& rates, bool head, const Luck& luck)
{
    const ResidentRecord& record = world.residents.record[world.traders.resident[trader]];
    if (!record.alive()) return Turn::dies;
    const std::size_t settled = record.activity() == Activity::employed ? 1 : 0;
    if (world.traders.debt_cents[trader] > 0) return Turn::stays;
    const double ratio = head ? rates.head : world.traders.role[trader] == Role::manager ? rates.manager : 1.0;
    const double leave = rates.leave[exit_band_of(year - record.birth_year())][settled] * ratio;
    if (luck.happens(leave, Purpose::leaves_trade, who)) return Turn::leaves;
    if (head) return Turn::stays;
    if (world.traders.on_post[trader] != 0)
        return luck.happens(rates.spell_end, Purpose::ends_spell, who) ? Turn::ends_spell : Turn::stays;
    return luck.happens(rates.fade, Purpose::reserve_fades, who) ? Turn::leaves : Turn::stays;
}

/// People on call by cell, in compressed rows; members in table order.
struct Reserve {
    std::vector<std::uint32_t> first;
    std::vector<TraderId> members;
};

Reserve group_by_cell(const World& world, bool on_post)
{
    const Traders& traders = world.traders;
    Reserve reserve;
    reserve.first.assign(world.cells.size() + 1, 0);
    const auto counts = [&](TraderId trader) {
        return traders.cell[trader].present() && (traders.on_post[trader] != 0) == on_post;
    };
    for (const TraderId trader : each<TraderTag>(traders.size()))
        if (counts(trader)) ++reserve.first[traders.cell[trader].value() + 1];
    for (std::size_t cell = 0; cell < world.cells.size(); ++cell) reserve.first[cell + 1] += reserve.first[cell];
    reserve.members.resize(reserve.first.back());
    std::vector<std::uint32_t> next(reserve.first.begin(), reserve.first.end() - 1);
    for (const TraderId trader : each<TraderTag>(traders.size()))
        if (counts(trader)) reserve.members[next[traders.cell[trader].value()]++] = trader;
    return reserve;
}

/// The `count` members of a cell with the smallest tickets; on call, those in debt come first.
std::vector<TraderId> draw_members(const Reserve& reserve, CellId cell, std::int64_t count, const World& world,
                                   const std::vector<Who>& names, const Luck& luck, std::uint16_t nth)
{
    struct Ticket {
        Bid bid;
        TraderId trader;
    };
    std::vector<Ticket> tickets;
    for (std::uint32_t i = reserve.first[cell.value()]; i < reserve.first[cell.value() + 1]; ++i) {
        const TraderId trader = reserve.members[i];
        const Who who = names[trader.value()];
        const double owes = world.traders.on_post[trader] == 0 && world.traders.debt_cents[trader] > 0 ? 1.0 : 0.0;
        tickets.push_back(
            {{luck.uniform(Purpose::which_recruit, who, world.cells.who[cell], nth) - owes, who}, trader});
    }
    const auto last = tickets.begin() + std::min<std::ptrdiff_t>(count, std::ssize(tickets));
    std::nth_element(tickets.begin(), last, tickets.end(),
                     [](const Ticket& a, const Ticket& b) { return a.bid < b.bid; });
    std::vector<TraderId> drawn;
    for (auto ticket = tickets.begin(); ticket != last; ++ticket) drawn.push_back(ticket->trader);
    return drawn;
}

std::int64_t hire_count(const World& world, CellId cell, const StaffingParameters& parameters, const Luck& luck)
{
    const std::int64_t vacancies = world.cells.posts[cell] - world.cells.on_post[cell];
    const std::int64_t on_call = world.cells.on_call[cell];
    if (vacancies <= 0 || on_call <= 0) return 0;
    const double filled =
        -portable_expm1(-parameters.hire_rate * static_cast<double>(on_call) / static_cast<double>(vacancies));
    const double u = luck.uniform(Purpose::hire_count, world.cells.who[cell]);
    return std::min(on_call, binomial_quantile(u, vacancies, filled));
}

} // namespace

std::vector<Who> names_of_traders(const World& world)
{
    const auto& rows = world.traders.resident.values();
    const Blocks& blocks = world.residents.blocks;
    std::vector<Who> names(rows.size());
    for_each_range(rows.size(), traders_per_range, [&](std::size_t begin, std::size_t end) {
        BlockId block = block_of(blocks, rows[begin]);
        for (std::size_t i = begin; i < end; ++i) {
            if (rows[i].value() >= blocks.first_row[block] + blocks.capacity[block]) block = block_of(blocks, rows[i]);
            names[i] = who_is(blocks, block, rows[i].value() - blocks.first_row[block]);
        }
    });
    return names;
}

std::vector<ResidentId> turn_over(World& world, const StaffingParameters& parameters, const Luck& luck)
{
    const std::vector<Who> names = names_of_traders(world);
    const std::vector<std::uint8_t> heads = mark_heads(world);
    const TurnOver rates = turn_over_of(parameters);
    const int year = world.calendar.year_of(world.week);
    Traders& traders = world.traders;
    std::vector<Turn> turns(traders.size());
    for_each_range(traders.size(), traders_per_range, [&](std::size_t begin, std::size_t end) {
        constexpr std::size_t ahead = 12; // Records are far apart in memory.
        for (std::size_t i = begin; i < end; ++i) {
            if (i + ahead < end) __builtin_prefetch(&world.residents.record[traders.resident.values()[i + ahead]]);
            turns[i] =
                decide(world, TraderId{static_cast<std::uint32_t>(i)}, names[i], year, rates, heads[i] != 0, luck);
        }
    });
    std::vector<ResidentId> leaving;
    for (const TraderId trader : each<TraderTag>(traders.size())) {
        const ResidentId resident = traders.resident[trader];
        const Turn turn = turns[trader.value()];
        if (turn == Turn::ends_spell) assign_trader(world, trader, traders.cell[trader], false, world.week);
        if (turn != Turn::leaves && turn != Turn::dies) continue;
        leaving.push_back(resident);
        if (turn == Turn::dies) continue;
        const QuartierId home = world.residents.record[resident].home();
        ++world.tallies[Flow::trade_exits][world.territory->quartiers.commune[home]];
    }
    return leaving;
}

void find_cells(World& world, const Offers& offers, const StaffingParameters& parameters, const Luck& luck)
{
    const std::vector<Who> names = names_of_traders(world);
    const std::vector<std::uint8_t> heads = mark_heads(world);
    Traders& traders = world.traders;
    std::vector<CellId> found(traders.size());
    for_each_range(traders.size(), traders_per_range, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const TraderId trader{static_cast<std::uint32_t>(i)};
            const bool lost = !traders.cell[trader].present();
            if (traders.on_post[trader] != 0) continue;
            const auto [looks, which] = luck.two_uniforms(Purpose::which_cell, names[i]);
            const bool bound = heads[i] != 0 || traders.debt_cents[trader] > 0;
            if (!lost && (bound || looks >= parameters.look_around_week)) continue;
            const QuartierId home = world.residents.record[traders.resident[trader]].home();
            found[i] = near_cell(world, offers, home, which);
            if (lost && !found[i].present()) found[i] = far_cell(offers, departement_of(world, home), names[i], luck);
        }
    });
    for (const TraderId trader : each<TraderTag>(traders.size())) {
        const CellId cell = found[trader.value()];
        if (cell.present() && cell != traders.cell[trader]) assign_trader(world, trader, cell, false, world.week);
    }
}

void fill_vacancies(World& world, const StaffingParameters& parameters, const Luck& luck)
{
    const std::vector<Who> names = names_of_traders(world);
    const Reserve on_call = group_by_cell(world, false);
    const Reserve on_post = group_by_cell(world, true);
    std::vector<std::vector<TraderId>> changes(world.cells.size());
    for_each_index(world.cells.size(), [&](std::size_t index) {
        const CellId cell{static_cast<std::uint32_t>(index)};
        if (!world.cells.is_open(cell)) return;
        const std::int64_t surplus = world.cells.on_post[cell] - world.cells.posts[cell];
        const std::int64_t hires = hire_count(world, cell, parameters, luck);
        if (surplus > 0) changes[index] = draw_members(on_post, cell, surplus, world, names, luck, 1);
        if (hires > 0) changes[index] = draw_members(on_call, cell, hires, world, names, luck, 0);
    });
    const int year = world.calendar.year_of(world.week);
    for (const CellId cell : each<Cell>(world.cells.size())) {
        const bool hires = world.cells.on_post[cell] < world.cells.posts[cell];
        for (const TraderId trader : changes[cell.value()]) {
            assign_trader(world, trader, cell, hires, world.week);
            if (!hires) continue;
            ++world.tallies[Flow::hires][commune_of(world, cell)];
            if (world.traders.role[trader] == Role::manager) continue; // By promotion, for good.
            const int age = year - world.residents.record[world.traders.resident[trader]].birth_year();
            const double u = luck.at_week(0).uniform(Purpose::trade_role, names[trader.value()]);
            world.traders.role[trader] = role_of_newcomer(u, world.cells.kind[cell], age, parameters);
        }
    }
}

} // namespace emprise
