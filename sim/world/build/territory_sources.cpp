#include "world/build/territory_sources.hpp"

#include "base/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace emprise {
namespace {

constexpr std::int64_t largest_population = 100'000'000;

/// Code -> id. Looked up, never walked through: its order reaches no result.
template <class Tag>
using Index = std::unordered_map<std::string, Id<Tag>>;

/// Rows of a table in order of their code, without those whose code is empty or stands twice (reported).
std::vector<std::size_t> rows_by_code(const CsvTable& table, std::vector<Problem>& problems)
{
    std::vector<std::pair<std::string_view, std::size_t>> rows;
    rows.reserve(table.size());
    for (std::size_t row = 0; row < table.size(); ++row) rows.emplace_back(table.text(row, "code"), row);
    std::sort(rows.begin(), rows.end());
    std::vector<std::size_t> kept;
    std::string_view last;
    for (const auto& [code, row] : rows) {
        if (code.empty()) {
            problems.push_back(table.problem_at(row, "code", "T105", "a code is empty"));
        } else if (code == last) {
            problems.push_back(table.problem_at(row, "code", "T105", fmt::format("code '{}' stands twice", code)));
        } else {
            kept.push_back(row);
        }
        last = code;
    }
    return kept;
}

template <class Tag>
Index<Tag> read_names(const CsvTable& table, const std::vector<std::size_t>& rows, Names<Tag>& names)
{
    Index<Tag> index;
    for (const std::size_t row : rows) {
        std::string code{table.text(row, "code")};
        index.emplace(code, Id<Tag>{static_cast<std::uint32_t>(names.size())});
        names.number.push_back(number_of_code(code));
        names.name.push_back(std::string{table.text(row, "name")});
        names.code.push_back(std::move(code));
    }
    return index;
}

/// The unit a field points to; a problem with a suggestion when there is none.
template <class Tag>
Id<Tag> follow(const CsvTable& table, std::size_t row, std::string_view column, const Index<Tag>& index,
               const Column<Tag, std::string>& codes, std::vector<Problem>& problems)
{
    const std::string code{table.text(row, column)};
    if (const auto found = index.find(code); found != index.end()) return found->second;
    const auto near = nearest_names(code, codes.values(), 1);
    problems.push_back(table.problem_at(row, column, "T104", fmt::format("no {} has the code '{}'", column, code),
                                        near.empty() ? "" : fmt::format("did you mean '{}'?", near[0])));
    return Id<Tag>::none();
}

struct Indexes {
    Index<Region> regions;
    Index<Departement> departements;
    Index<Epci> epcis;
    Index<Commune> communes;
};

/// Makes every column as long as the table of communes.
void size_columns(CommuneTable& communes)
{
    const std::size_t rows = communes.code.size();
    communes.zone.assign(rows, ZoneId::none());
    communes.latitude_deg.assign(rows, 0.0);
    communes.longitude_deg.assign(rows, 0.0);
    communes.area_km2.assign(rows, 0.0);
    communes.size_tier.assign(rows, SizeTier::below_2k);
    communes.urban_class.assign(rows, UrbanClass::rural);
    communes.force.assign(rows, Force::gendarmerie);
    communes.poverty_share.assign(rows, 0.0);
    communes.deprivation.assign(rows, 0.0);
    communes.qpv_share.assign(rows, 0.0);
    communes.youth_share.assign(rows, 0.0);
    communes.stations.assign(rows, 0);
    communes.lycees.assign(rows, 0);
    communes.gateway.assign(rows, 0);
    communes.accessibility.assign(rows, 0.0);
    communes.synthetic.assign(rows, every_fact);
    communes.first_quartier.assign(rows, QuartierId::none());
    communes.quartier_count.assign(rows, 0);
}

void read_communes(const CsvTable& table, Territory& country, Indexes& indexes, std::vector<Problem>& problems)
{
    CommuneTable& communes = country.communes;
    std::unordered_map<std::uint64_t, std::string> names_of_chance;
    for (const std::size_t row : rows_by_code(table, problems)) {
        std::string code{table.text(row, "code")};
        const std::uint64_t number = number_of_code(code);
        const auto [other, is_new] = names_of_chance.emplace(number, code);
        if (!is_new) {
            problems.push_back(table.problem_at(row, "code", "T105",
                                                fmt::format("code '{}' cannot be told from '{}'", code, other->second),
                                                "use codes of at most five digits or capitals, all of one length"));
        }
        indexes.communes.emplace(code, CommuneId{static_cast<std::uint32_t>(communes.size())});
        communes.number.push_back(number);
        communes.name.push_back(std::string{table.text(row, "name")});
        communes.arrondissement.push_back(std::string{table.text(row, "arrondissement")});
        communes.departement.push_back(
            follow(table, row, "departement", indexes.departements, country.departements.code, problems));
        communes.region.push_back(follow(table, row, "region", indexes.regions, country.regions.code, problems));
        communes.epci.push_back(table.text(row, "epci").empty()
                                    ? EpciId::none()
                                    : follow(table, row, "epci", indexes.epcis, country.epcis.code, problems));
        const auto residents = table.whole(row, "population", 0, largest_population, problems).value_or(0);
        communes.population.push_back(static_cast<std::uint32_t>(residents));
        country.population += static_cast<std::uint64_t>(residents);
        communes.chef_lieu.push_back(
            static_cast<std::uint8_t>(table.whole(row, "chef_lieu", 0, 3, problems).value_or(0)));
        communes.code.push_back(std::move(code));
    }
    size_columns(communes);
}

void read_positions(const CsvTable& table, const Territory& country, const Indexes& indexes,
                    std::vector<KnownPosition>& known, std::vector<Problem>& problems)
{
    for (const std::size_t row : rows_by_code(table, problems)) {
        const CommuneId commune = follow(table, row, "code", indexes.communes, country.communes.code, problems);
        const auto latitude = table.number(row, "lat", -90.0, 90.0, problems);
        const auto longitude = table.number(row, "lon", -180.0, 180.0, problems);
        if (commune.present() && latitude && longitude) known.push_back({commune, *latitude, *longitude});
    }
}

void read_facts(const CsvTable& table, const Territory& country, const Indexes& indexes,
                Column<Departement, DepartementFacts>& facts, std::vector<Problem>& problems)
{
    for (const std::size_t row : rows_by_code(table, problems)) {
        const DepartementId departement =
            follow(table, row, "code", indexes.departements, country.departements.code, problems);
        const auto area = table.number(row, "area_km2", 0.0, 1e7, problems);
        const auto poverty = table.number(row, "poverty_share", 0.001, 0.95, problems);
        const auto rail = table.whole(row, "rail", 0, 1, problems);
        if (departement.present() && area && poverty && rail) facts[departement] = {*area, *poverty, *rail == 1};
    }
}

std::optional<CsvTable> read_if_there(const std::filesystem::path& file, const CsvLayout& layout,
                                      std::vector<Problem>& problems)
{
    if (!std::filesystem::exists(file)) return std::nullopt;
    return read_csv(file, layout, problems);
}

/// A row of gateways.csv; without a weight, all gateways of the table weigh the same.
Gateway read_gateway(const CsvTable& table, std::size_t row, CommuneId commune, std::vector<Problem>& problems)
{
    Gateway gateway;
    gateway.code = table.text(row, "code");
    gateway.name = table.text(row, "name");
    gateway.commune = commune;
    gateway.share.fill(1.0);
    if (const std::string_view kind = table.text(row, "kind"); !kind.empty()) {
        const auto known = std::find(gateway_kind_names.begin(), gateway_kind_names.end(), kind);
        if (known == gateway_kind_names.end())
            problems.push_back(table.problem_at(
                row, "kind", "T104", fmt::format("no kind of gateway is called '{}'", kind), "port, road or airport"));
        else
            gateway.kind = static_cast<GatewayKind>(known - gateway_kind_names.begin());
    }
    for (std::size_t drug = 0; drug < drug_count; ++drug)
        if (table.has(drug_names[drug]))
            gateway.share[drug] = table.number(row, drug_names[drug], 0.0, 1e6, problems).value_or(0.0);
    return gateway;
}

/// A drug that no gateway lets in could reach nobody.
void expect_ways_in(const std::filesystem::path& file, const std::vector<Gateway>& gateways,
                    std::vector<Problem>& problems)
{
    for (std::size_t drug = 0; drug < drug_count; ++drug) {
        double sum = 0.0;
        for (const Gateway& gateway : gateways) sum += gateway.share[drug];
        if (sum <= 0.0)
            problems.push_back({file.string(), 1, 1, "T110", fmt::format("no gateway lets {} in", drug_names[drug]),
                                "give at least one gateway a weight above 0"});
    }
}

void read_optional_tables(const std::filesystem::path& folder, const Indexes& indexes, TerritorySources& sources,
                          std::vector<Problem>& problems)
{
    Territory& country = sources.country;
    const Column<Commune, std::string>& communes = country.communes.code;
    if (const auto table =
            read_if_there(folder / "departement_facts.csv",
                          {{"code", "area_km2", "poverty_share", "rail"}, {"name", "provenance"}}, problems)) {
        read_facts(*table, country, indexes, sources.facts, problems);
    }
    if (const auto table = read_if_there(
            folder / "gateways.csv",
            {{"code"}, {"name", "kind", "cannabis", "cocaine", "heroin", "synthetic", "provenance"}}, problems)) {
        for (const std::size_t row : rows_by_code(*table, problems)) {
            const CommuneId commune = follow(*table, row, "code", indexes.communes, communes, problems);
            if (!commune.present()) continue;
            country.communes.gateway[commune] = 1;
            country.gateways.push_back(read_gateway(*table, row, commune, problems));
        }
        expect_ways_in(folder / "gateways.csv", country.gateways, problems);
    }
}

void read_imported(const std::filesystem::path& columns, const Indexes& indexes, TerritorySources& sources,
                   std::vector<Problem>& problems)
{
    sources.imported = read_csv(columns, imported_layout(), problems);
    const Column<Commune, std::string>& communes = sources.country.communes.code;
    static_cast<void>(rows_by_code(*sources.imported, problems)); // for codes that stand twice
    for (std::size_t row = 0; row < sources.imported->size(); ++row) {
        sources.imported_row.push_back(follow(*sources.imported, row, "code", indexes.communes, communes, problems));
    }
}

} // namespace

