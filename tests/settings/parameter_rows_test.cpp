#include "settings/parameters.hpp"

#include <gtest/gtest.h>
#include <set>

namespace emprise {
namespace {

TEST(ParameterRows, SayUnitSourceAndMeaning)
{
    for (const ParameterRow& row : parameter_rows()) {
        EXPECT_FALSE(row.unit.empty()) << row.path;
        EXPECT_FALSE(row.source.empty()) << row.path;
        EXPECT_GT(row.says.size(), 10U) << row.path;
        EXPECT_NE(row.path.find('.'), std::string_view::npos) << row.path;
    }
}

TEST(ParameterRows, HaveTheUsualValueInsideThePlausibleRangeInsideTheAllowedOne)
{
    for (const ParameterRow& row : parameter_rows()) {
        EXPECT_LE(row.allowed.low, row.plausible.low) << row.path;
        EXPECT_LE(row.plausible.high, row.allowed.high) << row.path;
        EXPECT_TRUE(row.plausible.contains(row.usual)) << row.path;
    }
}

TEST(ParameterRows, HaveOnePathAndOnePlaceEach)
{
    std::set<std::string_view> paths;
    std::set<double*> places;
    Parameters parameters = usual_parameters();
    for (const ParameterRow& row : parameter_rows()) {
        EXPECT_TRUE(paths.insert(row.path).second) << row.path;
        EXPECT_TRUE(places.insert(row.at(parameters)).second) << row.path;
    }
}

} // namespace
} // namespace emprise
