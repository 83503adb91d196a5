#pragma once
#include "base/column.hpp"
#include "base/id.hpp"
#include "settings/drugs.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

/// Size of a commune, the tiers of facts A-79.
enum class SizeTier : std::uint8_t { below_2k, from_2k, from_5k, from_10k, from_20k, from_50k, from_100k };
inline constexpr std::size_t size_tier_count = 7;
inline constexpr std::array<std::string_view, size_tier_count> size_tier_names{
    "below_2k", "2k_5k", "5k_10k", "10k_20k", "20k_50k", "50k_100k", "100k_and_more"};
[[nodiscard]] SizeTier size_tier_of(std::uint32_t population);

/// Place of a commune in its surroundings; the rule is in scenarios/france/README.md.
enum class UrbanClass : std::uint8_t { centre, suburb, town, rural };
inline constexpr std::array<std::string_view, 4> urban_class_names{"centre", "suburb", "town", "rural"};

/// Which national force answers for a commune.
enum class Force : std::uint8_t { police, gendarmerie };
inline constexpr std::array<std::string_view, 2> force_names{"police", "gendarmerie"};

/// Bits of the `synthetic` column: set when that fact is drawn or ruled, clear when it was imported or written by hand.
enum class Fact : std::uint16_t {
    position = 1 << 0,
    zone = 1 << 1,
    poverty = 1 << 2, ///< Also deprivation, which is a function of it.
    qpv = 1 << 3,
    youth = 1 << 4,
    stations = 1 << 5,
    lycees = 1 << 6,
    area = 1 << 7,
};
inline constexpr std::uint16_t every_fact = 0xff;

/// Units that are only names here: regions, départements, EPCIs.
template <class Tag>
struct Names {
    Column<Tag, std::string> code;
    Column<Tag, std::string> name;
    Column<Tag, std::uint64_t> number; ///< From the code: the unit's name in questions of chance, whatever is loaded.
    [[nodiscard]] std::size_t size() const { return code.size(); }
};

/// Every commune in the run, in order of code. Shares are between 0 and 1.
struct CommuneTable {
    Column<Commune, std::string> code;
    Column<Commune, std::string> name;
    Column<Commune, std::string> arrondissement; ///< Code; may be empty (Mayotte has none).
    Column<Commune, std::uint64_t> number; ///< From the code; `Who::of(Kind::commune, number)` asks its questions.
    Column<Commune, DepartementId> departement;
    Column<Commune, RegionId> region;
    Column<Commune, EpciId> epci; ///< May be none: four islands belong to no EPCI.
    Column<Commune, ZoneId> zone; ///< Police or gendarmerie part of the département.
    Column<Commune, std::uint32_t> population;
    Column<Commune, std::uint8_t> chef_lieu; ///< Seat of: 0 nothing, 1 arrondissement, 2 département, 3 region.
    Column<Commune, double> latitude_deg;
    Column<Commune, double> longitude_deg;
    Column<Commune, double> area_km2;
    Column<Commune, SizeTier> size_tier;
    Column<Commune, UrbanClass> urban_class;
    Column<Commune, Force> force;
    Column<Commune, double> poverty_share; ///< Residents below 60 % of the median income.
    Column<Commune, double> deprivation;   ///< Score: 0 none, 0.5 the national mean, towards 1.
    Column<Commune, double> qpv_share;     ///< Residents who live in priority quartiers (QPV).
    Column<Commune, double> youth_share;   ///< Residents aged 15 to 24.
    Column<Commune, std::uint16_t> stations;
    Column<Commune, std::uint16_t> lycees;
    Column<Commune, std::uint8_t> gateway;    ///< 1: drugs enter the country here (A-73 to A-75).
    Column<Commune, double> accessibility;    ///< Sum over the 800 largest known towns of residents / (km + 5)^1.5.
    Column<Commune, std::uint16_t> synthetic; ///< Bits of `Fact`.
    Column<Commune, QuartierId> first_quartier;
    Column<Commune, std::uint32_t> quartier_count; ///< At least 1.
    Column<Commune, std::uint32_t> first_block;    ///< First national number of the blocks of its (département, EPCI).
    [[nodiscard]] std::size_t size() const { return code.size(); }
};

/// Parts of communes of about 2,000 residents (communes below 5,000 are one quartier), in order of commune.
struct QuartierTable {
    Column<Quartier, CommuneId> commune;
    Column<Quartier, std::uint64_t> number;     ///< From commune code and ordinal; `Who::of(Kind::quartier, number)`.
    Column<Quartier, std::uint32_t> population; ///< Adds up to the commune's population exactly.
    Column<Quartier, double> latitude_deg;
    Column<Quartier, double> longitude_deg;
    Column<Quartier, std::uint8_t> priority; ///< 1: a priority quartier (QPV). Always a draw, never the real map.
    Column<Quartier, double> deprivation;    ///< Same scale as the commune's.
    [[nodiscard]] std::size_t size() const { return commune.size(); }
};

