#include "base/error.hpp"
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

enum class Fault { once, from_there_on };

/// A disk whose n-th call fails with "no space left", once or from there on. Writes are cut to 4 KiB to make many.
class FaultyDisk : public FileSystem {
public:
    FaultyDisk(int n, Fault fault) : n_{n}, fault_{fault} {}
    [[nodiscard]] bool has_failed() const { return failed_; }

    int create(const char* path) override { return fails() ? -1 : FileSystem::create(path); }
    int reserve(int file, std::uint64_t bytes) override { return fails() ? -1 : FileSystem::reserve(file, bytes); }
    ssize_t write(int file, std::span<const std::byte> bytes) override
    {
        return fails() ? -1 : FileSystem::write(file, bytes.first(std::min<std::size_t>(bytes.size(), 4096)));
    }
    int sync(int file) override { return fails() ? -1 : FileSystem::sync(file); }
    int close(int file) override
    {
        // As on Linux: the number is free again even when close reports a failure.
        FileSystem::close(file);
        return fails() ? -1 : 0;
    }
    int rename(const char* from, const char* to) override { return fails() ? -1 : FileSystem::rename(from, to); }
    int rename_without_replacing(const char* from, const char* to) override
    {
        return fails() ? -1 : FileSystem::rename_without_replacing(from, to);
    }
    int remove(const char* path) override { return fails() ? -1 : FileSystem::remove(path); }
    int open_folder(const char* path) override { return fails() ? -1 : FileSystem::open_folder(path); }
    int make_folder(const char* path) override { return fails() ? -1 : FileSystem::make_folder(path); }

private:
    bool fails()
    {
        ++calls_;
        if (calls_ != n_ && !(fault_ == Fault::from_there_on && calls_ > n_)) return false;
        failed_ = true;
        errno = ENOSPC;
        return true;
    }
    int n_;
    Fault fault_;
    int calls_ = 0;
    bool failed_ = false;
};

const std::string old_text(9'000, 'o');
const std::string new_text(30'000, 'n');

struct Outcome {
    bool threw = false;
    bool fault_met = false;
};

Outcome write_on_faulty_disk(const fs::path& path, int n, Fault fault, Replace replace)
{
    FaultyDisk disk{n, fault};
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
        FaultyDisk disk{n, Fault::once};
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
class DiskOfAKilledProcess : public FaultyDisk {
public:
    explicit DiskOfAKilledProcess(int n) : FaultyDisk{0, Fault::once}, left_{n} {}
    ssize_t write(int file, std::span<const std::byte> bytes) override
    {
        count_down();
        return FaultyDisk::write(file, bytes);
    }
    int sync(int file) override
    {
        count_down();
        return FaultyDisk::sync(file);
    }
    int close(int file) override
    {
        count_down();
        return FaultyDisk::close(file);
    }
    int rename(const char* from, const char* to) override
    {
        count_down();
        return FaultyDisk::rename(from, to);
    }
    int open_folder(const char* path) override
    {
        count_down();
        return FaultyDisk::open_folder(path);
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
