#include "settings/difference.hpp"

#include "settings/admission.hpp"
#include "settings/scenario_keys.hpp"
#include "settings/scenario_writer.hpp"
#include "settings/table_reader.hpp"
#include "settings/toml_document.hpp"

#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>
#include <utility>

namespace emprise {

namespace {

using Leaves = std::map<std::string, std::string>;

std::string leaf_text(const TomlNode& node)
{
    switch (node.type) {
    case TomlType::text:
        return node.text;
    case TomlType::whole:
        return fmt::format("{}", node.whole);
    case TomlType::number:
        return format_number(node.number);
    case TomlType::truth:
        return node.truth ? "true" : "false";
    case TomlType::date:
        return format_date(node.date);
    default:
        break;
    }
    std::vector<std::string> items;
    for (const TomlNode& item : node.items) items.push_back(leaf_text(item));
    return fmt::format("[{}]", fmt::join(items, ", "));
}

/// How a table of a list is called: by its id, else by what it is about and its place among these.
std::string name_of_item(const TomlNode& item, std::map<std::string, int>& seen)
{
    constexpr std::array<std::string_view, 4> keys{"id", "lever", "channel", "from"};
    std::string name = "item";
    for (const std::string_view key : keys)
        if (const TomlNode* value = item.find(key); value != nullptr && name == "item") name = value->text;
    const int before = seen[name]++;
    return before == 0 ? name : fmt::format("{}#{}", name, before + 1);
}

void collect(const TomlNode& node, const std::string& path, Leaves& leaves)
{
    const std::string prefix = path.empty() ? "" : path + ".";
    const bool tables = node.is(TomlType::list) && !node.items.empty() && node.items.front().is(TomlType::table);
    if (node.is(TomlType::table)) {
        for (const TomlEntry& entry : node.entries) collect(entry.value, prefix + entry.key, leaves);
    } else if (tables) {
        std::map<std::string, int> seen;
        for (const TomlNode& item : node.items) collect(item, prefix + name_of_item(item, seen), leaves);
    } else {
        leaves[path] = leaf_text(node);
    }
}

Leaves leaves_of(const Scenario& scenario)
{
    Leaves leaves;
    std::vector<Problem> problems;
    const std::optional<AdmittedText> admitted = admit("resolved", resolved_toml(scenario), problems);
    const std::optional<TomlNode> tree = admitted ? parse_toml(*admitted, problems) : std::nullopt;
    if (tree) collect(*tree, "", leaves);
    for (const std::string_view unimportant : {"name", "schema", "catalogue.shipped"})
        leaves.erase(std::string{unimportant});
    return leaves;
}

constexpr std::string_view parameter_prefix = "parameters.";

/// The parameter a [[change]] sets to a value, else nothing.
const ParameterRow* parameter_changed(const std::string& path)
{
    constexpr std::string_view before = ".parameters.";
    const std::size_t at = path.starts_with("change.") ? path.find(before) : std::string::npos;
    return at == std::string::npos ? nullptr : find_parameter(std::string_view{path}.substr(at + before.size()));
}

std::string unit_of(const std::string& path)
{
    if (const ParameterRow* row = parameter_changed(path); row != nullptr)
        return row->unit != "1" ? std::string{row->unit} : "";
    if (path.starts_with("change.")) return "";
    if (path.starts_with(parameter_prefix)) {
        const ParameterRow* row = find_parameter(std::string_view{path}.substr(parameter_prefix.size()));
        return row != nullptr && row->unit != "1" ? std::string{row->unit} : "";
    }
    const std::string key = path.substr(path.rfind('.') + 1);
    if (key.starts_with("eur")) return key == "eur_per_year" || key == "eur" ? "EUR/year" : "EUR";
    for (const KeyRow& row : key_rows())
        if (row.key == key && row.type == KeyType::duration) return "weeks";
    return "";
}

std::string value_or_usual(const Leaves& leaves, const std::string& path)
{
    if (const auto found = leaves.find(path); found != leaves.end()) return found->second;
    if (!path.starts_with(parameter_prefix)) return "";
    const ParameterRow* row = find_parameter(std::string_view{path}.substr(parameter_prefix.size()));
    return row != nullptr ? format_number(row->usual) + " (usual)" : "";
}

} // namespace

std::vector<Difference> differences_between(const Scenario& first, const Scenario& second)
{
    const Leaves ours = leaves_of(first);
    const Leaves theirs = leaves_of(second);
    std::set<std::string> paths;
    for (const Leaves* leaves : {&ours, &theirs})
        for (const auto& [path, value] : *leaves) paths.insert(path);
    std::vector<Difference> differences;
    for (const std::string& path : paths) {
        Difference difference{path, value_or_usual(ours, path), value_or_usual(theirs, path), unit_of(path)};
        const bool label = path.starts_with("policy.") && path.ends_with(".id");
        if (difference.first != difference.second && !label) differences.push_back(std::move(difference));
    }
    return differences;
}

std::string describe_differences(const Scenario& first, const Scenario& second)
{
    const std::vector<Difference> differences = differences_between(first, second);
    if (differences.empty()) return fmt::format("{} and {} set the same things.\n", first.id, second.id);
    std::string text = fmt::format("first:  {}\nsecond: {}\n\n", first.id, second.id);
    text += fmt::format("{:<40} {:>18} {:>18}\n", "", "first", "second");
    const auto shown = [](const std::string& value) { return value.empty() ? std::string{"-"} : value; };
    for (const Difference& difference : differences) {
        const std::string label =
            difference.unit.empty() ? difference.path : fmt::format("{} ({})", difference.path, difference.unit);
        text += label.size() > 40 ? fmt::format("{}\n{:<40}", label, "") : fmt::format("{:<40}", label);
        text += fmt::format(" {:>18} {:>18}\n", shown(difference.first), shown(difference.second));
    }
    return text;
}

} // namespace emprise
