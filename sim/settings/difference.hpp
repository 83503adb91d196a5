#pragma once
#include "settings/scenario.hpp"

#include <string>
#include <vector>

namespace emprise {

/// One setting that two scenarios do not share, after inheritance.
struct Difference {
    std::string path;  ///< "policy.raids.amount.eur_per_year"
    std::string first; ///< Empty: not set there.
    std::string second;
    std::string unit; ///< Empty: none.
};

/// In order of path. Ids of policies, names of arms and the files they come from do not count.
[[nodiscard]] std::vector<Difference> differences_between(const Scenario& first, const Scenario& second);

/// A table of 80 columns, or a sentence when nothing differs.
[[nodiscard]] std::string describe_differences(const Scenario& first, const Scenario& second);

} // namespace emprise
