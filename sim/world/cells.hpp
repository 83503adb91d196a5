#pragma once
#include "base/column.hpp"
#include "base/week.hpp"
#include "chance/who.hpp"
#include "world/resident.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace emprise {

enum class CellKind : std::uint8_t { site = 0, crew = 1 }; ///< Fixed street site (point de deal); delivery crew.
enum class Generator : std::uint8_t {
    initial = 0,
    own_and_adjacent = 1,
    gravity = 2,
    vacated = 3,
    relocation = 4, ///< Of cells alone: took over the work of another.
    people = 5,
    routes = 6
};
inline constexpr std::array<std::string_view, 7> generator_names{"initial",    "own_and_adjacent", "gravity", "vacated",
                                                                 "relocation", "people",           "routes"};
enum class Closure : std::uint8_t {
    open = 0,
    unmanned = 1,
    unprofitable = 2,
    burned = 3,
    relocated = 4,
    cleared = 5 ///< By the forces, in a what-if (enforcement.largest_sites_vacated).
};

using DrugMilligrams = std::array<std::int64_t, drug_count>;
using DrugNumbers = std::array<double, drug_count>;

/// A cell sells at one place (site) or around it (crew). Rows are never reused: a closed cell keeps its row.
/// Name: (kind, commune, week of opening, nth in that commune and week).
struct Cells {
    Column<Cell, Who> who;
    Column<Cell, CellKind> kind;
    Column<Cell, QuartierId> quartier;
    Column<Cell, std::uint8_t> spot; ///< Which location of the quartier: its attractiveness is a keyed draw.
    Column<Cell, OrganisationId> organisation;
    Column<Cell, Generator> generator;   ///< Which candidate generator opened it.
    Column<Cell, Closure> closure;       ///< `open` while it trades.
    Column<Cell, std::int16_t> opened;   ///< Week.
    Column<Cell, std::int16_t> closed;   ///< Week; meaningless while open.
    Column<Cell, double> attractiveness; ///< Persistent, lognormal with median 1 (facts A-35).
    // Staffing
    Column<Cell, std::int32_t> posts;           ///< Full-time posts wanted.
    Column<Cell, std::int32_t> on_post;         ///< Traders on post: changes with the trader table.
    Column<Cell, std::int32_t> on_call;         ///< Traders in its reserve.
    Column<Cell, std::int64_t> wage_cents_week; ///< Offered for a full-time post.
    Column<Cell, double> perceived_arrests;     ///< Arrests per worker-week as the reserve believes.
    Column<Cell, std::int16_t> unmanned_weeks;
    // Market
    Column<Cell, double> price_factor;        ///< On the reference retail price of each drug.
    Column<Cell, DrugMilligrams> demanded_mg; ///< Last week, before capacity.
    Column<Cell, DrugMilligrams> sold_mg;     ///< Last week.
    Column<Cell, DrugMilligrams> stock_mg;
    Column<Cell, std::int64_t> revenue_cents; ///< Last week.
    Column<Cell, double> profit_cents;        ///< Smoothed weekly profit: what the organisation believes it earns.
    Column<Cell, std::int64_t> cash_cents;
    // Enforcement
    Column<Cell, double> open_share;       ///< Share of opening hours left by visits of this week, 0 to 1.
    Column<Cell, double> buyers_risk;      ///< Risk on site as buyers believe, 0 to 1.
    Column<Cell, std::uint8_t> known;      ///< Known to the forces: recorded sites are these.
    Column<Cell, std::uint8_t> burned;     ///< Operation burned the location: must choose again (3.8).
    Column<Cell, std::int64_t> lost_cents; ///< Retail value of stock seized for which nobody has been made to pay yet.
    [[nodiscard]] std::size_t size() const { return who.size(); }
    [[nodiscard]] bool is_open(CellId cell) const { return closure[cell] == Closure::open; }

    template <class F>
    void for_each_column(F&& f)
    {
        f("cells.who", who);
        f("cells.kind", kind);
        f("cells.quartier", quartier);
        f("cells.spot", spot);
        f("cells.organisation", organisation);
        f("cells.generator", generator);
        f("cells.closure", closure);
        f("cells.opened", opened);
        f("cells.closed", closed);
        f("cells.attractiveness", attractiveness);
        f("cells.posts", posts);
        f("cells.on_post", on_post);
        f("cells.on_call", on_call);
        f("cells.wage_cents_week", wage_cents_week);
        f("cells.perceived_arrests", perceived_arrests);
        f("cells.unmanned_weeks", unmanned_weeks);
        f("cells.price_factor", price_factor);
        f("cells.demanded_mg", demanded_mg);
        f("cells.sold_mg", sold_mg);
        f("cells.stock_mg", stock_mg);
        f("cells.revenue_cents", revenue_cents);
        f("cells.profit_cents", profit_cents);
        f("cells.cash_cents", cash_cents);
        f("cells.open_share", open_share);
        f("cells.buyers_risk", buyers_risk);
        f("cells.known", known);
        f("cells.burned", burned);
        f("cells.lost_cents", lost_cents);
    }
};

struct NewCell {
    Who who{};
    CellKind kind{};
    QuartierId quartier{};
    std::uint8_t spot{};
    OrganisationId organisation{};
    Generator generator{};
    Week opened{};
    double attractiveness{1.0};
    std::int32_t posts{};
    std::int64_t wage_cents_week{};
    std::int64_t cash_cents{};
};

/// Appends an open cell with empty books; the only way a cell comes into being.
CellId add_cell(Cells& cells, const NewCell& born);

/// Weeks that a name can hold.
inline constexpr Week first_name_week = -512;
inline constexpr std::uint64_t name_weeks = 2048;

/// Name of a cell or organisation: 17 bits from the commune's code, 11 of week, 8 of ordinal. `nth` is counted inside
/// that commune and week, so one opening more elsewhere renames nothing.
[[nodiscard]] Who name_of_newborn(Kind kind, std::string_view commune_code, Week week, std::uint32_t nth);

} // namespace emprise
