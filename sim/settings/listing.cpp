#include "settings/listing.hpp"

#include "settings/parameters.hpp"
#include "settings/table_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace emprise {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t page_width = 80;

/// Text broken at blanks, each line after an indentation, at most 80 columns.
std::string wrapped(std::string_view text, std::size_t indentation)
{
    std::string lines;
    const std::size_t width = page_width - indentation;
    while (!text.empty()) {
        std::size_t end = std::min(width, text.size());
        if (end < text.size())
            if (const std::size_t blank = text.rfind(' ', end); blank != std::string_view::npos && blank > 0)
                end = blank;
        lines += fmt::format("{}{}\n", std::string(indentation, ' '), text.substr(0, end));
        text.remove_prefix(std::min(text.find_first_not_of(' ', end), text.size()));
    }
    return lines;
}

std::string interval_text(const Interval& interval)
{
    return fmt::format("[{}, {}]", format_number(interval.low), format_number(interval.high));
}

std::string csv_cell(const std::string& text)
{
    std::string cell = text;
    const bool number = !text.empty() && text.find_first_not_of("0123456789+-.e") == std::string::npos;
    if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos && !number)
        cell.insert(cell.begin(), '\'');
    if (cell.find_first_of(",\"\n\r'") == std::string::npos) return cell;
    std::string quoted_cell = "\"";
    for (const char letter : cell) quoted_cell += letter == '"' ? std::string{"\"\""} : std::string{letter};
    return quoted_cell + '"';
}

Json json_of(const ParameterRow& row)
{
    return {{"path", row.path},
            {"unit", row.unit},
            {"usual", row.usual},
            {"allowed", {row.allowed.low, row.allowed.high}},
            {"plausible", {row.plausible.low, row.plausible.high}},
            {"source", row.source},
            {"says", row.says}};
}

std::string parameters_csv()
{
    Listing listing{
        {"path", "unit", "usual", "allowed_low", "allowed_high", "plausible_low", "plausible_high", "source", "says"},
        {}};
    for (const ParameterRow& row : parameter_rows())
        listing.rows.push_back({std::string{row.path}, std::string{row.unit}, format_number(row.usual),
                                format_number(row.allowed.low), format_number(row.allowed.high),
                                format_number(row.plausible.low), format_number(row.plausible.high),
                                std::string{row.source}, std::string{row.says}});
    return listing_csv(listing);
}

std::string parameters_text()
{
    std::string text =
        fmt::format("{} parameters. In a scenario: [parameters] \"path\" = value.\n", parameter_rows().size());
    std::string_view group;
    for (const ParameterRow& row : parameter_rows()) {
        const std::string_view its_group = row.path.substr(0, row.path.find('.'));
        if (its_group != group) text += fmt::format("\n{}\n", its_group);
        group = its_group;
        const std::string unit = row.unit == "1" ? "" : fmt::format(" {}", row.unit);
        text += wrapped(fmt::format("{} = {}{}", row.path, format_number(row.usual), unit), 2);
        text += wrapped(fmt::format("{} Allowed {}, plausible {}. Source: {}.", row.says, interval_text(row.allowed),
                                    interval_text(row.plausible), row.source),
                        6);
    }
    return text;
}

Json json_of(const LeverEffect& effect)
{
    return {{"channel", effect.channel},
            {"size", effect.size},
            {"plausible", {effect.plausible.low, effect.plausible.high}},
            {"reach_per_unit", effect.reach_per_unit},
            {"onset_weeks", effect.onset_weeks},
            {"half_life_weeks", effect.half_life_weeks},
            {"source", effect.source}};
}

Json json_of(const Lever& lever)
{
    Json json{{"id", lever.id},
              {"name_en", lever.name_en},
              {"name_fr", lever.name_fr},
              {"family", lever.family},
              {"decides", lever.decides},
              {"pays", lever.pays},
              {"profession", lever.profession},
              {"unit", lever.unit},
              {"cost_eur_per_unit_year", lever.cost_eur_per_unit_year},
              {"cost_source", lever.cost_source},
              {"ramp_weeks", lever.ramp_weeks},
              {"condition", lever.condition},
              {"youngest", lever.youngest},
              {"oldest", lever.oldest},
              {"places", lever.places},
              {"usual_vacancy", lever.usual_vacancy},
              {"weekly_hiring", lever.weekly_hiring},
              {"weekly_quits", lever.weekly_quits},
              {"staffing_source", lever.staffing_source},
              {"national_units", lever.baseline.national_units},
              {"baseline_rule", lever.baseline.rule},
              {"baseline_source", lever.baseline.source},
              {"effects", Json::array()}};
    for (const LeverEffect& effect : lever.effects) json["effects"].push_back(json_of(effect));
    return json;
}

