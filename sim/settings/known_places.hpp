#pragma once
#include "base/error.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

/// Codes and names by which a scenario may name one kind of place. Case, accents and hyphens do not count.
class PlaceNames {
public:
    void add(std::string code, std::string name);
    /// Must be called after the last `add`.
    void sort();
    [[nodiscard]] bool knows(std::string_view code_or_name) const;
    [[nodiscard]] std::string nearest(std::string_view wrong) const; ///< Advice; may be empty.
    [[nodiscard]] bool empty() const { return names_.empty(); }

private:
    std::vector<std::string> codes_;
    std::vector<std::string> names_; ///< As shown.
    std::vector<std::string> plain_; ///< Sorted, for search.
};

/// The places of a country, so that a mistyped commune is found before anything is built.
struct KnownPlaces {
    PlaceNames regions;
    PlaceNames departements;
    PlaceNames communes;
};

/// From communes.csv, departements.csv and regions.csv of a territory folder.
/// Throws MissingInput, or InvalidScenario when the tables cannot be read.
[[nodiscard]] KnownPlaces read_known_places(const std::filesystem::path& country_folder);

} // namespace emprise
