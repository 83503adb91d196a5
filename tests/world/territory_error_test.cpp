#include "files/csv_table.hpp"
#include "world/territory_support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace emprise {
namespace {

struct Error {
    double km;
    double residents;
};

void print_errors(const char* which, std::vector<Error> errors)
{
    ASSERT_FALSE(errors.empty());
    std::sort(errors.begin(), errors.end(), [](const Error& a, const Error& b) { return a.km < b.km; });
    double weighted = 0.0;
    double residents = 0.0;
    for (const Error& error : errors) {
        weighted += error.km * error.residents;
        residents += error.residents;
    }
    const auto at = [&](double share) {
        return errors[static_cast<std::size_t>(share * static_cast<double>(errors.size() - 1))].km;
    };
    std::cout << which << ": " << errors.size() << " communes, error in km: median " << at(0.5) << ", 90 % below "
              << at(0.9) << ", largest " << at(1.0) << "; mean over residents " << weighted / residents << '\n';
}

/// How far the places we give are from the centres in the official file, where the user has it.
TEST(Positions, AreWithinAFewKilometresOfTheReferenceForMostResidents)
{
    const char* folder = std::getenv("EMPRISE_REFERENCE_DATA");
    const std::filesystem::path file =
        std::filesystem::path{folder == nullptr ? "" : folder} / "commune_coords_area.csv";
    if (!std::filesystem::exists(file)) {
        GTEST_SKIP() << "no reference: EMPRISE_REFERENCE_DATA is not a folder with commune_coords_area.csv";
    }
    std::vector<Problem> problems;
    const CsvTable reference = read_csv(file, {{"code", "lat", "lon"}, {}, true}, problems);
    ASSERT_TRUE(problems.empty());
    const Territory& france = whole_france();
    std::map<std::string, CommuneId> by_code;
    for (const CommuneId commune : each<Commune>(france.communes.size())) {
        by_code.emplace(france.communes.code[commune], commune);
    }
    std::vector<Error> known;
    std::vector<Error> synthetic;
    std::vector<Error> all;
    for (std::size_t row = 0; row < reference.size(); ++row) {
        const auto found = by_code.find(std::string{reference.text(row, "code")});
        if (found == by_code.end()) continue;
        const CommuneId commune = found->second;
        const double far = distance_km(france.communes.latitude_deg[commune], france.communes.longitude_deg[commune],
                                       reference.number(row, "lat", -90, 90, problems).value(),
                                       reference.number(row, "lon", -180, 180, problems).value());
        const Error error{far, static_cast<double>(france.communes.population[commune])};
        (is_synthetic(france, commune, Fact::position) ? synthetic : known).push_back(error);
        all.push_back(error);
    }
    print_errors("written by hand", known);
    print_errors("placed by rule ", synthetic);
    print_errors("all            ", all);
    double weighted = 0.0;
    for (const Error& error : all) weighted += error.km * error.residents;
    EXPECT_LT(weighted / static_cast<double>(france.population), 10.0);
}

} // namespace
} // namespace emprise
