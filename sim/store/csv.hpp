#pragma once
#include "store/result_set.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace emprise {

/// Text that a spreadsheet will not take for a formula: one that begins with = + - @, a tab or a carriage return gets
/// an apostrophe before it and quotes around it. Line breaks become blanks.
[[nodiscard]] std::string safe_csv_text(std::string_view text);

struct CsvSelection {
    std::vector<std::string> outcomes; ///< Empty: all that were recorded.
    std::vector<Level> levels{Level::total};
};

/// Tidy: one line an arm, replicate, period, place, lever and outcome, ratios included. Columns arm, replicate, week,
/// date, level, place, place_name, lever, outcome, unit, value. A ratio without denominator leaves its value empty.
[[nodiscard]] std::string series_as_csv(const ResultSet& results, const CsvSelection& selection);

/// One line an event: arm, replicate, week, kind, reason, commune, commune_name, cell, other, the terms of the utility
/// (openings, relocations, take-overs) and the four details of other kinds.
[[nodiscard]] std::string events_as_csv(const ResultSet& results);

} // namespace emprise
