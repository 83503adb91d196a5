#pragma once
#include "base/listing_format.hpp"

#include <string>

namespace emprise {

/// Every outcome: name, unit, whether a state or a sum, what is better, meaning in English and French.
[[nodiscard]] std::string list_outcomes_as(ListingFormat format);

} // namespace emprise
