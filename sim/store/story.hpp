#pragma once
#include "base/listing_format.hpp"
#include "store/result_set.hpp"

#include <cstddef>
#include <string>

namespace emprise {

enum class StoryAbout : std::uint8_t { organisation, cell, commune };

/// Whose story, of which run.
struct StoryQuestion {
    StoryAbout about{};
    std::string id;    ///< Printed name, or code or name of a commune.
    std::size_t arm{}; ///< Position.
    std::size_t run{}; ///< Position.
};

/// What happened over time, for a person to read: 80 columns, or one JSON document, or CSV. Throws UsageError with a
/// suggestion when the run knows no such thing.
[[nodiscard]] std::string tell_story(const ResultSet& results, const StoryQuestion& question, ListingFormat format);

} // namespace emprise
