#pragma once
#include <cstdint>

namespace emprise {

/// How `emprise parameters | levers | outcomes` answer.
enum class ListingFormat : std::uint8_t { text, json, csv };

} // namespace emprise
