#pragma once
#include "base/error.hpp"
#include "settings/inheritance.hpp"
#include "settings/lever.hpp"
#include "settings/toml_document.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace emprise {

/// The [[lever]] tables of one tree put into the catalogue: new ones added, ones with a known id replaced whole.
/// `known_channels` empty: names of channels are not checked.
void read_levers(const TomlNode& tree, std::span<const std::string> known_channels, LeverCatalogue& catalogue,
                 std::vector<Problem>& problems);

/// All of folder/*.toml, in order of name. Throws MissingInput when there is no such folder.
void read_lever_folder(const std::filesystem::path& folder, std::span<const std::string> known_channels,
                       LeverCatalogue& catalogue, std::vector<Problem>& problems);

/// The shipped levers alone. Throws InvalidScenario with every problem.
[[nodiscard]] LeverCatalogue read_catalogue(const std::filesystem::path& folder,
                                            std::span<const std::string> known_channels);

/// Canonical [[lever]] table: reading it gives the same lever.
[[nodiscard]] std::string lever_toml(const Lever& lever);

} // namespace emprise
