#include "base/error.hpp"
#include "files/scratch_folder.hpp"
#include "files/whole_file.hpp"
#include "world/territory_support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace emprise {
namespace {

/// A copy of the toy territory that a test may spoil.
class CopiedToy {
public:
    CopiedToy() { std::filesystem::copy("tests/data/toy", folder_.path()); }
    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
    [[nodiscard]] std::string text(const std::string& file) const { return read_text_file(folder_ / file, 1 << 20); }
    void write(const std::string& file, const std::string& text) const
    {
        write_whole_file(real_disk(), folder_ / file, std::string_view{text}, Replace::allow);
    }
    void replace(const std::string& file, const std::string& old_text, const std::string& new_text) const
    {
        std::string all = text(file);
        const std::size_t at = all.find(old_text);
        ASSERT_NE(at, std::string::npos) << old_text;
        write(file, all.replace(at, old_text.size(), new_text));
    }
    [[nodiscard]] Territory load() const { return load_territory({folder_.path()}, {.all = true}, 1); }
    /// The problems of loading, as "file:line:column code".
    [[nodiscard]] std::vector<std::string> problems() const
    {
        std::vector<std::string> found;
        try {
            static_cast<void>(load());
        } catch (const InvalidScenario& fault) {
            for (const Problem& problem : fault.problems()) {
                found.push_back(std::filesystem::path{problem.file}.filename().string() + ":" +
                                std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " +
                                problem.code);
            }
        }
        return found;
    }

private:
    ScratchFolder folder_;
};

using Places = std::vector<std::string>;

TEST(Gateways, ThatLeadNowhereOrLetNothingInAreErrorsWithFileLineAndReason)
{
    const auto spoilt = [](const char* text) {
        const CopiedToy toy;
        toy.write("gateways.csv", text);
        return toy.problems();
    };
    EXPECT_EQ(spoilt("code,name\n20001,Here\n90009,Nowhere\n"), (Places{"gateways.csv:3:1 T104"}));
    EXPECT_EQ(spoilt("code,kind\n20001,portal\n"), (Places{"gateways.csv:2:7 T104"}));
    EXPECT_EQ(spoilt("code,cocaine\n20001,-1\n10001,1\n"), (Places{"gateways.csv:2:7 T103"}));
    EXPECT_EQ(spoilt("code,cocaine\n20001,0\n10001,0\n"), (Places{"gateways.csv:1:1 T110"}));
    EXPECT_EQ(spoilt("code,cocaine\n20001,0\n10001,2\n"), Places{});
}

TEST(Gateways, KeepTheirPlaceWhenTheirTownIsNotLoaded)
{
    const Territory whole = load_toy();
    const Territory north = load_toy({.regions = {"Northmark"}});
    ASSERT_EQ(whole.gateways.size(), 1U);
    ASSERT_EQ(north.gateways.size(), 1U);
    EXPECT_TRUE(whole.gateways[0].commune.present());
    EXPECT_FALSE(north.gateways[0].commune.present());
    EXPECT_EQ(whole.gateways[0].latitude_deg, north.gateways[0].latitude_deg);
    EXPECT_EQ(whole.gateways[0].kind, GatewayKind::port);
}

TEST(ToyTerritory, OfAnotherCountryLoads)
{
    const Territory toy = load_toy();
    EXPECT_EQ(toy.communes.size(), 9U);
    EXPECT_EQ(toy.population, 204'550U);
    EXPECT_EQ(toy.epcis.name[EpciId{2}], "Towns of the \"Long Shore\"");
    const auto port = find_commune(toy, "aldport");
    ASSERT_TRUE(port);
    EXPECT_EQ(toy.communes.urban_class[*port], UrbanClass::centre);
    EXPECT_EQ(toy.communes.size_tier[*port], SizeTier::from_100k);
    EXPECT_EQ(toy.communes.quartier_count[*port], 60U);
    EXPECT_EQ(toy.communes.force[*port], Force::police);
    const auto heath = find_commune(toy, "Aldport Heath");
    ASSERT_TRUE(heath);
    EXPECT_EQ(toy.communes.urban_class[*heath], UrbanClass::suburb);
    const auto brook = find_commune(toy, "Brook");
    ASSERT_TRUE(brook);
    EXPECT_EQ(toy.communes.urban_class[*brook], UrbanClass::town);
    EXPECT_EQ(toy.communes.quartier_count[*brook], 3U);
    const auto sands = find_commune(toy, "Long Sands");
    ASSERT_TRUE(sands);
    EXPECT_EQ(toy.communes.stations[*sands], 0); // no rail in the South
}

TEST(ToyTerritory, PlacesUnknownTownsWithinTheDiscOfTheirEpci)
{
    const Territory toy = load_toy();
    const auto port = find_commune(toy, "Aldport");
    ASSERT_TRUE(port);
    for (const char* name : {"Aldport Heath", "Étang-sur-Mère"}) {
        const auto town = find_commune(toy, name);
        ASSERT_TRUE(town);
        EXPECT_TRUE(is_synthetic(toy, *town, Fact::position));
        const double far = distance_km(toy, *port, *town);
        EXPECT_GT(far, 0.5);
        EXPECT_LT(far, 12.0); // three communes of 150 km²: radius 11.97 km
    }
    const auto island = find_commune(toy, "Lone Island"); // neither EPCI nor arrondissement: its département
    const auto shore = find_commune(toy, "Shoreham le Vieux");
    ASSERT_TRUE(island && shore);
    EXPECT_LT(distance_km(toy, *island, *shore), 14.0);
}

TEST(ToyTerritory, DoesNotDependOnTheOrderOfRows)
{
    const CopiedToy shuffled;
    for (const char* file : {"communes.csv", "positions.csv", "epcis.csv", "departement_facts.csv", "regions.csv"}) {
        const std::string text = shuffled.text(file);
        const std::size_t header = text.find('\n') + 1;
        std::string turned;
        for (std::size_t at = header; at < text.size(); at = text.find('\n', at) + 1) {
            turned = text.substr(at, text.find('\n', at) + 1 - at) + turned;
        }
        shuffled.write(file, text.substr(0, header) + turned);
    }
    const Territory one = load_toy();
    const Territory other = shuffled.load();
    EXPECT_EQ(one.communes.code, other.communes.code);
    EXPECT_EQ(one.communes.latitude_deg, other.communes.latitude_deg);
    EXPECT_EQ(one.communes.longitude_deg, other.communes.longitude_deg);
    EXPECT_EQ(one.communes.poverty_share, other.communes.poverty_share);
    EXPECT_EQ(one.communes.accessibility, other.communes.accessibility);
    EXPECT_EQ(one.communes.epci, other.communes.epci);
    EXPECT_EQ(one.quartiers.longitude_deg, other.quartiers.longitude_deg);
    EXPECT_EQ(one.quartiers.priority, other.quartiers.priority);
}

TEST(ToyTerritory, NamesFileLineAndColumnOfEveryBadField)
{
    const CopiedToy toy;
    toy.replace("communes.csv", "14000", "-14");
    toy.replace("communes.csv", "B1,900", "B9,900");
    toy.replace("communes.csv", "10006,Ford", "10005,Ford");
    toy.replace("positions.csv", "10.30", "99.30");
    EXPECT_EQ(toy.problems(), (Places{"communes.csv:7:1 T105", "communes.csv:3:33 T103", "communes.csv:6:21 T104",
                                      "positions.csv:3:13 T103"}));
}

TEST(ToyTerritory, CountsColumnsInCharactersNotBytes)
{
    const CopiedToy toy;
    toy.replace("communes.csv", "A1,3200", "A1,many");
    EXPECT_EQ(toy.problems(), (Places{"communes.csv:4:34 T103"})); // after É and è
}

TEST(ToyTerritory, RefusesTablesThatAreNotWhole)
{
    const auto spoilt = [](const char* file, const char* old_text, const char* new_text) {
        const CopiedToy toy;
        toy.replace(file, old_text, new_text);
        return toy.problems();
    };
    EXPECT_EQ(spoilt("communes.csv", ",population,", ",populaton,"),
              (Places{"communes.csv:1:50 T101", "communes.csv:1:1 T101"}));
    EXPECT_EQ(spoilt("communes.csv", "120000,3", "120000"), (Places{"communes.csv:2:1 T102"}));
    EXPECT_EQ(spoilt("regions.csv", "Northmark", "North\xFFmark"), (Places{"regions.csv:2:8 T107"}));
    EXPECT_EQ(spoilt("regions.csv", "Northmark", "North\"mark"), (Places{"regions.csv:2:8 T108"}));
    EXPECT_EQ(spoilt("regions.csv", "N,Northmark", "N,Northmark\n"),
              (Places{"regions.csv:2:1 T102", "regions.csv:3:1 T102"}));
    EXPECT_EQ(spoilt("departements.csv", "Southmark,S,", "Southmark,s,"), (Places{"departements.csv:3:20 T104"}));
}

TEST(ToyTerritory, WantsAtLeastOneKnownPosition)
{
    const CopiedToy toy;
    toy.write("positions.csv", "code,lat,lon\n");
    EXPECT_EQ(toy.problems(), (Places{"positions.csv:1:1 T109"}));
    std::filesystem::remove(toy.path() / "positions.csv");
    EXPECT_THROW(static_cast<void>(toy.load()), MissingInput);
}

TEST(ToyTerritory, RefusesCodesThatChanceCannotTellApart)
{
    const CopiedToy toy;
    toy.replace("communes.csv", "20003,Lone", "010001,Lone"); // six characters: a hash, so no clash
    EXPECT_EQ(toy.problems(), Places{});
    EXPECT_EQ(number_of_code("2A004"), ((2 * 36 + 10) * 36 * 36 * 36ULL) + 4);
    EXPECT_NE(number_of_code("01001"), number_of_code("01002"));
    toy.replace("communes.csv", "010001,Lone", "0001,Lone");
    toy.replace("communes.csv", "20002,Long", "001,Long");
    EXPECT_EQ(toy.problems(), (Places{"communes.csv:9:1 T105"}));
}

TEST(ToyTerritory, SuggestsTheNameThatWasMeant)
{
    try {
        static_cast<void>(load_toy({.regions = {"Northmarc"}, .communes = {"Broock"}, .file = "my.toml", .line = 7}));
        FAIL() << "an unknown region was accepted";
    } catch (const InvalidScenario& fault) {
        ASSERT_EQ(fault.problems().size(), 2U);
        EXPECT_EQ(fault.problems()[0].line, 7);
        EXPECT_EQ(fault.problems()[0].advice, "did you mean Northmark, Southmark?");
        EXPECT_EQ(fault.problems()[1].message, "no commune is called 'Broock'");
        EXPECT_EQ(fault.problems()[1].advice, "did you mean Brook?");
    }
}

TEST(ToyTerritory, RefusesAnEmptyQuestion)
{
    EXPECT_THROW(static_cast<void>(load_toy({})), InvalidScenario);
}

TEST(ToyTerritory, KeepsOnlyWhatIsAskedAndTheUnitsItBelongsTo)
{
    const Territory part = load_toy({.departements = {"S1"}, .communes = {"Mill"}});
    EXPECT_EQ(part.communes.code.values(), (std::vector<std::string>{"10005", "20001", "20002", "20003"}));
    EXPECT_EQ(part.regions.size(), 2U);
    EXPECT_EQ(part.epcis.code.values(), (std::vector<std::string>{"B1", "C1"}));
    EXPECT_EQ(part.region_of[DepartementId{1}], RegionId{1});
    EXPECT_EQ(part.communes.epci[CommuneId{0}], EpciId{0});
    EXPECT_FALSE(part.communes.epci[CommuneId{3}].present());
    EXPECT_EQ(part.population, 61'210U);
}

TEST(ToyTerritory, UsesImportedColumnsAndClearsTheirMark)
{
    const CopiedToy toy;
    toy.write("columns.csv", "code,lat,lon,poverty_share,qpv_share,stations,force,source\n"
                             "10002,10.01,20.02,0.5,,3,gendarmerie,test\n"
                             "20002,,,,0.25,,,test\n");
    const Territory territory = toy.load();
    const auto heath = find_commune(territory, "10002");
    const auto sands = find_commune(territory, "20002");
    ASSERT_TRUE(heath && sands);
    EXPECT_EQ(territory.communes.latitude_deg[*heath], 10.01);
    EXPECT_EQ(territory.communes.poverty_share[*heath], 0.5);
    EXPECT_NEAR(territory.communes.deprivation[*heath], 0.5 / 0.645, 1e-12);
    EXPECT_EQ(territory.communes.stations[*heath], 3);
    EXPECT_EQ(territory.communes.force[*heath], Force::gendarmerie);
    EXPECT_FALSE(is_synthetic(territory, *heath, Fact::position));
    EXPECT_FALSE(is_synthetic(territory, *heath, Fact::zone));
    EXPECT_TRUE(is_synthetic(territory, *heath, Fact::qpv));
    EXPECT_EQ(territory.communes.qpv_share[*sands], 0.25);
    EXPECT_TRUE(is_synthetic(territory, *sands, Fact::position));
    std::uint32_t priority = 0;
    for (const QuartierId quartier : quartiers_of(territory, *sands)) {
        if (territory.quartiers.priority[quartier] != 0) priority += territory.quartiers.population[quartier];
    }
    EXPECT_EQ(priority, 2'000U);
    toy.write("columns.csv", "code,force\n10002,army\n");
    EXPECT_EQ(toy.problems(), (Places{"columns.csv:2:7 T104"}));
}

TEST(Distance, IsRightNearAndFar)
{
    EXPECT_EQ(distance_km(48.85, 2.35, 48.85, 2.35), 0.0);
    EXPECT_NEAR(distance_km(0.0, 0.0, 0.0, 1.0), 111.195, 0.001);        // a degree of the equator
    EXPECT_NEAR(distance_km(0.0, 0.0, 0.0, 90.0), 10'007.543, 0.01);     // a quarter of the way round
    EXPECT_NEAR(distance_km(48.86, 2.35, 43.30, 5.37), 660.0, 2.0);      // Paris to Marseille
    EXPECT_NEAR(distance_km(48.86, 2.35, -20.88, 55.45), 9'370.0, 30.0); // Paris to Saint-Denis de La Réunion
}

} // namespace
} // namespace emprise
