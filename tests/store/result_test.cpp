#include "store/result_image.hpp"
#include "store/result_layout.hpp"
#include "store/result_reader.hpp"
#include "store/sample_result.hpp"

#include "base/expects.hpp"
#include "files/whole_file.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace emprise {
namespace {

using testing_support::sample_results;

std::filesystem::path scratch(const std::string& name)
{
    const std::filesystem::path folder = std::filesystem::path{testing::TempDir()} / "emprise_result_test";
    std::filesystem::create_directories(folder);
    return folder / name;
}

void expect_same_series(const Series& one, const Series& other)
{
    EXPECT_EQ(one.time, other.time);
    EXPECT_EQ(one.period_from, other.period_from);
    ASSERT_EQ(one.outcomes.size(), other.outcomes.size());
    for (std::size_t at = 0; at < one.outcomes.size(); ++at) {
        EXPECT_EQ(one.outcomes[at].outcome, other.outcomes[at].outcome);
        EXPECT_EQ(one.outcomes[at].level, other.outcomes[at].level);
        EXPECT_EQ(one.outcomes[at].values, other.outcomes[at].values) << one.outcomes[at].outcome->name;
    }
    ASSERT_EQ(one.events.size(), other.events.size());
    for (std::size_t row = 0; row < one.events.size(); ++row) {
        EXPECT_EQ(one.events[row].week, other.events[row].week);
        EXPECT_EQ(one.events[row].commune, other.events[row].commune);
        EXPECT_EQ(one.events[row].who, other.events[row].who);
        EXPECT_EQ(one.events[row].terms, other.events[row].terms);
    }
}

TEST(ResultFile, GivesBackWhatWasWritten)
{
    const ResultSet written = sample_results();
    const std::filesystem::path path = scratch("round_trip.h5");
    const std::string digest = write_result(real_disk(), path, written, true);
    const ResultSet read = read_result(path);
    EXPECT_EQ(read.content_sha256, digest);
    EXPECT_EQ(digest, content_sha256(written));
    EXPECT_EQ(read.title, written.title);
    EXPECT_EQ(read.seed, written.seed);
    EXPECT_EQ(read.axes, written.axes);
    EXPECT_EQ(read.towns.towns, written.towns.towns);
    EXPECT_EQ(read.towns.departements, written.towns.departements);
    EXPECT_EQ(read.towns.tier, (std::vector<std::int8_t>{TownSizes::unknown, TownSizes::unknown, TownSizes::unknown,
                                                         written.towns.tier[3]})); // One town has events.
    EXPECT_EQ(read.replicates, written.replicates);
    EXPECT_EQ(read.provenance.command_line, written.provenance.command_line);
    ASSERT_EQ(read.arms.size(), written.arms.size());
    for (std::size_t arm = 0; arm < read.arms.size(); ++arm) {
        EXPECT_EQ(read.arms[arm].id, written.arms[arm].id);
        EXPECT_EQ(read.arms[arm].name, written.arms[arm].name);
        EXPECT_EQ(read.arms[arm].scenario_as_written, written.arms[arm].scenario_as_written);
        for (std::size_t run = 0; run < written.replicates.size(); ++run)
            expect_same_series(read.arms[arm].runs[run].series, written.arms[arm].runs[run].series);
    }
}

TEST(ResultFile, KeepsPlacesOfEventsWhenNothingElseIsByCommune)
{
    const ResultSet written = sample_results(2, 1, 8, false);
    const ResultSet read = read_result_image(make_result_image(written).bytes, "in memory");
    ASSERT_EQ(read.axes.communes.size(), 1U);
    const Event& event = read.arms[0].runs[0].series.events.at(0);
    EXPECT_EQ(read.axes.communes.at(event.commune.value()).code, "67482");
}

TEST(ResultFile, HasEqualBytesForEqualContent)
{
    const ResultImage one = make_result_image(sample_results());
    const ResultImage other = make_result_image(sample_results());
    EXPECT_EQ(one.content_sha256, other.content_sha256);
    EXPECT_TRUE(one.bytes == other.bytes);
}

TEST(ResultFile, DigestSeesOneCountAndNotTheCommandLine)
{
    ResultSet results = sample_results();
    const std::string before = content_sha256(results);
    results.provenance.command_line = "another";
    EXPECT_EQ(content_sha256(results), before);
    results.arms[1].runs[2].series.outcomes[5].values.back() += 1;
    EXPECT_NE(content_sha256(results), before);
}

TEST(ResultFile, MarksRunsThatFailedAndReadsTheRest)
{
    ResultSet written = sample_results();
    written.arms[1].runs[0] = {.status = RunStatus::failed, .message = "a hazard was clamped", .series = {}};
    written.arms[0].runs[2] = {};
    const ResultSet read = read_result_image(make_result_image(written).bytes, "in memory");
    EXPECT_EQ(read.arms[1].runs[0].status, RunStatus::failed);
    EXPECT_EQ(read.arms[1].runs[0].message, "a hazard was clamped");
    EXPECT_EQ(read.arms[0].runs[2].status, RunStatus::missing);
    expect_same_series(read.arms[1].runs[1].series, written.arms[1].runs[1].series);
}

TEST(ResultFile, RefusesToReplaceAnotherUnlessForced)
{
    const std::filesystem::path path = scratch("taken.h5");
    write_result(real_disk(), path, sample_results(), true);
    EXPECT_THROW(write_result(real_disk(), path, sample_results(), false), OutputExists);
    EXPECT_NO_THROW(write_result(real_disk(), path, sample_results(), true));
}

TEST(ResultFile, RefusesRunsOfDifferentShape)
{
    ResultSet results = sample_results();
    results.arms[1].runs[1].series = testing_support::sample_series(1, 1, 16, true);
    EXPECT_THROW(static_cast<void>(make_result_image(results)), ContractViolation);
}

TEST(ResultFile, CutsAndSharesChunksBetween64KiBAnd1MiB)
{
    const auto slab = [](std::size_t, std::size_t) { return Values{}; };
    Variable variable{.path = "x", .axes = {}, .shape = {4, 50, 143}, .type = ValueType::int64};
    variable.slab = slab;
    EXPECT_EQ(chunk_shape(variable), (std::vector<std::uint64_t>{2, 50, 143}));
    variable.shape = {4, 50, 143, 18};
    EXPECT_EQ(chunk_shape(variable), (std::vector<std::uint64_t>{1, 4, 143, 18}));
    variable.shape = {4, 50, 143, 34875};
    EXPECT_EQ(chunk_shape(variable), (std::vector<std::uint64_t>{1, 1, 3, 34875}));
    variable.shape = {1, 1, 2, 1};
    EXPECT_EQ(chunk_shape(variable), (std::vector<std::uint64_t>{1, 1, 2, 1}));
}

/// Writes the sample for readers in other languages when asked to.
TEST(ResultFile, WritesASampleWhereTheEnvironmentSays)
{
    const char* path = std::getenv("EMPRISE_SAMPLE_RESULT");
    const std::filesystem::path target = path != nullptr ? std::filesystem::path{path} : scratch("sample.h5");
    write_result(real_disk(), target, sample_results(), true);
    EXPECT_GT(std::filesystem::file_size(target), 10'000U);
}

} // namespace
} // namespace emprise
