#pragma once

#include <string_view>

namespace emprise {

/// What the program knows of its own build; goes to `--version`, `bench` and the provenance of result files.
struct BuildInfo {
    std::string_view version;          ///< Of the project, as in CHANGELOG.md.
    std::string_view commit;           ///< `git describe --always --dirty` when the build was configured; may be empty.
    std::string_view build_type;       ///< Release, Debug.
    std::string_view flags;            ///< Compiler flags that can matter for speed or bits.
    std::string_view compiler;         ///< "GNU 12.2.0", "Clang 14.0.6".
    std::string_view parallel;         ///< "oneTBB" or "threads".
    std::string_view source_scenarios; ///< scenarios/ of the tree the program was built from.
    std::string_view installed_data;   ///< Where `cmake --install` puts the same files.
};

[[nodiscard]] BuildInfo build_info();

} // namespace emprise
