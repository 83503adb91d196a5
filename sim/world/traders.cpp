#include "world/traders.hpp"

#include "base/expects.hpp"

#include <algorithm>

namespace emprise {

namespace {

[[nodiscard]] bool in_custody_table(const Detainees& detainees, ResidentId resident)
{
    return std::binary_search(detainees.resident.begin(), detainees.resident.end(), resident);
}

void count_cell(Cells& cells, CellId cell, bool on_post, std::int32_t change)
{
    if (!cell.present()) return;
    (on_post ? cells.on_post : cells.on_call)[cell] += change;
}

/// Quartier, peer group and flag of someone who joins (+1) or leaves (-1).
void count_resident(World& world, ResidentId resident, int change)
{
    ResidentRecord& record = world.residents.record[resident];
    world.stocks[record.home()].in_trade += change;
    if (record.peer_group().value() < world.residents.peers.size()) {
        std::uint8_t& inside = world.residents.peers[record.peer_group()].in_trade;
        inside = static_cast<std::uint8_t>(inside + change);
    }
    record.set_side_row(change > 0 || in_custody_table(world.detainees, resident));
}

/// Rows to take out, ascending.
std::vector<std::size_t> rows_of(const Traders& traders, std::span<const ResidentId> leaving)
{
    std::vector<std::size_t> rows;
    rows.reserve(leaving.size());
    for (const ResidentId resident : leaving)
        if (const auto row = find_trader(traders, resident)) rows.push_back(row->value());
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

void take_out(World& world, const std::vector<std::size_t>& rows)
{
    if (rows.empty()) return;
    Traders& traders = world.traders;
    for (const std::size_t row : rows) {
        const TraderId trader{static_cast<std::uint32_t>(row)};
        count_cell(world.cells, traders.cell[trader], traders.on_post[trader] != 0, -1);
        count_resident(world, traders.resident[trader], -1);
    }
    traders.for_each_column([&](const char*, auto& column) {
        auto& values = column.values();
        auto to = values.begin() + static_cast<std::ptrdiff_t>(rows.front());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto from = values.begin() + static_cast<std::ptrdiff_t>(rows[i] + 1);
            const auto last =
                i + 1 < rows.size() ? values.begin() + static_cast<std::ptrdiff_t>(rows[i + 1]) : values.end();
            to = std::move(from, last, to);
        }
        values.erase(to, values.end());
    });
}

/// Who really joins: sorted by resident, one row each, none of them in the table.
std::vector<NewTrader> newcomers(const World& world, std::span<const NewTrader> joining)
{
    std::vector<NewTrader> fresh(joining.begin(), joining.end());
    std::stable_sort(fresh.begin(), fresh.end(),
                     [](const NewTrader& a, const NewTrader& b) { return a.resident < b.resident; });
    const auto same = [](const NewTrader& a, const NewTrader& b) { return a.resident == b.resident; };
    fresh.erase(std::unique(fresh.begin(), fresh.end(), same), fresh.end());
    std::erase_if(fresh, [&](const NewTrader& born) { return find_trader(world.traders, born.resident).has_value(); });
    for (NewTrader& born : fresh) {
        if (born.cell.present() && !world.cells.is_open(born.cell)) born.cell = CellId::none();
        if (!born.cell.present()) born.on_post = 0;
    }
    return fresh;
}

void write_row(Traders& traders, TraderId row, const NewTrader& born)
{
    traders.resident[row] = born.resident;
    traders.cell[row] = born.cell;
    traders.on_post[row] = born.on_post;
    traders.role[row] = born.role;
    traders.entered[row] = born.entered;
    traders.spell_began[row] = born.spell_began;
    traders.debt_cents[row] = born.debt_cents;
}

/// Opens the gaps from the back, so that every row moves once.
void put_in(World& world, const std::vector<NewTrader>& fresh)
{
    if (fresh.empty()) return;
    Traders& traders = world.traders;
    const std::size_t before = traders.size();
    std::vector<std::size_t> place(fresh.size()); // Old row in front of which each newcomer goes.
    for (std::size_t i = 0; i < fresh.size(); ++i)
        place[i] = static_cast<std::size_t>(
            std::lower_bound(traders.resident.begin(), traders.resident.end(), fresh[i].resident) -
            traders.resident.begin());
    traders.for_each_column([&](const char*, auto& column) {
        auto& values = column.values();
        values.resize(before + fresh.size());
        std::size_t last = before;
        for (std::size_t i = fresh.size(); i-- > 0;) {
            const auto begin = values.begin() + static_cast<std::ptrdiff_t>(place[i]);
            const auto end = values.begin() + static_cast<std::ptrdiff_t>(last);
            std::move_backward(begin, end, end + static_cast<std::ptrdiff_t>(i + 1));
            last = place[i];
        }
    });
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        write_row(traders, TraderId{static_cast<std::uint32_t>(place[i] + i)}, fresh[i]);
        count_cell(world.cells, fresh[i].cell, fresh[i].on_post != 0, 1);
        count_resident(world, fresh[i].resident, 1);
    }
}

} // namespace

