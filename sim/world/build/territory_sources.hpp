#pragma once
#include "base/error.hpp"
#include "files/csv_table.hpp"
#include "world/build/derived_columns.hpp"
#include "world/build/positions.hpp"
#include "world/territory.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace emprise {

/// The tables of a territory as they stand in the files, before any rule: codes, names, populations, what is known.
struct TerritorySources {
    Territory country; ///< Names and links only, in order of code.
    Column<Departement, DepartementFacts> facts;
    std::vector<KnownPosition> known;    ///< Of positions.csv; imported positions replace them later.
    std::optional<CsvTable> imported;    ///< columns.csv.
    std::vector<CommuneId> imported_row; ///< Commune of each row of columns.csv.
};

/// Reads a folder; every problem found goes to the list. Throws MissingInput when a required table is not there.
/// `columns` is the file of imported columns, if any.
[[nodiscard]] TerritorySources read_territory_sources(const std::filesystem::path& folder,
                                                      const std::optional<std::filesystem::path>& columns,
                                                      std::vector<Problem>& problems);

/// Columns of columns.csv: what `emprise territory import` can replace.
[[nodiscard]] CsvLayout imported_layout();

/// Replaces areas and positions (before the rules run).
void use_imported_places(TerritorySources& sources, std::vector<Problem>& problems);
/// Replaces the other columns (after the rules ran) and clears their synthetic bits.
void use_imported_columns(TerritorySources& sources, std::vector<Problem>& problems);

} // namespace emprise
