#include "world/build/territory_import.hpp"

#include "base/suggestion.hpp"
#include "files/csv_table.hpp"
#include "world/build/territory_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace emprise {
namespace {

constexpr double largest_share = 0.95;
constexpr double station_reach_km = 10.0; ///< A station farther from every commune's centre is left out.
constexpr std::size_t most_not_found = 10;

/// What the files say of one commune; empty: they say nothing.
struct Row {
    std::optional<Position> position;
    std::optional<double> area_km2;
    std::optional<double> poverty_share;
    std::optional<double> qpv_share;
    std::optional<int> stations;
    std::vector<std::string> sources;
};

struct Import {
    const Territory& country;
    std::map<std::string, CommuneId> by_code;
    Column<Commune, Row> rows;
    std::vector<Problem> problems;
};

void say_not_found(ImportedFile& report, std::string_view name)
{
    if (report.not_found.size() < most_not_found) report.not_found.emplace_back(name);
}

/// The commune of a row's code; counts rows, joined rows and those not found.
std::optional<CommuneId> join(Import& import, const CsvTable& table, std::size_t row, std::string_view column,
                              ImportedFile& report)
{
    ++report.rows;
    const auto found = import.by_code.find(std::string{table.text(row, column)});
    if (found == import.by_code.end()) {
        say_not_found(report, table.text(row, column));
        return std::nullopt;
    }
    ++report.joined;
    return found->second;
}

void note_source(Row& row, ImportedFile& report)
{
    if (row.sources.empty() || row.sources.back() != report.file) {
        row.sources.push_back(report.file);
        ++report.communes;
    }
}

void import_positions(Import& import, const CsvTable& table, ImportedFile& report)
{
    for (std::size_t row = 0; row < table.size(); ++row) {
        if (table.text(row, "lat").empty()) continue;
        const auto commune = join(import, table, row, "code", report);
        const auto latitude = table.number(row, "lat", -90.0, 90.0, import.problems);
        const auto longitude = table.number(row, "lon", -180.0, 180.0, import.problems);
        if (!commune || !latitude || !longitude) continue;
        Row& values = import.rows[*commune];
        values.position = Position{*latitude, *longitude};
        if (!table.text(row, "area_km2").empty()) {
            values.area_km2 = table.number(row, "area_km2", 0.0, 1e6, import.problems);
        }
        note_source(values, report);
    }
}

void import_poverty(Import& import, const CsvTable& table, ImportedFile& report)
{
    for (std::size_t row = 0; row < table.size(); ++row) {
        if (table.text(row, "poverty_rate_pct").empty()) continue;
        const auto commune = join(import, table, row, "code", report);
        const auto percent = table.number(row, "poverty_rate_pct", 0.0, 100.0, import.problems);
        if (!commune || !percent) continue;
        import.rows[*commune].poverty_share = *percent / 100.0;
        note_source(import.rows[*commune], report);
    }
}

/// A neighbourhood over several communes is shared equally; a commune that is not in the file has none.
void import_priority_quartiers(Import& import, const CsvTable& table, ImportedFile& report)
{
    Column<Commune, double> residents(import.rows.size());
    for (std::size_t row = 0; row < table.size(); ++row) {
        if (table.text(row, "qpv_population").empty()) continue;
        const auto commune = join(import, table, row, "commune_code", report);
        const auto of_whole = table.number(row, "qpv_population", 0.0, 1e6, import.problems);
        const auto communes = table.number(row, "n_communes", 1.0, 100.0, import.problems);
        if (commune && of_whole && communes) residents[*commune] += *of_whole / *communes;
    }
    for (const CommuneId commune : each<Commune>(residents.size())) {
        const double all = std::max<double>(1.0, import.country.communes.population[commune]);
        import.rows[commune].qpv_share = std::min(largest_share, residents[commune] / all);
        note_source(import.rows[commune], report);
    }
}

std::string place_key(std::string_view commune, std::string_view departement)
{
    return plain_name(commune) + "|" + plain_name(departement);
}

/// The commune whose imported centre is nearest to a station, if near enough.
std::optional<CommuneId> nearest_commune(const Import& import, const CsvTable& table, std::size_t row,
                                         std::vector<Problem>& problems)
{
    if (table.text(row, "lat").empty() || table.text(row, "lon").empty()) return std::nullopt;
    const auto latitude = table.number(row, "lat", -90.0, 90.0, problems);
    const auto longitude = table.number(row, "lon", -180.0, 180.0, problems);
    std::optional<CommuneId> found;
    double nearest = station_reach_km;
    for (const CommuneId commune : each<Commune>(import.rows.size())) {
        const auto& centre = import.rows[commune].position;
        constexpr double degrees = 0.1; // more than the reach, north and south
        if (!latitude || !longitude || !centre || std::abs(centre->latitude_deg - *latitude) > degrees) continue;
        const double far = distance_km(*latitude, *longitude, centre->latitude_deg, centre->longitude_deg);
        if (far < nearest) {
            nearest = far;
            found = commune;
        }
    }
    return found;
}

/// A département without any station in the file keeps what it had: the file may not cover it.
void import_stations(Import& import, const CsvTable& table, ImportedFile& report)
{
    const CommuneTable& communes = import.country.communes;
    std::map<std::string, CommuneId> by_name;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        const std::string& departement = import.country.departements.name[communes.departement[commune]];
        by_name.emplace(place_key(communes.name[commune], departement), commune);
    }
    Column<Commune, int> count(communes.size());
    Column<Departement, std::uint8_t> covered(import.country.departements.size());
    for (std::size_t row = 0; row < table.size(); ++row) {
        ++report.rows;
        const auto named = by_name.find(place_key(table.text(row, "commune_label"), table.text(row, "dept_label")));
        const auto commune =
            named != by_name.end() ? named->second : nearest_commune(import, table, row, import.problems);
        if (!commune) {
            say_not_found(report, table.text(row, "name"));
            continue;
        }
        ++report.joined;
        ++count[*commune];
        covered[communes.departement[*commune]] = 1;
    }
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (covered[communes.departement[commune]] == 0) continue;
        import.rows[commune].stations = count[commune];
        note_source(import.rows[commune], report);
    }
}

