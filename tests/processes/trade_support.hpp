#pragma once
#include "chance/luck.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

#include <vector>

/// Small worlds with a trade, for tests of market, staffing and strategy.
namespace emprise::test {

/// Usual parameters, with a few sites and crews in each of the made-up towns.
[[nodiscard]] Parameters trade_parameters();

/// Six towns of 12,000 residents, 10 km apart, with cells, organisations and traders.
[[nodiscard]] World make_trade_world(const Parameters& parameters, std::uint32_t seed = 1, SimulatedDrugs drugs = {});

/// One town of one quartier with 2,000 residents, nobody in the trade, one organisation.
[[nodiscard]] World make_lone_quartier(const Parameters& parameters, SimulatedDrugs drugs = {});
/// An open cell there with `posts` posts, all on post by count alone (no trader rows).
CellId add_manned_cell(World& world, CellKind kind, double attractiveness, int posts);
/// Adds traders on call at a cell, taken from residents of working age outside the trade, in row order.
void add_on_call(World& world, CellId cell, int count);

/// Market, supply, staffing and strategy, as in the step, without any policy.
void advance_trade(World& world, const Parameters& parameters, std::uint32_t seed, int weeks);

/// Money and drugs of the ledger against what cells and organisations hold.
void expect_books_balance(const World& world);

/// The same World with cells and organisations in another order of rows.
[[nodiscard]] World with_rows_reversed(const World& world);
/// What can be compared whatever the order of rows: one line of text a cell, by name.
[[nodiscard]] std::vector<std::string> describe_cells(const World& world);

} // namespace emprise::test
