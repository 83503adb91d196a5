#include "files/whole_file.hpp"
#include "settings/difference.hpp"
#include "settings/draws.hpp"
#include "settings/scenario_reader.hpp"
#include "settings/scenario_writer.hpp"
#include "settings/settings_support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace emprise {
namespace {

using testing::HasSubstr;

TEST(ScenarioReader, GivesUsualValuesToWhatIsNotWritten)
{
    const Scenario scenario = read_text(smallest_scenario);
    EXPECT_EQ(scenario.run.weeks, 520);
    EXPECT_EQ(scenario.run.burn_in, 156);
    EXPECT_EQ(scenario.id, "scenario");
    EXPECT_EQ(scenario.name, "scenario");
    EXPECT_EQ(scenario.population_share, 1.0);
    EXPECT_EQ(scenario.levers.levers.size(), 9U);
    EXPECT_TRUE(scenario.policies.empty());
}

TEST(ScenarioReader, ReadsDurationsInWeeksMonthsAndYears)
{
    const Scenario scenario = read_text(with("[run]\nweeks = \"10 years\"\nburn_in = \"6 months\"\n"));
    EXPECT_EQ(scenario.run.weeks, 522); // 10 * 365.2425 / 7
    EXPECT_EQ(scenario.run.burn_in, 26);
    EXPECT_EQ(read_text(with("[run]\nburn_in = \"14 days\"\n")).run.burn_in, 2);
}

TEST(ScenarioReader, KeepsAccentsInDoubleQuotes)
{
    EXPECT_EQ(read_text(with("").insert(0, "name = \"Éducateurs, œuvre 😀\"\n")).name, "Éducateurs, œuvre 😀");
}

TEST(ScenarioReader, PointsAtTheColumnTheUserSeesAfterAccents)
{
    // In what the parser sees, é is six characters wide.
    const std::vector<Problem> problems = problems_of("schema = 1\nterritory = { communes = [\"é\"], regionz = 1 }\n");
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems.back().column, 33);
    EXPECT_THAT(problems.back().message, HasSubstr("regionz"));
}

TEST(ScenarioReader, FindsEveryProblemInOnePassInOrderOfTheFile)
{
    const std::vector<Problem> problems =
        problems_of(with("[run]\nweeks = -1\nseed = 1.5\nburnin = 3\n[outputs]\nby = [\"galaxy\"]\n"));
    ASSERT_EQ(problems.size(), 4U);
    EXPECT_TRUE(std::is_sorted(problems.begin(), problems.end(),
                               [](const Problem& a, const Problem& b) { return a.line < b.line; }));
}

TEST(ScenarioReader, SaysWhichInputIsMissing)
{
    EXPECT_THROW(static_cast<void>(read_scenario("nowhere/at/all.toml", {}, usual_options())), MissingInput);
}

TEST(Inheritance, KeepsTheParentsValueWhereTheChildSaysNothing)
{
    const ScenarioFolder folder;
    folder.write("parent.toml", with("[run]\nweeks = 100\nseed = 7\n[[policy]]\nid = \"a\"\nlever = \"raids\"\n"
                                     "start = 2026-09-01\namount = { posts = 10 }\nwhere = { size = \"small\" }\n"));
    const auto child =
        folder.write("child.toml", "schema = 1\nextends = \"parent.toml\"\n[run]\nseed = 8\n[[policy]]\n"
                                   "id = \"a\"\namount = { eur_per_year = 5 }\n[[policy]]\nid = \"b\"\n"
                                   "lever = \"treatment\"\nstart = 2027-01-01\namount = { places = 1 }\n");
    const Scenario scenario = read_scenario(child, {}, usual_options());
    EXPECT_EQ(scenario.run.weeks, 100);
    EXPECT_EQ(scenario.run.seed, 8U);
    ASSERT_EQ(scenario.policies.size(), 2U);
    EXPECT_EQ(scenario.policies[0].lever, "raids");
    EXPECT_EQ(scenario.policies[0].unit, AmountUnit::eur_per_year);
    EXPECT_EQ(scenario.policies[0].amount, 5.0);
    EXPECT_EQ(scenario.policies[0].where.sizes, std::vector<std::string>{"small"});
    EXPECT_GT(scenario.values_inherited, 0);
}

TEST(Inheritance, LetsAChildChooseAnotherTerritory)
{
    const ScenarioFolder folder;
    folder.write("parent.toml", smallest_scenario);
    const auto child = folder.write("child.toml", "schema = 1\nextends = \"parent.toml\"\n[territory]\nall = true\n");
    const Scenario scenario = read_scenario(child, {}, usual_options());
    EXPECT_TRUE(scenario.territory.all);
    EXPECT_TRUE(scenario.territory.regions.empty());
}

