#pragma once
#include "store/result_inspection.hpp"
#include "store/result_set.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace emprise {

struct ResultReadOptions {
    ResultLimits limits{};
    bool check_digest{true}; ///< Refuse a file whose content is not what content_sha256 says.
};

/// A result file as it was given to write_result, after inspection. Communes of events are positions in
/// `axes.communes`, which holds only those with an event unless outcomes were kept by commune.
/// Throws MissingInput (not there) or UnreadableResult (with the reason).
[[nodiscard]] ResultSet read_result(const std::filesystem::path& path, const ResultReadOptions& options = {});
[[nodiscard]] ResultSet read_result_image(std::vector<std::byte> image, const std::string& name,
                                          const ResultReadOptions& options = {});

} // namespace emprise
