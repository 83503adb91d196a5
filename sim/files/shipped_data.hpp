#pragma once

#include <filesystem>

namespace emprise {

/// The folder of shipped scenarios and tables (france/, levers/, parameters/, arms/).
/// The first that holds levers/ or france/ wins: the variable EMPRISE_DATA, share/emprise beside the program's bin/,
/// the installation prefix, the source tree. A set EMPRISE_DATA that is no such folder is an error, not passed over.
/// Throws std::filesystem::filesystem_error when there is none.
[[nodiscard]] std::filesystem::path shipped_data_folder();

} // namespace emprise
