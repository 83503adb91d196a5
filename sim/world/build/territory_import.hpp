#pragma once
#include "files/file_system.hpp"
#include "files/whole_file.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace emprise {

/// Official files a user downloaded, to replace drawn columns of a territory.
struct ImportRequest {
    std::filesystem::path folder;             ///< The territory: communes.csv and its companions.
    std::vector<std::filesystem::path> files; ///< In any order; each is recognised by its columns.
    std::filesystem::path output;             ///< Usually `folder`/columns.csv.
    Replace replace{Replace::refuse};
};

/// What became of one file.
struct ImportedFile {
    std::string file;
    std::string subject;                ///< "positions and areas", "poverty", "priority quartiers", "stations".
    std::size_t rows{};                 ///< Rows with a value.
    std::size_t joined{};               ///< Of these, found in the territory.
    std::size_t communes{};             ///< Communes whose column is replaced.
    std::vector<std::string> not_found; ///< The first ten codes or names without a commune.
};

struct ImportSummary {
    std::vector<ImportedFile> files;
    std::filesystem::path output;
    std::size_t communes{}; ///< Rows written.
};

/// Joins the files to the territory by INSEE code (stations: by name of commune and département, else by the nearest
/// imported position) and writes columns.csv whole. The layouts are in scenarios/france/README.md.
/// Throws MissingInput, InvalidScenario (a file of unknown layout, a bad row), OutputExists, std::system_error.
[[nodiscard]] ImportSummary import_territory(FileSystem& disk, const ImportRequest& request);

} // namespace emprise
