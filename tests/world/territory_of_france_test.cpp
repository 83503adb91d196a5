#include "world/territory_support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace emprise {
namespace {

using Names = std::vector<std::string>;

std::uint64_t residents_where(const Territory& territory, auto condition)
{
    std::uint64_t residents = 0;
    for (const CommuneId commune : each<Commune>(territory.communes.size())) {
        if (condition(commune)) residents += territory.communes.population[commune];
    }
    return residents;
}

bool is_mainland(const Territory& territory, CommuneId commune)
{
    return !territory.departements.code[territory.communes.departement[commune]].starts_with("97");
}

TEST(TerritoryOfFrance, HasEveryCommuneAndEveryInhabitant)
{
    const Territory& france = whole_france();
    EXPECT_EQ(france.communes.size(), 34'875U);
    EXPECT_EQ(france.population, 68'350'798U);
    EXPECT_EQ(residents_where(france, [](CommuneId) { return true; }), france.population);
    EXPECT_EQ(france.departements.size(), 101U);
    EXPECT_EQ(france.regions.size(), 18U);
    EXPECT_EQ(france.epcis.size(), 1'255U);
}

TEST(TerritoryOfFrance, KnowsItsTwentyLargestCommunesInOrder)
{
    const CommuneTable& communes = whole_france().communes;
    std::vector<CommuneId> order;
    for (const CommuneId commune : each<Commune>(communes.size())) order.push_back(commune);
    std::partial_sort(order.begin(), order.begin() + 20, order.end(),
                      [&](CommuneId a, CommuneId b) { return communes.population[a] > communes.population[b]; });
    Names largest;
    for (std::size_t i = 0; i < 20; ++i) largest.push_back(communes.name[order[i]]);
    EXPECT_EQ(largest,
              (Names{"Paris",      "Marseille",    "Lyon",  "Toulouse", "Nice",     "Nantes",     "Montpellier",
                     "Strasbourg", "Bordeaux",     "Lille", "Rennes",   "Toulon",   "Reims",      "Saint-Étienne",
                     "Le Havre",   "Villeurbanne", "Dijon", "Angers",   "Grenoble", "Saint-Denis"}));
    EXPECT_EQ(communes.population[order[0]], 2'103'778U);
    EXPECT_EQ(communes.population[order[19]], 155'634U);
}

TEST(TerritoryOfFrance, HasOnePrefectureInEachOfItsDepartements)
{
    const CommuneTable& communes = whole_france().communes;
    std::map<DepartementId, int> prefectures;
    int seats_of_regions = 0;
    int seats_of_arrondissements = 0;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (communes.chef_lieu[commune] >= 2) ++prefectures[communes.departement[commune]];
        seats_of_regions += communes.chef_lieu[commune] == 3 ? 1 : 0;
        seats_of_arrondissements += communes.chef_lieu[commune] >= 1 ? 1 : 0;
    }
    EXPECT_EQ(prefectures.size(), 101U);
    for (const auto& [departement, count] : prefectures) EXPECT_EQ(count, 1);
    EXPECT_EQ(seats_of_regions, 18);
    EXPECT_GT(seats_of_arrondissements, 300);
}

TEST(TerritoryOfFrance, LeavesFourIslandsWithoutEpci)
{
    const CommuneTable& communes = whole_france().communes;
    Names alone;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (!communes.epci[commune].present()) alone.push_back(communes.name[commune]);
    }
    EXPECT_EQ(alone, (Names{"Île-de-Bréhat", "Île-de-Sein", "Ouessant", "L'Île-d'Yeu"}));
}

TEST(TerritoryOfFrance, SplitsEveryResidentIntoFewerQuartiersThanSixteenBitsCanName)
{
    const Territory& france = whole_france();
    EXPECT_GT(france.quartiers.size(), 50'000U);
    EXPECT_LT(france.quartiers.size(), 60'000U);
    std::set<std::uint64_t> names;
    for (const CommuneId commune : each<Commune>(france.communes.size())) {
        std::uint64_t residents = 0;
        for (const QuartierId quartier : quartiers_of(france, commune)) {
            ASSERT_EQ(france.quartiers.commune[quartier], commune);
            residents += france.quartiers.population[quartier];
            names.insert(france.quartiers.number[quartier]);
        }
        ASSERT_EQ(residents, france.communes.population[commune]) << france.communes.name[commune];
        if (france.communes.population[commune] < 5'000) {
            ASSERT_EQ(france.communes.quartier_count[commune], 1U);
        }
    }
    EXPECT_EQ(names.size(), france.quartiers.size());
    EXPECT_LT(*names.rbegin(), std::uint64_t{1} << 36U);
}

/// B-04: 50 to 53 % of residents in gendarmerie zone. With 35 k independent draws the share has a standard deviation
/// of 0.6 % (towns of 10 to 50 thousand); the bounds leave five of them.
TEST(TerritoryOfFrance, GivesHalfOfItsResidentsToThePolice)
{
    const Territory& france = whole_france();
    const auto police =
        residents_where(france, [&](CommuneId commune) { return france.communes.force[commune] == Force::police; });
    const double share = static_cast<double>(police) / static_cast<double>(france.population);
    EXPECT_GT(share, 0.47);
    EXPECT_LT(share, 0.53);
}

TEST(TerritoryOfFrance, PolicesEveryPrefecture)
{
    const CommuneTable& communes = whole_france().communes;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (communes.chef_lieu[commune] >= 2) {
            EXPECT_EQ(communes.force[commune], Force::police) << communes.name[commune];
        }
    }
}

/// C-30: 5.3 M residents in 776 mainland communes. Six standard deviations are 8 % of residents and 10 % of communes.
TEST(TerritoryOfFrance, HasPriorityQuartiersForAsManyResidentsAsTheRealMap)
{
    const Territory& france = whole_france();
    const CommuneTable& communes = france.communes;
    int with_priority = 0;
    double residents = 0;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (!is_mainland(france, commune) || communes.qpv_share[commune] <= 0.0) continue;
        ++with_priority;
        residents += communes.qpv_share[commune] * communes.population[commune];
    }
    EXPECT_NEAR(with_priority, 776, 78);
    EXPECT_NEAR(residents, 5.3e6, 0.43e6);
}

TEST(TerritoryOfFrance, PutsTheShareOfEachCommuneIntoPriorityQuartiers)
{
    const Territory& france = whole_france();
    for (const CommuneId commune : each<Commune>(france.communes.size())) {
        const double residents = france.communes.population[commune];
        if (residents < 5'000) continue;
        double priority = 0.0;
        for (const QuartierId quartier : quartiers_of(france, commune)) {
            if (france.quartiers.priority[quartier] != 0) priority += france.quartiers.population[quartier];
        }
        ASSERT_NEAR(priority, france.communes.qpv_share[commune] * residents, 0.51) << france.communes.name[commune];
    }
}

TEST(TerritoryOfFrance, KeepsTheMeanPovertyOfEachDepartement)
{
    const Territory& france = whole_france();
    double poor = 0.0;
    for (const CommuneId commune : each<Commune>(france.communes.size())) {
        if (france.departements.code[france.communes.departement[commune]] != "93") continue;
        poor += france.communes.poverty_share[commune] * france.communes.population[commune];
    }
    const auto departement = find_departement(france, "seine saint denis");
    ASSERT_TRUE(departement);
    const auto residents = residents_where(
        france, [&](CommuneId commune) { return france.communes.departement[commune] == *departement; });
    EXPECT_NEAR(poor / static_cast<double>(residents), 0.28, 0.0005);
}

TEST(TerritoryOfFrance, HasAboutTwelvePercentOfYouthAndThirtySevenHundredLycees)
{
    const CommuneTable& communes = whole_france().communes;
    double youth = 0.0;
    int lycees = 0;
    int stations = 0;
    int gateways = 0;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        youth += communes.youth_share[commune] * communes.population[commune];
        lycees += communes.lycees[commune];
        stations += communes.stations[commune];
        gateways += communes.gateway[commune];
    }
    EXPECT_NEAR(youth / 68'350'798.0, 0.12, 0.002); // F-11
    EXPECT_NEAR(lycees, 3'700, 370);                // C-31; six standard deviations of a Poisson total
    EXPECT_NEAR(stations, 2'900, 325);
    EXPECT_EQ(gateways, 13);
}

TEST(TerritoryOfFrance, MakesParisTheMostAccessibleTown)
{
    const CommuneTable& communes = whole_france().communes;
    CommuneId best{0};
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (communes.accessibility[commune] > communes.accessibility[best]) best = commune;
    }
    EXPECT_EQ(communes.name[best], "Paris");
}

TEST(TerritoryOfFrance, MarksWhatIsDrawnAsSynthetic)
{
    const Territory& france = whole_france();
    const auto dijon = find_commune(france, "21231");
    ASSERT_TRUE(dijon);
    EXPECT_FALSE(is_synthetic(france, *dijon, Fact::position));
    EXPECT_TRUE(is_synthetic(france, *dijon, Fact::poverty));
    const auto daix = find_commune(france, "Daix");
    ASSERT_TRUE(daix);
    EXPECT_TRUE(is_synthetic(france, *daix, Fact::position));
    EXPECT_LT(distance_km(france, *dijon, *daix), 25.0);
}

TEST(TerritoryOfFrance, FindsUnitsByCodeOrByNameHoweverItIsWritten)
{
    const Territory& france = whole_france();
    EXPECT_EQ(find_region(france, "27"), find_region(france, "BOURGOGNE franche comte"));
    EXPECT_EQ(find_commune(france, "saint etienne"), find_commune(france, "42218"));
    EXPECT_EQ(find_departement(france, "cote d'or"), find_departement(france, "21"));
    EXPECT_EQ(find_commune(france, "Atlantis"), std::nullopt);
    const auto saint_denis = find_commune(france, "Saint-Denis"); // there are several: the most populous
    ASSERT_TRUE(saint_denis);
    EXPECT_EQ(france.communes.code[*saint_denis], "97411"); // of La Réunion
}

TEST(TerritoryOfFrance, GivesARegionAloneTheColumnsItHasWithinFrance)
{
    const Territory& france = whole_france();
    const Territory region = load_territory({"scenarios/france"}, {.regions = {"Bourgogne-Franche-Comté"}}, 1);
    EXPECT_EQ(region.population, 2'802'670U);
    EXPECT_EQ(region.communes.size(), 3'685U);
    EXPECT_EQ(region.departements.size(), 8U);
    EXPECT_EQ(region.national_population, 68'350'798U);
    std::map<std::string, CommuneId> in_france;
    for (const CommuneId commune : each<Commune>(france.communes.size())) {
        in_france.emplace(france.communes.code[commune], commune);
    }
    for (const CommuneId here : each<Commune>(region.communes.size())) {
        const CommuneId there = in_france.at(region.communes.code[here]);
        ASSERT_EQ(region.communes.latitude_deg[here], france.communes.latitude_deg[there]);
        ASSERT_EQ(region.communes.longitude_deg[here], france.communes.longitude_deg[there]);
        ASSERT_EQ(region.communes.force[here], france.communes.force[there]);
        ASSERT_EQ(region.communes.poverty_share[here], france.communes.poverty_share[there]);
        ASSERT_EQ(region.communes.qpv_share[here], france.communes.qpv_share[there]);
        ASSERT_EQ(region.communes.accessibility[here], france.communes.accessibility[there]);
        ASSERT_EQ(region.communes.urban_class[here], france.communes.urban_class[there]);
        ASSERT_EQ(region.communes.quartier_count[here], france.communes.quartier_count[there]);
        const QuartierId mine = region.communes.first_quartier[here];
        const QuartierId theirs = france.communes.first_quartier[there];
        ASSERT_EQ(region.quartiers.number[mine], france.quartiers.number[theirs]);
        ASSERT_EQ(region.quartiers.latitude_deg[mine], france.quartiers.latitude_deg[theirs]);
        ASSERT_EQ(region.quartiers.deprivation[mine], france.quartiers.deprivation[theirs]);
    }
}

TEST(TerritoryOfFrance, DrawsOtherColumnsFromAnotherSeedAndTheSameFromTheSame)
{
    const Territory& first = whole_france();
    const Territory again = load_territory({"scenarios/france"}, {.all = true}, 1);
    const Territory other = load_territory({"scenarios/france"}, {.all = true}, 2);
    EXPECT_EQ(first.communes.poverty_share, again.communes.poverty_share);
    EXPECT_EQ(first.quartiers.latitude_deg, again.quartiers.latitude_deg);
    EXPECT_NE(first.communes.poverty_share, other.communes.poverty_share);
    EXPECT_NE(first.communes.latitude_deg, other.communes.latitude_deg);
    EXPECT_NE(first.communes.force, other.communes.force);
}

TEST(TerritoryOfFrance, HasZonesThatAddUpToTheResidents)
{
    const Territory& france = whole_france();
    std::uint64_t residents = 0;
    for (const ZoneId zone : each<Zone>(france.zones.size())) residents += france.zones.population[zone];
    EXPECT_EQ(residents, france.population);
    for (const CommuneId commune : each<Commune>(france.communes.size())) {
        const ZoneId zone = france.communes.zone[commune];
        ASSERT_EQ(france.zones.departement[zone], france.communes.departement[commune]);
        ASSERT_EQ(france.zones.force[zone], france.communes.force[commune]);
    }
}

TEST(TerritoryTablesHeavy, AreRebuiltByteForByteByTheirScript)
{
    if (std::system("npm --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "npm is not installed";
    if (std::system("npm ping > /dev/null 2>&1") != 0) GTEST_SKIP() << "the npm registry cannot be reached";
    EXPECT_EQ(std::system("scenarios/france/make_communes.py --check > /dev/null"), 0);
}

} // namespace
} // namespace emprise
