#include "world/build/territory_loader.hpp"

#include "base/suggestion.hpp"
#include "world/build/block_numbers.hpp"
#include "world/build/derived_columns.hpp"
#include "world/build/neighbours.hpp"
#include "world/build/quartiers.hpp"
#include "world/build/territory_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace emprise {
namespace {

constexpr std::size_t most_towns = 800;

void refuse_if_any(std::vector<Problem> problems)
{
    if (!problems.empty()) throw InvalidScenario{std::move(problems)};
}

/// Names or codes of one level turned into a mark on each commune.
template <class Tag, class Find, class IsIn>
void mark(const std::vector<std::string>& asked, const char* level, Find find, IsIn is_in,
          const Column<Tag, std::string>& names, const TerritoryQuery& query, Column<Commune, std::uint8_t>& kept,
          std::vector<Problem>& problems)
{
    for (const std::string& name : asked) {
        const auto unit = find(name);
        if (!unit) {
            const auto near = nearest_names(name, names.values());
            problems.push_back({query.file, query.line, 0, "T106", fmt::format("no {} is called '{}'", level, name),
                                near.empty() ? "use a code, or the name as INSEE writes it"
                                             : fmt::format("did you mean {}?", fmt::join(near, ", "))});
            continue;
        }
        for (const CommuneId commune : each<Commune>(kept.size())) {
            if (is_in(commune, *unit)) kept[commune] = 1;
        }
    }
}

Column<Commune, std::uint8_t> choose(const Territory& country, const TerritoryQuery& query)
{
    const CommuneTable& communes = country.communes;
    Column<Commune, std::uint8_t> kept(communes.size(), query.all ? 1 : 0);
    std::vector<Problem> problems;
    mark(
        query.regions, "region", [&](const std::string& name) { return find_region(country, name); },
        [&](CommuneId commune, RegionId region) { return communes.region[commune] == region; }, country.regions.name,
        query, kept, problems);
    mark(
        query.departements, "département", [&](const std::string& name) { return find_departement(country, name); },
        [&](CommuneId commune, DepartementId unit) { return communes.departement[commune] == unit; },
        country.departements.name, query, kept, problems);
    mark(
        query.communes, "commune", [&](const std::string& name) { return find_commune(country, name); },
        [&](CommuneId commune, CommuneId unit) { return commune == unit; }, communes.name, query, kept, problems);
    if (!query.all && query.regions.empty() && query.departements.empty() && query.communes.empty()) {
        problems.push_back({query.file, query.line, 0, "T106", "no territory is asked for",
                            "name regions, departements or communes, or ask for all"});
    }
    refuse_if_any(std::move(problems));
    return kept;
}

/// Ids of the kept rows of a table under their new numbers; none for the others.
template <class Tag>
struct Renumbering {
    Column<Tag, Id<Tag>> now;
    std::vector<Id<Tag>> kept;
    explicit Renumbering(std::size_t rows) : now(rows, Id<Tag>::none()) {}
    void keep(Id<Tag> row)
    {
        now[row] = Id<Tag>{static_cast<std::uint32_t>(kept.size())};
        kept.push_back(row);
    }
    [[nodiscard]] Id<Tag> operator()(Id<Tag> row) const { return row.present() ? now[row] : row; }
};

template <class Tag>
Renumbering<Tag> keep_used(std::size_t rows, const Column<Commune, Id<Tag>>& used_by,
                           const Column<Commune, std::uint8_t>& kept)
{
    std::vector<std::uint8_t> used(rows);
    for (const CommuneId commune : each<Commune>(kept.size())) {
        if (kept[commune] != 0 && used_by[commune].present()) used[used_by[commune].value()] = 1;
    }
    Renumbering<Tag> renumbering{rows};
    for (const Id<Tag> row : each<Tag>(rows)) {
        if (used[row.value()] != 0) renumbering.keep(row);
    }
    return renumbering;
}

template <class Tag, class T>
void shrink(Column<Tag, T>& column, const std::vector<Id<Tag>>& kept)
{
    Column<Tag, T> smaller;
    smaller.reserve(kept.size());
    for (const Id<Tag> row : kept) smaller.push_back(std::move(column[row]));
    column = std::move(smaller);
}

template <class Tag>
void shrink(Names<Tag>& names, const std::vector<Id<Tag>>& kept)
{
    shrink(names.code, kept);
    shrink(names.name, kept);
    shrink(names.number, kept);
}

template <class Tag>
void follow(Column<Commune, Id<Tag>>& links, const Renumbering<Tag>& renumbering)
{
    for (Id<Tag>& link : links) link = renumbering(link);
}

void shrink(CommuneTable& table, const std::vector<CommuneId>& kept)
{
    const auto each_column = [&](auto&... columns) { (shrink(columns, kept), ...); };
    each_column(table.code, table.name, table.arrondissement, table.number, table.departement, table.region, table.epci,
                table.zone, table.population, table.chef_lieu, table.latitude_deg, table.longitude_deg, table.area_km2,
                table.size_tier, table.urban_class, table.force, table.poverty_share, table.deprivation,
                table.qpv_share, table.youth_share, table.stations, table.lycees, table.gateway, table.accessibility,
                table.synthetic, table.first_quartier, table.quartier_count, table.first_block);
}

/// Leaves the asked communes and the units they belong to.
void keep_only(Territory& territory, const Column<Commune, std::uint8_t>& wanted)
{
    CommuneTable& communes = territory.communes;
    Renumbering<Commune> rows{communes.size()};
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (wanted[commune] != 0) rows.keep(commune);
    }
    const auto regions = keep_used(territory.regions.size(), communes.region, wanted);
    const auto departements = keep_used(territory.departements.size(), communes.departement, wanted);
    const auto epcis = keep_used(territory.epcis.size(), communes.epci, wanted);
    for (Gateway& gateway : territory.gateways) gateway.commune = rows(gateway.commune);
    shrink(communes, rows.kept);
    follow(communes.region, regions);
    follow(communes.departement, departements);
    follow(communes.epci, epcis);
    shrink(territory.regions, regions.kept);
    shrink(territory.epcis, epcis.kept);
    shrink(territory.departements, departements.kept);
    shrink(territory.region_of, departements.kept);
    for (RegionId& region : territory.region_of) region = regions(region);
    territory.population = 0;
    for (const std::uint32_t residents : communes.population) territory.population += residents;
}

