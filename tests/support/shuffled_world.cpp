#include "support/shuffled_world.hpp"

#include <algorithm>
#include <numeric>

namespace emprise {

namespace {

/// New row of an old row.
class RowMap {
public:
    RowMap(const Blocks& from, const Column<Block, std::uint32_t>& new_first) : from_{from}, new_first_{new_first} {}
    [[nodiscard]] ResidentId operator()(ResidentId row) const
    {
        const BlockId block = block_of(from_, row);
        return ResidentId{row.value() - from_.first_row[block] + new_first_[block]};
    }

private:
    const Blocks& from_;
    const Column<Block, std::uint32_t>& new_first_;
};

template <class Table, class Residents>
void sort_rows(Table& table, const Residents& residents)
{
    std::vector<std::size_t> order(residents.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto rows = residents.values();
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rows[a] < rows[b]; });
    table.for_each_column([&](const char*, auto& column) {
        auto sorted = column.values();
        for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = column.values()[order[i]];
        column.values() = std::move(sorted);
    });
}

} // namespace

World with_blocks_reversed(const World& world)
{
    World shuffled = world;
    const Blocks& from = world.residents.blocks;
    const auto blocks = static_cast<std::uint32_t>(from.size());
    Column<Block, std::uint32_t> new_first(blocks);
    std::uint32_t row = 0;
    for (std::uint32_t block = blocks; block-- > 0; row += from.capacity[BlockId{block}])
        new_first[BlockId{block}] = row;
    const RowMap new_row{from, new_first};
    for (const BlockId block : each<Block>(blocks))
        for (std::uint32_t ordinal = 0; ordinal < from.rows[block]; ++ordinal) {
            ResidentRecord record = world.residents.record[world.residents.row(block, ordinal)];
            record.set_household_next(new_row(record.household_next()));
            shuffled.residents.record[ResidentId{new_first[block] + ordinal}] = record;
        }
    for (ResidentId& resident : shuffled.traders.resident) resident = new_row(resident);
    for (ResidentId& resident : shuffled.detainees.resident) resident = new_row(resident);
    for (ResidentId& head : shuffled.organisations.leader)
        if (head.present()) head = new_row(head);
    shuffled.residents.blocks.for_each_column(
        [](const char*, auto& column) { std::reverse(column.begin(), column.end()); });
    std::reverse(new_first.begin(), new_first.end());
    shuffled.residents.blocks.first_row = new_first;
    sort_rows(shuffled.traders, Column{shuffled.traders.resident});
    sort_rows(shuffled.detainees, Column{shuffled.detainees.resident});
    return shuffled;
}

} // namespace emprise
