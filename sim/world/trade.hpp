#pragma once
#include "base/column.hpp"
#include "base/week.hpp"
#include "chance/who.hpp"
#include "world/resident.hpp"

#include <cstdint>

namespace emprise {

/// Role in the drug trade (facts ).
enum class Role : std::uint8_t { lookout = 0, seller = 1, manager = 2, flat_keeper = 3, courier = 4 };
inline constexpr int role_count = 5;

struct TraderTag;

/// Everybody in the trade, one row a person, sorted by resident row. A trader is on post (fills one full-time post of
/// `cell`) or on call in its reserve. A trader without cell is on call nowhere and looks for one.
struct Traders {
    Column<TraderTag, ResidentId> resident;
    Column<TraderTag, CellId> cell;
    Column<TraderTag, std::uint8_t> on_post;
    Column<TraderTag, Role> role;
    Column<TraderTag, std::int16_t> entered;     ///< Week of entry into the trade.
    Column<TraderTag, std::int16_t> spell_began; ///< Week the present spell on post or on call began.
    Column<TraderTag, std::int32_t> debt_cents; ///< Owed to the network for what was lost: worked off, else no way out.
    [[nodiscard]] std::size_t size() const { return resident.size(); }

    template <class F>
    void for_each_column(F&& f)
    {
        f("traders.resident", resident);
        f("traders.cell", cell);
        f("traders.on_post", on_post);
        f("traders.role", role);
        f("traders.entered", entered);
        f("traders.spell_began", spell_began);
        f("traders.debt_cents", debt_cents);
    }
};

enum class Custody : std::uint8_t { police = 0, awaiting_trial_free = 1, remand = 2, prison = 3 };
struct DetaineeTag;

/// Trade members in the hands of justice, one row a person, sorted by resident row. The freed on summons
/// (awaiting_trial_free) are at large and may be in the trade table too; the others are not.
struct Detainees {
    Column<DetaineeTag, ResidentId> resident;
    Column<DetaineeTag, Custody> state;
    Column<DetaineeTag, std::int16_t> until; ///< First week no longer in this state.
    Column<DetaineeTag, CellId> former_cell;
    Column<DetaineeTag, Role> former_role;
    [[nodiscard]] std::size_t size() const { return resident.size(); }

    template <class F>
    void for_each_column(F&& f)
    {
        f("detainees.resident", resident);
        f("detainees.state", state);
        f("detainees.until", until);
        f("detainees.former_cell", former_cell);
        f("detainees.former_role", former_role);
    }
};

} // namespace emprise