CsvLayout imported_layout()
{
    return {{"code"},
            {"lat", "lon", "area_km2", "poverty_share", "qpv_share", "youth_share", "stations", "lycees", "force",
             "source"}};
}

TerritorySources read_territory_sources(const std::filesystem::path& folder,
                                        const std::optional<std::filesystem::path>& columns,
                                        std::vector<Problem>& problems)
{
    const auto read = [&](const char* file, const CsvLayout& layout) {
        return read_csv(folder / file, layout, problems);
    };
    const CsvTable regions = read("regions.csv", {{"code", "name"}, {"chef_lieu"}});
    const CsvTable departements = read("departements.csv", {{"code", "name", "region"}, {"chef_lieu"}});
    const CsvTable epcis = read("epcis.csv", {{"code", "name"}, {"type"}});
    const CsvTable communes =
        read("communes.csv",
             {{"code", "name", "departement", "region", "arrondissement", "epci", "population", "chef_lieu"}, {}});
    const CsvTable positions = read("positions.csv", {{"code", "lat", "lon"}, {"name", "provenance"}});
    TerritorySources sources;
    if (!problems.empty()) return sources; // a table without its columns cannot be followed further
    Territory& country = sources.country;
    Indexes indexes;
    indexes.regions = read_names(regions, rows_by_code(regions, problems), country.regions);
    const std::vector<std::size_t> departement_rows = rows_by_code(departements, problems);
    indexes.departements = read_names(departements, departement_rows, country.departements);
    for (const std::size_t row : departement_rows) {
        country.region_of.push_back(
            follow(departements, row, "region", indexes.regions, country.regions.code, problems));
    }
    indexes.epcis = read_names(epcis, rows_by_code(epcis, problems), country.epcis);
    read_communes(communes, country, indexes, problems);
    sources.facts = Column<Departement, DepartementFacts>(country.departements.size());
    read_positions(positions, country, indexes, sources.known, problems);
    read_optional_tables(folder, indexes, sources, problems);
    if (columns) read_imported(*columns, indexes, sources, problems);
    if (sources.known.empty()) {
        problems.push_back({(folder / "positions.csv").string(), 1, 1, "T109", "no commune has a known position",
                            "give the position of at least one town"});
    }
    return sources;
}

