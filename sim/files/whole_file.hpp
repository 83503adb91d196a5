#pragma once
#include "files/file_system.hpp"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

enum class Replace { refuse, allow };

/// Puts `bytes` under `path` whole or not at all: temporary name with a random suffix beside it, space reserved,
/// written, synced, renamed, folder synced. A crash leaves at most a `.partial` beside the old state.
/// Throws OutputExists (Replace::refuse and the name is taken) or std::system_error that names the file. After an
/// exception the old content, or nothing, is under the name; only if the very last step (sync of the folder) failed
/// may it be the new content, whole.
void write_whole_file(FileSystem& disk, const std::filesystem::path& path, std::span<const std::byte> bytes,
                      Replace replace);
/// The same from several pieces, one after the other.
void write_whole_file(FileSystem& disk, const std::filesystem::path& path,
                      std::span<const std::span<const std::byte>> pieces, Replace replace);
void write_whole_file(FileSystem& disk, const std::filesystem::path& path, std::string_view text, Replace replace);

/// Takes a name for oneself: true if this call created the file, false if it was there. For claims on work.
[[nodiscard]] bool claim_file(FileSystem& disk, const std::filesystem::path& path, std::string_view text);

/// Renames a closed file (or replaces another) and syncs the folder; same exceptions as write_whole_file.
void rename_file(FileSystem& disk, const std::filesystem::path& from, const std::filesystem::path& to, Replace replace);
/// Removes a file if it is there and syncs the folder, so that it does not come back after a crash.
void remove_file(FileSystem& disk, const std::filesystem::path& path);
/// Makes a folder and those above it, as needed.
void make_folders(FileSystem& disk, const std::filesystem::path& path);

/// Throws MissingInput if the file is not there or not a plain file, std::system_error if it cannot be read or is
/// larger than `limit` bytes.
[[nodiscard]] std::vector<std::byte> read_whole_file(const std::filesystem::path& path, std::size_t limit);
[[nodiscard]] std::string read_text_file(const std::filesystem::path& path, std::size_t limit);

[[nodiscard]] inline std::span<const std::byte> bytes_of(std::string_view text)
{
    return std::as_bytes(std::span{text.data(), text.size()});
}

} // namespace emprise
