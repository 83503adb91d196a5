#pragma once
#include "world/world.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// The trade table: who is in the trade, kept sorted by resident row. Every change of membership goes through these
/// functions, which keep the side-row flag, the counts of quartiers, peer groups and cells in step.
namespace emprise {

using TraderId = Id<TraderTag>;

struct NewTrader {
    ResidentId resident;
    CellId cell;            ///< none(): on call nowhere.
    std::uint8_t on_post{}; ///< 1 only with an open cell.
    Role role{};
    std::int16_t entered{}; ///< Week of entry into the trade.
    std::int16_t spell_began{};
    std::int32_t debt_cents{};
};

/// Row of a resident in the trade table, if there.
[[nodiscard]] std::optional<TraderId> find_trader(const Traders& traders, ResidentId resident);

/// Takes residents out of the trade (arrest, death, exit), in one pass. Any order; duplicates and residents who are not
/// in the trade are passed over. The side-row flag stays for residents who have a row in the custody table.
void remove_traders(World& world, std::span<const ResidentId> leaving);

/// Puts residents into the trade (entry, release), in one pass. Any order; a resident who is in the trade already, or
/// comes twice, keeps the first row. A cell that is closed by now counts as none.
void add_traders(World& world, std::span<const NewTrader> joining);

/// Both at once: who leaves is taken out before who joins is put in.
void change_traders(World& world, std::span<const ResidentId> leaving, std::span<const NewTrader> joining);

/// Moves a trader to another cell (or none), on post or on call, and moves the counts of both cells.
void assign_trader(World& world, TraderId trader, CellId cell, bool on_post, Week week);

/// What the counters must say, counted from the table alone; a test compares.
struct StaffCounts {
    Column<Cell, std::int32_t> on_post;
    Column<Cell, std::int32_t> on_call;
    Column<Quartier, std::int32_t> in_trade;
    Column<PeerGroup, std::uint8_t> peers_in_trade;
};
[[nodiscard]] StaffCounts recount_staff(const World& world);
/// Counters, flags, order and single membership agree with the table.
[[nodiscard]] bool staff_is_consistent(const World& world);

} // namespace emprise