/// The unit in which a national force deploys: a département's police part or gendarmerie part, when not empty.
struct ZoneTable {
    Column<Zone, DepartementId> departement;
    Column<Zone, Force> force;
    Column<Zone, std::uint32_t> population;
    [[nodiscard]] std::size_t size() const { return departement.size(); }
};

/// How drugs enter at a gateway.
enum class GatewayKind : std::uint8_t { port, road, airport };
inline constexpr std::array<std::string_view, 3> gateway_kind_names{"port", "road", "airport"};

/// Where drugs enter the country (gateways.csv). All of them stay when only a region is loaded.
struct Gateway {
    std::string code;
    std::string name;
    GatewayKind kind{GatewayKind::road};
    double latitude_deg{};
    double longitude_deg{};
    std::array<double, drug_count> share{}; ///< Weight among gateways at equal cost, by drug.
    CommuneId commune;                      ///< None when its commune is not loaded.
};

struct Neighbour;
using NeighbourId = Id<Neighbour>;

/// Communes left out of the run but near enough to trade with it, when a part of a country runs alone. In order of
/// code.
struct NeighbourTable {
    static constexpr double within_km = 45.0; ///< Of a commune in the run: twice the reach of a seller.
    Column<Neighbour, std::uint64_t> number;
    Column<Neighbour, std::uint32_t> population;
    Column<Neighbour, SizeTier> size_tier;
    Column<Neighbour, double> deprivation;
    Column<Neighbour, double> latitude_deg;
    Column<Neighbour, double> longitude_deg;
    [[nodiscard]] std::size_t size() const { return number.size(); }
};

struct OutsideDepartement;
using OutsideDepartementId = Id<OutsideDepartement>;

/// What is left out of each département, as a whole. In order of code.
struct OutsideTable {
    Column<OutsideDepartement, std::uint64_t> number;
    Column<OutsideDepartement, double> population;
    Column<OutsideDepartement, double> latitude_deg; ///< Population-weighted middle.
    Column<OutsideDepartement, double> longitude_deg;
    Column<OutsideDepartement, std::array<std::uint32_t, size_tier_count>> communes; ///< How many of each size.
    [[nodiscard]] std::size_t size() const { return number.size(); }
};

/// Where people live. Never changes during a run; everything that changes is in other tables.
struct Territory {
    Names<Region> regions;
    Names<Departement> departements;
    Column<Departement, RegionId> region_of;
    Names<Epci> epcis;
    CommuneTable communes;
    QuartierTable quartiers;
    ZoneTable zones;
    std::vector<Gateway> gateways; ///< In order of code.
    NeighbourTable neighbours;     ///< Empty when the whole country runs.
    OutsideTable outside;          ///< Empty when the whole country runs.
    std::uint64_t population{};
    std::uint64_t national_population{}; ///< Of the whole table the selection was taken from.
    std::size_t national_communes{};
    std::uint32_t genesis_seed{};
};

[[nodiscard]] bool is_synthetic(const Territory& territory, CommuneId commune, Fact fact);
/// Ids of the quartiers of a commune.
[[nodiscard]] IdRange<Quartier> quartiers_of(const Territory& territory, CommuneId commune);

/// By code ("2A", "21231") or by name, without regard to case, accents, hyphens. Nothing when unknown;
/// of several communes with one name, the most populous.
[[nodiscard]] std::optional<RegionId> find_region(const Territory& territory, std::string_view code_or_name);
[[nodiscard]] std::optional<DepartementId> find_departement(const Territory& territory, std::string_view code_or_name);
[[nodiscard]] std::optional<EpciId> find_epci(const Territory& territory, std::string_view code_or_name);
[[nodiscard]] std::optional<CommuneId> find_commune(const Territory& territory, std::string_view code_or_name);

/// The globe: mean radius, and an angle.
inline constexpr double earth_radius_km = 6371.0;
inline constexpr double radians_per_degree = 0.017453292519943295;

/// Distance over the sphere in km.
[[nodiscard]] double distance_km(double latitude_a_deg, double longitude_a_deg, double latitude_b_deg,
                                 double longitude_b_deg);
[[nodiscard]] double distance_km(const Territory& territory, CommuneId a, CommuneId b);
[[nodiscard]] double distance_km(const Territory& territory, QuartierId a, QuartierId b);

/// A code as a number below 36^5: its base-36 value for codes of up to five characters [0-9A-Z], else a hash.
[[nodiscard]] std::uint64_t number_of_code(std::string_view code);

} // namespace emprise