std::string levers_csv(const LeverCatalogue& catalogue)
{
    Listing listing{{"id", "name_en", "name_fr", "family", "decides", "pays", "unit", "cost_eur_per_unit_year",
                     "cost_source", "ramp_weeks", "national_units", "baseline_source", "channels"},
                    {}};
    for (const Lever& lever : catalogue.levers) {
        std::vector<std::string> channels;
        for (const LeverEffect& effect : lever.effects) channels.push_back(effect.channel);
        listing.rows.push_back(
            {lever.id, lever.name_en, lever.name_fr, lever.family, fmt::format("{}", fmt::join(lever.decides, " ")),
             fmt::format("{}", fmt::join(lever.pays, " ")), lever.unit, format_number(lever.cost_eur_per_unit_year),
             lever.cost_source, format_number(lever.ramp_weeks), format_number(lever.baseline.national_units),
             lever.baseline.source, fmt::format("{}", fmt::join(channels, " "))});
    }
    return listing_csv(listing);
}

std::string effect_text(const LeverEffect& effect)
{
    std::string text =
        fmt::format("-> {} {} {}", effect.channel, format_number(effect.size), interval_text(effect.plausible));
    if (effect.reach_per_unit > 0) text += fmt::format(", reaches {}", format_number(effect.reach_per_unit));
    if (effect.onset_weeks > 0) text += fmt::format(", onset {} weeks", format_number(effect.onset_weeks));
    if (effect.half_life_weeks > 0) text += fmt::format(", half-life {} weeks", format_number(effect.half_life_weeks));
    return fmt::format("{}. Source: {}.", text, effect.source);
}

std::string levers_text(const LeverCatalogue& catalogue)
{
    std::string text = fmt::format("{} levers. In a scenario: [[policy]] lever = \"id\".\n", catalogue.levers.size());
    for (const Lever& lever : catalogue.levers) {
        text += fmt::format("\n{}  ({})\n", lever.id, lever.family);
        text += wrapped(fmt::format("{} / {}", lever.name_en, lever.name_fr), 2);
        text += wrapped(
            fmt::format("Decided by {}; paid by {}.", fmt::join(lever.decides, ", "), fmt::join(lever.pays, ", ")), 2);
        text += wrapped(fmt::format("{} EUR a {} and year ({}); ramp {} weeks.",
                                    format_number(lever.cost_eur_per_unit_year), lever.unit, lever.cost_source,
                                    format_number(lever.ramp_weeks)),
                        2);
        if (!lever.baseline.source.empty())
            text +=
                wrapped(fmt::format("Today {} {}s in France, by {} ({}).", format_number(lever.baseline.national_units),
                                    lever.unit, lever.baseline.rule, lever.baseline.source),
                        2);
        if (!lever.condition.empty()) text += wrapped(lever.condition, 2);
        for (const LeverEffect& effect : lever.effects) text += wrapped(effect_text(effect), 2);
    }
    return text;
}

} // namespace

std::string listing_csv(const Listing& listing)
{
    std::string csv = fmt::format("{}\n", fmt::join(listing.columns, ","));
    for (const std::vector<std::string>& row : listing.rows) {
        std::vector<std::string> cells;
        for (const std::string& cell : row) cells.push_back(csv_cell(cell));
        csv += fmt::format("{}\n", fmt::join(cells, ","));
    }
    return csv;
}

std::string list_parameters_as(ListingFormat format)
{
    if (format == ListingFormat::csv) return parameters_csv();
    if (format == ListingFormat::text) return parameters_text();
    Json rows = Json::array();
    for (const ParameterRow& row : parameter_rows()) rows.push_back(json_of(row));
    return rows.dump(2) + "\n";
}

std::string list_levers_as(const LeverCatalogue& catalogue, ListingFormat format)
{
    if (format == ListingFormat::csv) return levers_csv(catalogue);
    if (format == ListingFormat::text) return levers_text(catalogue);
    Json rows = Json::array();
    for (const Lever& lever : catalogue.levers) rows.push_back(json_of(lever));
    return rows.dump(2) + "\n";
}

} // namespace emprise
