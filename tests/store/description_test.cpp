#include "store/csv.hpp"
#include "store/result_description.hpp"
#include "store/sample_result.hpp"

#include "files/csv_table.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <string>

namespace emprise {
namespace {

using testing_support::sample_results;

TEST(Description, FitsEightyColumnsAndShowsWhatIsInside)
{
    ResultSet results = sample_results(4, 2, 60, false);
    results.content_sha256 = std::string(64, 'a');
    const std::string text = describe_result(results, "out.h5", ListingFormat::text);
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        const auto width = std::count_if(line.begin(), line.end(),
                                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
        EXPECT_LE(width, 80) << line;
    }
    EXPECT_NE(text.find("4 arms x 2 replicates: 8 done"), std::string::npos);
    EXPECT_NE(text.find("sites_active"), std::string::npos);
    EXPECT_NE(text.find("emprise compare a.toml b.toml"), std::string::npos);
}

TEST(Description, ShowsNoEscapeSequenceOfAStrangersFile)
{
    ResultSet results = sample_results(1, 1, 8, false);
    results.title = "nice\x1b]52;c;evil\x07";
    results.arms[0].id = "arm\x1b[2J";
    const std::string text = describe_result(results, "out.h5", ListingFormat::text);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find('\x07'), std::string::npos);
}

TEST(Description, IsOneJsonDocumentWithTheSameHeadlines)
{
    const ResultSet results = sample_results(2, 2, 60, false);
    const auto json = nlohmann::json::parse(describe_result(results, "out.h5", ListingFormat::json));
    const std::vector<HeadlineNumber> numbers = headline_numbers(results);
    ASSERT_EQ(json["headline"].size(), numbers.size());
    EXPECT_GT(numbers.size(), 10U);
    for (std::size_t row = 0; row < numbers.size(); ++row) {
        EXPECT_EQ(json["headline"][row]["outcome"], numbers[row].outcome->name);
        const auto& shown = json["headline"][row]["last_52_weeks"]["prevention_1"];
        EXPECT_EQ(shown.is_null(), !numbers[row].arms[1].has_value());
        EXPECT_EQ(shown.is_null() ? 0.0 : shown.get<double>(), numbers[row].arms[1].value_or(0.0));
    }
    EXPECT_EQ(json["runs"]["done"], 4);
}

TEST(Csv, TurnsFormulasIntoText)
{
    EXPECT_EQ(safe_csv_text("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
    EXPECT_EQ(safe_csv_text("@sum"), "\"'@sum\"");
    EXPECT_EQ(safe_csv_text("-1+2"), "\"'-1+2\"");
    EXPECT_EQ(safe_csv_text("\t=1"), "\"'\t=1\"");
    EXPECT_EQ(safe_csv_text("Dijon"), "Dijon");
    EXPECT_EQ(safe_csv_text("a,b"), "\"a,b\"");
    EXPECT_EQ(safe_csv_text("two\nlines"), "two lines");
    EXPECT_EQ(safe_csv_text(""), "");
}

TEST(Csv, HoldsEveryNumberOfTheSelectionOnce)
{
    const ResultSet results = sample_results(2, 3, 12, true);
    const std::string text = series_as_csv(results, {.outcomes = {"arrests", "spending", "share_feeling_unsafe"},
                                                     .levels = {Level::total, Level::commune}});
    std::vector<Problem> problems;
    const CsvTable table{"series.csv",
                         text,
                         {.required = {"arm", "replicate", "week", "date", "level", "place", "place_name", "lever",
                                       "outcome", "unit", "value"},
                          .optional = {}},
                         problems};
    EXPECT_TRUE(problems.empty()) << (problems.empty() ? "" : describe(problems[0]));
    const std::size_t periods = results.arms[0].runs[0].series.periods();
    // Per run: arrests total and 4 communes, spending of two levers, the share; by commune neither of the last two.
    EXPECT_EQ(table.size(), 6 * periods * (1 + 4 + 2 + 1));
    double arrests = 0.0;
    for (std::size_t row = 0; row < table.size(); ++row)
        if (table.text(row, "outcome") == "arrests" && table.text(row, "level") == "commune" &&
            table.text(row, "arm") == "status_quo" && table.text(row, "replicate") == "1")
            arrests += std::stod(std::string{table.text(row, "value")});
    EXPECT_EQ(arrests, value_over_window(results.arms[0].runs[0].series, "arrests", -1000, 1000));
    EXPECT_NE(text.find("\"'=Agencourt\""), std::string::npos);
}

TEST(Csv, ListsEveryEvent)
{
    const ResultSet results = sample_results(2, 3, 12, false);
    const std::string text = events_as_csv(results);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 6);
    EXPECT_NE(text.find("site_opened,2,67482,Strasbourg"), std::string::npos);
}

} // namespace
} // namespace emprise
