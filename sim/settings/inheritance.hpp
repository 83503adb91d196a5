#pragma once
#include "base/error.hpp"
#include "settings/toml_document.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace emprise {

inline constexpr int most_extends = 8;

/// Where files may be read from.
struct Folders {
    std::filesystem::path scenario; ///< Of the file named by the user.
    std::filesystem::path data;     ///< Shipped scenarios and tables.
    bool allow_outside{};
};

/// A scenario and all it extends, as one tree; each value knows the file that set it.
struct Document {
    TomlNode tree;
    std::string as_written;         ///< Every file's text, the user's first.
    std::vector<std::string> files; ///< As read, the user's first.
};

/// The file a setting names, relative to the file that names it or to the shipped data. Links are followed before the
/// place is checked. Empty when missing or outside; the reason goes to `problems`.
[[nodiscard]] std::filesystem::path find_named_file(const Folders& folders, const std::filesystem::path& named_in,
                                                    const TomlNode& name, std::vector<Problem>& problems);

/// Reads a file and what it extends. Throws MissingInput when the first file cannot be read.
[[nodiscard]] Document read_with_inheritance(const std::filesystem::path& file, const Folders& folders,
                                             std::vector<Problem>& problems);

/// One settings file as a tree, or nothing; its text is added to `as_written`.
[[nodiscard]] std::optional<TomlNode> read_settings_file(const std::filesystem::path& file, std::string& as_written,
                                                         std::vector<Problem>& problems);

/// What `child` sets replaces what `parent` set, key by key; lists of tables with an `id` are merged by it.
/// `table` names the table both are, such as "policy"; empty: the whole scenario.
void merge_into(TomlNode& parent, const TomlNode& child, std::string_view table = {});

/// Lists of tables that have an `id`.
[[nodiscard]] bool is_list_of_tables(std::string_view key);

/// [parameters.staffing] wage = 1 and [parameters] "staffing.wage" = 1 are the same: leaves only dotted paths,
/// there and in what a [[change]] sets.
void flatten_parameters(TomlNode& scenario);
/// The same for one [[change]].
void flatten_change(TomlNode& change);

} // namespace emprise
