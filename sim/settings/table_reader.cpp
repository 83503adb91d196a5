#include "settings/table_reader.hpp"

#include "base/expects.hpp"
#include "base/suggestion.hpp"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

namespace emprise {
namespace {

std::string found(const TomlNode& value)
{
    switch (value.type) {
    case TomlType::text:
        return fmt::format("\"{}\"", value.text.substr(0, 60));
    case TomlType::whole:
        return fmt::format("{}", value.whole);
    case TomlType::number:
        return format_number(value.number);
    case TomlType::truth:
        return value.truth ? "true" : "false";
    case TomlType::date:
        return format_date(value.date);
    default:
        return std::string{name_of(value.type)};
    }
}

const KeyRow& row_of(std::string_view section, std::string_view key)
{
    const KeyRow* row = find_key(section, key);
    EXPECTS(row != nullptr);
    return *row;
}

} // namespace

std::string suggestion(std::string_view wrong, std::span<const std::string> known)
{
    const std::vector<std::string> near = nearest_names(wrong, known, 1);
    return near.empty() ? "" : fmt::format("Did you mean `{}`?", near.front());
}

std::string format_number(double number)
{
    return fmt::format("{}", number);
}

std::optional<double> parse_duration(std::string_view text)
{
    double amount = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), amount);
    if (failure != std::errc{} || !(amount >= 0 && amount <= 1e6)) return std::nullopt;
    std::string_view unit{end, static_cast<std::size_t>(text.data() + text.size() - end)};
    if (!unit.starts_with(' ')) return std::nullopt;
    unit.remove_prefix(1);
    if (unit.ends_with('s')) unit.remove_suffix(1);
    double weeks = 0;
    if (unit == "day")
        weeks = amount / 7.0;
    else if (unit == "week")
        weeks = amount;
    else if (unit == "month")
        weeks = amount * weeks_per_year / 12.0;
    else if (unit == "year")
        weeks = amount * weeks_per_year;
    else
        return std::nullopt;
    return std::floor(weeks + 0.5);
}

TableReader::TableReader(const TomlNode& table, std::string_view section, std::string what,
                         std::vector<Problem>& problems)
    : table_{table}, section_{section}, what_{std::move(what)}, problems_{problems}
{
    for (const TomlEntry& entry : table_.entries)
        if (find_key(section_, entry.key) == nullptr) {
            const std::vector<std::string> known = keys_of(section_);
            std::string advice = suggestion(entry.key, known);
            if (advice.empty()) advice = fmt::format("Keys here: {}.", fmt::join(known, ", "));
            report(entry.place, "S104", fmt::format("unknown key `{}` in {}", entry.key, what_), std::move(advice));
        }
}

const TomlNode* TableReader::find(std::string_view key) const
{
    return table_.find(key);
}

void TableReader::report(const Place& place, std::string code, std::string message, std::string advice) const
{
    problems_.push_back({place.file, place.line, place.column, std::move(code), std::move(message), std::move(advice)});
}

bool TableReader::require(std::string_view key) const
{
    if (find(key) != nullptr) return true;
    report(table_.place, "S121", fmt::format("{} has no `{}`", what_, key), std::string{row_of(section_, key).says});
    return false;
}

const TomlNode* TableReader::typed(std::string_view key, TomlType wanted) const
{
    const TomlNode* value = find(key);
    if (value == nullptr || value->is(wanted)) return value;
    report(value->place, "S120", fmt::format("`{}` of {} is {}, found {}", key, what_, name_of(wanted), found(*value)),
           std::string{row_of(section_, key).says});
    return nullptr;
}

void TableReader::check_word(const TomlNode& value, const KeyRow& row) const
{
    const std::vector<std::string> words = words_of(row);
    for (const std::string& word : words)
        if (word == value.text) return;
    std::string advice = suggestion(value.text, words);
    if (advice.empty()) advice = fmt::format("One of: {}.", fmt::join(words, ", "));
    report(value.place, "S206", fmt::format("`{}` of {} cannot be {}", row.key, what_, found(value)), advice);
}

void TableReader::check_range(const TomlNode& value, double number, const KeyRow& row) const
{
    if (row.allowed.contains(number)) return;
    const bool finite = std::abs(number) < std::numeric_limits<double>::infinity();
    report(value.place, finite ? "S201" : "S202",
           fmt::format("`{}` of {} must be between {} and {}, found {}", row.key, what_, format_number(row.allowed.low),
                       format_number(row.allowed.high), found(value)),
           std::string{row.says});
}

std::optional<std::string> TableReader::text(std::string_view key) const
{
    const KeyRow& row = row_of(section_, key);
    const TomlNode* value = typed(key, TomlType::text);
    if (value == nullptr) return std::nullopt;
    const std::size_t before = problems_.size();
    if (row.type == KeyType::choice)
        check_word(*value, row);
    else if (!row.allowed.contains(static_cast<double>(value->text.size())))
        report(value->place, "S201",
               fmt::format("`{}` of {} has {} to {} bytes, found {}", key, what_, format_number(row.allowed.low),
                           format_number(row.allowed.high), value->text.size()));
    return problems_.size() == before ? std::optional{value->text} : std::nullopt;
}

std::optional<bool> TableReader::truth(std::string_view key) const
{
    const TomlNode* value = typed(key, TomlType::truth);
    return value != nullptr ? std::optional{value->truth} : std::nullopt;
}