/// The layouts of scenarios/france/README.md, in the order in which they are used: stations need positions.
struct Subject {
    const char* name;
    std::vector<std::string> columns;
    void (*import)(Import&, const CsvTable&, ImportedFile&);
};

std::vector<Subject> subjects()
{
    return {
        {"positions and areas", {"code", "lat", "lon"}, import_positions},
        {"poverty", {"code", "poverty_rate_pct"}, import_poverty},
        {"priority quartiers", {"qpv_code", "commune_code", "qpv_population", "n_communes"}, import_priority_quartiers},
        {"stations", {"name", "commune_label", "dept_label", "lat", "lon"}, import_stations}};
}

bool has_all(const CsvTable& table, const std::vector<std::string>& columns)
{
    return std::all_of(columns.begin(), columns.end(), [&](const std::string& name) { return table.has(name); });
}

std::string field(const std::optional<double>& value, int decimals)
{
    return value ? fmt::format("{:.{}f}", *value, decimals) : std::string{};
}

/// columns.csv: a row for every commune the files say something of, in order of code.
std::string write_columns(const Import& import, ImportSummary& summary)
{
    std::string text{"code,lat,lon,area_km2,poverty_share,qpv_share,stations,source\n"};
    for (const CommuneId commune : each<Commune>(import.rows.size())) {
        const Row& row = import.rows[commune];
        if (row.sources.empty()) continue;
        ++summary.communes;
        const bool placed = row.position.has_value();
        text += fmt::format("{},{},{},{},{},{},{},{}\n", import.country.communes.code[commune],
                            placed ? fmt::format("{:.5f}", row.position->latitude_deg) : "",
                            placed ? fmt::format("{:.5f}", row.position->longitude_deg) : "", field(row.area_km2, 2),
                            field(row.poverty_share, 4), field(row.qpv_share, 4),
                            row.stations ? std::to_string(*row.stations) : "",
                            csv_field(fmt::format("{}", fmt::join(row.sources, " + "))));
    }
    return text;
}

std::vector<CsvTable> read_files(const ImportRequest& request, std::vector<Problem>& problems)
{
    std::vector<CsvTable> tables;
    for (const std::filesystem::path& file : request.files) {
        tables.push_back(read_csv(file, {{}, {}, true}, problems));
        const std::vector<Subject> known = subjects();
        if (std::none_of(known.begin(), known.end(),
                         [&](const Subject& subject) { return has_all(tables.back(), subject.columns); })) {
            problems.push_back({file.string(), 1, 1, "T110", "none of the known layouts has these columns",
                                "see scenarios/france/README.md, 'Importing official files'"});
        }
    }
    return tables;
}

void stop_on(const std::vector<Problem>& problems)
{
    if (!problems.empty()) throw InvalidScenario{problems};
}

} // namespace

ImportSummary import_territory(FileSystem& disk, const ImportRequest& request)
{
    std::vector<Problem> problems;
    if (request.files.empty()) problems.push_back({"", 0, 0, "T110", "no file to import", "name the files"});
    const TerritorySources sources = read_territory_sources(request.folder, std::nullopt, problems);
    const std::vector<CsvTable> tables = read_files(request, problems);
    stop_on(problems);
    const Territory& country = sources.country;
    Import import{country, {}, Column<Commune, Row>(country.communes.size()), {}};
    for (const CommuneId commune : each<Commune>(country.communes.size())) {
        import.by_code.emplace(country.communes.code[commune], commune);
    }
    ImportSummary summary;
    for (const Subject& subject : subjects()) {
        for (std::size_t i = 0; i < tables.size(); ++i) {
            if (!has_all(tables[i], subject.columns)) continue;
            ImportedFile report{request.files[i].filename().string(), subject.name, 0, 0, 0, {}};
            subject.import(import, tables[i], report);
            summary.files.push_back(std::move(report));
        }
    }
    stop_on(import.problems);
    summary.output = request.output;
    const std::string text = write_columns(import, summary);
    write_whole_file(disk, request.output, text, request.replace);
    return summary;
}

} // namespace emprise
