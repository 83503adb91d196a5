#include "settings/parameter_reader.hpp"

#include "settings/ensemble.hpp"
#include "settings/table_reader.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace emprise {
namespace {

std::vector<std::string> parameter_paths()
{
    std::vector<std::string> paths;
    for (const ParameterRow& row : parameter_rows()) paths.emplace_back(row.path);
    return paths;
}

void report(const Place& place, std::string code, std::string message, std::string advice,
            std::vector<Problem>& problems)
{
    problems.push_back({place.file, place.line, place.column, std::move(code), std::move(message), std::move(advice)});
}

std::string range_text(const ParameterRow& row)
{
    const std::string unit = row.unit == "1" ? "" : fmt::format(" {}", row.unit);
    return fmt::format("between {} and {}{} (usually {})", format_number(row.allowed.low),
                       format_number(row.allowed.high), unit, format_number(row.usual));
}

/// The bounds of a shape are allowed values and in order.
bool is_sound(const ParameterDraw& draw, const ParameterRow& row, std::vector<Problem>& problems)
{
    using Shape = ParameterDraw::Shape;
    bool sound = check_allowed(row, draw.low, draw.place, problems);
    if (draw.shape != Shape::lognormal) sound = check_allowed(row, draw.high, draw.place, problems) && sound;
    const bool ordered = draw.shape == Shape::lognormal ? draw.low > 0 && draw.high > 0
                         : draw.shape == Shape::triangular
                             ? draw.low <= draw.mode && draw.mode <= draw.high && draw.low < draw.high
                             : draw.low < draw.high;
    if (sound && !ordered)
        report(draw.place, "S201", fmt::format("the distribution of {} has no width", row.path),
               draw.shape == Shape::lognormal ? "median and sigma are above 0." : "min < max, mode between them.",
               problems);
    return sound && ordered;
}

std::optional<ParameterDraw> read_distribution(const TomlNode& table, const ParameterRow& row,
                                               std::vector<Problem>& problems)
{
    using Shape = ParameterDraw::Shape;
    const std::size_t before = problems.size();
    const TableReader reader{table, "distribution", fmt::format("distribution of {}", row.path), problems};
    ParameterDraw draw{.path = std::string{row.path}, .place = table.place};
    const std::string shape = reader.text("dist").value_or("");
    draw.shape = shape == "triangular" ? Shape::triangular : shape == "lognormal" ? Shape::lognormal : Shape::uniform;
    const bool lognormal = draw.shape == Shape::lognormal;
    const auto take = [&](const char* key, bool wanted) {
        if (wanted && reader.require(key)) return reader.number(key).value_or(0);
        if (!wanted && reader.find(key) != nullptr)
            report(reader.find(key)->place, "S211", fmt::format("`{}` has no meaning in a {} distribution", key, shape),
                   "", problems);
        return 0.0;
    };
    if (shape.empty()) return std::nullopt;
    const double least = take("min", !lognormal);
    const double greatest = take("max", !lognormal);
    draw.mode = take("mode", draw.shape == Shape::triangular);
    const double median = take("median", lognormal);
    const double sigma = take("sigma", lognormal);
    draw.low = lognormal ? median : least;
    draw.high = lognormal ? sigma : greatest;
    return problems.size() == before && is_sound(draw, row, problems) ? std::optional{draw} : std::nullopt;
}

double centre(const ParameterDraw& draw)
{
    switch (draw.shape) {
    case ParameterDraw::Shape::uniform:
        return 0.5 * (draw.low + draw.high);
    case ParameterDraw::Shape::triangular:
        return draw.mode;
    case ParameterDraw::Shape::lognormal:
        return draw.low;
    }
    return draw.low;
}

} // namespace

const ParameterRow* parameter_named(const TomlEntry& entry, std::vector<Problem>& problems)
{
    const ParameterRow* row = find_parameter(entry.key);
    if (row != nullptr) return row;
    const std::string advice = suggestion(entry.key, parameter_paths());
    report(entry.place, "S207", fmt::format("no parameter \"{}\"", entry.key),
           advice.empty() ? "`emprise parameters` lists them." : advice, problems);
    return nullptr;
}

bool check_allowed(const ParameterRow& row, double value, const Place& place, std::vector<Problem>& problems)
{
    if (row.allowed.contains(value)) return true;
    const bool finite = std::abs(value) < std::numeric_limits<double>::infinity();
    report(place, finite ? "S201" : "S202",
           fmt::format("parameter {} must be {}, found {}", row.path, range_text(row), format_number(value)),
           std::string{row.says}, problems);
    return false;
}

void read_parameters(const TomlNode& table, Parameters& parameters, std::vector<ParameterDraw>& draws,
                     std::vector<Problem>& problems)
{
    for (const TomlEntry& entry : table.entries) {
        if (entry.key.starts_with(ensemble_prefix)) continue;
        const ParameterRow* row = parameter_named(entry, problems);
        if (row == nullptr) continue;
        if (entry.value.is(TomlType::whole) || entry.value.is(TomlType::number)) {
            if (check_allowed(*row, entry.value.number, entry.value.place, problems))
                *row->at(parameters) = entry.value.number;
        } else if (entry.value.is(TomlType::table)) {
            if (const std::optional<ParameterDraw> draw = read_distribution(entry.value, *row, problems)) {
                draws.push_back(*draw);
                *row->at(parameters) = centre(*draw);
            }
        } else {
            report(entry.value.place, "S120",
                   fmt::format("parameter {} is a number or a distribution, found {}", row->path,
                               name_of(entry.value.type)),
                   fmt::format("A number {}.", range_text(*row)), problems);
        }
    }
}

} // namespace emprise
