#include "runs/bench.hpp"

#include "base/build_info.hpp"
#include "parallel/parallel.hpp"
#include "runs/course.hpp"
#include "runs/memory.hpp"
#include "runs/one_run.hpp"
#include "runs/results.hpp"
#include "runs/stage_times.hpp"
#include "store/result_image.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace emprise {

namespace {

using Clock = std::chrono::steady_clock; // style: a benchmark measures time; nothing of it reaches results

double seconds_since(Clock::time_point then)
{
    return std::chrono::duration<double>(Clock::now() - then).count();
}

ArmRuns as_single_arm(RunningWorld& run)
{
    ArmRuns single;
    single.axes = axes_of(run.world);
    single.arms = single.replicates = 1;
    single.runs.resize(1);
    single.runs[0].series = run.recorder.take_series();
    return single;
}

BenchRun bench_once(const Scenario& scenario, BenchReport& report, Progress& progress)
{
    BenchRun timed;
    const auto begin = Clock::now();
    const auto territory = load_territory_of(scenario);
    RunningWorld run = begin_run(scenario, std::span{&scenario, 1}, territory, 0);
    Course course = course_of(scenario, *territory, 0);
    timed.genesis_s = seconds_since(begin);
    StageTimes times;
    course.watcher = &times;
    const auto weeks_begin = Clock::now();
    while (run.world.week < scenario.run.weeks) {
        times.start_week();
        simulate_week(run, course, false);
        progress.advance_weeks(1);
    }
    timed.weeks_s = seconds_since(weeks_begin);
    timed.stage_s = times.seconds();
    report.residents = run.world.residents.living;
    report.state_bytes = bytes_of(run.world);
    report.fingerprint = fingerprint(run.world);
    const auto write_begin = Clock::now();
    const ResultSet results =
        make_result_set(std::span{&scenario, 1}, *territory, as_single_arm(run), "emprise bench", report.threads);
    report.output_bytes = make_result_image(results).bytes.size();
    timed.write_s = seconds_since(write_begin);
    return timed;
}

struct Spread {
    double low{};
    double median{};
    double high{};
};

template <class Get>
Spread spread_of(const std::vector<BenchRun>& runs, Get&& get)
{
    std::vector<double> values;
    for (const BenchRun& run : runs) values.push_back(get(run));
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    const double median = values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
    return {values.front(), median, values.back()};
}

std::string line(std::string_view name, const Spread& spread, double weeks)
{
    return fmt::format("  {:<16}{:>10.2f}{:>10.2f}{:>10.2f}{:>14.2f}\n", name, spread.median, spread.low, spread.high,
                       1000.0 * spread.median / weeks);
}

} // namespace

BenchReport bench(const Scenario& scenario, int threads, int repeats, Progress& progress)
{
    BenchReport report;
    report.scenario = scenario.name;
    report.threads = threads;
    report.weeks = scenario.run.burn_in + scenario.run.weeks;
    set_threads(threads);
    progress.plan(std::int64_t{report.weeks} * repeats);
    for (int repeat = 0; repeat < repeats; ++repeat) report.runs.push_back(bench_once(scenario, report, progress));
    report.peak_bytes = peak_memory();
    return report;
}

std::string describe_bench(const BenchReport& report)
{
    const double weeks = report.weeks;
    std::string text =
        fmt::format("{}\n{} residents, {} weeks, {} threads, {} run{}\n"
                    "  {:<16}{:>10}{:>10}{:>10}{:>14}\n",
                    report.scenario, report.residents, report.weeks, report.threads, report.runs.size(),
                    report.runs.size() == 1 ? "" : "s", "", "median s", "least s", "most s", "ms a week");
    text += line("whole run", spread_of(report.runs, [](const BenchRun& run) { return run.total_s(); }), weeks);
    text += line("genesis", spread_of(report.runs, [](const BenchRun& run) { return run.genesis_s; }), weeks);
    text += line("weeks", spread_of(report.runs, [](const BenchRun& run) { return run.weeks_s; }), weeks);
    for (std::size_t stage = 0; stage < stage_names.size(); ++stage)
        text += line(fmt::format("  {}", stage_names[stage]),
                     spread_of(report.runs, [&](const BenchRun& run) { return run.stage_s[stage]; }), weeks);
    text += line("result image", spread_of(report.runs, [](const BenchRun& run) { return run.write_s; }), weeks);
    const double median_weeks_s = spread_of(report.runs, [](const BenchRun& run) { return run.weeks_s; }).median;
    text +=
        fmt::format("  {:.1f} M resident-weeks a second, {:.2f} bytes a resident, {:.0f} MB state, {:.0f} MB peak\n",
                    1e-6 * static_cast<double>(report.residents) * weeks / median_weeks_s,
                    static_cast<double>(report.state_bytes) / static_cast<double>(report.residents),
                    1e-6 * static_cast<double>(report.state_bytes), 1e-6 * static_cast<double>(report.peak_bytes));
    return text + fmt::format("  fingerprint {:016x}\n", report.fingerprint);
}

std::string bench_as_json(const BenchReport& report)
{
    const BuildInfo build = build_info();
    nlohmann::json document{
        {"scenario", report.scenario},
        {"threads", report.threads},
        {"weeks", report.weeks},
        {"residents", report.residents},
        {"state_bytes", report.state_bytes},
        {"bytes_per_resident", static_cast<double>(report.state_bytes) / static_cast<double>(report.residents)},
        {"peak_bytes", report.peak_bytes},
        {"output_bytes", report.output_bytes},
        {"fingerprint", fmt::format("{:016x}", report.fingerprint)},
        {"build", {{"commit", build.commit}, {"compiler", build.compiler}, {"flags", build.flags}}}};
    for (const BenchRun& run : report.runs) {
        nlohmann::json entry{{"total_s", run.total_s()},
                             {"genesis_s", run.genesis_s},
                             {"weeks_s", run.weeks_s},
                             {"write_s", run.write_s}};
        for (std::size_t stage = 0; stage < stage_names.size(); ++stage)
            entry["stage_s"][std::string{stage_names[stage]}] = run.stage_s[stage];
        document["runs"].push_back(entry);
    }
    return document.dump(2) + "\n";
}

} // namespace emprise
