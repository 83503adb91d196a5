#include "settings/inheritance.hpp"

#include "files/whole_file.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <system_error>
#include <utility>

namespace emprise {

namespace fs = std::filesystem;

namespace {

Problem problem_of(const Place& place, std::string code, std::string message, std::string advice = {})
{
    return {place.file, place.line, place.column, std::move(code), std::move(message), std::move(advice)};
}

bool lies_beneath(const fs::path& folder, const fs::path& file)
{
    std::error_code failure;
    const fs::path root = fs::canonical(folder, failure);
    if (failure) return false;
    const auto [end, unused] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
    return end == root.end();
}

void check_ids(const TomlNode& tree, std::string_view list, std::vector<Problem>& problems)
{
    const TomlNode* items = tree.find(list);
    if (items == nullptr) return;
    std::set<std::string> seen;
    for (const TomlNode& item : items->items)
        if (const TomlNode* id = item.find("id");
            id != nullptr && id->is(TomlType::text) && !seen.insert(id->text).second)
            problems.push_back(problem_of(id->place, "S211",
                                          fmt::format("two {} tables with the id \"{}\"", list, id->text),
                                          "An id is given once in a file."));
}

const TomlNode* id_of(const TomlNode& item)
{
    const TomlNode* id = item.find("id");
    return id != nullptr && id->is(TomlType::text) ? id : nullptr;
}

void merge_tables(TomlNode& parent, const TomlNode& child, std::string_view table);

void merge_lists(TomlNode& parent, const TomlNode& child, std::string_view list)
{
    for (const TomlNode& item : child.items) {
        const TomlNode* id = id_of(item);
        const auto same = std::find_if(parent.items.begin(), parent.items.end(), [&](const TomlNode& other) {
            const TomlNode* its = id_of(other);
            return id != nullptr && its != nullptr && its->text == id->text;
        });
        if (same != parent.items.end())
            merge_tables(*same, item, list);
        else
            parent.items.push_back(item);
    }
}

/// Keys of one table that answer one question: setting one drops what the parent said with another.
struct Rivals {
    std::string_view table;
    std::array<std::string_view, 4> keys;
};
constexpr std::array<Rivals, 4> all_rivals{{{"territory", {"all", "regions", "departements", "communes"}},
                                            {"territory", {"country", "files", "", ""}},
                                            {"policy", {"amount", "set_to", "", ""}},
                                            {"when", {"above", "below", "", ""}}}};

void drop_rivals(TomlNode& parent, const TomlNode& child, std::string_view table)
{
    for (const Rivals& rivals : all_rivals) {
        const bool answered = std::any_of(rivals.keys.begin(), rivals.keys.end(), [&](std::string_view key) {
            return !key.empty() && child.find(key) != nullptr;
        });
        for (const std::string_view key : rivals.keys)
            if (answered && rivals.table == table && child.find(key) == nullptr) parent.remove(key);
    }
}

bool merged_by_key(std::string_view key)
{
    return key != "amount" && key != "set_to";
}

void merge_tables(TomlNode& parent, const TomlNode& child, std::string_view table)
{
    drop_rivals(parent, child, table);
    for (const TomlEntry& entry : child.entries) {
        TomlNode* old = parent.find(entry.key);
        const bool tables = old != nullptr && old->is(TomlType::table) && entry.value.is(TomlType::table);
        const bool lists = is_list_of_tables(entry.key);
        const bool distribution = tables && (old->find("dist") != nullptr || entry.value.find("dist") != nullptr);
        if (tables && merged_by_key(entry.key) && !distribution)
            merge_tables(*old, entry.value, entry.key);
        else if (lists && old != nullptr && old->is(TomlType::list) && entry.value.is(TomlType::list))
            merge_lists(*old, entry.value, entry.key);
        else
            parent.set(entry.key, entry.place, entry.value);
    }
}

void flatten(const TomlNode& table, const std::string& prefix, TomlNode& flat)
{
    for (const TomlEntry& entry : table.entries) {
        const std::string path = prefix.empty() ? entry.key : prefix + "." + entry.key;
        if (entry.value.is(TomlType::table) && entry.value.find("dist") == nullptr)
            flatten(entry.value, path, flat);
        else
            flat.set(path, entry.place, entry.value);
    }
}

void flatten_table(TomlNode& table)
{
    TomlNode flat;
    flat.place = table.place;
    flatten(table, "", flat);
    table = std::move(flat);
}

} // namespace

bool is_list_of_tables(std::string_view key)
{
    return key == "policy" || key == "shift" || key == "change" || key == "lever";
}

void merge_into(TomlNode& parent, const TomlNode& child, std::string_view table)
{
    merge_tables(parent, child, table);
}

void flatten_change(TomlNode& change)
{
    for (const std::string_view key : {"factor", "parameters"})
        if (TomlNode* effects = change.find(key); effects != nullptr && effects->is(TomlType::table))
            flatten_table(*effects);
}

void flatten_parameters(TomlNode& scenario)
{
    if (TomlNode* parameters = scenario.find("parameters"); parameters != nullptr && parameters->is(TomlType::table))
        flatten_table(*parameters);
    TomlNode* changes = scenario.find("change");
    if (changes == nullptr) return;
    for (TomlNode& change : changes->items) flatten_change(change);
}

fs::path find_named_file(const Folders& folders, const fs::path& named_in, const TomlNode& name,
                         std::vector<Problem>& problems)
{
    std::error_code failure;
    for (const fs::path& folder : {named_in.parent_path(), folders.data}) {
        fs::path file = fs::canonical(folder / fs::path{name.text}, failure);
        if (failure || !fs::is_regular_file(file, failure) || failure) continue;
        if (folders.allow_outside || lies_beneath(folders.scenario, file) || lies_beneath(folders.data, file))
            return file;
        problems.push_back(problem_of(name.place, "S112",
                                      fmt::format("\"{}\" lies outside the scenario's folder", name.text),
                                      "Copy it beside the scenario, or use --allow-outside."));
        return {};
    }
    problems.push_back(problem_of(name.place, "S113", fmt::format("no file \"{}\"", name.text),
                                  "Named relative to this file, or to the shipped scenarios."));
    return {};
}

std::optional<TomlNode> read_settings_file(const fs::path& file, std::string& as_written,
                                           std::vector<Problem>& problems)
{
    std::error_code failure;
    const std::uintmax_t size = fs::file_size(file, failure);
    const std::string shown = file.string();
    if (!failure && size > most_scenario_bytes) {
        static_cast<void>(admit(shown, std::string(most_scenario_bytes + 1, ' '), problems));
        return std::nullopt;
    }
    const std::string text = read_text_file(file, most_scenario_bytes);
    as_written += fmt::format("# ---- {}\n{}{}", file.filename().string(), text, text.ends_with('\n') ? "" : "\n");
    const std::optional<AdmittedText> admitted = admit(shown, text, problems);
    if (!admitted) return std::nullopt;
    std::optional<TomlNode> tree = parse_toml(*admitted, problems);
    if (tree) {
        check_ids(*tree, "policy", problems);
        check_ids(*tree, "shift", problems);
        check_ids(*tree, "change", problems);
        flatten_parameters(*tree);
    }
    return tree;
}

Document read_with_inheritance(const fs::path& first, const Folders& folders, std::vector<Problem>& problems)
{
    Document document;
    std::vector<TomlNode> chain;
    std::set<fs::path> seen;
    fs::path file = first;
    while (!file.empty()) {
        std::error_code failure;
        seen.insert(fs::weakly_canonical(file, failure));
        document.files.push_back(file.string());
        std::optional<TomlNode> tree = read_settings_file(file, document.as_written, problems);
        if (!tree) break;
        chain.push_back(std::move(*tree));
        const TomlNode* extends = chain.back().find("extends");
        if (extends == nullptr || !extends->is(TomlType::text)) break;
        file = find_named_file(folders, file, *extends, problems);
        if (seen.contains(file)) {
            problems.push_back(problem_of(extends->place, "S111", "files extend each other in a circle",
                                          "Remove one of the `extends`."));
            break;
        }
        if (static_cast<int>(chain.size()) > most_extends) {
            problems.push_back(
                problem_of(extends->place, "S111", fmt::format("more than {} levels of `extends`", most_extends)));
            break;
        }
    }
    if (!chain.empty()) document.tree.place = chain.front().place;
    for (; !chain.empty(); chain.pop_back()) merge_into(document.tree, chain.back());
    if (document.tree.place.file.empty()) document.tree.place.file = first.string();
    return document;
}

} // namespace emprise
