#include "app/verbs/explaining.hpp"

#include "base/error.hpp"
#include "base/suggestion.hpp"
#include "store/spread.hpp"
#include "store/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace emprise {

namespace {

std::size_t chosen_arm(const ResultSet& results, const std::string& wanted)
{
    if (wanted.empty()) return 0;
    std::vector<std::string> known;
    for (const ArmResult& arm : results.arms) {
        if (arm.id == wanted) return known.size();
        known.push_back(arm.id);
    }
    const std::vector<std::string> near = nearest_names(wanted, known);
    throw UsageError{fmt::format("emprise inspect: no arm `{}` in this file. {} `{}`.", printable(wanted),
                                 near.empty() ? "The first is" : "Did you mean",
                                 printable(near.empty() ? known.front() : near.front()))};
}

std::optional<std::size_t> chosen_run(const ResultSet& results, int wanted)
{
    if (wanted < 0) return std::nullopt;
    const auto& numbers = results.replicates;
    const auto found = std::find(numbers.begin(), numbers.end(), wanted);
    if (found == numbers.end())
        throw UsageError{fmt::format("emprise inspect: no replicate {} in this file, which has {} to {}.", wanted,
                                     numbers.front(), numbers.back())};
    return static_cast<std::size_t>(found - numbers.begin());
}

std::size_t first_done(const ArmResult& arm)
{
    for (std::size_t run = 0; run < arm.runs.size(); ++run)
        if (arm.runs[run].status == RunStatus::done) return run;
    throw UsageError{fmt::format("emprise inspect: no run of the arm {} is done.", printable(arm.id))};
}

StoryQuestion question_of(const Options& options)
{
    if (!options.organisation.empty()) return {StoryAbout::organisation, options.organisation, 0, 0};
    if (!options.cell.empty()) return {StoryAbout::cell, options.cell, 0, 0};
    return {StoryAbout::commune, options.commune, 0, 0};
}

} // namespace

bool asks_for_story(const Options& options)
{
    return options.spread || !options.organisation.empty() || !options.cell.empty() || !options.commune.empty();
}

std::string explain_result(const ResultSet& results, const Options& options)
{
    const std::size_t arm = chosen_arm(results, options.arm);
    const std::optional<std::size_t> run = chosen_run(results, options.replicate);
    if (options.spread) return describe_spread(results, arm, run, listing_format(options));
    StoryQuestion question = question_of(options);
    question.arm = arm;
    question.run = run ? *run : first_done(results.arms[arm]);
    if (results.arms[arm].runs[question.run].series.events.empty())
        throw UsageError{"emprise inspect: this file keeps no events of that run (outputs.events)."};
    return tell_story(results, question, listing_format(options));
}

} // namespace emprise
