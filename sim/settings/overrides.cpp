#include "settings/overrides.hpp"

#include "settings/inheritance.hpp"
#include "settings/scenario_keys.hpp"
#include "settings/table_reader.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace emprise {
namespace {

using PlainJson = nlohmann::json;

/// The word before the first dot, and the rest.
std::pair<std::string, std::string> split_first(std::string_view path)
{
    const std::size_t dot = std::min(path.find('.'), path.size());
    return {std::string{path.substr(0, dot)}, std::string{path.substr(std::min(dot + 1, path.size()))}};
}

TomlNode empty_node(TomlType type, const std::string& said)
{
    TomlNode node;
    node.type = type;
    node.place = {said, 0, 0};
    return node;
}

TomlNode nested(std::string_view path, TomlNode value, const std::string& said)
{
    const auto [first, rest] = split_first(path);
    TomlNode table = empty_node(TomlType::table, said);
    table.set(first, {said, 0, 0}, rest.empty() ? std::move(value) : nested(rest, std::move(value), said));
    return table;
}

void place_all(TomlNode& node, const std::string& said)
{
    node.place = {said, 0, 0};
    for (TomlNode& item : node.items) place_all(item, said);
    for (TomlEntry& entry : node.entries) {
        entry.place = {said, 0, 0};
        place_all(entry.value, said);
    }
}

/// Shows a leaf as one would write it.
std::string shown(const TomlNode* node)
{
    if (node == nullptr) return "";
    switch (node->type) {
    case TomlType::text:
        return fmt::format("\"{}\"", node->text);
    case TomlType::whole:
        return fmt::format("{}", node->whole);
    case TomlType::number:
        return format_number(node->number);
    case TomlType::truth:
        return node->truth ? "true" : "false";
    case TomlType::date:
        return format_date(node->date);
    default:
        return fmt::format("({})", name_of(node->type));
    }
}

class Application {
public:
    Application(TomlNode& scenario, std::vector<Problem>& problems) : scenario_{scenario}, problems_{problems} {}

    void put(const std::string& path, TomlNode value, const std::string& said, std::string by)
    {
        place_all(value, said);
        if (path.empty() || path.size() > 300 || std::count(path.begin(), path.end(), '.') > 8) {
            report(said, "S104", fmt::format("no setting \"{}\"", path.substr(0, 60)), "");
            return;
        }
        const auto [first, rest] = split_first(path);
        if (is_list_of_tables(first) && !rest.empty()) return put_in_list(first, rest, value, said, by);
        const bool bare_parameter = find_key("", first) == nullptr && find_parameter(path) != nullptr;
        if (find_key("", first) == nullptr && !bare_parameter) return report_unknown(path, said);
        const bool parameter = bare_parameter || (first == "parameters" && !rest.empty());
        const std::string key = bare_parameter ? path : rest;
        TomlNode* parameters = scenario_.find("parameters");
        const TomlNode* old = parameter ? (parameters != nullptr ? parameters->find(key) : nullptr) : find(path);
        applied_.push_back({path, shown(&value), std::move(by), shown(old)});
        if (!parameter) {
            TomlNode document = nested(path, std::move(value), said);
            flatten_parameters(document);
            merge_into(scenario_, document);
            return;
        }
        TomlNode table = empty_node(TomlType::table, said);
        table.set(key, {said, 0, 0}, std::move(value));
        TomlNode document = empty_node(TomlType::table, said);
        document.set("parameters", {said, 0, 0}, std::move(table));
        flatten_parameters(document);
        merge_into(scenario_, document);
    }

    void put_json(const std::string& text, const std::string& said)
    {
        const PlainJson json = text.size() > most_scenario_bytes ? PlainJson{} : PlainJson::parse(text, nullptr, false);
        if (!json.is_object()) {
            report(said, "S110", "not a JSON object", R"(Write {"run.weeks": 10}.)");
            return;
        }
        for (const auto& [path, value] : json.items())
            if (std::optional<TomlNode> node = convert(value, said, 0))
                put(path, std::move(*node), said, "command line");
    }

    std::vector<AppliedOverride> applied_;

private:
    void put_in_list(const std::string& list, const std::string& rest, const TomlNode& value, const std::string& said,
                     const std::string& by)
    {
        const auto [id, key] = split_first(rest);
        TomlNode* items = scenario_.find(list);
        std::vector<std::string> ids;
        for (std::size_t i = 0; items != nullptr && i < items->items.size(); ++i)
            if (const TomlNode* its = items->items[i].find("id"); its != nullptr) ids.push_back(its->text);
        if (key.empty() || std::find(ids.begin(), ids.end(), id) == ids.end()) {
            std::string advice = suggestion(id, ids);
            if (advice.empty())
                advice = fmt::format("Write {}.<id>.<key>=value; the id is one given in the file.", list);
            return report(said, "S104", fmt::format("no {} with the id \"{}\"", list, id), std::move(advice));
        }
        for (TomlNode& candidate : items->items)
            if (const TomlNode* its = candidate.find("id"); its != nullptr && its->text == id) {
                applied_.push_back(
                    {fmt::format("{}.{}", list, rest), shown(&value), by, shown(find_in(candidate, key))});
                TomlNode change = nested(key, value, said);
                if (list == "change") flatten_change(change);
                merge_into(candidate, change, list);
            }
    }

