#pragma once
#include "chance/luck.hpp"
#include "world/world.hpp"

#include <span>

namespace emprise {

/// A cell that stopped this week and the cell that carries its work on, none() when nobody does.
struct Closed {
    CellId cell;
    CellId successor;
};

/// Ends a cell: its drugs are lost, its cash (or debt) goes to its organisation, the place counts as vacated, the
/// closure is tallied and put on record. Its traders point at it until `release_staff`, which must follow.
Closed close_cell(World& world, CellId cell, Closure why);

/// A cell that goes on elsewhere: closes `from` as relocated and opens `to`, which takes over posts, wage, cash, stock,
/// prices and beliefs; the staff follow by `release_staff`. Who moves it puts it on record.
Closed move_cell(World& world, CellId from, NewCell to);

/// Sends the traders of closed cells on: to the successor, on post or on call as they were; else on call at an open
/// cell in reach of the old place, by tickets weighted with posts and proximity; else on call nowhere.
void release_staff(World& world, std::span<const Closed> closed, const Luck& luck);

[[nodiscard]] CommuneId commune_of(const World& world, CellId cell);

} // namespace emprise
