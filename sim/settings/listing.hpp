#pragma once
#include "base/listing_format.hpp"
#include "settings/lever.hpp"

#include <string>
#include <vector>

namespace emprise {

/// A table for people (80 columns), programs (JSON) or spreadsheets (CSV).
struct Listing {
    std::vector<std::string> columns; ///< Names; CSV header and JSON keys.
    std::vector<std::vector<std::string>> rows;
};
/// CSV with quotes where needed; cells that a spreadsheet would run (= + - @ before letters) get an apostrophe.
[[nodiscard]] std::string listing_csv(const Listing& listing);

/// Every parameter: path, unit, usual value, allowed and plausible range, source, meaning.
[[nodiscard]] std::string list_parameters_as(ListingFormat format);
/// Every lever: who decides and pays, unit, cost, ramp, baseline, effects with sources.
[[nodiscard]] std::string list_levers_as(const LeverCatalogue& catalogue, ListingFormat format);
/// JSON Schema (draft 4) of a scenario file, from the declarations the reader uses.
[[nodiscard]] std::string scenario_schema();

} // namespace emprise
