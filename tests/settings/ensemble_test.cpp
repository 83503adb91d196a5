// [parameters.ensemble]: a row of a table sets parameters.
#include "settings/settings_support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace emprise {
namespace {

constexpr std::string_view three_draws = "draw,services.fidelity,staffing.arrest_cost_eur\n"
                                         "1,0.5,1000\n"
                                         "2,0.625,2000\n"
                                         "7,0.75,3000\n";

std::string by_draw(const std::string& draw)
{
    return with("[parameters.ensemble]\nfile = \"draws.csv\"\ndraw = " + draw + "\n");
}

Scenario read_with(std::string_view table, const std::string& scenario, const Overrides& overrides = {})
{
    const ScenarioFolder folder;
    folder.write("draws.csv", table);
    return read_scenario(folder.write("scenario.toml", scenario), overrides, usual_options());
}

/// Code, line and column of each problem, with its advice.
struct Found {
    std::string code;
    int line;
    int column;
    std::string advice;
    bool in_table;
};

std::vector<Found> problems_with(std::string_view table, const std::string& scenario)
{
    std::vector<Found> found;
    try {
        static_cast<void>(read_with(table, scenario));
    } catch (const InvalidScenario& invalid) {
        for (const Problem& problem : invalid.problems())
            found.push_back(
                {problem.code, problem.line, problem.column, problem.advice, problem.file.ends_with("draws.csv")});
    }
    return found;
}

} // namespace

TEST(Ensemble, SetsTheParametersOfItsDrawAndNoOther)
{
    const Scenario scenario = read_with(three_draws, by_draw("7"));
    EXPECT_EQ(scenario.parameters.services.fidelity, 0.75);
    EXPECT_EQ(scenario.parameters.staffing.arrest_cost_eur, 3000.0);
    Parameters others = scenario.parameters;
    Parameters usual = usual_parameters();
    for (const ParameterRow& row : parameter_rows())
        if (row.path != "services.fidelity" && row.path != "staffing.arrest_cost_eur") {
            EXPECT_EQ(*row.at(others), *row.at(usual)) << row.path;
        }
    EXPECT_EQ(read_text(smallest_scenario).ensemble.has_value(), false);
}

TEST(Ensemble, IsBeatenByWhatIsWrittenBesideItAndMovedByTheCommandLine)
{
    const std::string written = by_draw("1") + "[parameters]\n\"services.fidelity\" = 0.9\n";
    EXPECT_EQ(read_with(three_draws, written).parameters.services.fidelity, 0.9);
    EXPECT_EQ(read_with(three_draws, written).parameters.staffing.arrest_cost_eur, 1000.0);
    const Overrides second{.environment = {}, .set = {"parameters.ensemble.draw=2"}, .set_json = {}};
    EXPECT_EQ(read_with(three_draws, by_draw("1"), second).parameters.services.fidelity, 0.625);
    const Overrides value{.environment = {}, .set = {"services.fidelity=0.125"}, .set_json = {}};
    EXPECT_EQ(read_with(three_draws, by_draw("1"), value).parameters.services.fidelity, 0.125);
}

TEST(Ensemble, GivesArmsThatExtendOneFileTheSameDrawAndTheSameBurnIn)
{
    const ScenarioFolder folder;
    folder.write("draws.csv", three_draws);
    folder.write("base.toml", by_draw("2"));
    const std::string extending = "schema = 1\nextends = \"base.toml\"\n";
    const auto read = [&](const std::string& name, const std::string& more) {
        return read_scenario(folder.write(name, extending + more), {}, usual_options());
    };
    const Scenario first = read("first.toml", "");
    const Scenario second = read("second.toml", "[[policy]]\nlever = \"raids\"\nstart = 2027-01-04\n"
                                                "amount = { posts = 5 }\n");
    const Scenario other = read("other.toml", "[parameters.ensemble]\ndraw = 7\n");
    EXPECT_EQ(first.parameters.services.fidelity, second.parameters.services.fidelity);
    EXPECT_EQ(first.genesis_digest, second.genesis_digest);
    EXPECT_NE(first.genesis_digest, other.genesis_digest);
}

