#include "world/person_draw.hpp"

#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

PersonDraw::PersonDraw(const World& world) : world_{world}
{
    const Blocks& blocks = world.residents.blocks;
    for (const BlockId block : each<Block>(blocks.size())) blocks_.push_back({blocks.national_number[block], block});
    std::sort(blocks_.begin(), blocks_.end(), [](Numbered a, Numbered b) { return a.number < b.number; });
    const auto& first_block = world.territory->communes.first_block;
    const std::uint32_t last = blocks_.empty() ? 0 : blocks_.back().number;
    begins_group_.assign(std::size_t{last} + 1, 0);
    for (const std::uint32_t first : first_block)
        if (first <= last) begins_group_[first] = 1;
}

ResidentId PersonDraw::draw(QuartierId quartier, int youngest, const Luck& luck, Purpose why, Who who, Who other) const
{
    const Residents& residents = world_.residents;
    const std::uint32_t first = world_.territory->communes.first_block[world_.territory->quartiers.commune[quartier]];
    const auto at = [&](std::uint32_t number) {
        return std::lower_bound(blocks_.begin(), blocks_.end(), number,
                                [](Numbered block, std::uint32_t wanted) { return block.number < wanted; });
    };
    const auto begin = at(first);
    std::uint64_t rows = 0;
    auto end = begin;
    for (; end != blocks_.end() && (end == begin || begins_group_[end->number] == 0); ++end)
        rows += residents.blocks.rows[end->block];
    if (rows == 0) return ResidentId::none();
    const int latest_birth = world_.calendar.year_of(world_.week) - youngest;
    for (std::uint16_t look = 0; look < most_looks; ++look) {
        auto place = static_cast<std::uint64_t>(luck.uniform(why, who, other, look) * static_cast<double>(rows));
        auto block = begin;
        for (; place >= residents.blocks.rows[block->block]; ++block) place -= residents.blocks.rows[block->block];
        const ResidentId found = residents.row(block->block, static_cast<std::uint32_t>(place));
        const ResidentRecord& record = residents.record[found];
        if (record.alive() && record.home() == quartier && record.birth_year() <= latest_birth) return found;
    }
    return ResidentId::none();
}

} // namespace emprise
