#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <sys/types.h>

namespace emprise {

/// The calls that change a disk. Everything that writes takes one of these; tests give one that fails at its n-th call.
/// Results and errno as in POSIX.
class FileSystem {
public:
    FileSystem() = default;
    FileSystem(const FileSystem&) = delete;
    FileSystem& operator=(const FileSystem&) = delete;
    virtual ~FileSystem() = default;

    /// New file for writing; fails with EEXIST if the name is taken.
    virtual int create(const char* path);
    /// Sets space aside, so that a full disk is met before the first byte; success where the disk cannot do this.
    virtual int reserve(int file, std::uint64_t bytes);
    virtual ssize_t write(int file, std::span<const std::byte> bytes);
    virtual int sync(int file);
    virtual int close(int file);
    /// Replaces whatever bears the new name.
    virtual int rename(const char* from, const char* to);
    /// Fails with EEXIST if the new name is taken, without a moment in between.
    virtual int rename_without_replacing(const char* from, const char* to);
    virtual int remove(const char* path);
    virtual int open_folder(const char* path);
    virtual int make_folder(const char* path);
};

[[nodiscard]] FileSystem& real_disk();

} // namespace emprise
