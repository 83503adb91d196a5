#pragma once
#include "runs/one_run.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace emprise {

/// Keeps what is finished and what is under way in a work folder, so that a stop or a kill costs little.
/// Everything is written whole; a file of another build or scenario is refused with the reason (RefusedCheckpoint).
class Keeper {
public:
    /// An empty folder name keeps nothing. Without `resume` what an earlier run left is removed.
    Keeper(std::filesystem::path folder, std::string identity, bool resume);

    void save_checkpoint(const std::string& name, const RunningWorld& run, const Course& course) const;
    [[nodiscard]] bool has_checkpoint(const std::string& name) const;
    /// Nothing when there is none. Puts the state of triggers into `course`.
    [[nodiscard]] std::unique_ptr<RunningWorld> load_checkpoint(const std::string& name,
                                                                std::span<const Scenario> sharing, std::size_t arm,
                                                                const std::shared_ptr<const Territory>& territory,
                                                                Course& course) const;

    /// A finished arm and replicate; its checkpoints go.
    void save_segment(const std::string& name, const ArmRun& run) const;
    [[nodiscard]] bool load_segment(const std::string& name, ArmRun& run) const;

private:
    [[nodiscard]] std::filesystem::path path_of(const std::string& name, const char* ending) const;
    std::filesystem::path folder_;
    std::string identity_;
};

/// Digest of everything that shapes these runs: scenarios as resolved, and the build.
[[nodiscard]] std::string campaign_identity(std::span<const Scenario> arms);

} // namespace emprise
