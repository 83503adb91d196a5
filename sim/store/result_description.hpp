#pragma once
#include "base/listing_format.hpp"
#include "store/result_set.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

/// A headline outcome over the whole territory: mean over the replicates that are done.
struct HeadlineNumber {
    const OutcomeDeclaration* outcome{};
    std::optional<double> before;            ///< Last 52 weeks of the burn-in; nothing when they were not recorded.
    std::vector<std::optional<double>> arms; ///< Last 52 weeks of the run, arm by arm.
};
[[nodiscard]] std::vector<HeadlineNumber> headline_numbers(const ResultSet& results);

/// What a file holds, how it was made, headline numbers: 80 columns of text, or one JSON document. `name` is the
/// file's, for the title.
[[nodiscard]] std::string describe_result(const ResultSet& results, std::string_view name, ListingFormat format);

} // namespace emprise
