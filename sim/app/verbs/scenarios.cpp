#include "app/verbs/scenarios.hpp"

#include "base/error.hpp"
#include "levers/channel.hpp"
#include "record/outcome.hpp"
#include "runs/course.hpp"
#include "settings/scenario_reader.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace emprise {

namespace {

ReadOptions read_options(const Options& options)
{
    ReadOptions read;
    read.allow_outside = options.allow_outside;
    for (const OutcomeDeclaration& outcome : outcome_declarations()) read.known_outcomes.emplace_back(outcome.name);
    read.observed_outcomes = observed_outcomes();
    for (const ChannelDeclaration& channel : channel_declarations()) read.known_channels.emplace_back(channel.name);
    return read;
}

Overrides overrides_of(const Options& options)
{
    Overrides overrides;
    overrides.environment = settings_in_environment(environ);
    overrides.set = options.sets;
    if (!options.set_json.empty()) overrides.set_json.push_back(options.set_json);
    return overrides;
}

void expect_equal(std::vector<Problem>& problems, const Scenario& first, const Scenario& other, bool equal,
                  const char* what)
{
    if (!equal)
        problems.push_back({other.file.string(), 0, 0, "S700",
                            fmt::format("{} differs from that of {}", what, first.file.filename().string()),
                            "Arms of one comparison share it: set it once, in a file both extend."});
}

} // namespace

std::vector<Scenario> read_scenarios(const Options& options)
{
    std::vector<Scenario> scenarios;
    std::vector<Problem> problems;
    const ReadOptions read = read_options(options);
    const Overrides overrides = overrides_of(options);
    for (const auto& file : options.files) {
        try {
            scenarios.push_back(read_scenario(file, overrides, read));
            expect_bounded_social_gain(scenarios.back());
            expect_one_resting_hold(scenarios.back());
        } catch (const InvalidScenario& invalid) {
            problems.insert(problems.end(), invalid.problems().begin(), invalid.problems().end());
        }
    }
    if (!problems.empty()) throw InvalidScenario{std::move(problems)};
    return scenarios;
}

void expect_comparable(const std::vector<Scenario>& arms)
{
    std::vector<Problem> problems;
    const Scenario& first = arms.front();
    for (const Scenario& arm : arms) {
        const auto same = [&](bool equal, const char* what) { expect_equal(problems, first, arm, equal, what); };
        same(arm.run.start == first.run.start, "run.start");
        same(arm.run.weeks == first.run.weeks, "run.weeks");
        same(arm.run.burn_in == first.run.burn_in, "run.burn_in");
        same(arm.run.replicates == first.run.replicates, "run.replicates");
        same(arm.run.seed == first.run.seed && arm.run.genesis_seed == first.run.genesis_seed, "run.seed");
        same(arm.population_share == first.population_share, "population.share");
        const TerritorySettings &here = arm.territory, &there = first.territory;
        same(here.country == there.country && here.files == there.files && here.all == there.all &&
                 here.regions == there.regions && here.departements == there.departements &&
                 here.communes == there.communes,
             "territory");
        const OutputSettings &out = arm.outputs, &first_out = first.outputs;
        same(out.every_weeks == first_out.every_weeks && out.by == first_out.by && out.outcomes == first_out.outcomes &&
                 out.by_commune == first_out.by_commune && out.events == first_out.events,
             "outputs");
        same(arm.levers.levers.size() == first.levers.levers.size(), "the catalogue of levers");
    }
    if (!problems.empty()) throw InvalidScenario{std::move(problems)};
}

} // namespace emprise
