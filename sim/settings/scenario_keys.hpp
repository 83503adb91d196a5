#pragma once
#include "settings/parameter.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

/// How the value of a key is written.
enum class KeyType : std::uint8_t {
    text,
    truth,
    whole,
    number,
    date,     ///< 2026-01-05
    duration, ///< Weeks, or "26 weeks", "6 months", "3 years".
    choice,   ///< One of `words`.
    choices,  ///< A list of `words`.
    texts,    ///< A text or a list of texts.
    range,    ///< [least, greatest]
    table,    ///< Of section `words`.
    tables,   ///< A list of tables of section `words`.
    bound,    ///< "> 0"
};

/// One key of a settings file, declared once: the reader's checks, the schema and the manual come from this row.
struct KeyRow {
    std::string_view section; ///< Dotted; empty for the top of a scenario.
    std::string_view key;
    KeyType type;
    Interval allowed;       ///< Of numbers and durations (weeks); of lists and texts: their length.
    std::string_view words; ///< Choices separated by blanks, or the section of tables.
    std::string_view says;
};

[[nodiscard]] std::span<const KeyRow> key_rows();
[[nodiscard]] const KeyRow* find_key(std::string_view section, std::string_view key);
[[nodiscard]] std::vector<std::string> keys_of(std::string_view section);
/// The words of a choice.
[[nodiscard]] std::vector<std::string> words_of(const KeyRow& row);

} // namespace emprise