TEST(Inheritance, GoesEightLevelsDeepAndNotNine)
{
    const auto chain = [](int levels) {
        const ScenarioFolder folder;
        folder.write("s0.toml", smallest_scenario);
        for (int level = 1; level <= levels; ++level)
            folder.write("s" + std::to_string(level) + ".toml",
                         "schema = 1\nextends = \"s" + std::to_string(level - 1) + ".toml\"\n");
        return read_scenario(folder.path() / ("s" + std::to_string(levels) + ".toml"), {}, usual_options()).run.weeks;
    };
    EXPECT_EQ(chain(8), 520);
    EXPECT_THROW(static_cast<void>(chain(9)), InvalidScenario);
}

TEST(Inheritance, DoesNotFollowALinkOutOfTheFolder)
{
    const ScenarioFolder outside;
    const ScenarioFolder folder;
    std::filesystem::create_symlink(outside.write("secret.toml", smallest_scenario), folder.path() / "inner.toml");
    const auto child = folder.write("child.toml", "schema = 1\nextends = \"inner.toml\"\n");
    EXPECT_THROW(static_cast<void>(read_scenario(child, {}, usual_options())), InvalidScenario);
    ReadOptions allowed = usual_options();
    allowed.allow_outside = true;
    EXPECT_EQ(read_scenario(child, {}, allowed).territory.regions, std::vector<std::string>{"27"});
}

TEST(Overrides, WinInTheOrderFileEnvironmentCommandLineAndSayWhatTheyBeat)
{
    const Overrides overrides{.environment = {"EMPRISE_RUN__SEED=2", "EMPRISE_RUN__WEEKS=30"},
                              .set = {"run.seed=3"},
                              .set_json = {R"({"services.fidelity": 0.25})"}};
    const Scenario scenario = read_text(with("[run]\nseed = 1\n"), overrides);
    EXPECT_EQ(scenario.run.seed, 3U);
    EXPECT_EQ(scenario.run.weeks, 30);
    EXPECT_EQ(scenario.parameters.services.fidelity, 0.25);
    ASSERT_EQ(scenario.overrides.size(), 4U);
    EXPECT_EQ(scenario.overrides[2].path, "run.seed");
    EXPECT_EQ(scenario.overrides[2].by, "command line");
    EXPECT_EQ(scenario.overrides[2].instead_of, "2");
}

TEST(Overrides, ReachAPolicyByItsId)
{
    const std::string text =
        with("[[policy]]\nid = \"a\"\nlever = \"raids\"\nstart = 2026-09-01\namount = { posts = 1 }\n");
    const Scenario scenario =
        read_text(text, {.environment = {}, .set = {"policy.a.amount.posts=7.5"}, .set_json = {}});
    EXPECT_EQ(scenario.policies.front().amount, 7.5);
    const std::vector<Problem> problems =
        problems_of(text, {.environment = {}, .set = {"policy.b.amount.posts=1"}, .set_json = {}});
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_THAT(problems.front().message, HasSubstr("no policy with the id \"b\""));
}

TEST(Overrides, OnlyTakeVariablesWithTwoUnderscores)
{
    const char* const environment[] = {"EMPRISE_DATA=/x", "EMPRISE_RUN__SEED=2", "PATH=/bin", nullptr};
    EXPECT_EQ(settings_in_environment(environment), std::vector<std::string>{"EMPRISE_RUN__SEED=2"});
}

TEST(ResolvedScenario, ReadsAsTheSameScenario)
{
    const Scenario scenario = read_text(
        with("[run]\nseed = 9\n[parameters]\n\"services.fidelity\" = { dist = \"triangular\", min = 0.5, mode = 0.9, "
             "max = 1.0 }\n\"services.pool_elasticity\" = 0.1\n[[policy]]\nlever = \"raids\"\nstart = 2025-09-01\n"
             "set_to = { posts_per_10000 = 0.3 }\nwhere = { communes = [\"Dijon\", \"Besançon\"], known_sites = \"> "
             "2\" }\n"
             "when = { outcome = \"killings\", above = 1.2, relative_to = \"burn_in\" }\n[[shift]]\nfrom = \"raids\"\n"
             "to = \"mediators\"\nshare = 0.1\nstart = 2026-09-01\n[budget]\ntotal = { eur = 4e7, per = \"year\" }\n"
             "on_over = \"scale\"\n[[lever]]\nid = \"walks\"\nname = { en = \"Walks \\\"x\\\"\", fr = \"Été\" }\n"
             "family = \"social\"\npays = [\"commune\"]\nunit = \"post\"\n"
             "cost = { eur_per_unit_year = 0.1, source = \"assumed\" }\n[[lever.effect]]\nchannel = "
             "\"mediation_hours\"\n"
             "size = { usual = 1 }\nsource = \"assumed\"\n")
            .insert(0, "name = \"Même\"\n"));
    const Scenario again = read_text(scenario.resolved);
    EXPECT_EQ(again.resolved, scenario.resolved);
    EXPECT_EQ(again.genesis_digest, scenario.genesis_digest);
    EXPECT_TRUE(differences_between(scenario, again).empty());
}

