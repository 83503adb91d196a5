#include "world/residents.hpp"

#include "base/expects.hpp"

#include <algorithm>

namespace emprise {

Who who_is(const Blocks& blocks, BlockId block, std::uint32_t ordinal)
{
    return Who::of(Kind::resident, std::uint64_t{blocks.national_number[block]} << 20U | ordinal);
}

Who who_is(const Blocks& blocks, BlockId block)
{
    return Who::of(Kind::block, blocks.national_number[block]);
}

BlockId block_of(const Blocks& blocks, ResidentId row)
{
    const auto after = std::upper_bound(blocks.first_row.begin(), blocks.first_row.end(), row.value());
    EXPECTS(after != blocks.first_row.begin());
    return BlockId{static_cast<std::uint32_t>(after - blocks.first_row.begin() - 1)};
}

Who who_is(const Residents& residents, ResidentId row)
{
    const BlockId block = block_of(residents.blocks, row);
    return who_is(residents.blocks, block, row.value() - residents.blocks.first_row[block]);
}

OrdinalRange ordinals_aged(const Blocks& blocks, BlockId block, int year, int youngest, int oldest)
{
    const auto slot = [](int birth_year) {
        return static_cast<std::size_t>(std::clamp(birth_year - ResidentRecord::first_birth_year, 0, birth_year_slots));
    };
    const auto& first_born = blocks.first_born[block];
    return {first_born[slot(year - oldest)], first_born[slot(year - youngest + 1)]};
}

} // namespace emprise
