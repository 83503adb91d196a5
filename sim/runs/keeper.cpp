#include "runs/keeper.hpp"

#include "files/digest.hpp"
#include "store/checkpoint.hpp"

#include <fmt/format.h>

namespace emprise {

namespace {

RunIdentity identity_of(const std::string& campaign, const std::string& name, std::uint32_t replicate, Week week)
{
    return {build_identity(), campaign, name, static_cast<std::int32_t>(replicate), week};
}

} // namespace

Keeper::Keeper(std::filesystem::path folder, std::string identity, bool resume)
    : folder_{std::move(folder)}, identity_{std::move(identity)}
{
    if (folder_.empty()) return;
    if (!resume) std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
}

std::filesystem::path Keeper::path_of(const std::string& name, const char* ending) const
{
    return folder_ / (name + ending);
}

void Keeper::save_checkpoint(const std::string& name, const RunningWorld& run, const Course& course) const
{
    if (folder_.empty()) return;
    write_checkpoint(real_disk(), path_of(name, ".checkpoint"),
                     identity_of(identity_, name, course.replicate, run.world.week), run.world, run.recorder,
                     to_bytes(run.watch));
}

bool Keeper::has_checkpoint(const std::string& name) const
{
    const auto path = path_of(name, ".checkpoint");
    return !folder_.empty() && (std::filesystem::exists(path) || std::filesystem::exists(path.string() + ".old"));
}

std::unique_ptr<RunningWorld> Keeper::load_checkpoint(const std::string& name, std::span<const Scenario> sharing,
                                                      std::size_t arm,
                                                      const std::shared_ptr<const Territory>& territory,
                                                      Course& course) const
{
    if (!has_checkpoint(name)) return nullptr;
    // The file holds columns only; their shape comes from drawing the first World again.
    auto run = std::make_unique<RunningWorld>(begin_run(sharing[arm], sharing, territory, course.replicate));
    std::optional<ResumedRun> resumed = read_checkpoint(
        path_of(name, ".checkpoint"), identity_of(identity_, name, course.replicate, 0), run->world, run->recorder);
    if (!resumed) return nullptr;
    run->world = std::move(resumed->world);
    run->recorder = std::move(resumed->recorder);
    from_bytes(resumed->triggers, run->watch);
    replay(run->watch, course.timeline);
    return run;
}

void Keeper::save_segment(const std::string& name, const ArmRun& run) const
{
    if (folder_.empty()) return;
    write_segment(real_disk(), path_of(name, ".segment"), identity_of(identity_, name, run.replicate, 0), run.series);
    remove_checkpoints(real_disk(), path_of(name, ".checkpoint"));
}

bool Keeper::load_segment(const std::string& name, ArmRun& run) const
{
    if (folder_.empty()) return false;
    std::optional<Series> series =
        read_segment(path_of(name, ".segment"), identity_of(identity_, name, run.replicate, 0));
    if (!series) return false;
    run.series = std::move(*series);
    return true;
}

std::string campaign_identity(std::span<const Scenario> arms)
{
    Sha256 digest;
    for (const Scenario& arm : arms) digest.update(std::as_bytes(std::span{arm.resolved}));
    return digest.hex();
}

} // namespace emprise
