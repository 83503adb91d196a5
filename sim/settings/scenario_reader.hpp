#pragma once
#include "settings/known_places.hpp"
#include "settings/overrides.hpp"
#include "settings/scenario.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace emprise {

/// What a reader may assume and must check.
struct ReadOptions {
    std::filesystem::path data_folder{};          ///< Shipped scenarios; empty: found by shipped_data_folder().
    bool allow_outside{};                         ///< Files may lie outside the scenario's folder.
    const KnownPlaces* places{};                  ///< Null: read from the tables of the scenario's country.
    std::vector<std::string> known_outcomes{};    ///< Empty: names of outcomes are not checked.
    std::vector<std::string> observed_outcomes{}; ///< What a trigger may look at. Empty: not checked.
    std::vector<std::string> known_channels{};    ///< Empty: names of channels are not checked.
};

/// Reads a scenario, what it extends, its levers and the overrides.
/// Throws MissingInput when the file cannot be read, InvalidScenario with every problem found in one pass.
[[nodiscard]] Scenario read_scenario(const std::filesystem::path& file, const Overrides& overrides,
                                     const ReadOptions& options);

/// The folder with the tables of the scenario's territory.
[[nodiscard]] std::filesystem::path territory_folder(const Scenario& scenario, const ReadOptions& options);

} // namespace emprise