std::optional<std::int64_t> TableReader::whole(std::string_view key) const
{
    const TomlNode* value = typed(key, TomlType::whole);
    if (value == nullptr) return std::nullopt;
    const KeyRow& row = row_of(section_, key);
    check_range(*value, value->number, row);
    return row.allowed.contains(value->number) ? std::optional{value->whole} : std::nullopt;
}

std::optional<double> TableReader::number(std::string_view key) const
{
    const TomlNode* value = find(key);
    if (value == nullptr || (!value->is(TomlType::whole) && typed(key, TomlType::number) == nullptr))
        return std::nullopt;
    const KeyRow& row = row_of(section_, key);
    check_range(*value, value->number, row);
    return row.allowed.contains(value->number) ? std::optional{value->number} : std::nullopt;
}

std::optional<Date> TableReader::date(std::string_view key) const
{
    const TomlNode* value = find(key);
    if (value == nullptr) return std::nullopt;
    std::optional<Date> date;
    if (value->is(TomlType::date) && value->date.ok()) date = value->date;
    if (value->is(TomlType::text)) date = parse_date(value->text);
    const bool usable = date && static_cast<int>(date->year()) >= 1900 && static_cast<int>(date->year()) <= 2200;
    if (usable) return date;
    report(value->place, "S203",
           fmt::format("`{}` of {} is no date between 1900 and 2200: {}", key, what_,
                       value->is(TomlType::date) && !value->date.ok() ? "no such day" : found(*value)),
           "Write year-month-day: 2026-01-05.");
    return std::nullopt;
}

std::optional<int> TableReader::weeks(std::string_view key) const
{
    const TomlNode* value = find(key);
    if (value == nullptr) return std::nullopt;
    std::optional<double> weeks;
    if (value->is(TomlType::whole)) weeks = value->number;
    if (value->is(TomlType::text)) weeks = parse_duration(value->text);
    const KeyRow& row = row_of(section_, key);
    if (!weeks) {
        report(value->place, "S205", fmt::format("`{}` of {} is no duration: {}", key, what_, found(*value)),
               "Whole weeks, or text such as \"26 weeks\", \"6 months\", \"3 years\".");
        return std::nullopt;
    }
    if (row.allowed.contains(*weeks)) return static_cast<int>(*weeks);
    report(value->place, "S201",
           fmt::format("`{}` of {} must be between {} and {} weeks, found {}", key, what_,
                       format_number(row.allowed.low), format_number(row.allowed.high), found(*value)),
           std::string{row.says});
    return std::nullopt;
}

std::optional<Interval> TableReader::range(std::string_view key) const
{
    const TomlNode* value = typed(key, TomlType::list);
    if (value == nullptr) return std::nullopt;
    const KeyRow& row = row_of(section_, key);
    const auto is_number = [](const TomlNode& item) { return item.is(TomlType::whole) || item.is(TomlType::number); };
    if (value->items.size() == 2 && is_number(value->items[0]) && is_number(value->items[1])) {
        const Interval written{value->items[0].number, value->items[1].number};
        if (row.allowed.contains(written.low) && row.allowed.contains(written.high) && written.low <= written.high)
            return written;
    }
    report(value->place, "S201",
           fmt::format("`{}` of {} is [least, greatest], both between {} and {}", key, what_,
                       format_number(row.allowed.low), format_number(row.allowed.high)),
           std::string{row.says});
    return std::nullopt;
}

std::vector<std::string> TableReader::texts(std::string_view key) const
{
    const TomlNode* value = find(key);
    if (value == nullptr) return {};
    const KeyRow& row = row_of(section_, key);
    const std::vector<TomlNode> alone = value->is(TomlType::text) ? std::vector{*value} : std::vector<TomlNode>{};
    if (alone.empty() && typed(key, TomlType::list) == nullptr) return {};
    const std::vector<TomlNode>& items = alone.empty() ? value->items : alone;
    if (!row.allowed.contains(static_cast<double>(items.size())))
        report(value->place, "S213",
               fmt::format("`{}` of {} has {} to {} entries, found {}", key, what_, format_number(row.allowed.low),
                           format_number(row.allowed.high), items.size()));
    std::vector<std::string> texts;
    for (const TomlNode& item : items) {
        if (!item.is(TomlType::text))
            report(item.place, "S120", fmt::format("`{}` of {} lists texts, found {}", key, what_, found(item)),
                   "Codes go between quotes too: [\"27\"].");
        else if (row.type == KeyType::choices)
            check_word(item, row);
        texts.push_back(item.text);
    }
    return texts;
}

const TomlNode* TableReader::table(std::string_view key) const
{
    return typed(key, TomlType::table);
}

std::vector<const TomlNode*> TableReader::tables(std::string_view key) const
{
    std::vector<const TomlNode*> tables;
    const TomlNode* value = typed(key, TomlType::list);
    if (value == nullptr) return tables;
    const KeyRow& row = row_of(section_, key);
    if (!row.allowed.contains(static_cast<double>(value->items.size())))
        report(value->place, "S213",
               fmt::format("{} tables [[{}]], at most {}", value->items.size(), key, format_number(row.allowed.high)));
    for (const TomlNode& item : value->items)
        if (item.is(TomlType::table))
            tables.push_back(&item);
        else
            report(item.place, "S120", fmt::format("`{}` is a list of tables, found {}", key, found(item)),
                   fmt::format("Begin each with a line [[{}]].", key));
    return tables;
}

} // namespace emprise