TEST(ResolvedScenario, DoesNotDependOnTheOrderOfPolicies)
{
    const std::string a = "[[policy]]\nlever = \"raids\"\nstart = 2026-09-01\namount = { posts = 1 }\n";
    const std::string b = "[[policy]]\nlever = \"treatment\"\nstart = 2027-09-01\namount = { places = 2 }\n";
    EXPECT_EQ(read_text(with(a + b)).resolved, read_text(with(b + a)).resolved);
}

TEST(GenesisDigest, IsSharedByArmsThatPartAfterWeekZeroOnly)
{
    const auto digest = [](const std::string& more) { return read_text(with(more)).genesis_digest; };
    const auto policy = [](const char* start) {
        return std::string{"[[policy]]\nlever = \"raids\"\namount = { posts = 1 }\nstart = "} + start + "\n";
    };
    const std::string before = digest("");
    EXPECT_EQ(digest(policy("2026-09-01")), before);
    EXPECT_EQ(digest("[run]\nreplicates = 9\nweeks = 3\n"), before);
    EXPECT_NE(digest(policy("2025-09-01")), before);
    EXPECT_NE(digest("[run]\nseed = 2\n"), before);
    EXPECT_NE(digest("[run]\nburn_in = 2\n"), before);
    EXPECT_NE(digest("[parameters]\n\"services.fidelity\" = 0.9\n"), before);
    EXPECT_NE(digest("[population]\nshare = 0.5\n"), before);
    EXPECT_NE(digest("[population]\ndrugs = [\"cannabis\"]\n"), before);
    EXPECT_EQ(digest("[population]\ndrugs = [\"cocaine\", \"cannabis\"]\n"), before);
}

TEST(SimulatedDrugs, AreNamedInAnyOrderAndTwoWithoutAWord)
{
    EXPECT_EQ(read_text(with("")).drugs, (SimulatedDrugs{Drug::cannabis, Drug::cocaine}));
    const Scenario some = read_text(with("[population]\ndrugs = [\"synthetic\", \"cannabis\", \"heroin\"]\n"));
    EXPECT_EQ(some.drugs, (SimulatedDrugs{Drug::heroin, Drug::cannabis, Drug::synthetic}));
    std::vector<std::size_t> visited;
    for (const std::size_t drug : some.drugs) visited.push_back(drug);
    EXPECT_EQ(visited, (std::vector<std::size_t>{0, 2, 3}));
    EXPECT_NE(some.resolved.find("drugs = [\"cannabis\", \"heroin\", \"synthetic\"]"), std::string::npos);
}

const std::string three_draws =
    "[parameters]\n"
    "\"services.fidelity\" = { dist = \"uniform\", min = 0.2, max = 0.6 }\n"
    "\"services.pool_elasticity\" = { dist = \"triangular\", min = 0, mode = 0.3, max = 0.9 }\n"
    "\"enforcement.officer_hours_per_operation\" = { dist = \"lognormal\", median = 60, "
    "sigma = 0.5 }\n";

TEST(ParameterDraws, AreTheSameInEveryArmAndOtherInAnotherReplicate)
{
    const Scenario one = read_text(with(three_draws));
    const Scenario other = read_text(with(three_draws + "[[policy]]\nlever = \"raids\"\nstart = 2026-09-01\n"
                                                        "amount = { posts = 1 }\n"));
    EXPECT_EQ(parameters_of_replicate(one, 3).services.fidelity, parameters_of_replicate(other, 3).services.fidelity);
    EXPECT_NE(parameters_of_replicate(one, 3).services.fidelity, parameters_of_replicate(one, 4).services.fidelity);
}

