#pragma once
#include "base/column.hpp"
#include "chance/who.hpp"
#include "world/resident.hpp"

#include <array>
#include <cstdint>

namespace emprise {

inline constexpr int birth_year_slots = 128; ///< 1915 to 2042.

/// A block is a stretch of rows that never moves: up to 65,536 residents of one (EPCI, département), sorted by birth
/// year, then a reserved tail where newborns are appended (so rows stay sorted by birth year for life).
struct Blocks {
    Column<Block, std::uint32_t> national_number; ///< The same whichever territory is loaded: part of each name.
    Column<Block, std::uint32_t> first_row;
    Column<Block, std::uint32_t> rows;     ///< Rows in use, dead residents included.
    Column<Block, std::uint32_t> capacity; ///< Rows in use plus the reserved tail.
    Column<Block, DepartementId> departement;
    /// Ordinal of the first resident born in each year or later; slot birth_year_slots is `rows`.
    Column<Block, std::array<std::uint32_t, birth_year_slots + 1>> first_born;
    [[nodiscard]] std::size_t size() const { return first_row.size(); }

    template <class F>
    void for_each_column(F&& f)
    {
        f("blocks.national_number", national_number);
        f("blocks.first_row", first_row);
        f("blocks.rows", rows);
        f("blocks.capacity", capacity);
        f("blocks.departement", departement);
        f("blocks.first_born", first_born);
    }
};

/// Members and users among them: peers of about eight. Changed by integer deltas on events.
struct PeerGroupCounts {
    std::uint8_t members{};
    std::array<std::uint8_t, drug_count> light{};
    std::uint8_t in_trade{};
    friend bool operator==(const PeerGroupCounts&, const PeerGroupCounts&) = default;
};

/// Everybody. Rows live as long as the run: never moved, never reused; the dead keep their row without `alive`.
struct Residents {
    Column<Resident, ResidentRecord> record;
    Column<PeerGroup, PeerGroupCounts> peers;
    Blocks blocks;
    std::int64_t living{};

    [[nodiscard]] std::size_t size() const { return record.size(); }
    [[nodiscard]] ResidentId row(BlockId block, std::uint32_t ordinal) const
    {
        return ResidentId{blocks.first_row[block] + ordinal};
    }

    template <class F>
    void for_each_column(F&& f)
    {
        f("residents.record", record);
        f("residents.peers", peers);
        blocks.for_each_column(f);
    }
};

/// The name of a resident for life: national block number (16 bits) and ordinal in the block (20 bits).
[[nodiscard]] Who who_is(const Blocks& blocks, BlockId block, std::uint32_t ordinal);
[[nodiscard]] Who who_is(const Residents& residents, ResidentId row);
[[nodiscard]] BlockId block_of(const Blocks& blocks, ResidentId row);
/// Stream name of a block for the sparse kernel.
[[nodiscard]] Who who_is(const Blocks& blocks, BlockId block);

/// Ordinals of the residents whose age in `year` lies in [youngest, oldest]; age = year - birth year.
struct OrdinalRange {
    std::uint32_t first;
    std::uint32_t last;
};
[[nodiscard]] OrdinalRange ordinals_aged(const Blocks& blocks, BlockId block, int year, int youngest, int oldest);

} // namespace emprise
