#pragma once
#include "files/file_system.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <span>

namespace emprise {

enum class Fault { once, from_there_on };

/// A disk whose n-th call fails with "no space left", once or from there on. Writes are cut to `at_once` to make many.
class FullDisk : public FileSystem {
public:
    FullDisk(int n, Fault fault, std::size_t at_once) : n_{n}, fault_{fault}, at_once_{at_once} {}
    [[nodiscard]] bool has_failed() const { return failed_; }

    int create(const char* path) override { return fails() ? -1 : FileSystem::create(path); }
    int reserve(int file, std::uint64_t bytes) override { return fails() ? -1 : FileSystem::reserve(file, bytes); }
    ssize_t write(int file, std::span<const std::byte> bytes) override
    {
        return fails() ? -1 : FileSystem::write(file, bytes.first(std::min(bytes.size(), at_once_)));
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
    std::size_t at_once_;
    int calls_ = 0;
    bool failed_ = false;
};

} // namespace emprise