TEST(ParameterDraws, DoNotMoveWhenAnotherParameterIsDrawnToo)
{
    const Scenario alone = read_text(with("[parameters]\n\"services.fidelity\" = { dist = \"uniform\", min = 0.2, "
                                          "max = 0.6 }\n"));
    EXPECT_EQ(parameters_of_replicate(alone, 5).services.fidelity,
              parameters_of_replicate(read_text(with(three_draws)), 5).services.fidelity);
}

TEST(ParameterDraws, HaveTheMeansOfTheirDistributions)
{
    // 40,000 draws: at six sigma an error of 1 % of the width would be seen (uniform: 0.4 / sqrt(12 * 40000) * 6 =
    // 0.0035).
    const Scenario scenario = read_text(with(three_draws));
    constexpr int draws = 40'000;
    double uniform = 0.0;
    double triangular = 0.0;
    double lognormal = 0.0;
    for (std::uint32_t replicate = 0; replicate < draws; ++replicate) {
        const Parameters parameters = parameters_of_replicate(scenario, replicate);
        uniform += parameters.services.fidelity / draws;
        triangular += parameters.services.pool_elasticity / draws;
        lognormal += parameters.enforcement.officer_hours_per_operation / draws;
    }
    EXPECT_NEAR(uniform, 0.4, 0.0035);
    EXPECT_NEAR(triangular, 0.4, 6 * std::sqrt(0.035 / draws)); // variance (a2 + b2 + c2 - ab - ac - bc) / 18
    const double mean = 60 * std::exp(0.125);
    EXPECT_NEAR(lognormal, mean, 6 * mean * std::sqrt((std::exp(0.25) - 1) / draws));
}

TEST(Differences, NameWhatChangesWithUnits)
{
    const Scenario one = read_text(smallest_scenario);
    const Scenario other =
        read_text(with("[run]\nweeks = 30\n[parameters]\n\"enforcement.officer_hours_per_operation\" = 80\n"));
    const std::vector<Difference> differences = differences_between(one, other);
    ASSERT_EQ(differences.size(), 2U);
    EXPECT_EQ(differences[0].path, "parameters.enforcement.officer_hours_per_operation");
    EXPECT_EQ(differences[0].first, "60 (usual)");
    EXPECT_EQ(differences[0].second, "80");
    EXPECT_EQ(differences[0].unit, "h");
    EXPECT_EQ(differences[1].unit, "weeks");
}

TEST(ShippedArms, AddTheSameCommittedTotalToTheCent)
{
    for (const std::string country : {"bourgogne", "france"}) {
        std::vector<double> totals;
        for (const char* arm : {"repression", "prevention", "balanced"}) {
            const Scenario scenario =
                read_scenario("scenarios/arms/" + country + "-" + arm + ".toml", {}, usual_options());
            double total = 0.0;
            for (const Policy& policy : scenario.policies) {
                EXPECT_EQ(policy.unit, AmountUnit::eur_per_year);
                EXPECT_EQ(format_date(policy.start), "2026-09-01");
                EXPECT_EQ(policy.ramp_weeks, 52);
                total += policy.amount;
            }
            totals.push_back(total);
        }
        EXPECT_EQ(totals, std::vector<double>(3, country == "france" ? 976e6 : 40e6)) << country;
        EXPECT_TRUE(
            read_scenario("scenarios/arms/" + country + "-status-quo.toml", {}, usual_options()).policies.empty());
    }
}

TEST(ShippedScenarios, IncludeTheExampleOfTheirDescription)
{
    const std::string page = read_text_file("scenarios/README.md", 1 << 20);
    const std::size_t begin = page.find("```toml\n") + 8;
    const Scenario scenario = read_text(page.substr(begin, page.find("```", begin) - begin));
    EXPECT_EQ(scenario.policies.size(), 1U);
    EXPECT_EQ(scenario.shifts.size(), 1U);
    EXPECT_EQ(scenario.changes.size(), 1U);
    EXPECT_EQ(read_scenario("scenarios/presets/one-departement.toml", {}, usual_options()).run.weeks, 104);
}

TEST(ShippedArms, ShareTheirBurnIn)
{
    const auto digest = [](const char* file) {
        return read_scenario(std::filesystem::path{"scenarios/arms"} / file, {}, usual_options()).genesis_digest;
    };
    EXPECT_EQ(digest("bourgogne-status-quo.toml"), digest("bourgogne-repression.toml"));
    EXPECT_EQ(digest("france-status-quo.toml"), digest("france-balanced.toml"));
    EXPECT_NE(digest("bourgogne-status-quo.toml"), digest("france-status-quo.toml"));
}

} // namespace
} // namespace emprise
