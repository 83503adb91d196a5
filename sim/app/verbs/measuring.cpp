#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "app/verbs/scenarios.hpp"
#include "files/shipped_data.hpp"
#include "parallel/parallel.hpp"
#include "runs/bench.hpp"
#include "runs/course.hpp"
#include "runs/face_validity.hpp"
#include "runs/memory.hpp"
#include "runs/one_run.hpp"

#include <fmt/format.h>

namespace emprise {

int validate_model(const Options& given)
{
    Options options = given;
    if (options.files.empty()) options.files = {shipped_data_folder() / "studies" / "face-validity.toml"};
    const Scenario scenario = std::move(read_scenarios(options).front());
    const std::unique_ptr<Progress> progress = make_progress(options);
    set_threads(options.threads > 0 ? options.threads : usable_cores());
    progress->begin("reading the territory");
    const auto territory = load_territory_of(scenario);
    RunningWorld run = begin_run(scenario, std::span{&scenario, 1}, territory, 0);
    Course course = course_of(scenario, *territory, 0);
    const Week last_year = scenario.run.weeks - 52;
    progress->plan(scenario.run.burn_in + scenario.run.weeks);
    const auto after_week = [&](const RunningWorld&) {
        progress->advance_weeks(1);
        return RunEnding::finished;
    };
    simulate_until(run, course, last_year, false, after_week);
    const FlowTotals before = total_flows(run.world);
    simulate_until(run, course, scenario.run.weeks, false, after_week);
    const auto checks = check_face_validity(run.world, before, 52.0 / weeks_per_year);
    print_result(options.json ? face_validity_as_json(checks)
                              : fmt::format("{}\n{}", scenario.name, describe_face_validity(checks)));
    return exit_fine;
}

int bench_model(const Options& options)
{
    const Scenario scenario = std::move(read_scenarios(options).front());
    const std::unique_ptr<Progress> progress = make_progress(options);
    const int threads = options.threads > 0 ? options.threads : usable_cores();
    const BenchReport report = bench(scenario, threads, options.repeats, *progress);
    print_result(options.json ? bench_as_json(report) : describe_bench(report));
    return exit_fine;
}

} // namespace emprise