    [[nodiscard]] static const TomlNode* find_in(const TomlNode& table, std::string_view path)
    {
        if (const TomlNode* whole = table.find(path); whole != nullptr) return whole; // A flattened parameter.
        const auto [first, rest] = split_first(path);
        const TomlNode* value = table.find(first);
        return value == nullptr || rest.empty() ? value : find_in(*value, rest);
    }

    [[nodiscard]] const TomlNode* find(std::string_view path) const { return find_in(scenario_, path); }

    std::optional<TomlNode> convert(const PlainJson& json, const std::string& said, int depth)
    {
        TomlNode node = empty_node(TomlType::table, said);
        if (depth > 12 || json.is_null()) {
            report(said, "S120", "null, or nested too deep", "");
            return std::nullopt;
        }
        if (json.is_string()) {
            node.type = TomlType::text;
            node.text = json.get<std::string>();
            if (has_control_characters(node.text)) report(said, "S103", "the text holds a control character", "");
        } else if (json.is_boolean()) {
            node.type = TomlType::truth;
            node.truth = json.get<bool>();
        } else if (json.is_number()) {
            convert_number(json, node);
        } else if (json.is_array()) {
            node.type = TomlType::list;
            for (const PlainJson& item : json)
                if (std::optional<TomlNode> made = convert(item, said, depth + 1))
                    node.items.push_back(std::move(*made));
        } else {
            for (const auto& [key, value] : json.items())
                if (std::optional<TomlNode> made = convert(value, said, depth + 1))
                    node.set(key, {said, 0, 0}, std::move(*made));
        }
        return node;
    }

    static void convert_number(const PlainJson& json, TomlNode& node)
    {
        node.number = json.get<double>();
        const bool fits = json.is_number_integer() && std::abs(node.number) < 9e18;
        node.type = fits ? TomlType::whole : TomlType::number;
        if (fits) node.whole = json.get<std::int64_t>();
    }

    void report_unknown(const std::string& path, const std::string& said)
    {
        std::vector<std::string> known;
        for (const KeyRow& row : key_rows())
            if (row.section.empty() || find_key("", row.section) != nullptr)
                known.push_back(row.section.empty() ? std::string{row.key}
                                                    : fmt::format("{}.{}", row.section, row.key));
        for (const ParameterRow& row : parameter_rows()) known.emplace_back(row.path);
        report(said, "S104", fmt::format("no setting \"{}\"", path), suggestion(path, known));
    }

    void report(const std::string& said, std::string code, std::string message, std::string advice)
    {
        problems_.push_back({said, 0, 0, std::move(code), std::move(message), std::move(advice)});
    }

    TomlNode& scenario_;
    std::vector<Problem>& problems_;
};

/// "EMPRISE_RUN__WEEKS" -> "run.weeks"
std::string path_of_variable(std::string_view name)
{
    std::string path;
    name.remove_prefix(std::string_view{"EMPRISE_"}.size());
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool dot = name.substr(i).starts_with("__");
        path += dot ? '.' : static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
        i += dot ? 1 : 0;
    }
    return path;
}

} // namespace

std::vector<std::string> settings_in_environment(const char* const* environment)
{
    std::vector<std::string> found;
    for (; environment != nullptr && *environment != nullptr; ++environment) {
        const std::string_view variable{*environment};
        const std::string_view name = variable.substr(0, variable.find('='));
        if (name.starts_with("EMPRISE_") && name.find("__") != std::string_view::npos) found.emplace_back(variable);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<AppliedOverride> apply_overrides(TomlNode& scenario, const Overrides& overrides,
                                             std::vector<Problem>& problems)
{
    Application application{scenario, problems};
    const auto put = [&](const std::string& assignment, const std::string& said, const char* by, bool variable) {
        const std::size_t equals = assignment.find('=');
        if (equals == std::string::npos) {
            problems.push_back({said, 0, 0, "S110", "no `=`", "Write path=value: run.weeks=10."});
            return;
        }
        const std::string name = assignment.substr(0, equals);
        if (std::optional<TomlNode> value = parse_toml_value(said, assignment.substr(equals + 1), problems))
            application.put(variable ? path_of_variable(name) : name, std::move(*value), said, by);
    };
    for (const std::string& variable : overrides.environment)
        put(variable, variable.substr(0, variable.find('=')), "environment", true);
    for (const std::string& assignment : overrides.set)
        put(assignment, "--set " + assignment.substr(0, 200), "command line", false);
    for (const std::string& json : overrides.set_json) application.put_json(json, "--set-json");
    return std::move(application.applied_);
}

} // namespace emprise
