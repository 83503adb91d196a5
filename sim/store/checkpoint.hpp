#pragma once
#include "files/file_system.hpp"
#include "record/recorder.hpp"
#include "store/container.hpp"
#include "world/world.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace emprise {

/// Whose state a file holds. All but the week must be equal for the file to be used.
struct RunIdentity {
    std::string build;           ///< build_identity().
    std::string scenario_digest; ///< Of the resolved scenario.
    std::string arm;             ///< Empty: the shared burn-in.
    std::int32_t replicate{};
    Week week{}; ///< The week about to be simulated; of a segment, the week after the last.
    friend bool operator==(const RunIdentity&, const RunIdentity&) = default;
};

/// Version, commit, compiler and flags of this program: another build may give other bits.
[[nodiscard]] std::string build_identity();

/// Everything a run needs to go on, but the territory, which the scenario gives again. Whoever adds a member to World
/// outside its columns adds it in checkpoint.cpp too.
/// The file before this one is kept beside it as PATH.old. Throws std::system_error; then the old files are intact.
void write_checkpoint(FileSystem& disk, const std::filesystem::path& path, const RunIdentity& identity,
                      const World& world, const Recorder& recorder, std::span<const std::byte> triggers);

/// Where a resumed run stands.
struct ResumedRun {
    World world;
    Recorder recorder;
    std::vector<std::byte> triggers;
    Week week{};
};

/// `world` gives the territory and `recorder` the shape: both as at the start of the same run. Nothing if there is no
/// checkpoint. Uses PATH.old if PATH is missing or damaged. Throws RefusedCheckpoint with the reason for one of
/// another build or scenario, or when both are damaged.
[[nodiscard]] std::optional<ResumedRun> read_checkpoint(const std::filesystem::path& path, const RunIdentity& expected,
                                                        const World& world, const Recorder& recorder);

/// Removes a checkpoint and the one before it, when the run is finished.
void remove_checkpoints(FileSystem& disk, const std::filesystem::path& path);

/// The finished series of one arm and replicate, so that --resume need not run it again.
void write_segment(FileSystem& disk, const std::filesystem::path& path, const RunIdentity& identity,
                   const Series& series);
/// Nothing if there is no such file. Throws RefusedCheckpoint.
[[nodiscard]] std::optional<Series> read_segment(const std::filesystem::path& path, const RunIdentity& expected);

} // namespace emprise