std::optional<TraderId> find_trader(const Traders& traders, ResidentId resident)
{
    const auto found = std::lower_bound(traders.resident.begin(), traders.resident.end(), resident);
    if (found == traders.resident.end() || *found != resident) return std::nullopt;
    return TraderId{static_cast<std::uint32_t>(found - traders.resident.begin())};
}

void remove_traders(World& world, std::span<const ResidentId> leaving)
{
    take_out(world, rows_of(world.traders, leaving));
}

void add_traders(World& world, std::span<const NewTrader> joining)
{
    put_in(world, newcomers(world, joining));
}

void change_traders(World& world, std::span<const ResidentId> leaving, std::span<const NewTrader> joining)
{
    remove_traders(world, leaving);
    add_traders(world, joining);
}

void assign_trader(World& world, TraderId trader, CellId cell, bool on_post, Week week)
{
    Traders& traders = world.traders;
    EXPECTS(cell.present() || !on_post);
    count_cell(world.cells, traders.cell[trader], traders.on_post[trader] != 0, -1);
    count_cell(world.cells, cell, on_post, 1);
    traders.cell[trader] = cell;
    traders.on_post[trader] = on_post ? 1 : 0;
    traders.spell_began[trader] = static_cast<std::int16_t>(week);
}

StaffCounts recount_staff(const World& world)
{
    StaffCounts counts{Column<Cell, std::int32_t>(world.cells.size(), 0),
                       Column<Cell, std::int32_t>(world.cells.size(), 0),
                       Column<Quartier, std::int32_t>(world.stocks.size(), 0),
                       Column<PeerGroup, std::uint8_t>(world.residents.peers.size(), 0)};
    for (const TraderId trader : each<TraderTag>(world.traders.size())) {
        const CellId cell = world.traders.cell[trader];
        if (cell.present()) ++(world.traders.on_post[trader] != 0 ? counts.on_post : counts.on_call)[cell];
        const ResidentRecord& record = world.residents.record[world.traders.resident[trader]];
        ++counts.in_trade[record.home()];
        if (record.peer_group().value() < counts.peers_in_trade.size()) ++counts.peers_in_trade[record.peer_group()];
    }
    return counts;
}

bool staff_is_consistent(const World& world)
{
    const StaffCounts counts = recount_staff(world);
    const Traders& traders = world.traders;
    bool agrees = counts.on_post == world.cells.on_post && counts.on_call == world.cells.on_call;
    for (const TraderId trader : each<TraderTag>(traders.size())) {
        agrees = agrees && world.residents.record[traders.resident[trader]].has_side_row();
        agrees = agrees && (traders.cell[trader].present() || traders.on_post[trader] == 0);
        agrees = agrees && (!traders.cell[trader].present() || world.cells.is_open(traders.cell[trader]));
    }
    for (const QuartierId quartier : each<Quartier>(world.stocks.size()))
        agrees = agrees && counts.in_trade[quartier] == world.stocks[quartier].in_trade;
    for (const PeerGroupId group : each<PeerGroup>(world.residents.peers.size()))
        agrees = agrees && counts.peers_in_trade[group] == world.residents.peers[group].in_trade;
    const auto out_of_order = [](ResidentId a, ResidentId b) { return a >= b; };
    return agrees &&
           std::adjacent_find(traders.resident.begin(), traders.resident.end(), out_of_order) == traders.resident.end();
}

} // namespace emprise
