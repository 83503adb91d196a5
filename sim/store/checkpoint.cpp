#include "store/checkpoint.hpp"

#include "base/build_info.hpp"
#include "world/territory.hpp"

#include <fmt/format.h>

#include <string_view>
#include <type_traits>
#include <utility>

namespace emprise {

namespace {

constexpr std::uint64_t format_version = 1;
constexpr std::uint64_t largest_file = std::uint64_t{16} << 30U;
constexpr std::string_view checkpoint_kind = "chkpoint";
constexpr std::string_view segment_kind = "segment";

// ---- identity ------------------------------------------------------------------------------------------------------

void write_identity(ContainerWriter& file, const RunIdentity& identity)
{
    file.add_text("identity.build", identity.build);
    file.add_text("identity.scenario", identity.scenario_digest);
    file.add_text("identity.arm", identity.arm);
    file.add_value("identity.replicate", identity.replicate);
    file.add_value("identity.week", identity.week);
}

RunIdentity read_identity(ContainerReader& file)
{
    RunIdentity identity;
    identity.build = file.read_text("identity.build");
    identity.scenario_digest = file.read_text("identity.scenario");
    identity.arm = file.read_text("identity.arm");
    file.read_value("identity.replicate", identity.replicate);
    file.read_value("identity.week", identity.week);
    return identity;
}

/// Returns the week.
Week expect_identity(ContainerReader& file, const RunIdentity& expected)
{
    const RunIdentity found = read_identity(file);
    if (found.build != expected.build)
        file.refuse("the build", fmt::format("written by {}, this is {}", found.build, expected.build));
    if (found.scenario_digest != expected.scenario_digest) file.refuse("the scenario", "it is another one");
    if (found.arm != expected.arm)
        file.refuse("the arm", fmt::format("\"{}\" instead of \"{}\"", found.arm, expected.arm));
    if (found.replicate != expected.replicate)
        file.refuse("the replicate", fmt::format("{} instead of {}", found.replicate, expected.replicate));
    return found.week;
}

// ---- the world -----------------------------------------------------------------------------------------------------

/// Calls `f(name, value)` for every plain value of the world outside its columns.
template <class AnyWorld, class F>
void for_each_value(AnyWorld& world, F&& f)
{
    f("world.week", world.week);
    f("world.population_share", world.population_share);
    f("world.drugs", world.drugs);
    f("world.living", world.residents.living);
    f("world.ledger.balance_cents", world.ledger.balance_cents);
    f("world.ledger.drug_mg", world.ledger.drug_mg);
    f("world.ledger.weapons", world.ledger.weapons);
    f("world.entry_cost_eur", world.entry_cost_eur);
    f("world.initial_sites", world.initial_sites);
    f("world.stocks_year", world.stocks_year);
    f("world.born", world.born);
    f("world.died", world.died);
    f("world.clamped_hazards", world.clamped_hazards);
}

void write_world(ContainerWriter& file, const World& world)
{
    file.add_text("world.start", format_date(world.calendar.start()));
    for_each_value(world, [&](std::string_view name, const auto& value) { file.add_value(name, value); });
    file.add_value("world.levers", static_cast<std::uint64_t>(world.services.of_lever.size()));
    for (const ServicePosts& posts : world.services.of_lever) file.add_text("world.lever", posts.lever);
    file.add_value("world.spent", static_cast<std::uint64_t>(world.tallies.spent_cents.size()));
    file.add_value("world.committed", static_cast<std::uint64_t>(world.tallies.committed_cents.size()));
    file.add("world.events", std::span<const Event>{world.events});
    // The list of columns is written once, for reading and for writing; here they are only looked at.
    const_cast<World&>(world).for_each_column([&](std::string_view name, const auto& column) {
        using Value = typename std::decay_t<decltype(column)>::value_type;
        file.add(name, std::span<const Value>{column.values()});
    });
}

World read_world(ContainerReader& file, const World& like)
{
    World world;
    world.territory = like.territory;
    const std::optional<Date> start = parse_date(file.read_text("world.start"));
    if (!start || !is_monday(*start)) file.refuse("world.start", "it is not a Monday");
    world.calendar = Calendar{*start};
    for_each_value(world, [&](std::string_view name, auto& value) { file.read_value(name, value); });
    if (world.drugs != like.drugs) file.refuse("world.drugs", "they differ");
    std::uint64_t levers = 0;
    std::uint64_t spent = 0;
    std::uint64_t committed = 0;
    file.read_value("world.levers", levers);
    if (levers != like.services.of_lever.size()) file.refuse("world.levers", "their number differs");
    for (const ServicePosts& posts : like.services.of_lever) {
        world.services.of_lever.emplace_back().lever = file.read_text("world.lever");
        if (world.services.of_lever.back().lever != posts.lever) file.refuse("world.lever", "they differ");
    }
    file.read_value("world.spent", spent);
    file.read_value("world.committed", committed);
    if (spent > levers || committed > levers) file.refuse("world.spent", "there are more than levers");
    world.tallies.spent_cents.resize(spent);
    world.tallies.committed_cents.resize(committed);
    file.read("world.events", world.events);
    world.for_each_column([&](std::string_view name, auto& column) { file.read(name, column.values()); });
    world.links.stale = true;
    return world;
}

// ---- the recorder --------------------------------------------------------------------------------------------------

void write_recorder(ContainerWriter& file, const Recorder& recorder)
{
    const_cast<Recorder&>(recorder).for_each_buffer([&](std::string_view name, const auto& buffer) {
        using Value = typename std::decay_t<decltype(buffer)>::value_type;
        file.add(name, std::span<const Value>{buffer});
    });
}

Recorder read_recorder(ContainerReader& file, const Recorder& like)
{
    Recorder recorder = like;
    recorder.for_each_buffer([&](std::string_view name, auto& buffer) { file.read(name, buffer); });
    if (!recorder.is_consistent()) file.refuse("the series", "they do not have the shape of this scenario's outputs");
    return recorder;
}

std::filesystem::path one_before(const std::filesystem::path& path)
{
    return path.string() + ".old";
}

ResumedRun read_one(const std::filesystem::path& path, const RunIdentity& expected, const World& world,
                    const Recorder& recorder)
{
    ContainerReader file{path, checkpoint_kind, format_version, largest_file};
    ResumedRun run;
    run.week = expect_identity(file, expected);
    run.world = read_world(file, world);
    run.recorder = read_recorder(file, recorder);
    file.read("triggers", run.triggers);
    file.expect_end();
    if (run.week != run.world.week) file.refuse("the week", "header and world differ");
    return run;
}

} // namespace

std::string build_identity()
{
    const BuildInfo build = build_info();
    return fmt::format("emprise {} {} {} {} {}", build.version, build.commit, build.compiler, build.build_type,
                       build.flags);
}

void write_checkpoint(FileSystem& disk, const std::filesystem::path& path, const RunIdentity& identity,
                      const World& world, const Recorder& recorder, std::span<const std::byte> triggers)
{
    ContainerWriter file{checkpoint_kind, format_version};
    write_identity(file, identity);
    write_world(file, world);
    write_recorder(file, recorder);
    file.add("triggers", triggers);
    if (std::filesystem::exists(path)) rename_file(disk, path, one_before(path), Replace::allow);
    file.write(disk, path, Replace::allow);
}

std::optional<ResumedRun> read_checkpoint(const std::filesystem::path& path, const RunIdentity& expected,
                                          const World& world, const Recorder& recorder)
{
    const std::filesystem::path before = one_before(path);
    const bool there = std::filesystem::exists(path);
    const bool before_there = std::filesystem::exists(before);
    if (!there && !before_there) return std::nullopt;
    if (!there) return read_one(before, expected, world, recorder);
    if (!before_there) return read_one(path, expected, world, recorder);
    try {
        return read_one(path, expected, world, recorder);
    } catch (const RefusedCheckpoint& newest) {
        try {
            return read_one(before, expected, world, recorder);
        } catch (const RefusedCheckpoint&) {
            throw newest;
        }
    }
}

void remove_checkpoints(FileSystem& disk, const std::filesystem::path& path)
{
    remove_file(disk, path);
    remove_file(disk, one_before(path));
}

void write_segment(FileSystem& disk, const std::filesystem::path& path, const RunIdentity& identity,
                   const Series& series)
{
    ContainerWriter file{segment_kind, format_version};
    write_identity(file, identity);
    file.add("time", std::span<const Week>{series.time});
    file.add("period_from", std::span<const Week>{series.period_from});
    file.add("events", std::span<const Event>{series.events});
    file.add_value("outcomes", static_cast<std::uint64_t>(series.outcomes.size()));
    for (const OutcomeSeries& outcome : series.outcomes) {
        file.add_text("outcome", outcome.outcome->name);
        file.add_value("level", outcome.level);
        file.add_value("places", static_cast<std::uint64_t>(outcome.places));
        file.add_value("levers", static_cast<std::uint64_t>(outcome.levers));
        file.add("values", std::span<const std::int64_t>{outcome.values});
    }
    file.write(disk, path, Replace::allow);
}

namespace {

OutcomeSeries read_outcome(ContainerReader& file, std::size_t periods)
{
    OutcomeSeries outcome;
    const std::string name = file.read_text("outcome");
    outcome.outcome = find_outcome(name);
    if (outcome.outcome == nullptr) file.refuse("outcome", fmt::format("there is no \"{}\"", name));
    std::uint64_t places = 0;
    std::uint64_t levers = 0;
    file.read_value("level", outcome.level);
    file.read_value("places", places);
    file.read_value("levers", levers);
    outcome.places = places;
    outcome.levers = levers;
    file.read("values", outcome.values);
    std::uint64_t row = 0;
    std::uint64_t cells = 0;
    if (outcome.level > Level::commune || __builtin_mul_overflow(places, levers, &row) ||
        __builtin_mul_overflow(row, periods, &cells) || cells != outcome.values.size())
        file.refuse("values", fmt::format("\"{}\" does not have the shape it claims", name));
    return outcome;
}

} // namespace

std::optional<Series> read_segment(const std::filesystem::path& path, const RunIdentity& expected)
{
    if (!std::filesystem::exists(path)) return std::nullopt;
    ContainerReader file{path, segment_kind, format_version, largest_file};
    expect_identity(file, expected);
    Series series;
    file.read("time", series.time);
    file.read("period_from", series.period_from);
    file.read("events", series.events);
    if (series.period_from.size() != series.time.size()) file.refuse("period_from", "it differs in length from time");
    std::uint64_t outcomes = 0;
    file.read_value("outcomes", outcomes);
    for (std::uint64_t at = 0; at < outcomes; ++at) series.outcomes.push_back(read_outcome(file, series.periods()));
    file.expect_end();
    return series;
}

} // namespace emprise
