#include "base/error.hpp"
#include "faults/full_disk.hpp"
#include "files/scratch_folder.hpp"
#include "files/whole_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace emprise {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t at_once = 4096; ///< Bytes of a write.

const std::string old_text(9'000, 'o');
const std::string new_text(30'000, 'n');

struct Outcome {
    bool threw = false;
    bool fault_met = false;
};

Outcome write_on_faulty_disk(const fs::path& path, int n, Fault fault, Replace replace)
{
    FullDisk disk{n, fault, at_once};
    Outcome outcome;
    try {
        write_whole_file(disk, path, new_text, replace);
    } catch (const std::system_error& problem) {
        outcome.threw = true;
        EXPECT_EQ(problem.code().value(), ENOSPC);
    }
    outcome.fault_met = disk.has_failed();
    return outcome;
}

/// What must hold after any failure: one of the two contents, whole; no silence; leftovers only if removing failed too.
void expect_old_or_new(const ScratchFolder& folder, bool had_old, const Outcome& outcome, Fault fault)
{
    const bool there = fs::exists(folder / "result");
    const std::string text = there ? read_text_file(folder / "result", 100'000) : "";
    ASSERT_TRUE(text == new_text || (had_old ? text == old_text : !there));
    if (!outcome.threw) {
        ASSERT_EQ(text, new_text);
    }
    for (const std::string& name : folder.names()) {
        if (name == "result") continue;
        ASSERT_EQ(fault, Fault::from_there_on) << name;
        ASSERT_TRUE(name.ends_with(".partial")) << name;
    }
}

int count_faults_survived(Fault fault, bool had_old)
{
    for (int n = 1;; ++n) {
        const ScratchFolder folder;
        if (had_old) write_whole_file(real_disk(), folder / "result", old_text, Replace::refuse);
        const Outcome outcome =
            write_on_faulty_disk(folder / "result", n, fault, had_old ? Replace::allow : Replace::refuse);
        expect_old_or_new(folder, had_old, outcome, fault);
        EXPECT_EQ(outcome.threw, outcome.fault_met) << "call " << n;
        if (!outcome.fault_met || ::testing::Test::HasFatalFailure()) return n - 1;
    }
}

TEST(ResultFile, IsTheOldOneOrTheNewOneWhicheverCallFails)
{
    // create, reserve, 8 writes, sync, close, rename, open, sync and close of the folder.
    EXPECT_EQ(count_faults_survived(Fault::once, true), 16);
    EXPECT_EQ(count_faults_survived(Fault::once, false), 16);
    EXPECT_EQ(count_faults_survived(Fault::from_there_on, true), 16);
    EXPECT_EQ(count_faults_survived(Fault::from_there_on, false), 16);
}

TEST(Claim, IsHeldWholeOrNotAtAllWhicheverCallFails)
{
    for (int n = 1; n < 20; ++n) {
        const ScratchFolder folder;
        FullDisk disk{n, Fault::once, at_once};
        bool held = false;
        try {
            held = claim_file(disk, folder / "claim", "host");
        } catch (const std::system_error&) {
        }
        if (held || fs::exists(folder / "claim")) {
            ASSERT_EQ(read_text_file(folder / "claim", 100), "host");
        }
        ASSERT_NE(held, disk.has_failed());
    }
}

/// A disk that cuts the power: the process ends without any clean-up at its n-th call.
class DiskOfAKilledProcess : public FullDisk {
public:
    explicit DiskOfAKilledProcess(int n) : FullDisk{0, Fault::once, at_once}, left_{n} {}
    ssize_t write(int file, std::span<const std::byte> bytes) override
    {
        count_down();
        return FullDisk::write(file, bytes);
    }
    int sync(int file) override
    {
        count_down();
        return FullDisk::sync(file);
    }
    int close(int file) override
    {
        count_down();
        return FullDisk::close(file);
    }
    int rename(const char* from, const char* to) override
    {
        count_down();
        return FullDisk::rename(from, to);
    }
    int open_folder(const char* path) override
    {
        count_down();
        return FullDisk::open_folder(path);
    }

private:
    void count_down()
    {
        if (--left_ == 0) ::_exit(77);
    }
    int left_;
};

TEST(ResultFile, IsTheOldOneOrTheNewOneWhereverTheProcessIsKilled)
{
    int killed = 0;
    for (int n = 1;; ++n) {
        const ScratchFolder folder;
        write_whole_file(real_disk(), folder / "result", old_text, Replace::refuse);
        std::fflush(nullptr);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            DiskOfAKilledProcess disk{n};
            write_whole_file(disk, folder / "result", new_text, Replace::allow);
            ::_exit(0);
        }
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFEXITED(status));
        const std::string text = read_text_file(folder / "result", 100'000);
        if (WEXITSTATUS(status) == 0) {
            EXPECT_EQ(text, new_text);
            break;
        }
        ASSERT_EQ(WEXITSTATUS(status), 77);
        ++killed;
        ASSERT_TRUE(text == old_text || text == new_text);
        // Whatever a dead process left behind does not stand in the way of the next one.
        write_whole_file(real_disk(), folder / "result", new_text, Replace::allow);
        ASSERT_EQ(read_text_file(folder / "result", 100'000), new_text);
    }
    EXPECT_EQ(killed, 14);
}

} // namespace
} // namespace emprise
