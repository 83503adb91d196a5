#include "base/error.hpp"
#include "files/scratch_folder.hpp"
#include "files/whole_file.hpp"
#include "world/build/territory_import.hpp"
#include "world/territory_support.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace emprise {
namespace {

class Download {
public:
    std::filesystem::path add(const std::string& name, const std::string& text) const
    {
        write_whole_file(real_disk(), folder_ / name, std::string_view{text}, Replace::allow);
        return folder_ / name;
    }
    [[nodiscard]] std::filesystem::path output() const { return folder_ / "columns.csv"; }

private:
    ScratchFolder folder_;
};

TEST(TerritoryImport, JoinsOfficialFilesByCodeAndLoadsThem)
{
    const Download download;
    ImportRequest request{.folder = "tests/data/toy", .files = {}, .output = download.output()};
    request.files = {
        download.add("stations.csv", "uic,name,commune_label,dept_label,lat,lon\n"
                                     "1,Central,ALDPORT,UPPER NORTHMARK,10.0,20.0\n"
                                     "2,Heath Road,ALDPORT HEATH WEST,UPPER NORTHMARK,10.051,20.052\n"
                                     "3,Nowhere,NOWHERE,NOWHERE,55.0,20.0\n"),
        download.add("places.csv", "code,lat,lon,area_km2\n10001,10.02,20.01,80.5\n10002,10.05,20.05,12\n"
                                   "99999,1,1,1\n"),
        download.add("income.csv", "code,median_income_eur,poverty_rate_pct\n10001,21000,19.5\n10002,25000,\n"),
        download.add("qpv.csv", "qpv_code,qpv_name,commune_code,qpv_population,n_communes\n"
                                "Q1,Docks,10001,6000,1\nQ2,Border,10001,2000,2\nQ2,Border,10002,2000,2\n")};
    const ImportSummary summary = import_territory(real_disk(), request);
    ASSERT_EQ(summary.files.size(), 4U);
    EXPECT_EQ(summary.files[0].subject, "positions and areas");
    EXPECT_EQ(summary.files[0].rows, 3U);
    EXPECT_EQ(summary.files[0].joined, 2U);
    EXPECT_EQ(summary.files[0].not_found, std::vector<std::string>{"99999"});
    EXPECT_EQ(summary.files[3].joined, 2U);
    EXPECT_EQ(summary.communes, 9U);

    const Territory toy = load_territory({"tests/data/toy", summary.output}, {.all = true}, 1);
    const auto port = find_commune(toy, "10001");
    const auto heath = find_commune(toy, "10002");
    const auto shore = find_commune(toy, "20001");
    ASSERT_TRUE(port && heath && shore);
    EXPECT_EQ(toy.communes.latitude_deg[*port], 10.02);
    EXPECT_EQ(toy.communes.area_km2[*port], 80.5);
    EXPECT_EQ(toy.communes.poverty_share[*port], 0.195);
    EXPECT_NEAR(toy.communes.qpv_share[*port], 7'000.0 / 120'000.0, 5e-5);
    EXPECT_NEAR(toy.communes.qpv_share[*heath], 1'000.0 / 14'000.0, 5e-5);
    EXPECT_EQ(toy.communes.stations[*port], 1);
    EXPECT_EQ(toy.communes.stations[*heath], 1); // by position: no commune bears the station's label
    EXPECT_EQ(toy.communes.qpv_share[*shore], 0.0);
    EXPECT_FALSE(is_synthetic(toy, *port, Fact::stations));
    EXPECT_TRUE(is_synthetic(toy, *shore, Fact::stations)); // the file has no station in the South
    EXPECT_TRUE(is_synthetic(toy, *heath, Fact::poverty));  // not published
}

TEST(TerritoryImport, RefusesAnUnknownLayoutABadFieldAndAnExistingFile)
{
    const Download download;
    ImportRequest request{
        .folder = "tests/data/toy", .files = {download.add("a.csv", "x,y\n1,2\n")}, .output = download.output()};
    EXPECT_THROW(static_cast<void>(import_territory(real_disk(), request)), InvalidScenario);
    request.files = {download.add("b.csv", "code,poverty_rate_pct\n10001,190\n")};
    EXPECT_THROW(static_cast<void>(import_territory(real_disk(), request)), InvalidScenario);
    EXPECT_FALSE(std::filesystem::exists(request.output));
    request.files = {download.add("b.csv", "code,poverty_rate_pct\n10001,19\n")};
    EXPECT_EQ(import_territory(real_disk(), request).communes, 1U);
    EXPECT_THROW(static_cast<void>(import_territory(real_disk(), request)), OutputExists);
    request.files = {"/no/such/file.csv"};
    EXPECT_THROW(static_cast<void>(import_territory(real_disk(), request)), MissingInput);
}

TEST(TerritoryImport, ReadsTheOfficialFilesOfFrance)
{
    const char* folder = std::getenv("EMPRISE_REFERENCE_DATA");
    const std::filesystem::path data{folder == nullptr ? "" : folder};
    if (!std::filesystem::exists(data / "filosofi_2021_communes.csv")) {
        GTEST_SKIP() << "no reference: EMPRISE_REFERENCE_DATA is not a folder with filosofi_2021_communes.csv";
    }
    const Download download;
    ImportRequest request{.folder = "scenarios/france", .files = {}, .output = download.output()};
    for (const char* file :
         {"commune_coords_area.csv", "filosofi_2021_communes.csv", "qpv_2024.csv", "rail_stations_sncf.csv"}) {
        request.files.push_back(data / file);
    }
    const ImportSummary summary = import_territory(real_disk(), request);
    EXPECT_EQ(summary.files[0].communes, 34'868U);
    EXPECT_GT(summary.files[1].communes, 4'300U);
    EXPECT_EQ(summary.files[2].joined, 1'710U);
    EXPECT_GT(summary.files[3].joined, 2'800U);
    const Territory france = load_territory({"scenarios/france", summary.output}, {.all = true}, 1);
    EXPECT_EQ(france.population, 68'350'798U);
    const auto dijon = find_commune(france, "Dijon");
    ASSERT_TRUE(dijon);
    EXPECT_FALSE(is_synthetic(france, *dijon, Fact::poverty));
}

} // namespace
} // namespace emprise