std::optional<std::filesystem::path> imported_columns(const TerritoryFiles& files)
{
    if (!files.columns.empty()) return files.columns;
    std::filesystem::path beside = files.folder / "columns.csv";
    return std::filesystem::exists(beside) ? std::optional{std::move(beside)} : std::nullopt;
}

/// The towns that make a commune accessible: the most populous of those written down.
std::vector<Town> towns_of(const CommuneTable& communes, const std::vector<KnownPosition>& known)
{
    std::vector<Town> towns;
    towns.reserve(known.size());
    for (const KnownPosition& town : known) {
        towns.push_back(
            {town.latitude_deg, town.longitude_deg, static_cast<double>(communes.population[town.commune])});
    }
    std::stable_sort(towns.begin(), towns.end(),
                     [](const Town& a, const Town& b) { return a.residents > b.residents; });
    if (towns.size() > most_towns) towns.resize(most_towns);
    return towns;
}

} // namespace

Territory load_territory(const TerritoryFiles& files, const TerritoryQuery& query, std::uint32_t genesis_seed)
{
    std::vector<Problem> problems;
    TerritorySources sources = read_territory_sources(files.folder, imported_columns(files), problems);
    refuse_if_any(std::move(problems));
    Territory& country = sources.country;
    country.genesis_seed = genesis_seed;
    country.national_population = country.population;
    country.national_communes = country.communes.size();
    const std::vector<Town> towns = towns_of(country.communes, sources.known); // of positions.csv, also after an import

    problems.clear();
    derive_columns(country, sources.facts, genesis_seed);
    use_imported_places(sources, problems);
    use_imported_columns(sources, problems);
    refuse_if_any(std::move(problems));
    place_communes(country, sources.known, genesis_seed);
    CommuneTable& communes = country.communes;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        communes.deprivation[commune] = deprivation_of(communes.poverty_share[commune]);
    }

    for (Gateway& gateway : country.gateways) {
        gateway.latitude_deg = communes.latitude_deg[gateway.commune];
        gateway.longitude_deg = communes.longitude_deg[gateway.commune];
    }
    number_blocks(country);
    const Column<Commune, std::uint8_t> wanted = choose(country, query);
    remember_neighbours(country, wanted);
    keep_only(country, wanted);
    measure_accessibility(country, towns);
    split_into_quartiers(country, genesis_seed);
    assign_zones(country);
    return std::move(sources.country);
}

} // namespace emprise