void use_imported_places(TerritorySources& sources, std::vector<Problem>& problems)
{
    if (!sources.imported) return;
    const CsvTable& table = *sources.imported;
    CommuneTable& communes = sources.country.communes;
    Column<Commune, std::uint8_t> replaced(communes.size());
    std::vector<KnownPosition> imported;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const CommuneId commune = sources.imported_row[row];
        if (!table.text(row, "area_km2").empty()) {
            communes.area_km2[commune] =
                table.number(row, "area_km2", 0.0, 1e6, problems).value_or(communes.area_km2[commune]);
            communes.synthetic[commune] &= static_cast<std::uint16_t>(~static_cast<unsigned>(Fact::area));
        }
        if (table.text(row, "lat").empty() && table.text(row, "lon").empty()) continue;
        const auto latitude = table.number(row, "lat", -90.0, 90.0, problems);
        const auto longitude = table.number(row, "lon", -180.0, 180.0, problems);
        if (!latitude || !longitude) continue;
        imported.push_back({commune, *latitude, *longitude});
        replaced[commune] = 1;
    }
    std::erase_if(sources.known, [&](const KnownPosition& town) { return replaced[town.commune] != 0; });
    sources.known.insert(sources.known.end(), imported.begin(), imported.end());
    std::sort(sources.known.begin(), sources.known.end(),
              [](const KnownPosition& a, const KnownPosition& b) { return a.commune < b.commune; });
}

