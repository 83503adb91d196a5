#include "faults/full_disk.hpp"
#include "files/scratch_folder.hpp"
#include "store/checkpoint.hpp"
#include "store/result_image.hpp"
#include "store/result_layout.hpp"
#include "store/result_reader.hpp"
#include "store/sample_result.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <functional>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <system_error>

namespace emprise {
namespace {

namespace fs = std::filesystem;
using testing_support::sample_results;
using testing_support::sample_series;
using testing_support::small_world;

constexpr std::size_t at_once = 16'384; ///< Bytes of a write.

/// Lets every call fail in turn until a write meets no fault; returns how many points were tried.
int try_every_call(Fault fault, const std::function<void(const ScratchFolder&)>& prepare,
                   const std::function<void(FileSystem&, const fs::path&)>& write,
                   const std::function<void(const fs::path&, bool threw)>& look)
{
    for (int n = 1;; ++n) {
        const ScratchFolder folder;
        prepare(folder);
        FullDisk disk{n, fault, at_once};
        bool threw = false;
        try {
            write(disk, folder / "file");
        } catch (const std::system_error& problem) {
            threw = true;
            EXPECT_EQ(problem.code().value(), ENOSPC);
            EXPECT_NE(std::string{problem.what()}.find("emprise-test"), std::string::npos) << problem.what();
        }
        look(folder / "file", threw);
        if (disk.has_failed() && !threw) {
            ADD_FAILURE() << "call " << n << " failed in silence";
        }
        if (!disk.has_failed() || testing::Test::HasFailure()) return n - 1;
    }
}

/// A small result, so that the disk is what takes the time.
ResultSet small_results(int arms)
{
    ResultSet results = sample_results(arms, 1, 8, false);
    for (ArmResult& arm : results.arms) arm.runs[0].series.outcomes.resize(6);
    return results;
}

TEST(StoredResult, IsTheOldOneOrTheNewOneWhicheverCallFails)
{
    const ResultSet old_results = small_results(1);
    const ResultSet new_results = small_results(2);
    const std::string old_digest = content_sha256(old_results);
    const std::string new_digest = content_sha256(new_results);
    for (const bool had_old : {false, true})
        for (const Fault fault : {Fault::once, Fault::from_there_on}) {
            const auto prepare = [&](const ScratchFolder& folder) {
                if (had_old) write_result(real_disk(), folder / "file", old_results, false);
            };
            const auto write = [&](FileSystem& disk, const fs::path& path) {
                write_result(disk, path, new_results, true);
            };
            const auto look = [&](const fs::path& path, bool threw) {
                if (!fs::exists(path)) {
                    EXPECT_TRUE(threw && !had_old);
                    return;
                }
                const std::string found = read_result(path).content_sha256;
                EXPECT_TRUE(found == new_digest || (threw && had_old && found == old_digest));
            };
            EXPECT_GE(try_every_call(fault, prepare, write, look), 10);
        }
}

const RunIdentity identity{.build = "b", .scenario_digest = "s", .arm = "a", .replicate = 1, .week = 0};

World world_at(Week week)
{
    World world = small_world(0);
    world.week = week;
    return world;
}

TEST(StoredCheckpoint, AlwaysLeavesOneToResumeFromWhicheverCallFails)
{
    const World start = small_world(0);
    RecorderSettings settings;
    settings.by_departement = false;
    settings.outcomes = {"sites_active"};
    const Recorder recorder{settings, start};
    const auto prepare = [&](const ScratchFolder& folder) {
        for (const Week week : {3, 6}) {
            RunIdentity at = identity;
            at.week = week;
            write_checkpoint(real_disk(), folder / "file", at, world_at(week), recorder, {});
        }
    };
    const auto write = [&](FileSystem& disk, const fs::path& path) {
        RunIdentity at = identity;
        at.week = 9;
        write_checkpoint(disk, path, at, world_at(9), recorder, {});
    };
    const auto look = [&](const fs::path& path, bool threw) {
        const std::optional<ResumedRun> resumed = read_checkpoint(path, identity, start, recorder);
        ASSERT_TRUE(resumed.has_value());
        EXPECT_TRUE(resumed->week == 9 || (threw && resumed->week == 6)) << resumed->week;
    };
    for (const Fault fault : {Fault::once, Fault::from_there_on})
        EXPECT_GE(try_every_call(fault, prepare, write, look), 14);
}

TEST(StoredSegment, IsWholeOrAbsentWhicheverCallFails)
{
    const Series series = sample_series(0, 0, 8, false);
    const auto write = [&](FileSystem& disk, const fs::path& path) { write_segment(disk, path, identity, series); };
    const auto look = [&](const fs::path& path, bool threw) {
        const std::optional<Series> read = read_segment(path, identity);
        EXPECT_TRUE(read.has_value() || threw);
        if (read) {
            EXPECT_EQ(read->time, series.time);
        }
    };
    for (const Fault fault : {Fault::once, Fault::from_there_on})
        EXPECT_GE(try_every_call(
                      fault, [](const ScratchFolder&) {}, write, look),
                  9);
}

} // namespace
} // namespace emprise