TEST(Ensemble, IsKeptWithTheResultAndNeedsNoTableToRunAgain)
{
    const Scenario scenario = read_with(three_draws, by_draw("7"));
    ASSERT_TRUE(scenario.ensemble.has_value());
    EXPECT_EQ(scenario.ensemble->file, "draws.csv");
    EXPECT_EQ(scenario.ensemble->draw, 7);
    EXPECT_NE(scenario.as_written.find("# ---- draw 7 of draws.csv\n"), std::string::npos);
    EXPECT_NE(scenario.as_written.find("# staffing.arrest_cost_eur = 3000\n"), std::string::npos);
    EXPECT_NE(scenario.resolved.find("# Parameters: draw 7 of draws.csv.\n"), std::string::npos);
    const Scenario again = read_text(scenario.resolved);
    EXPECT_EQ(again.parameters.services.fidelity, 0.75);
    EXPECT_EQ(again.genesis_digest, scenario.genesis_digest);
}

TEST(Ensemble, SaysEverythingThatIsWrongWithFileLineColumnAndAdvice)
{
    const auto mistyped = problems_with("draw,services.fidelty\n1,0.5\n", by_draw("1"));
    ASSERT_EQ(mistyped.size(), 1U);
    EXPECT_EQ(mistyped[0].code, "T101");
    EXPECT_EQ(mistyped[0].line, 1);
    EXPECT_EQ(mistyped[0].column, 6);
    EXPECT_EQ(mistyped[0].advice, "did you mean 'services.fidelity'?");
    EXPECT_TRUE(mistyped[0].in_table);

    const auto wrong = problems_with("draw,services.fidelity\n1,0.5\n2,7\n2,nan\nthree,0.5\n", by_draw("1"));
    ASSERT_EQ(wrong.size(), 4U); // A fidelity of 7, one of nan, draw 2 twice, a draw that is no number.
    for (const Found& one : wrong) EXPECT_TRUE(one.in_table);
    EXPECT_EQ(wrong[0].code, "T103");
    EXPECT_EQ(wrong[0].line, 3);
    EXPECT_EQ(wrong[0].column, 3);
    EXPECT_EQ(wrong[0].advice, "a number from 0 to 1");

    const auto missing = problems_with(three_draws, by_draw("3"));
    ASSERT_EQ(missing.size(), 1U);
    EXPECT_EQ(missing[0].code, "S201");
    EXPECT_EQ(missing[0].line, 6);
    EXPECT_FALSE(missing[0].in_table);

    EXPECT_EQ(problems_with("services.fidelity\n0.5\n", by_draw("1")).at(0).code, "T101");
    EXPECT_EQ(problems_with("", by_draw("1")).at(0).code, "T101");
    EXPECT_EQ(problems_with(three_draws, by_draw("1.5")).at(0).code, "S120");
    EXPECT_EQ(problems_with(three_draws, with("[parameters.ensemble]\ndraw = 1\n")).at(0).code, "S121");
    EXPECT_EQ(problems_with(three_draws, with("[parameters.ensemble]\nfile = \"draws.csv\"\n")).at(0).code, "S121");
    EXPECT_EQ(problems_with(three_draws, with("[parameters.ensemble]\nfile = \"none.csv\"\ndraw = 1\n")).at(0).code,
              "S113");
    const auto key = problems_with(three_draws, with("[parameters.ensemble]\nfile = \"draws.csv\"\ndrawn = 1\n"));
    EXPECT_TRUE(std::any_of(key.begin(), key.end(), [](const Found& one) { return one.code == "S104"; }));
}

TEST(Ensemble, IsNotReadFromOutsideTheFolderOfTheScenario)
{
    const ScenarioFolder outside;
    const auto table = outside.write("draws.csv", three_draws);
    EXPECT_EQ(problems_of(with("[parameters.ensemble]\nfile = \"" + table.string() + "\"\ndraw = 1\n")).at(0).code,
              "S112");
}

} // namespace emprise
