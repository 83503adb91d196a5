#pragma once
#include "record/recorder.hpp"
#include "runs/progress.hpp"
#include "settings/scenario.hpp"
#include "step/fingerprint.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace emprise {

struct RunOptions {
    int threads{1};
    std::filesystem::path work_folder; ///< Finished segments and checkpoints; empty: nothing is kept on the way.
    int checkpoint_every{0};           ///< Weeks; 0: only when stopped.
    bool resume{false};
    bool fingerprints{false};
    std::string identity; ///< Of build and scenarios: a checkpoint of another is refused.
    Progress* progress{};
};

/// Fingerprints of all tables at one output week.
struct WeekFingerprint {
    Week week{};
    std::vector<TableFingerprint> tables;
};

/// One arm under the luck of one replicate.
struct ArmRun {
    std::size_t arm{};
    std::uint32_t replicate{};
    Series series;
    std::vector<WeekFingerprint> fingerprints;
    std::uint64_t final_fingerprint{};
    std::int64_t clamped_hazards{}; ///< Hazards above the bound of their ladder: zero in a sound run.
    std::string failure;            ///< What went wrong; empty when the run finished.
};

struct ArmRuns {
    SeriesAxes axes;
    std::vector<ArmRun> runs; ///< Arm by arm, replicate by replicate.
    std::size_t arms{};
    std::size_t replicates{};
    [[nodiscard]] const ArmRun& at(std::size_t arm, std::size_t replicate) const
    {
        return runs[arm * replicates + replicate];
    }
    [[nodiscard]] std::size_t failures() const;
};

/// Simulates every arm for every replicate. Replicate k meets the same luck in every arm; arms with the same past share
/// one burn-in. The same bits for any number of threads and however often it was stopped and resumed.
/// Throws StoppedWithCheckpoint when a signal asked to stop; a run that breaks is kept as a failure.
[[nodiscard]] ArmRuns run_arms(std::span<const Scenario> arms, const std::shared_ptr<const Territory>& territory,
                               const RunOptions& options);

/// How many simulations fit at once, and how many snapshots of a burn-in may wait.
struct Crowd {
    int at_once{1};
    std::size_t snapshots{1};
};
[[nodiscard]] Crowd plan_crowd(std::uint64_t state_bytes, std::uint64_t memory_bytes, int threads, std::size_t jobs);

/// Bytes of a World before it is drawn: 18 a resident and what places and cells need.
[[nodiscard]] std::uint64_t expected_state_bytes(const Territory& territory, double population_share);

} // namespace emprise
