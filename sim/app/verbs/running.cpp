#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "app/verbs/fingerprint_file.hpp"
#include "app/verbs/rerun.hpp"
#include "app/verbs/scenarios.hpp"
#include "base/error.hpp"
#include "files/digest.hpp"
#include "files/whole_file.hpp"
#include "runs/arm_runs.hpp"
#include "runs/course.hpp"
#include "runs/keeper.hpp"
#include "runs/memory.hpp"
#include "runs/results.hpp"
#include "runs/stop.hpp"
#include "store/result_image.hpp"

#include <fmt/format.h>

namespace emprise {

namespace {

/// A result must not be lost or overwritten by surprise: asked before hours of work, and again by the writer.
void expect_writable(const Options& options)
{
    if (std::filesystem::exists(options.output) && !options.force)
        throw OutputExists{fmt::format("{} exists. Use --force to replace it.", options.output.string())};
    const auto folder = std::filesystem::absolute(options.output).parent_path();
    if (!std::filesystem::is_directory(folder))
        throw MissingInput{fmt::format("The folder {} does not exist.", folder.string())};
}

std::string command_line_of(const Options& options)
{
    std::string text = "emprise " + options.verb;
    for (const auto& file : options.files) text += " " + file.filename().string();
    for (const std::string& set : options.sets) text += " --set " + set;
    if (!options.set_json.empty()) text += " --set-json " + options.set_json;
    return text + " -o " + options.output.filename().string();
}

RunOptions run_options(const Options& options, const std::vector<Scenario>& arms, Progress& progress)
{
    RunOptions run;
    run.threads = options.threads > 0 ? options.threads : usable_cores();
    run.work_folder = options.output.string() + ".work";
    run.checkpoint_every = options.checkpoint_every;
    run.resume = options.resume;
    run.fingerprints = options.fingerprints;
    run.identity = campaign_identity(arms);
    run.progress = &progress;
    return run;
}

int report_outcome(const Options& options, const ResultSet& results, std::size_t failures)
{
    const ArmComparison comparison = compare_results(results);
    if (!options.metrics.empty()) {
        const std::string text = metrics_as_json(comparison);
        write_whole_file(real_disk(), options.metrics, std::as_bytes(std::span{text}), Replace::allow);
    }
    print_result(options.json ? comparison_as_json(comparison) : describe_comparison(comparison));
    if (!options.quiet)
        print_talk(fmt::format("Wrote {} ({:.1f} MB). Initial sites are seeded draws, not real places.\n",
                               options.output.string(),
                               static_cast<double>(std::filesystem::file_size(options.output)) * 1e-6));
    if (failures == 0) return exit_fine;
    for (const ArmResult& arm : results.arms)
        for (std::size_t run = 0; run < arm.runs.size(); ++run)
            if (arm.runs[run].status == RunStatus::failed)
                print_talk(fmt::format("{} replicate {} failed: {}\n", arm.id, run, printable(arm.runs[run].message)));
    return exit_some_runs_failed;
}

int run_and_write(const Options& options, const std::vector<Scenario>& arms)
{
    expect_writable(options);
    expect_comparable(arms);
    catch_stop_signals();
    const std::unique_ptr<Progress> progress = make_progress(options);
    progress->begin("reading the territory");
    const auto territory = load_territory_of(arms.front());
    progress->begin(fmt::format("drawing {} residents", territory->population));
    const RunOptions run = run_options(options, arms, *progress);
    ArmRuns finished = run_arms(arms, territory, run);
    const std::size_t failures = finished.failures();
    for (const ArmRun& arm : finished.runs)
        if (arm.clamped_hazards > 0)
            print_talk(fmt::format("Warning: {} hazards of arm {}, replicate {} exceeded their bound and were cut.\n",
                                   arm.clamped_hazards, arm.arm, arm.replicate));
    progress->begin("writing the result");
    if (options.fingerprints) {
        const std::string text = fingerprints_as_csv(finished);
        write_whole_file(real_disk(), fingerprint_path(options.output), std::as_bytes(std::span{text}), Replace::allow);
    }
    const ResultSet results =
        make_result_set(arms, *territory, std::move(finished), command_line_of(options), run.threads);
    write_result(real_disk(), options.output, results, options.force);
    std::filesystem::remove_all(run.work_folder);
    return report_outcome(options, results, failures);
}

} // namespace

int run_scenario(const Options& options)
{
    if (options.from.empty() == options.files.empty())
        throw UsageError{"emprise run: give one scenario FILE, or --from OUT.h5."};
    return run_and_write(options, options.from.empty() ? read_scenarios(options) : scenarios_of_result(options));
}

int compare_scenarios(const Options& options)
{
    return run_and_write(options, read_scenarios(options));
}

} // namespace emprise
