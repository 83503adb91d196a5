#include "settings/changes.hpp"

#include "base/expects.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace emprise {

namespace {

/// Of the first map, the first residents, posts and forces; entry costs are solved for in the burn-in.
constexpr std::array<std::string_view, 3> groups_of_the_start{"genesis.", "trade_genesis.", "strategy.entry_cost_"};
constexpr auto parameters_of_the_start = std::to_array<std::string_view>(
    {"enforcement.gendarmerie_population_share", "enforcement.gendarmes", "enforcement.police_officers",
     "hold.allow_bistable", "justice.awaiting_trial", "justice.drug_share", "organisations.aggression_sigma",
     "services.municipal_police_covered_share", "services.municipal_police_large", "services.municipal_police_middle",
     "services.municipal_police_small", "services.priority_population_share"});

double effect_on(double value, const ParameterEffect& effect)
{
    return effect.factor ? value * effect.value : effect.value;
}

std::vector<std::uint8_t> active_in(const ChangeTimeline& timeline, Week week)
{
    std::vector<std::uint8_t> active(timeline.changes.size(), 0);
    bool any = false;
    for (std::size_t row = 0; row < active.size(); ++row) {
        const bool now = timeline.changes[row].first <= week && week <= timeline.changes[row].last;
        active[row] = now ? 1 : 0;
        any = any || now;
    }
    return any ? active : std::vector<std::uint8_t>{};
}

} // namespace

bool is_read_at_the_start_only(std::string_view path)
{
    const auto begins = [&](std::string_view group) { return path.starts_with(group); };
    return std::any_of(groups_of_the_start.begin(), groups_of_the_start.end(), begins) ||
           (path.starts_with("use.") && path.ends_with(".past_growth")) ||
           std::find(parameters_of_the_start.begin(), parameters_of_the_start.end(), path) !=
               parameters_of_the_start.end();
}

ChangeTimeline make_change_timeline(const Scenario& scenario)
{
    const Calendar calendar{scenario.run.start};
    ChangeTimeline timeline;
    for (const Change& change : scenario.changes)
        timeline.changes.push_back(
            {.first = calendar.week_of(change.start),
             .last = change.end ? calendar.week_of(*change.end) : std::numeric_limits<Week>::max() - 1,
             .effects = change.effects});
    return timeline;
}

Parameters parameters_in_week(const ChangeTimeline& timeline, const Parameters& of_run, Week week)
{
    Parameters parameters = of_run;
    for (const PlannedChange& change : timeline.changes) {
        if (week < change.first || week > change.last) continue;
        for (const ParameterEffect& effect : change.effects) {
            const ParameterRow* row = find_parameter(effect.path);
            EXPECTS(row != nullptr);
            double& value = *row->at(parameters);
            value = std::clamp(effect_on(value, effect), row->allowed.low, row->allowed.high);
        }
    }
    return parameters;
}

bool turn_to(ChangeTimeline& timeline, const Parameters& of_run, Week week)
{
    std::vector<std::uint8_t> active = active_in(timeline, week);
    if (active == timeline.active) return false;
    timeline.active = std::move(active);
    timeline.now = parameters_in_week(timeline, of_run, week);
    return true;
}

std::vector<Week> weeks_of_changes(const ChangeTimeline& timeline)
{
    std::vector<Week> weeks;
    for (const PlannedChange& change : timeline.changes) {
        weeks.push_back(change.first);
        weeks.push_back(change.last + 1);
    }
    std::sort(weeks.begin(), weeks.end());
    weeks.erase(std::unique(weeks.begin(), weeks.end()), weeks.end());
    return weeks;
}

std::vector<Parameters> parameters_over_time(const Scenario& scenario, const Parameters& of_run)
{
    const ChangeTimeline timeline = make_change_timeline(scenario);
    std::vector<Parameters> all{of_run};
    for (const Week week : weeks_of_changes(timeline)) all.push_back(parameters_in_week(timeline, of_run, week));
    return all;
}

} // namespace emprise
