#include "files/file_system.hpp"

#include <cerrno>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace emprise {

namespace {

/// For file systems without RENAME_NOREPLACE (some network disks): a second name is refused if taken, then the first
/// is removed. A crash in between leaves both names on the same, whole, file.
int link_and_remove(const char* from, const char* to)
{
    if (::link(from, to) != 0) return -1;
    return ::unlink(from);
}

} // namespace

int FileSystem::create(const char* path)
{
    return ::open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0644);
}

int FileSystem::reserve(int file, std::uint64_t bytes)
{
    if (bytes == 0) return 0;
    const int problem = ::posix_fallocate(file, 0, static_cast<off_t>(bytes));
    if (problem == 0 || problem == EOPNOTSUPP || problem == EINVAL) return 0;
    errno = problem;
    return -1;
}

ssize_t FileSystem::write(int file, std::span<const std::byte> bytes)
{
    return ::write(file, bytes.data(), bytes.size());
}

int FileSystem::sync(int file)
{
    return ::fsync(file);
}

int FileSystem::close(int file)
{
    return ::close(file);
}

int FileSystem::rename(const char* from, const char* to)
{
    return ::rename(from, to);
}

int FileSystem::rename_without_replacing(const char* from, const char* to)
{
    const long result = ::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
    if (result == 0 || (errno != EINVAL && errno != ENOSYS)) return static_cast<int>(result);
    return link_and_remove(from, to);
}

int FileSystem::remove(const char* path)
{
    return ::unlink(path);
}

int FileSystem::open_folder(const char* path)
{
    return ::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

int FileSystem::make_folder(const char* path)
{
    return ::mkdir(path, 0755);
}

FileSystem& real_disk()
{
    static FileSystem disk;
    return disk;
}

} // namespace emprise
