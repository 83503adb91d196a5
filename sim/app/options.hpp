#pragma once
#include "base/listing_format.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace emprise {

/// The command line, read. One struct for all verbs: a verb looks only at what its help names.
struct Options {
    std::string verb;
    std::vector<std::filesystem::path> files;
    std::filesystem::path output;
    std::filesystem::path from;    ///< run --from OUT.h5
    std::vector<std::string> sets; ///< --set path=value
    std::string set_json;
    int threads{0};          ///< 0: all usable cores.
    int checkpoint_every{0}; ///< Weeks; 0: only when stopped.
    bool force{false};
    bool resume{false};
    bool allow_outside{false};
    bool fingerprints{false};
    bool quiet{false};
    bool json{false};
    bool csv{false};
    bool channels{false};
    bool diverge{false};
    // inspect
    std::string organisation; ///< Printed name.
    std::string cell;
    std::string commune; ///< Code or name.
    bool spread{false};
    std::string arm;   ///< Empty: the first.
    int replicate{-1}; ///< Number of the axis; -1: the first, or all for --spread.
    int repeats{5};
    std::string progress{"auto"};
    std::filesystem::path metrics; ///< Flat JSON of headline numbers.
    // territory import
    std::filesystem::path country_folder;
};

[[nodiscard]] inline ListingFormat listing_format(const Options& options)
{
    return options.json ? ListingFormat::json : options.csv ? ListingFormat::csv : ListingFormat::text;
}

} // namespace emprise
