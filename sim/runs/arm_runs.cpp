#include "runs/arm_runs.hpp"

#include "base/error.hpp"
#include "parallel/parallel.hpp"
#include "runs/keeper.hpp"
#include "runs/memory.hpp"
#include "runs/one_run.hpp"
#include "runs/stop.hpp"
#include "store/container.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <map>

namespace emprise {

std::size_t ArmRuns::failures() const
{
    return static_cast<std::size_t>(
        std::count_if(runs.begin(), runs.end(), [](const ArmRun& run) { return !run.failure.empty(); }));
}

std::uint64_t expected_state_bytes(const Territory& territory, double population_share)
{
    constexpr double bytes_per_resident = 18.0;
    constexpr std::uint64_t bytes_per_commune = 2'000;
    const auto residents = static_cast<double>(territory.population) * population_share;
    return static_cast<std::uint64_t>(bytes_per_resident * residents) + bytes_per_commune * territory.communes.size() +
           (std::uint64_t{16} << 20U);
}

Crowd plan_crowd(std::uint64_t state_bytes, std::uint64_t memory_bytes, int threads, std::size_t jobs)
{
    constexpr std::uint64_t reserve = std::uint64_t{1} << 30U;
    const std::uint64_t free_bytes = memory_bytes > reserve ? memory_bytes - reserve : 0;
    const std::uint64_t states = free_bytes / std::max<std::uint64_t>(state_bytes, 1);
    Crowd crowd;
    const auto pairs = static_cast<int>(std::min<std::uint64_t>(states / 2, 4096));
    crowd.at_once = std::clamp(std::min(threads, pairs), 1, static_cast<int>(std::min<std::size_t>(jobs, 4096)));
    const auto working = static_cast<std::uint64_t>(crowd.at_once);
    crowd.snapshots = states > working ? static_cast<std::size_t>(states - working) : 1;
    return crowd;
}

namespace {

/// Arms with one past, and everything one job needs to know.
struct Group {
    std::vector<std::size_t> arms;
};

struct Campaign {
    std::span<const Scenario> arms;
    std::shared_ptr<const Territory> territory;
    const RunOptions& options;
    ArmRuns& results;
    Keeper keeper;
    std::atomic<bool> stopped{false};

