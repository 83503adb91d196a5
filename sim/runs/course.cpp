#include "runs/course.hpp"

#include "files/shipped_data.hpp"
#include "settings/changes.hpp"
#include "settings/draws.hpp"
#include "world/build/territory_loader.hpp"
#include "world/hold.hpp"
#include "world/use_hazards.hpp"

#include <fmt/format.h>

namespace emprise {

std::shared_ptr<const Territory> load_territory_of(const Scenario& scenario)
{
    const TerritorySettings& wanted = scenario.territory;
    TerritoryFiles files;
    files.folder = wanted.files.empty() ? shipped_data_folder() / wanted.country : wanted.files;
    TerritoryQuery query;
    query.all = wanted.all;
    query.regions = wanted.regions;
    query.departements = wanted.departements;
    query.communes = wanted.communes;
    return std::make_shared<const Territory>(load_territory(files, query, scenario.run.genesis_seed));
}

namespace {

/// Parameters of every replicate that is drawn apart, before and during each change.
template <class F>
void for_each_parameter_set(const Scenario& scenario, F&& judge)
{
    for (int replicate = 0; replicate < scenario.run.replicates; ++replicate) {
        const Parameters of_run = parameters_of_replicate(scenario, static_cast<std::uint32_t>(replicate));
        for (const Parameters& parameters : parameters_over_time(scenario, of_run)) judge(parameters, replicate);
        if (scenario.draws.empty()) break;
    }
}

} // namespace

void expect_bounded_social_gain(const Scenario& scenario)
{
    constexpr double largest = 0.8;
    std::vector<Problem> problems;
    for_each_parameter_set(scenario, [&](const Parameters& parameters, int replicate) {
        if (!problems.empty()) return;
        for (const std::size_t drug : scenario.drugs) {
            const double gain = social_gain(parameters.drug_use.drugs[drug]);
            if (gain < largest) continue;
            problems.push_back(
                {scenario.file.string(), 0, 0, "S701",
                 fmt::format("use of {} spreads by example alone: social gain {:.2f} in replicate {}", drug_names[drug],
                             gain, replicate),
                 fmt::format("Keep it below 0.8: lower use.{0}.imitation_* or raise use.{0}.light_quit_*.",
                             drug_names[drug])});
        }
    });
    if (!problems.empty()) throw InvalidScenario{std::move(problems)};
}

void expect_one_resting_hold(const Scenario& scenario)
{
    for_each_parameter_set(scenario, [&](const Parameters& parameters, int replicate) {
        const double gain = hold_loop_gain(parameters.hold, parameters.perception);
        if (gain >= 1.0 && parameters.hold.allow_bistable < 0.5)
            throw InvalidScenario{{{scenario.file.string(), 0, 0, "S702",
                                    fmt::format("hold may sustain itself: gain of the loop through fear {:.2f} in "
                                                "replicate {}",
                                                gain, replicate),
                                    "Keep it below 1: raise hold.decay_week or lower hold.decay_per_efficacy or "
                                    "perception.fear_per_hold. Or set hold.allow_bistable = 1 and start from several "
                                    "first maps."}}};
    });
}

Genesis genesis_of(const Scenario& scenario, std::shared_ptr<const Territory> territory, std::uint32_t replicate)
{
    Genesis genesis;
    genesis.territory = std::move(territory);
    genesis.levers = &scenario.levers;
    genesis.parameters = parameters_of_replicate(scenario, replicate);
    genesis.population_share = scenario.population_share;
    genesis.drugs = scenario.drugs;
    genesis.start = scenario.run.start;
    genesis.weeks = scenario.run.weeks;
    genesis.burn_in = scenario.run.burn_in;
    genesis.seed = scenario.run.seed;
    genesis.replicate = replicate;
    return genesis;
}

Course course_of(const Scenario& scenario, const Territory& territory, std::uint32_t replicate)
{
    Course course;
    course.levers = &scenario.levers;
    course.parameters = parameters_of_replicate(scenario, replicate);
    course.timeline = make_timeline(scenario, territory);
    course.changes = make_change_timeline(scenario);
    course.seed = scenario.run.seed;
    course.replicate = replicate;
    return course;
}

} // namespace emprise
