#pragma once
#include "record/recorder.hpp"
#include "runs/arm_runs.hpp"
#include "runs/course.hpp"
#include "runs/watch.hpp"

namespace emprise {

/// A World under way with all that follows it. Copied when arms part from their burn-in.
struct RunningWorld {
    World world;
    Recorder recorder;
    Watch watch;
    std::vector<WeekFingerprint> fingerprints;
};

enum class RunEnding { finished, stopped };

/// The first World of a replicate and what looks at it. `sharing` are the arms that will part from this past.
[[nodiscard]] RunningWorld begin_run(const Scenario& scenario, std::span<const Scenario> sharing,
                                     const std::shared_ptr<const Territory>& territory, std::uint32_t replicate);

void simulate_week(RunningWorld& run, Course& course, bool fingerprints);

/// Simulates until `until`, or until `after_week(run)` says stopped: that is asked at the end of every week.
template <class AfterWeek>
RunEnding simulate_until(RunningWorld& run, Course& course, Week until, bool fingerprints, AfterWeek&& after_week)
{
    while (run.world.week < until) {
        simulate_week(run, course, fingerprints);
        if (after_week(run) == RunEnding::stopped) return RunEnding::stopped;
    }
    return RunEnding::finished;
}

} // namespace emprise
