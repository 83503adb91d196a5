#pragma once
#include "base/error.hpp"
#include "settings/known_places.hpp"
#include "settings/scenario.hpp"
#include "settings/toml_document.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

/// What a policy may name.
struct PolicyNames {
    const LeverCatalogue& levers;
    const KnownPlaces* places;                ///< Null: not checked.
    const std::vector<std::string>& outcomes; ///< Empty: not checked.
};

/// Words for sizes of communes and the tiers (world/territory.hpp has them in the same order) they stand for.
struct SizeWord {
    std::string_view word;
    int first_tier;
    int last_tier;
};
inline constexpr std::array<SizeWord, 10> size_words{{{"small", 0, 3},  ///< Below 20,000 residents.
                                                      {"medium", 4, 5}, ///< To 100,000.
                                                      {"large", 6, 6},
                                                      {"below_2k", 0, 0},
                                                      {"2k_5k", 1, 1},
                                                      {"5k_10k", 2, 2},
                                                      {"10k_20k", 3, 3},
                                                      {"20k_50k", 4, 4},
                                                      {"50k_100k", 5, 5},
                                                      {"100k_and_more", 6, 6}}};

[[nodiscard]] Policy read_policy(const TomlNode& table, const PolicyNames& names, std::vector<Problem>& problems);
[[nodiscard]] Shift read_shift(const TomlNode& table, const LeverCatalogue& levers, std::vector<Problem>& problems);
/// Several shifts may not take more than all of one lever.
void check_shifts(const std::vector<Shift>& shifts, std::vector<Problem>& problems);

/// Reports names that are no places of the kind.
void check_places(const std::vector<std::string>& written, const PlaceNames* known, std::string_view kind,
                  const Place& place, std::vector<Problem>& problems);

} // namespace emprise
