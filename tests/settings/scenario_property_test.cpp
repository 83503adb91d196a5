// What must hold for any file, not for chosen ones.
#include "files/whole_file.hpp"
#include "settings/admission.hpp"
#include "settings/settings_support.hpp"
#include "settings/toml_document.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <limits>
#include <string>

namespace emprise {
namespace {

/// RapidCheck reads its seed from the environment: the same cases on every machine, unless somebody asks for others.
const bool seed_is_fixed = setenv("RC_PARAMS", "seed=20260105", 0) == 0;

const std::string& valid_text()
{
    static const std::string text = read_text_file("scenarios/arms/bourgogne-balanced.toml", 1 << 20);
    return text;
}

/// Reads it or explains it; anything else (crash, other exception, an explanation without words) fails.
void read_or_explain(const std::string& text)
{
    const ScenarioFolder folder;
    folder.write("bourgogne-status-quo.toml", smallest_scenario);
    try {
        static_cast<void>(read_scenario(folder.write("scenario.toml", text), {}, usual_options()));
    } catch (const InvalidScenario& invalid) {
        RC_ASSERT(!invalid.problems().empty());
        for (const Problem& problem : invalid.problems()) RC_ASSERT(!problem.code.empty() && !problem.message.empty());
    }
}

RC_GTEST_PROP(ScenarioProperties, AnySingleEditOfAValidFileIsReadOrExplained, ())
{
    std::string text = valid_text();
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const auto byte = *rc::gen::element<char>('"', '\'', '[', ']', '{', '}', '=', '.', ',', '#', '\\', '\n', '0', '-',
                                              'e', '\xC3', '\x00', ' ');
    switch (*rc::gen::inRange(0, 3)) {
    case 0:
        text[at] = byte;
        break;
    case 1:
        text.insert(text.begin() + static_cast<std::ptrdiff_t>(at), byte);
        break;
    default:
        text.erase(at, *rc::gen::inRange<std::size_t>(1, 20));
        break;
    }
    read_or_explain(text);
}

RC_GTEST_PROP(ScenarioProperties, AnyBytesAreReadOrExplained, (const std::string& text))
{
    read_or_explain(text);
}

RC_GTEST_PROP(ScenarioProperties, AnyTextBetweenQuotesComesBackOrIsRefused, (const std::string& text))
{
    std::vector<Problem> problems;
    std::string escaped;
    for (const char letter : text)
        escaped += letter == '"' || letter == '\\' ? std::string{'\\'} + letter : std::string{letter};
    const auto admitted = admit("text", "v = \"" + escaped + "\"\n", problems);
    if (!admitted) RC_SUCCEED("refused");
    const auto tree = parse_toml(*admitted, problems);
    RC_ASSERT(tree.has_value() == problems.empty() || !problems.empty());
    if (tree && problems.empty()) RC_ASSERT(tree->find("v")->text == text);
}

TEST(ScenarioProperties, EveryCommuneNameOfFranceComesBack)
{
    const std::string table = read_text_file("scenarios/france/communes.csv", 1 << 24);
    std::string toml;
    std::vector<std::string> names;
    for (std::size_t at = table.find('\n') + 1; at < table.size(); at = table.find('\n', at) + 1) {
        const std::size_t comma = table.find(',', at);
        const std::string name = table.substr(comma + 1, table.find(',', comma + 1) - comma - 1);
        if (!name.starts_with('"')) names.push_back(name);
    }
    ASSERT_TRUE(seed_is_fixed);
    ASSERT_GT(names.size(), 34'000U);
    for (std::size_t first = 0; first < names.size(); first += 4000) {
        std::vector<Problem> problems;
        toml.clear();
        const std::size_t end = std::min(names.size(), first + 4000);
        for (std::size_t i = first; i < end; ++i) toml += fmt::format("n{} = \"{}\"\n", i, names[i]);
        const auto admitted = admit("names", toml, problems);
        ASSERT_TRUE(admitted.has_value());
        const auto tree = parse_toml(*admitted, problems);
        ASSERT_TRUE(tree.has_value());
        for (std::size_t i = first; i < end; ++i) ASSERT_EQ(tree->find(fmt::format("n{}", i))->text, names[i]);
    }
}

TEST(ScenarioProperties, EveryParameterTakesItsBoundsAndNothingBeyond)
{
    const double infinity = std::numeric_limits<double>::infinity();
    std::string good = "[parameters]\n";
    std::string bad = "[parameters]\n";
    std::size_t wrong = 0;
    const auto put = [](std::string& text, std::string_view path, double value) {
        text += fmt::format("\"{}\" = {}\n", path, value);
    };
    for (const ParameterRow& row : parameter_rows()) {
        put(good, row.path, row.allowed.low);
        put(bad, row.path,
            std::nextafter(wrong % 2 == 0 ? row.allowed.high : row.allowed.low, wrong % 2 == 0 ? infinity : -infinity));
        ++wrong;
    }
    // But that cannabis and cocaine, which are simulated, have no prices then.
    const std::vector<Problem> without_price = problems_of(with(good));
    EXPECT_EQ(without_price.size(), 4U);
    for (const Problem& problem : without_price) EXPECT_EQ(problem.code, "S214") << problem.message;
    EXPECT_EQ(problems_of(with(bad)).size(), wrong);
    for (const char* value : {"nan", "inf", "-inf"}) {
        std::string text = "[parameters]\n";
        for (const ParameterRow& row : parameter_rows()) text += fmt::format("\"{}\" = {}\n", row.path, value);
        const std::vector<Problem> problems = problems_of(with(text));
        EXPECT_EQ(problems.size(), parameter_rows().size());
        for (const Problem& problem : problems) EXPECT_EQ(problem.code, "S202") << problem.message;
    }
}

TEST(ScenarioProperties, TextsThatBreakParsersAreRefusedInPeace)
{
    const std::string dots(40'000, '.');
    std::string parts;
    for (int i = 0; i < 20'000; ++i) parts += "a.";
    std::string deep;
    for (int i = 0; i < 4'000; ++i) deep += "a = [\n";
    for (const std::string& text :
         {std::string{"[[[a.a"}, "a" + dots, parts + "a = 1", std::string(100'000, '['), std::string(100'000, '{'),
          std::string{"x = 1 \xC3\xA9"}, std::string{"\xC3\xA9t\xC3\xA9 = 1"}, "v = [\n" + deep,
          std::string(300'000, ' '), std::string(200'000, '\x01')})
        EXPECT_FALSE(problems_of(text).empty()) << text.substr(0, 40);
}

} // namespace
} // namespace emprise
