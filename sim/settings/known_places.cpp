#include "settings/known_places.hpp"

#include "base/suggestion.hpp"
#include "files/csv_table.hpp"
#include "settings/table_reader.hpp"

#include <algorithm>
#include <utility>

namespace emprise {
namespace {

PlaceNames read_names(const std::filesystem::path& file, std::vector<Problem>& problems)
{
    const CsvTable table =
        read_csv(file, {.required = {"code", "name"}, .optional = {}, .others_allowed = true}, problems);
    PlaceNames names;
    for (std::size_t row = 0; row < table.size(); ++row)
        names.add(std::string{table.text(row, "code")}, std::string{table.text(row, "name")});
    names.sort();
    return names;
}

} // namespace

void PlaceNames::add(std::string code, std::string name)
{
    codes_.push_back(std::move(code));
    plain_.push_back(plain_name(name));
    names_.push_back(std::move(name));
}

void PlaceNames::sort()
{
    std::sort(codes_.begin(), codes_.end());
    std::sort(plain_.begin(), plain_.end());
}

bool PlaceNames::knows(std::string_view code_or_name) const
{
    return std::binary_search(codes_.begin(), codes_.end(), code_or_name) ||
           std::binary_search(plain_.begin(), plain_.end(), plain_name(code_or_name));
}

std::string PlaceNames::nearest(std::string_view wrong) const
{
    return suggestion(wrong, names_);
}

KnownPlaces read_known_places(const std::filesystem::path& country_folder)
{
    std::vector<Problem> problems;
    KnownPlaces places{.regions = read_names(country_folder / "regions.csv", problems),
                       .departements = read_names(country_folder / "departements.csv", problems),
                       .communes = read_names(country_folder / "communes.csv", problems)};
    if (!problems.empty()) throw InvalidScenario{std::move(problems)};
    return places;
}

} // namespace emprise
