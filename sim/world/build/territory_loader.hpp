#pragma once
#include "world/territory.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace emprise {

/// What part of the country to keep. Codes or names; the lists add up. `all` wins over the lists.
struct TerritoryQuery {
    std::vector<std::string> regions{};
    std::vector<std::string> departements{};
    std::vector<std::string> communes{};
    bool all{};
    std::string file{}; ///< Where the query was written, for messages about unknown names; may be empty.
    int line{};
};

/// Folder with communes.csv, departements.csv, regions.csv, epcis.csv, positions.csv and, when there,
/// departement_facts.csv, gateways.csv and columns.csv (written by `emprise territory import`).
struct TerritoryFiles {
    std::filesystem::path folder;
    std::filesystem::path columns{}; ///< Imported columns elsewhere; empty: `folder`/columns.csv if it is there.
};

/// Reads the tables, completes the derived columns over the whole country, then keeps what the query asks.
/// A commune's columns do not depend on the query nor on the order of rows.
/// Luck: genesis_position, genesis_zone, genesis_deprivation, genesis_qpv, genesis_stations.
/// Throws MissingInput, or InvalidScenario with every problem found.
[[nodiscard]] Territory load_territory(const TerritoryFiles& files, const TerritoryQuery& query,
                                       std::uint32_t genesis_seed);

} // namespace emprise
