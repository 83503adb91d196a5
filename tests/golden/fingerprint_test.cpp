// Golden fingerprints of every table of a toy run: any change of any bit of state shows here, in every preset alike.
// After an intended change renew them and say in CHANGELOG.md which process changed and why:
//   EMPRISE_RENEW_GOLDEN=1 build/release/tests_whole --gtest_filter='Golden.*'
#include "files/whole_file.hpp"
#include "parallel/parallel.hpp"
#include "runs/course.hpp"
#include "runs/one_run.hpp"
#include "support/toy_run.hpp"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace emprise {
namespace {

std::string fingerprints_of_toy_run()
{
    const Scenario scenario = toy_scenario(all_levers_policies());
    set_threads(2);
    RunningWorld run = begin_run(scenario, std::span{&scenario, 1}, toy_territory(), 0);
    Course course = course_of(scenario, *toy_territory(), 0);
    std::string text;
    while (run.world.week < scenario.run.weeks) {
        simulate_week(run, course, false);
        if (run.world.week % 20 == 0)
            for (const TableFingerprint& table : fingerprint_tables(run.world))
                text += fmt::format("{} {} {:016x}\n", run.world.week, table.table, table.value);
    }
    return text;
}

TEST(Golden, FingerprintsOfEveryTableAreThoseOfTheLastAgreedRun)
{
    const auto path = std::filesystem::path{EMPRISE_TESTS_DIR} / "golden" / "toy.txt";
    const std::string now = fingerprints_of_toy_run();
    if (std::getenv("EMPRISE_RENEW_GOLDEN") != nullptr)
        write_whole_file(real_disk(), path, std::as_bytes(std::span{now}), Replace::allow);
    EXPECT_EQ(now, read_text_file(path, 1U << 20U));
}

} // namespace
} // namespace emprise
