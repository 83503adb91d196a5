#include "store/checkpoint.hpp"

#include "files/whole_file.hpp"
#include "store/sample_result.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace emprise {
namespace {

using testing_support::add_resident;
using testing_support::add_site;
using testing_support::add_trader;
using testing_support::sample_series;
using testing_support::small_world;

std::filesystem::path scratch(const std::string& name)
{
    const std::filesystem::path folder = std::filesystem::path{testing::TempDir()} / "emprise_checkpoint_test";
    std::filesystem::create_directories(folder);
    std::filesystem::remove(folder / name);
    std::filesystem::remove(folder / (name + ".old"));
    return folder / name;
}

const RunIdentity this_run{.build = "build", .scenario_digest = "abc", .arm = "balanced", .replicate = 3, .week = 6};

RecorderSettings settings()
{
    RecorderSettings chosen;
    chosen.last_week = 12;
    return chosen;
}

/// A world in which no two kinds of state are alike, six weeks on, and its recorder.
struct Halfway {
    World world{small_world(0)};
    Recorder recorder{settings(), world};
    std::vector<std::byte> triggers{std::byte{1}, std::byte{0}, std::byte{7}};

    Halfway()
    {
        add_site(world, 1, 6, 4, true);
        add_trader(world, add_resident(world, 2, 2009), CellId{0}, true, Role::seller);
        world.residents.living = 401;
        world.ledger.pay(Purse::users, Purse::cells, 12'345);
        world.ledger.move_drug(1, DrugPlace::imported, DrugPlace::cell_stock, 77);
        world.entry_cost_eur[3] = 1234.5;
        world.initial_sites[2] = 9;
        world.stocks_year = 2026;
        world.born = 5;
        world.died = 6;
        world.clamped_hazards = 7;
        world.population_share = 0.25;
        world.cells.demanded_mg[CellId{0}] = {11, 22};
        world.links.stale = false;
        go_on(6);
    }
    void go_on(Week until)
    {
        while (world.week < until) {
            world.tallies[Flow::arrests][CommuneId{1}] += 3;
            world.tallies.committed_cents[1][CommuneId{0}] += 250;
            ++world.week;
            world.events = {{.week = static_cast<std::int16_t>(world.week - 1),
                             .kind = EventKind::operation,
                             .reason = 0,
                             .commune = CommuneId{1},
                             .who = {},
                             .other = {}}};
            recorder.observe(world);
        }
    }
};

template <class F>
void for_each_pair(World& one, World& other, F&& f)
{
    std::vector<std::pair<std::string, std::vector<std::byte>>> columns;
    const auto keep = [&](const std::string& name, auto& column) {
        const auto bytes = std::as_bytes(std::span{column.values()});
        columns.emplace_back(name, std::vector<std::byte>{bytes.begin(), bytes.end()});
    };
    one.for_each_column(keep);
    std::size_t at = 0;
    other.for_each_column([&](const std::string& name, auto& column) {
        const auto bytes = std::as_bytes(std::span{column.values()});
        f(columns.at(at).first, columns.at(at).second, name, std::vector<std::byte>{bytes.begin(), bytes.end()});
        ++at;
    });
    EXPECT_EQ(at, columns.size());
}

void expect_same_world(World& one, World& other)
{
    for_each_pair(one, other, [](const auto& name, const auto& bytes, const auto& other_name, const auto& other_bytes) {
        EXPECT_EQ(name, other_name);
        EXPECT_TRUE(bytes == other_bytes) << name;
    });
    EXPECT_EQ(one.week, other.week);
    EXPECT_EQ(one.calendar.start(), other.calendar.start());
    EXPECT_EQ(one.population_share, other.population_share);
    EXPECT_EQ(one.drugs, other.drugs);
    EXPECT_EQ(one.residents.living, other.residents.living);
    EXPECT_EQ(one.ledger, other.ledger);
    EXPECT_EQ(one.entry_cost_eur, other.entry_cost_eur);
    EXPECT_EQ(one.initial_sites, other.initial_sites);
    EXPECT_EQ(one.stocks_year, other.stocks_year);
    EXPECT_EQ(one.born, other.born);
    EXPECT_EQ(one.died, other.died);
    EXPECT_EQ(one.clamped_hazards, other.clamped_hazards);
    EXPECT_EQ(one.events.size(), other.events.size());
}

TEST(Checkpoint, GivesTheWholeWorldBackAndMarksCachesStale)
{
    Halfway run;
    const std::filesystem::path path = scratch("whole");
    write_checkpoint(real_disk(), path, this_run, run.world, run.recorder, run.triggers);
    const World start = small_world(0);
    std::optional<ResumedRun> resumed = read_checkpoint(path, this_run, start, Recorder{settings(), start});
    ASSERT_TRUE(resumed.has_value());
    expect_same_world(run.world, resumed->world);
    EXPECT_EQ(resumed->triggers, run.triggers);
    EXPECT_EQ(resumed->week, 6);
    EXPECT_TRUE(resumed->world.links.stale);
    EXPECT_EQ(resumed->world.territory, start.territory);
}

/// Does not compile when World gains a member. Then for_each_value in checkpoint.cpp must save it, and
/// expect_same_world above must look at it.
TEST(Checkpoint, ForgetsNoMemberOfTheWorld)
{
    const World whole = small_world();
    const auto& [territory, calendar, week, population_share, drugs, residents, stocks, quartiers, traders, detainees,
                 cells, organisations, ties, outside, hubs, routes, forces, prisons, services, ledger, tallies, events,
                 entry_cost_eur, initial_sites, stocks_year, born, died, clamped_hazards, links, route_graph,
                 route_trees] = whole;
    const auto& [record, peers, blocks, living] = residents;
    const auto& [balance_cents, drug_mg, weapons] = ledger;
    EXPECT_EQ(&links, &whole.links);
    EXPECT_EQ(&living, &whole.residents.living);
    EXPECT_EQ(&drug_mg, &whole.ledger.drug_mg);
    EXPECT_EQ(&weapons, &whole.ledger.weapons);
}

TEST(Checkpoint, ContinuesToTheSameSeries)
{
    Halfway run;
    const std::filesystem::path path = scratch("continues");
    write_checkpoint(real_disk(), path, this_run, run.world, run.recorder, run.triggers);
    run.go_on(12);
    Halfway resumed;
    const World start = small_world(0);
    ResumedRun read = read_checkpoint(path, this_run, start, Recorder{settings(), start}).value();
    resumed.world = std::move(read.world);
    resumed.recorder = std::move(read.recorder);
    resumed.go_on(12);
    const Series& one = run.recorder.series();
    const Series& other = resumed.recorder.series();
    EXPECT_EQ(one.time, other.time);
    EXPECT_EQ(one.events.size(), other.events.size());
    for (std::size_t at = 0; at < one.outcomes.size(); ++at)
        EXPECT_EQ(one.outcomes[at].values, other.outcomes[at].values) << one.outcomes[at].outcome->name;
}

/// Ends the message of the refusal, or nothing when the checkpoint was taken.
std::string refusal_of(const std::filesystem::path& path, const RunIdentity& expected)
{
    const World start = small_world(0);
    try {
        static_cast<void>(read_checkpoint(path, expected, start, Recorder{settings(), start}));
    } catch (const RefusedCheckpoint& refused) {
        return refused.what();
    }
    return "";
}

TEST(Checkpoint, IsRefusedWithTheReasonWhenItBelongsToAnotherRun)
{
    const Halfway run;
    const std::filesystem::path path = scratch("another");
    write_checkpoint(real_disk(), path, this_run, run.world, run.recorder, run.triggers);
    RunIdentity other = this_run;
    other.week = 0;
    EXPECT_EQ(refusal_of(path, other), "");
    other.build = "older";
    EXPECT_NE(refusal_of(path, other).find("written by build, this is older"), std::string::npos);
    other = this_run;
    other.scenario_digest = "def";
    EXPECT_NE(refusal_of(path, other).find("scenario"), std::string::npos);
    other = this_run;
    other.arm = "repression";
    EXPECT_NE(refusal_of(path, other).find("\"balanced\" instead of \"repression\""), std::string::npos);
    other = this_run;
    other.replicate = 4;
    EXPECT_NE(refusal_of(path, other).find("3 instead of 4"), std::string::npos);
}

TEST(Checkpoint, OfOtherOutputsIsRefused)
{
    const Halfway run;
    const std::filesystem::path path = scratch("outputs");
    write_checkpoint(real_disk(), path, this_run, run.world, run.recorder, run.triggers);
    RecorderSettings fewer = settings();
    fewer.by_departement = false;
    const World start = small_world(0);
    EXPECT_THROW(static_cast<void>(read_checkpoint(path, this_run, start, Recorder{fewer, start})), RefusedCheckpoint);
}

TEST(Checkpoint, FallsBackOnTheOneBeforeWhenTheNewestIsDamaged)
{
    Halfway run;
    const std::filesystem::path path = scratch("two");
    write_checkpoint(real_disk(), path, this_run, run.world, run.recorder, run.triggers);
    run.go_on(8);
    write_checkpoint(real_disk(), path, this_run, run.world, run.recorder, run.triggers);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
    const World start = small_world(0);
    EXPECT_EQ(read_checkpoint(path, this_run, start, Recorder{settings(), start})->week, 6);
    std::filesystem::remove(path);
    EXPECT_EQ(read_checkpoint(path, this_run, start, Recorder{settings(), start})->week, 6);
    remove_checkpoints(real_disk(), path);
    EXPECT_FALSE(read_checkpoint(path, this_run, start, Recorder{settings(), start}).has_value());
}

/// One bit in a thousand turned over, one length in five thousand.
TEST(Checkpoint, DamagedAnywhereIsRefused)
{
    const Halfway run;
    const std::filesystem::path path = scratch("damaged");
    write_checkpoint(real_disk(), path, this_run, run.world, run.recorder, run.triggers);
    const std::vector<std::byte> whole = read_whole_file(path, std::size_t{1} << 30U);
    std::size_t refused = 0;
    std::size_t tried = 0;
    for (std::size_t bit = 0; bit < whole.size() * 8; bit += 997) {
        std::vector<std::byte> damaged = whole;
        damaged[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
        write_whole_file(real_disk(), path, damaged, Replace::allow);
        ++tried;
        if (!refusal_of(path, this_run).empty()) ++refused;
    }
    for (std::size_t length = 0; length < whole.size(); length += 4999) {
        write_whole_file(real_disk(), path, std::span{whole}.first(length), Replace::allow);
        ++tried;
        if (!refusal_of(path, this_run).empty()) ++refused;
    }
    EXPECT_GT(tried, 100U);
    EXPECT_EQ(refused, tried);
}

TEST(Segment, GivesBackTheSeriesOfAFinishedRun)
{
    const Series series = sample_series(1, 2, 12, true);
    const std::filesystem::path path = scratch("segment");
    EXPECT_FALSE(read_segment(path, this_run).has_value());
    write_segment(real_disk(), path, this_run, series);
    const Series read = read_segment(path, this_run).value();
    EXPECT_EQ(read.time, series.time);
    EXPECT_EQ(read.events.size(), series.events.size());
    ASSERT_EQ(read.outcomes.size(), series.outcomes.size());
    for (std::size_t at = 0; at < series.outcomes.size(); ++at) {
        EXPECT_EQ(read.outcomes[at].outcome, series.outcomes[at].outcome);
        EXPECT_EQ(read.outcomes[at].level, series.outcomes[at].level);
        EXPECT_EQ(read.outcomes[at].values, series.outcomes[at].values);
    }
    RunIdentity other = this_run;
    other.replicate = 9;
    EXPECT_THROW(static_cast<void>(read_segment(path, other)), RefusedCheckpoint);
}

TEST(Segment, IsNotTakenForACheckpoint)
{
    const std::filesystem::path path = scratch("kinds");
    write_segment(real_disk(), path, this_run, sample_series(0, 0, 8, false));
    EXPECT_NE(refusal_of(path, this_run).find("no chkpoint"), std::string::npos);
}

} // namespace
} // namespace emprise
