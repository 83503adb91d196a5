#include "settings/ensemble.hpp"

#include "base/error.hpp"
#include "files/csv_table.hpp"
#include "settings/table_reader.hpp"

#include <fmt/format.h>
#include <optional>
#include <set>
#include <string>

namespace emprise {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t largest_draw = 1'000'000;

/// The keys of the section, as they stood before the parameters were flattened.
TomlNode section_of(const TomlNode& parameters)
{
    TomlNode section;
    section.place = parameters.place;
    for (const TomlEntry& entry : parameters.entries) {
        if (!entry.key.starts_with(ensemble_prefix)) continue;
        if (section.entries.empty()) section.place = entry.place;
        section.set(std::string_view{entry.key}.substr(ensemble_prefix.size()), entry.place, entry.value);
    }
    return section;
}

CsvLayout layout_of_draws()
{
    CsvLayout layout{.required = {"draw"}, .optional = {}};
    for (const ParameterRow& row : parameter_rows()) layout.optional.emplace_back(row.path);
    return layout;
}

/// Checks every row; returns the one of the draw.
std::optional<std::size_t> find_draw(const CsvTable& table, std::int64_t wanted, std::vector<Problem>& problems)
{
    std::set<std::int64_t> seen;
    std::optional<std::size_t> found;
    for (std::size_t row = 0; row < table.size(); ++row) {
        for (const ParameterRow& parameter : parameter_rows())
            if (table.has(parameter.path))
                static_cast<void>(
                    table.number(row, parameter.path, parameter.allowed.low, parameter.allowed.high, problems));
        const std::optional<std::int64_t> draw = table.whole(row, "draw", 0, largest_draw, problems);
        if (!draw) continue;
        if (!seen.insert(*draw).second)
            problems.push_back(table.problem_at(row, "draw", "T105", fmt::format("draw {} stands twice", *draw),
                                                "Each draw is one row."));
        else if (*draw == wanted)
            found = row;
    }
    return found;
}

} // namespace

void read_ensemble(const TomlNode& parameters, const Folders& folders, Scenario& scenario,
                   std::vector<Problem>& problems)
{
    const TomlNode section = section_of(parameters);
    if (section.entries.empty()) return;
    const TableReader reader{section, "ensemble", "[parameters.ensemble]", problems};
    const bool complete = reader.require("file") && reader.require("draw");
    const std::optional<std::string> name = reader.text("file");
    const std::optional<std::int64_t> draw = reader.whole("draw");
    if (!complete || !name || !draw) return;
    const TomlNode& written = *reader.find("file");
    const fs::path named_in{written.place.line > 0 ? fs::path{written.place.file} : scenario.file};
    const fs::path file = find_named_file(folders, named_in, written, problems);
    if (file.empty()) return;
    const std::size_t before = problems.size();
    const CsvTable table = read_csv(file, layout_of_draws(), problems);
    const std::optional<std::size_t> row = find_draw(table, *draw, problems);
    if (problems.size() != before) return;
    if (!row) {
        reader.report(reader.find("draw")->place, "S201", fmt::format("no draw {} in \"{}\"", *draw, *name),
                      fmt::format("The table has {} draws; its column `draw` names them.", table.size()));
        return;
    }
    scenario.ensemble = EnsembleDraw{printable(file.filename().string()), *draw};
    scenario.as_written += fmt::format("# ---- draw {} of {}\n", *draw, scenario.ensemble->file);
    for (const ParameterRow& parameter : parameter_rows()) {
        if (!table.has(parameter.path)) continue;
        const std::optional<double> value =
            table.number(*row, parameter.path, parameter.allowed.low, parameter.allowed.high, problems);
        *parameter.at(scenario.parameters) = value.value_or(parameter.usual);
        scenario.as_written += fmt::format("# {} = {}\n", parameter.path, table.text(*row, parameter.path));
    }
}

} // namespace emprise
