#pragma once
#include "runs/arm_runs.hpp"
#include "runs/paired.hpp"
#include "store/result_set.hpp"

namespace emprise {

/// What finished runs leave, ready to be written.
[[nodiscard]] ResultSet make_result_set(std::span<const Scenario> arms, const Territory& territory, ArmRuns runs,
                                        const std::string& command_line, int threads);

/// Headline outcomes (or the named ones) of a result, before the policies and over the last year.
/// Replicates that failed in any arm are left out of every arm: a pair needs both sides.
[[nodiscard]] ArmComparison compare_results(const ResultSet& results, const std::vector<std::string>& outcomes = {});

/// {"arm": {"outcome": mean over replicates of the last year}}, for --metrics.
[[nodiscard]] std::string metrics_as_json(const ArmComparison& comparison);

} // namespace emprise
