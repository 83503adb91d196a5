#include "runs/one_run.hpp"

namespace emprise {

RunningWorld begin_run(const Scenario& scenario, std::span<const Scenario> sharing,
                       const std::shared_ptr<const Territory>& territory, std::uint32_t replicate)
{
    RunningWorld run;
    run.world = build_world(genesis_of(scenario, territory, replicate));
    run.recorder = Recorder{recorder_settings(scenario.outputs, scenario.run), run.world};
    run.watch = watch_outcomes(sharing, run.world);
    return run;
}

void simulate_week(RunningWorld& run, Course& course, bool fingerprints)
{
    const std::size_t rows_before = run.recorder.series().periods();
    advance(run.world, course);
    run.recorder.observe(run.world);
    note_week(run.watch, course.timeline, run.world);
    run.world.events.clear();
    if (fingerprints && run.recorder.series().periods() > rows_before)
        run.fingerprints.push_back({run.world.week, fingerprint_tables(run.world)});
}

} // namespace emprise
