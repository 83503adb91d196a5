#pragma once
#include "runs/progress.hpp"
#include "settings/scenario.hpp"
#include "step/advance.hpp"

#include <array>
#include <string>
#include <vector>

namespace emprise {

/// One whole run of a scenario, timed: genesis, weeks (burn-in included), writing.
struct BenchRun {
    double genesis_s{};
    double weeks_s{};
    double write_s{};
    std::array<double, stage_names.size()> stage_s{};
    [[nodiscard]] double total_s() const { return genesis_s + weeks_s + write_s; }
};

struct BenchReport {
    std::string scenario;
    int threads{};
    int weeks{}; ///< Simulated, burn-in included.
    std::int64_t residents{};
    std::uint64_t state_bytes{};
    std::uint64_t peak_bytes{};
    std::uint64_t output_bytes{};
    std::uint64_t fingerprint{};
    std::vector<BenchRun> runs;
};

/// Runs replicate 0 `repeats` times with all threads inside the run.
[[nodiscard]] BenchReport bench(const Scenario& scenario, int threads, int repeats, Progress& progress);

/// Medians with the smallest and largest, by stage.
[[nodiscard]] std::string describe_bench(const BenchReport& report);
[[nodiscard]] std::string bench_as_json(const BenchReport& report);

} // namespace emprise
