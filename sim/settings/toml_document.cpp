// The only file that knows toml++. Its assertions are defined away: on a stranger's text the packaged version aborts
// where it should report (`[[[a.a`); what remains after the admission filter was fuzzed without a finding.
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include "settings/toml_document.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <toml++/toml.h>
#include <utility>

namespace emprise {
namespace {

constexpr std::size_t most_nodes = 60'000;

class Conversion {
public:
    Conversion(const AdmittedText& admitted, std::vector<Problem>& problems) : admitted_{admitted}, problems_{problems}
    {}

    TomlNode convert(const toml::node& node)
    {
        TomlNode made;
        made.place = place_of(node.source());
        if (++count_ > most_nodes) {
            report_once(made.place);
            return made;
        }
        if (const toml::table* table = node.as_table()) {
            convert_table(*table, made);
        } else if (const toml::array* array = node.as_array()) {
            made.type = TomlType::list;
            for (const toml::node& item : *array) made.items.push_back(convert(item));
        } else {
            convert_value(node, made);
        }
        return made;
    }

private:
    void convert_table(const toml::table& table, TomlNode& made)
    {
        made.type = TomlType::table;
        for (const auto& [key, value] : table) {
            const std::string_view name = key.str();
            const Place place = place_of(key.source());
            check_text(name, place);
            TomlNode child = convert(value);
            if (child.place.line == 0) child.place = place;
            made.entries.push_back({std::string{name}, place, std::move(child)});
        }
        std::sort(made.entries.begin(), made.entries.end(),
                  [](const TomlEntry& a, const TomlEntry& b) { return a.key < b.key; });
        if (made.place.line == 0 && !made.entries.empty()) made.place = made.entries.front().place;
    }

    void convert_value(const toml::node& node, TomlNode& made)
    {
        if (const auto* text = node.as_string()) {
            made.type = TomlType::text;
            made.text = text->get();
            check_text(made.text, made.place);
        } else if (const auto* whole = node.as_integer()) {
            made.type = TomlType::whole;
            made.whole = whole->get();
            made.number = static_cast<double>(made.whole);
        } else if (const auto* number = node.as_floating_point()) {
            made.type = TomlType::number;
            made.number = number->get();
        } else if (const auto* truth = node.as_boolean()) {
            made.type = TomlType::truth;
            made.truth = truth->get();
        } else {
            convert_date(node, made);
        }
    }

    void convert_date(const toml::node& node, TomlNode& made)
    {
        made.type = TomlType::date;
        if (const auto* date = node.as_date()) {
            const toml::date& written = date->get();
            made.date =
                Date{std::chrono::year{written.year}, std::chrono::month{written.month}, std::chrono::day{written.day}};
        } else {
            problems_.push_back({made.place.file, made.place.line, made.place.column, "S203",
                                 "a time of day is not read here", "Write a date alone: 2026-01-05."});
        }
    }

    void check_text(std::string_view text, const Place& place)
    {
        if (has_control_characters(text))
            problems_.push_back({place.file, place.line, place.column, "S103",
                                 "the text holds an escaped control character", "Remove it."});
    }

    void report_once(const Place& place)
    {
        if (count_ == most_nodes + 1)
            problems_.push_back({place.file, place.line, place.column, "S213",
                                 fmt::format("more than {} values in one file", most_nodes), "Split the file."});
    }

    [[nodiscard]] Place place_of(const toml::source_region& region) const
    {
        const int line = static_cast<int>(region.begin.line);
        return {admitted_.file, line, admitted_.column_of_user(line, static_cast<int>(region.begin.column))};
    }

    const AdmittedText& admitted_;
    std::vector<Problem>& problems_;
    std::size_t count_{};
};

auto position(const TomlNode& table, std::string_view key)
{
    return std::lower_bound(table.entries.begin(), table.entries.end(), key,
                            [](const TomlEntry& entry, std::string_view wanted) { return entry.key < wanted; });
}

} // namespace

const TomlNode* TomlNode::find(std::string_view key) const
{
    const auto place_found = position(*this, key);
    return place_found != entries.end() && place_found->key == key ? &place_found->value : nullptr;
}

TomlNode* TomlNode::find(std::string_view key)
{
    return const_cast<TomlNode*>(std::as_const(*this).find(key));
}

void TomlNode::set(std::string_view key, Place key_place, TomlNode value)
{
    const auto at = entries.begin() + (position(*this, key) - entries.cbegin());
    TomlEntry entry{std::string{key}, std::move(key_place), std::move(value)};
    if (at != entries.end() && at->key == key)
        *at = std::move(entry);
    else
        entries.insert(at, std::move(entry));
}

void TomlNode::remove(std::string_view key)
{
    std::erase_if(entries, [&](const TomlEntry& entry) { return entry.key == key; });
}

std::string_view name_of(TomlType type)
{
    constexpr std::array<std::string_view, 7> names{"a table",  "a list",        "text",  "a whole number",
                                                    "a number", "true or false", "a date"};
    return names[static_cast<std::size_t>(type)];
}

std::optional<TomlNode> parse_toml(const AdmittedText& admitted, std::vector<Problem>& problems)
{
    const toml::parse_result parsed = toml::parse(std::string_view{admitted.text}, std::string_view{admitted.file});
    if (!parsed) {
        const toml::source_position where = parsed.error().source().begin;
        const int line = static_cast<int>(where.line);
        problems.push_back({admitted.file, line, admitted.column_of_user(line, static_cast<int>(where.column)), "S110",
                            fmt::format("not TOML: {}", parsed.error().description()), ""});
        return std::nullopt;
    }
    return Conversion{admitted, problems}.convert(parsed.table());
}

std::optional<TomlNode> parse_toml_value(std::string_view said, std::string_view value, std::vector<Problem>& problems)
{
    std::vector<Problem> ignored;
    const bool one_line = value.find('\n') == std::string_view::npos;
    if (const auto admitted = admit(std::string{said}, fmt::format("v = {}", value), ignored); admitted && one_line)
        if (std::optional<TomlNode> table = parse_toml(*admitted, ignored); table && table->entries.size() == 1) {
            TomlNode node = std::move(table->entries.front().value);
            node.place = {std::string{said}, 0, 0};
            return node;
        }
    if (has_control_characters(value) || value.size() > 10'000) {
        problems.push_back({std::string{said}, 0, 0, "S103", "the text holds a control character or is too long", ""});
        return std::nullopt;
    }
    TomlNode text;
    text.type = TomlType::text;
    text.place = {std::string{said}, 0, 0};
    text.text = value;
    return text;
}

} // namespace emprise