    [[nodiscard]] ArmRun& result(std::size_t arm, std::uint32_t replicate)
    {
        return results.runs[arm * results.replicates + replicate];
    }
};

std::vector<Group> group_by_past(std::span<const Scenario> arms)
{
    std::map<std::string, Group> groups;
    for (std::size_t arm = 0; arm < arms.size(); ++arm) groups[arms[arm].genesis_digest].arms.push_back(arm);
    std::vector<Group> ordered;
    for (auto& [digest, group] : groups) ordered.push_back(std::move(group));
    std::sort(ordered.begin(), ordered.end(), [](const Group& a, const Group& b) { return a.arms < b.arms; });
    return ordered;
}

/// The week's end: progress, a checkpoint when one is due, and whether to stop.
template <class Save>
auto end_of_week(Campaign& campaign, Save&& save)
{
    return [&campaign, save](const RunningWorld& run) {
        if (campaign.options.progress != nullptr) campaign.options.progress->advance_weeks(1);
        const int every = campaign.options.checkpoint_every;
        const bool stop = stop_requested();
        if (stop || (every > 0 && run.world.week % every == 0)) save(run);
        if (stop) campaign.stopped = true;
        return stop ? RunEnding::stopped : RunEnding::finished;
    };
}

/// Burn-in of one replicate; nothing when a stop came first.
std::unique_ptr<RunningWorld> burn_in(Campaign& campaign, const Group& group, std::uint32_t replicate)
{
    const Scenario& scenario = campaign.arms[group.arms.front()];
    Course course = course_of(scenario, *campaign.territory, replicate);
    const std::string name = fmt::format("past-{}-{}", group.arms.front(), replicate);
    auto run = campaign.keeper.load_checkpoint(name, campaign.arms, group.arms.front(), campaign.territory, course);
    if (!run) run = std::make_unique<RunningWorld>(begin_run(scenario, campaign.arms, campaign.territory, replicate));
    const auto save = [&](const RunningWorld& now) { campaign.keeper.save_checkpoint(name, now, course); };
    if (simulate_until(*run, course, 0, campaign.options.fingerprints, end_of_week(campaign, save)) ==
        RunEnding::stopped)
        return nullptr;
    return run;
}

/// One arm from the end of its burn-in, or from its own checkpoint.
void run_arm(Campaign& campaign, std::size_t arm, std::uint32_t replicate, const RunningWorld* past)
{
    const Scenario& scenario = campaign.arms[arm];
    Course course = course_of(scenario, *campaign.territory, replicate);
    const std::string name = fmt::format("arm-{}-{}", arm, replicate);
    auto run = campaign.keeper.load_checkpoint(name, campaign.arms, arm, campaign.territory, course);
    if (!run) {
        run = std::make_unique<RunningWorld>(*past);
        replay(run->watch, course.timeline);
    }
    const auto save = [&](const RunningWorld& now) { campaign.keeper.save_checkpoint(name, now, course); };
    if (simulate_until(*run, course, scenario.run.weeks, campaign.options.fingerprints, end_of_week(campaign, save)) ==
        RunEnding::stopped)
        return;
    ArmRun& result = campaign.result(arm, replicate);
    result.series = run->recorder.take_series();
    result.fingerprints = std::move(run->fingerprints);
    result.final_fingerprint = fingerprint(run->world);
    result.clamped_hazards = run->world.clamped_hazards;
    campaign.keeper.save_segment(name, result);
    if (campaign.options.progress != nullptr) campaign.options.progress->finish_run();
}

/// A run that breaks must not take the others with it.
template <class Job>
void guarded(Campaign& campaign, const std::vector<std::size_t>& arms, std::uint32_t replicate, Job&& job)
{
    try {
        job();
    } catch (const RefusedCheckpoint&) {
        throw; // The user's mistake, not the run's: nothing more is simulated.
    } catch (const std::exception& failure) {
        for (const std::size_t arm : arms) campaign.result(arm, replicate).failure = failure.what();
    }
}

struct ArmJob {
    std::size_t arm;
    std::uint32_t replicate;
};

/// What is left to do for one replicate: arms without a finished segment.
std::vector<std::size_t> unfinished(Campaign& campaign, const Group& group, std::uint32_t replicate)
{
    std::vector<std::size_t> arms;
    for (const std::size_t arm : group.arms)
        if (!campaign.keeper.load_segment(fmt::format("arm-{}-{}", arm, replicate), campaign.result(arm, replicate)))
            arms.push_back(arm);
    return arms;
}

bool needs_past(Campaign& campaign, const std::vector<std::size_t>& arms, std::uint32_t replicate)
{
    return std::any_of(arms.begin(), arms.end(), [&](std::size_t arm) {
        return !campaign.keeper.has_checkpoint(fmt::format("arm-{}-{}", arm, replicate));
    });
}

void run_batch(Campaign& campaign, const Group& group, std::uint32_t first, std::uint32_t last, int at_once)
{
    std::vector<std::unique_ptr<RunningWorld>> pasts(last - first);
    std::vector<std::vector<std::size_t>> left(last - first);
    for (std::uint32_t replicate = first; replicate < last; ++replicate)
        left[replicate - first] = unfinished(campaign, group, replicate);
    run_tasks(pasts.size(), at_once, [&](std::size_t i) {
        const auto replicate = static_cast<std::uint32_t>(first + i);
        if (!left[i].empty() && !campaign.stopped && needs_past(campaign, left[i], replicate))
            guarded(campaign, left[i], replicate, [&] { pasts[i] = burn_in(campaign, group, replicate); });
    });
    std::vector<ArmJob> jobs;
    for (std::uint32_t replicate = first; replicate < last; ++replicate)
        for (const std::size_t arm : left[replicate - first]) jobs.push_back({arm, replicate});
    run_tasks(jobs.size(), at_once, [&](std::size_t i) {
        const ArmJob job = jobs[i];
        const RunningWorld* past = pasts[job.replicate - first].get();
        const bool resumable = campaign.keeper.has_checkpoint(fmt::format("arm-{}-{}", job.arm, job.replicate));
        if (!campaign.stopped && (past != nullptr || resumable))
            guarded(campaign, {job.arm}, job.replicate, [&] { run_arm(campaign, job.arm, job.replicate, past); });
    });
    if (!campaign.stopped) return;
    // Arms that have not begun start from the end of their burn-in when the run is resumed.
    for (std::size_t i = 0; i < pasts.size(); ++i)
        if (pasts[i] != nullptr)
            campaign.keeper.save_checkpoint(fmt::format("past-{}-{}", group.arms.front(), first + i), *pasts[i],
                                            course_of(campaign.arms[group.arms.front()], *campaign.territory,
                                                      static_cast<std::uint32_t>(first + i)));
}

} // namespace

ArmRuns run_arms(std::span<const Scenario> arms, const std::shared_ptr<const Territory>& territory,
                 const RunOptions& options)
{
    ArmRuns results;
    results.axes = axes_of(arms.front(), *territory);
    results.arms = arms.size();
    results.replicates = static_cast<std::size_t>(arms.front().run.replicates);
    results.runs.resize(results.arms * results.replicates);
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        results.runs[i].arm = i / results.replicates;
        results.runs[i].replicate = static_cast<std::uint32_t>(i % results.replicates);
    }
    Campaign campaign{arms, territory, options, results, Keeper{options.work_folder, options.identity, options.resume}};
    set_threads(options.threads);
    const std::uint64_t state = expected_state_bytes(*territory, arms.front().population_share);
    const std::vector<Group> groups = group_by_past(arms);
    if (options.progress != nullptr)
        for (const Group& group : groups) {
            std::int64_t weeks = arms[group.arms.front()].run.burn_in;
            for (const std::size_t arm : group.arms) weeks += arms[arm].run.weeks;
            options.progress->plan(weeks * static_cast<std::int64_t>(results.replicates));
        }
    for (const Group& group : groups) {
        const Crowd crowd = plan_crowd(state, memory_limit(), options.threads, results.replicates * group.arms.size());
        const auto replicates = static_cast<std::uint32_t>(results.replicates);
        const auto batch = static_cast<std::uint32_t>(std::min<std::size_t>(crowd.snapshots, replicates));
        for (std::uint32_t first = 0; first < replicates && !campaign.stopped; first += batch)
            run_batch(campaign, group, first, std::min(first + batch, replicates), crowd.at_once);
    }
    if (campaign.stopped)
        throw StoppedWithCheckpoint{fmt::format(
            "Stopped. Finished runs and checkpoints are in {}; go on with --resume.", options.work_folder.string())};
    return results;
}

} // namespace emprise