void use_imported_columns(TerritorySources& sources, std::vector<Problem>& problems)
{
    if (!sources.imported) return;
    const CsvTable& table = *sources.imported;
    CommuneTable& communes = sources.country.communes;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const CommuneId commune = sources.imported_row[row];
        const auto use = [&](std::string_view column, double most, Fact fact, auto& values) {
            if (table.text(row, column).empty()) return;
            using Value = typename std::remove_reference_t<decltype(values)>::value_type;
            const auto value =
                std::is_integral_v<Value>
                    ? std::optional<double>{table.whole(row, column, 0, static_cast<std::int64_t>(most), problems)}
                    : table.number(row, column, 0.0, most, problems);
            if (!value) return;
            values[commune] = static_cast<Value>(*value);
            communes.synthetic[commune] &= static_cast<std::uint16_t>(~static_cast<unsigned>(fact));
        };
        use("poverty_share", 1.0, Fact::poverty, communes.poverty_share);
        use("qpv_share", 1.0, Fact::qpv, communes.qpv_share);
        use("youth_share", 1.0, Fact::youth, communes.youth_share);
        use("stations", 60'000, Fact::stations, communes.stations);
        use("lycees", 60'000, Fact::lycees, communes.lycees);
        const std::string_view force = table.text(row, "force");
        const auto known = std::find(force_names.begin(), force_names.end(), force);
        if (known != force_names.end()) {
            communes.force[commune] = static_cast<Force>(known - force_names.begin());
            communes.synthetic[commune] &= static_cast<std::uint16_t>(~static_cast<unsigned>(Fact::zone));
        } else if (!force.empty()) {
            problems.push_back(table.problem_at(row, "force", "T104", fmt::format("no force is called '{}'", force),
                                                "police or gendarmerie"));
        }
    }
}

} // namespace emprise
