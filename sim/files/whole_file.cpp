#include "files/whole_file.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace emprise {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(int problem, const std::string& doing, const fs::path& path)
{
    throw std::system_error{problem, std::generic_category(), doing + " " + path.string()};
}

[[noreturn]] void fail(const std::string& doing, const fs::path& path)
{
    fail(errno, doing, path);
}

[[noreturn]] void refuse(const fs::path& path)
{
    throw OutputExists{path.string() + " exists already"};
}

/// Closes on the way out of an exception; `finish` closes and tells, because a failed close is a failed write.
class OpenFile {
public:
    OpenFile(FileSystem& disk, int file) : disk_{disk}, file_{file} {}
    ~OpenFile()
    {
        if (file_ >= 0) disk_.close(file_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    [[nodiscard]] int number() const { return file_; }
    [[nodiscard]] bool finish() { return disk_.close(std::exchange(file_, -1)) == 0; }

private:
    FileSystem& disk_;
    int file_;
};

/// A name beside `path` that nobody else has: two writers of one file do not meet before the rename.
fs::path temporary_name(const fs::path& path)
{
    std::array<unsigned char, 8> noise{};
    if (::getrandom(noise.data(), noise.size(), 0) != static_cast<ssize_t>(noise.size()))
        fail("cannot name a temporary file for", path);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string suffix = ".";
    for (const unsigned char byte : noise) {
        suffix += digits[byte / 16U];
        suffix += digits[byte % 16U];
    }
    fs::path name = path;
    return name += suffix + ".partial";
}

/// A file of ours that is removed on the way out of an exception.
class Unfinished {
public:
    Unfinished(FileSystem& disk, const fs::path& path) : disk_{disk}, path_{path} {}
    ~Unfinished()
    {
        if (!kept_) disk_.remove(path_.c_str());
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    void keep() { kept_ = true; }

private:
    FileSystem& disk_;
    const fs::path& path_;
    bool kept_ = false;
};

void write_all(FileSystem& disk, int file, std::span<const std::byte> bytes, const fs::path& path)
{
    while (!bytes.empty()) {
        const ssize_t written = disk.write(file, bytes);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot write", path);
        if (written == 0) fail(EIO, "cannot write", path);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

fs::path folder_of(const fs::path& path)
{
    const fs::path folder = path.parent_path();
    return folder.empty() ? fs::path{"."} : folder;
}

void sync_folder(FileSystem& disk, const fs::path& folder)
{
    const int number = disk.open_folder(folder.c_str());
    if (number < 0) fail("cannot open folder", folder);
    OpenFile open{disk, number};
    // Some network disks cannot sync a folder and say so; everything else is a failure, and never tried twice.
    if (disk.sync(number) != 0 && errno != EINVAL && errno != EROFS) fail("cannot sync folder", folder);
    if (!open.finish()) fail("cannot close folder", folder);
}

bool is_taken(const fs::path& path)
{
    struct stat found {};
    return ::lstat(path.c_str(), &found) == 0;
}

void fill(FileSystem& disk, int file, std::span<const std::span<const std::byte>> pieces, const fs::path& path)
{
    std::uint64_t total = 0;
    for (const auto& piece : pieces) total += piece.size();
    OpenFile open{disk, file};
    if (disk.reserve(file, total) != 0) fail("no room for", path);
    for (const auto& piece : pieces) write_all(disk, file, piece, path);
    if (disk.sync(file) != 0) fail("cannot sync", path);
    if (!open.finish()) fail("cannot close", path);
}

void rename_or_refuse(FileSystem& disk, const fs::path& from, const fs::path& to, Replace replace)
{
    const bool may_replace = replace == Replace::allow;
    const int result =
        may_replace ? disk.rename(from.c_str(), to.c_str()) : disk.rename_without_replacing(from.c_str(), to.c_str());
    if (result == 0) return;
    if (!may_replace && errno == EEXIST) refuse(to);
    fail("cannot rename to", to);
}

class ReadOnlyFile {
public:
    explicit ReadOnlyFile(const fs::path& path) : file_{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)}
    {
        if (file_ < 0) throw MissingInput{"cannot open " + path.string() + ": " + describe_errno()};
    }
    ~ReadOnlyFile() { ::close(file_); }
    ReadOnlyFile(const ReadOnlyFile&) = delete;
    ReadOnlyFile& operator=(const ReadOnlyFile&) = delete;
    [[nodiscard]] int number() const { return file_; }

private:
    static std::string describe_errno() { return std::generic_category().message(errno); }
    int file_;
};

} // namespace

void write_whole_file(FileSystem& disk, const fs::path& path, std::span<const std::span<const std::byte>> pieces,
                      Replace replace)
{
    // Early, to spare the work; what holds against a race is the rename below.
    if (replace == Replace::refuse && is_taken(path)) refuse(path);
    const fs::path partial = temporary_name(path);
    const int file = disk.create(partial.c_str());
    if (file < 0) fail("cannot create a file beside", path);
    Unfinished unfinished{disk, partial};
    fill(disk, file, pieces, path);
    rename_or_refuse(disk, partial, path, replace);
    unfinished.keep();
    sync_folder(disk, folder_of(path));
}

void write_whole_file(FileSystem& disk, const fs::path& path, std::span<const std::byte> bytes, Replace replace)
{
    const std::array pieces{bytes};
    write_whole_file(disk, path, std::span<const std::span<const std::byte>>{pieces}, replace);
}

void write_whole_file(FileSystem& disk, const fs::path& path, std::string_view text, Replace replace)
{
    write_whole_file(disk, path, bytes_of(text), replace);
}

bool claim_file(FileSystem& disk, const fs::path& path, std::string_view text)
{
    const int file = disk.create(path.c_str());
    if (file < 0 && errno == EEXIST) return false;
    if (file < 0) fail("cannot create", path);
    Unfinished unfinished{disk, path};
    const std::array pieces{bytes_of(text)};
    fill(disk, file, pieces, path);
    unfinished.keep();
    sync_folder(disk, folder_of(path));
    return true;
}

void rename_file(FileSystem& disk, const fs::path& from, const fs::path& to, Replace replace)
{
    rename_or_refuse(disk, from, to, replace);
    sync_folder(disk, folder_of(to));
    if (folder_of(from) != folder_of(to)) sync_folder(disk, folder_of(from));
}

void remove_file(FileSystem& disk, const fs::path& path)
{
    if (disk.remove(path.c_str()) != 0) {
        if (errno == ENOENT) return;
        fail("cannot remove", path);
    }
    sync_folder(disk, folder_of(path));
}

void make_folders(FileSystem& disk, const fs::path& path)
{
    fs::path so_far;
    for (const fs::path& part : path) {
        so_far /= part;
        if (disk.make_folder(so_far.c_str()) == 0) continue;
        const int problem = errno;
        std::error_code unused;
        if (!fs::is_directory(so_far, unused)) fail(problem, "cannot make folder", so_far);
    }
}

std::vector<std::byte> read_whole_file(const fs::path& path, std::size_t limit)
{
    const ReadOnlyFile file{path};
    struct stat found {};
    if (::fstat(file.number(), &found) != 0) fail("cannot read", path);
    if (!S_ISREG(found.st_mode)) throw MissingInput{path.string() + " is not a plain file"};
    if (static_cast<std::uint64_t>(found.st_size) > limit) fail(EFBIG, "will not read", path);
    std::vector<std::byte> bytes(static_cast<std::size_t>(found.st_size));
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got = ::read(file.number(), bytes.data() + have, bytes.size() - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail("cannot read", path);
        if (got == 0) fail(EIO, "file became shorter while being read:", path);
        have += static_cast<std::size_t>(got);
    }
    return bytes;
}

std::string read_text_file(const fs::path& path, std::size_t limit)
{
    const std::vector<std::byte> bytes = read_whole_file(path, limit);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace emprise
