#pragma once
#include "files/file_system.hpp"
#include "store/result_set.hpp"
#include "store/variable.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace emprise {

/// A result file in memory, and the digest of its content. Equal results and provenance give equal bytes.
struct ResultImage {
    std::vector<std::byte> bytes;
    std::string content_sha256;
};

[[nodiscard]] ResultImage make_result_image(const ResultSet& results);

/// The last bytes of a result file, after the end of what HDF5 reads: "EMPRISE-SHA256 " and the digest of all before.
/// Damage is seen before the library meets it. A file without is read all the same: others may have rewritten it.
[[nodiscard]] std::string seal_of(std::span<const std::byte> image);
enum class Seal : std::uint8_t { none, whole, broken };
[[nodiscard]] Seal check_seal(std::span<const std::byte> file);

/// Writes the whole file or nothing; returns its content_sha256. Throws OutputExists if the name is taken and not
/// `force`, std::system_error if the disk refuses.
std::string write_result(FileSystem& disk, const std::filesystem::path& path, const ResultSet& results, bool force);

/// Chunks hold one run's slab where that has 64 KiB to 1 MiB; smaller slabs share a chunk, larger ones are cut.
[[nodiscard]] std::vector<std::uint64_t> chunk_shape(const Variable& variable);

} // namespace emprise
