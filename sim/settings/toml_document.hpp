#pragma once
#include "base/error.hpp"
#include "base/week.hpp"
#include "settings/admission.hpp"
#include "settings/scenario.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

enum class TomlType : std::uint8_t { table, list, text, whole, number, truth, date };

struct TomlEntry;

/// A value of a settings file and where it was written. Our own tree, so that one source file alone knows the parser.
struct TomlNode {
    TomlType type{TomlType::table};
    Place place;
    std::string text;
    std::int64_t whole{};
    double number{}; ///< Also filled for whole numbers.
    bool truth{};
    Date date{};
    std::vector<TomlNode> items;    ///< Of a list.
    std::vector<TomlEntry> entries; ///< Of a table, sorted by key.

    [[nodiscard]] bool is(TomlType wanted) const { return type == wanted; }
    [[nodiscard]] const TomlNode* find(std::string_view key) const;
    [[nodiscard]] TomlNode* find(std::string_view key);
    /// Puts or replaces an entry.
    void set(std::string_view key, Place key_place, TomlNode value);
    void remove(std::string_view key);
};

struct TomlEntry {
    std::string key;
    Place place; ///< Of the key.
    TomlNode value;
};

/// "a table", "a list", "text" ...
[[nodiscard]] std::string_view name_of(TomlType type);

/// Nothing when the text is no TOML; the reason goes to `problems`.
[[nodiscard]] std::optional<TomlNode> parse_toml(const AdmittedText& admitted, std::vector<Problem>& problems);

/// Reads one value as it would stand after `key =`; what is no TOML value is text. For the command line.
[[nodiscard]] std::optional<TomlNode> parse_toml_value(std::string_view said, std::string_view value,
                                                       std::vector<Problem>& problems);

} // namespace emprise
