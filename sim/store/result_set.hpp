#pragma once
#include "record/series.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace emprise {

struct Territory;

enum class RunStatus : std::uint8_t { done = 0, failed = 1, missing = 2 };

/// One arm and one replicate.
struct RunResult {
    RunStatus status{RunStatus::missing};
    std::string message; ///< Why it failed.
    Series series;       ///< Empty unless done.
};

struct ArmResult {
    std::string id;   ///< Label of the axis: unique in the file.
    std::string name; ///< For people.
    std::string scenario_as_written;
    std::string scenario_resolved; ///< Reading it gives the scenario again.
    std::vector<RunResult> runs;   ///< One a replicate, in the order of ResultSet::replicates.
};

/// How the file was made. Not part of content_sha256. JSON where the name says so; empty strings are left out.
struct Provenance {
    std::string command_line;
    std::string parameters_json; ///< Values, and what was drawn for each replicate.
    std::string seeds_json;
    std::string build_json;       ///< build_as_json().
    std::string host_json;        ///< Threads, memory, processor; no host name or home folder unless the user asks.
    std::string inputs_json;      ///< Files with size and SHA-256.
    std::string determinism_json; ///< determinism_as_json().
};

/// Sizes of towns: what hazards of entry are reckoned over. Empty when unknown.
struct TownSizes {
    static constexpr std::int8_t unknown = -1;
    std::vector<std::int8_t> tier;         ///< SizeTier beside axes.communes; `unknown` where no event happened.
    std::vector<std::int32_t> departement; ///< Position in `departements` beside axes.communes; -1 where unknown.
    std::vector<std::string> departements; ///< Codes.
    /// Towns by département and size tier: every town of the territory, with an event or not.
    std::vector<std::array<std::int32_t, 7>> towns;
    friend bool operator==(const TownSizes&, const TownSizes&) = default;
};
[[nodiscard]] TownSizes town_sizes_of(const Territory& territory);

/// Everything a result file holds. All runs share axes and periods.
struct ResultSet {
    std::string title;
    double population_share{1.0};
    std::uint32_t seed{};
    SeriesAxes axes;
    TownSizes towns;
    std::vector<std::int32_t> replicates; ///< Their numbers: labels of the axis `realization`.
    std::vector<ArmResult> arms;
    Provenance provenance;
    std::string content_sha256; ///< Of a file that was read; write_result computes its own.

    /// Of the first run that is done; none if no run is.
    [[nodiscard]] const Series* any_series() const;
};

/// Compiler, flags, commit and library versions of this program.
[[nodiscard]] std::string build_as_json();
/// What is promised about equal bits, and the generator.
[[nodiscard]] std::string determinism_as_json();

} // namespace emprise
