#include "runs/forecast.hpp"

#include "base/portable_math.hpp"
#include "record/recorder.hpp"
#include "runs/arm_runs.hpp"
#include "runs/memory.hpp"
#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

namespace {

// One thread, from `emprise bench` (benchmarks/README.md).
constexpr double seconds_per_resident_week = 7.0e-9; ///< In a region of `residents_of_region`.
constexpr double residents_of_region = 2.8e6;
constexpr double crowding = 0.05; ///< More residents fit less well into the caches: 8.2e-9 for whole France.
constexpr double seconds_per_resident_drawn = 1.2e-7;
constexpr double second_thread_gain = 0.75;
constexpr double compressed_share = 0.25; ///< Of series kept, after shuffle and deflate.

} // namespace

RunForecast forecast(const Scenario& scenario, std::size_t arms, const Territory& territory, int threads)
{
    const RunSettings& run = scenario.run;
    const double residents = static_cast<double>(territory.population) * scenario.population_share;
    const double week =
        residents * seconds_per_resident_week * portable_pow(residents / residents_of_region + 1e-9, crowding);
    const auto weeks = static_cast<double>(run.burn_in) + static_cast<double>(arms) * run.weeks;
    RunForecast forecast;
    forecast.threads = threads;
    const double serial = residents * seconds_per_resident_drawn + week * weeks;
    const double speed = 1.0 + second_thread_gain * (threads - 1);
    forecast.seconds_per_replicate = serial / speed;
    forecast.seconds_in_all = serial * run.replicates / speed;
    const auto state = static_cast<double>(expected_state_bytes(territory, scenario.population_share));
    const std::size_t jobs = arms * static_cast<std::size_t>(run.replicates);
    const Crowd crowd = plan_crowd(static_cast<std::uint64_t>(state), memory_limit(), threads, jobs);
    const auto snapshots = std::min<double>(static_cast<double>(crowd.snapshots), run.replicates);
    const RecorderSettings recorder = recorder_settings(scenario.outputs, run);
    const auto series = static_cast<double>(series_bytes(recorder, -run.burn_in, axes_of(scenario, territory)));
    forecast.memory_bytes = state * (crowd.at_once + snapshots) + series * static_cast<double>(jobs);
    forecast.output_bytes = series * static_cast<double>(jobs) * compressed_share;
    return forecast;
}

} // namespace emprise
