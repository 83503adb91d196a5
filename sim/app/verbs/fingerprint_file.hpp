#pragma once
#include "runs/arm_runs.hpp"

#include <filesystem>
#include <string>

namespace emprise {

/// Beside a result: arm,replicate,week,table,fingerprint of every output week (--fingerprints).
[[nodiscard]] std::filesystem::path fingerprint_path(const std::filesystem::path& result);
[[nodiscard]] std::string fingerprints_as_csv(const ArmRuns& runs);

/// The first arm, replicate, week and table whose fingerprints differ between two results.
/// Throws MissingInput when one was made without --fingerprints.
[[nodiscard]] std::string describe_divergence(const std::filesystem::path& first, const std::filesystem::path& second);

} // namespace emprise
