#include "files/whole_file.hpp"
#include "settings/settings_support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace emprise {
namespace {

namespace fs = std::filesystem;

const fs::path hostile_folder{"tests/hostile/scenarios"};

/// "# expect: S104 unknown key" and, for the problem before it, "# advice: Did you mean".
struct Expected {
    std::string code;
    std::string message;
    std::string advice;
};

std::vector<Expected> expected_in(const fs::path& file)
{
    std::vector<Expected> expected;
    std::istringstream lines{read_text_file(file, 1 << 20)};
    for (std::string line; std::getline(lines, line) && line.starts_with("# ");) {
        if (line.starts_with("# expect: ")) expected.push_back({line.substr(10, 4), line.substr(15), ""});
        if (line.starts_with("# advice: ")) expected.back().advice = line.substr(10);
    }
    return expected;
}

bool answers(const Problem& problem, const Expected& expected)
{
    return problem.code == expected.code && problem.message.find(expected.message) != std::string::npos &&
           problem.advice.find(expected.advice) != std::string::npos;
}

std::vector<fs::path> hostile_files()
{
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator{hostile_folder}) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

class HostileScenario : public testing::TestWithParam<fs::path> {};

TEST_P(HostileScenario, IsRefusedWithTheMessagesItsFirstLinesState)
{
    const std::vector<Expected> expected = expected_in(GetParam());
    ASSERT_FALSE(expected.empty());
    ReadOptions options = usual_options();
    if (GetParam().stem() == "unknown_country") options.places = nullptr;
    try {
        static_cast<void>(read_scenario(GetParam(), {}, options));
        FAIL() << "was read";
    } catch (const InvalidScenario& invalid) {
        for (const Expected& one : expected)
            EXPECT_TRUE(std::any_of(invalid.problems().begin(), invalid.problems().end(),
                                    [&](const Problem& problem) { return answers(problem, one); }))
                << one.code << ' ' << one.message << "\nfound:\n"
                << invalid.what();
        EXPECT_EQ(invalid.problems().size(), expected.size()) << invalid.what();
        for (const Problem& problem : invalid.problems()) EXPECT_GT(problem.line, 0) << problem.message;
    }
}

INSTANTIATE_TEST_SUITE_P(Files, HostileScenario, testing::ValuesIn(hostile_files()),
                         [](const auto& file) { return file.param.stem().string(); });

TEST(HostileScenarios, AreAtLeastForty)
{
    EXPECT_GE(hostile_files().size(), 40U);
}

} // namespace
} // namespace emprise
