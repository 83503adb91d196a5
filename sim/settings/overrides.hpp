#pragma once
#include "base/error.hpp"
#include "settings/scenario.hpp"
#include "settings/toml_document.hpp"

#include <string>
#include <vector>

namespace emprise {

/// Settings given beside the file. Order: file, then environment, then command line; the last wins.
struct Overrides {
    std::vector<std::string> environment; ///< "EMPRISE_RUN__WEEKS=10": two underscores stand for a dot.
    std::vector<std::string> set;         ///< "run.weeks=10"
    std::vector<std::string> set_json;    ///< {"run.weeks": 10, "policy": ...}
};

/// The variables that set something: EMPRISE_ and at least one double underscore. Pass `environ`.
[[nodiscard]] std::vector<std::string> settings_in_environment(const char* const* environment);

/// Puts them into the tree, in order; returns what was set by whom instead of what.
[[nodiscard]] std::vector<AppliedOverride> apply_overrides(TomlNode& scenario, const Overrides& overrides,
                                                           std::vector<Problem>& problems);

} // namespace emprise
