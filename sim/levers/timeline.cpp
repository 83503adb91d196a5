#include "levers/timeline.hpp"

#include "base/expects.hpp"
#include "settings/policy_reader.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

namespace emprise {

namespace {

constexpr int oldest_young = 25; ///< A lever for nobody older is for the young.

PlannedWeeks weeks_of(const Calendar& calendar, Date start, const std::optional<Date>& end, double ramp_weeks)
{
    return {.first = calendar.week_of(start),
            .last = end ? calendar.week_of(*end) : std::numeric_limits<Week>::max(),
            .ramp_weeks = ramp_weeks};
}

/// By what posts of a lever are shared among communes: its gateways, or the residents it is for: in priority quartiers,
/// or young, or everybody.
double weight_for(const Lever& lever, const Territory& territory, CommuneId commune)
{
    if (lever.places == "gateways") return territory.communes.gateway[commune] != 0 ? 1.0 : 0.0;
    double persons = territory.communes.population[commune];
    if (lever.places == "priority") {
        persons = 0.0;
        for (const QuartierId quartier : quartiers_of(territory, commune))
            if (territory.quartiers.priority[quartier] != 0) persons += territory.quartiers.population[quartier];
    }
    return lever.oldest <= oldest_young ? persons * territory.communes.youth_share[commune] : persons;
}

/// Whether a commune is meant by the lists of a target.
class Target {
public:
    Target(const PolicyTarget& where, const Territory& territory) : territory_{territory}
    {
        for (const std::string& name : where.regions) regions_.push_back(find_region(territory, name));
        for (const std::string& name : where.departements) departements_.push_back(find_departement(territory, name));
        for (const std::string& name : where.communes) communes_.push_back(find_commune(territory, name));
        for (const std::string& word : where.sizes)
            for (const SizeWord& size : size_words)
                if (size.word == word) sizes_.push_back(size);
    }

    [[nodiscard]] bool means(CommuneId commune) const
    {
        const CommuneTable& table = territory_.communes;
        const int tier = static_cast<int>(table.size_tier[commune]);
        const bool fits = sizes_.empty() || std::any_of(sizes_.begin(), sizes_.end(), [&](const SizeWord& size) {
                              return size.first_tier <= tier && tier <= size.last_tier;
                          });
        return fits && listed(regions_, table.region[commune]) && listed(departements_, table.departement[commune]) &&
               listed(communes_, commune);
    }

private:
    template <class IdType>
    static bool listed(const std::vector<std::optional<IdType>>& list, IdType id)
    {
        return list.empty() || std::find(list.begin(), list.end(), std::optional{id}) != list.end();
    }

    const Territory& territory_;
    std::vector<std::optional<RegionId>> regions_;
    std::vector<std::optional<DepartementId>> departements_;
    std::vector<std::optional<CommuneId>> communes_;
    std::vector<SizeWord> sizes_;
};

void choose_communes(const Policy& policy, const Lever& lever, const Territory& territory, PlannedPolicy& planned)
{
    const Target target{policy.where, territory};
    for (const CommuneId commune : each<Commune>(territory.communes.size()))
        if (territory.communes.population[commune] > 0 && target.means(commune)) {
            planned.communes.push_back(commune);
            planned.residents.push_back(territory.communes.population[commune]);
            planned.weight.push_back(weight_for(lever, territory, commune));
        }
    if (std::accumulate(planned.weight.begin(), planned.weight.end(), 0.0) <= 0.0) planned.weight = planned.residents;
}

PlannedPolicy plan(const Policy& policy, const Scenario& scenario, const Calendar& calendar, const Territory& territory)
{
    PlannedPolicy planned;
    planned.lever = scenario.levers.find(policy.lever);
    EXPECTS(planned.lever < scenario.levers.levers.size());
    const Lever& lever = scenario.levers.levers[planned.lever];
    planned.label = policy.id.empty() ? policy.lever : policy.id;
    const double ramp = policy.ramp_weeks >= 0 ? policy.ramp_weeks : lever.ramp_weeks;
    planned.weeks = weeks_of(calendar, policy.start, policy.end, ramp);
    planned.unit = policy.unit;
    planned.amount = policy.amount;
    planned.set_to = policy.set_to;
    planned.eur_per_unit_year = lever.cost_eur_per_unit_year;
    planned.known_sites_above = policy.where.known_sites_above;
    planned.when = policy.when;
    choose_communes(policy, lever, territory, planned);
    return planned;
}

PlannedShift plan(const Shift& shift, const Scenario& scenario, const Calendar& calendar)
{
    PlannedShift planned;
    planned.from = scenario.levers.find(shift.from);
    planned.to = scenario.levers.find(shift.to);
    EXPECTS(planned.from < scenario.levers.levers.size() && planned.to < scenario.levers.levers.size());
    const Lever& from = scenario.levers.levers[planned.from];
    const Lever& to = scenario.levers.levers[planned.to];
    // Payers share a lever's cost in equal parts.
    const double part = shift.payer.empty() || from.pays.empty() ? 1.0 : 1.0 / static_cast<double>(from.pays.size());
    planned.share = shift.share * part;
    planned.units_gained_per_unit_lost =
        to.cost_eur_per_unit_year > 0 ? from.cost_eur_per_unit_year / to.cost_eur_per_unit_year : 0.0;
    planned.weeks =
        weeks_of(calendar, shift.start, shift.end, shift.ramp_weeks >= 0 ? shift.ramp_weeks : to.ramp_weeks);
    return planned;
}

auto content_of(const PlannedPolicy& policy)
{
    const PolicyTrigger when = policy.when.value_or(PolicyTrigger{});
    return std::tuple{policy.weeks.first,
                      policy.lever,
                      policy.weeks.last,
                      policy.weeks.ramp_weeks,
                      policy.set_to,
                      policy.unit,
                      policy.amount,
                      policy.known_sites_above,
                      policy.communes,
                      policy.when.has_value(),
                      when.outcome,
                      when.window_weeks,
                      when.comparison,
                      when.bound,
                      when.relative_to_burn_in,
                      when.hold_weeks};
}

auto content_of(const PlannedShift& shift)
{
    return std::tuple{shift.weeks.first, shift.from, shift.to, shift.weeks.last, shift.weeks.ramp_weeks, shift.share};
}

template <class Planned>
void sort_by_content(std::vector<Planned>& planned)
{
    std::sort(planned.begin(), planned.end(),
              [](const Planned& a, const Planned& b) { return content_of(a) < content_of(b); });
}

void watch_outcomes(PolicyTimeline& timeline)
{
    std::vector<std::string>& names = timeline.watched_outcomes;
    for (const PlannedPolicy& policy : timeline.policies)
        if (policy.when) names.push_back(policy.when->outcome);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (PlannedPolicy& policy : timeline.policies)
        if (policy.when)
            policy.watched = static_cast<std::size_t>(
                std::lower_bound(names.begin(), names.end(), policy.when->outcome) - names.begin());
    timeline.triggers.recorded.resize(names.size());
    timeline.triggers.on_since.assign(timeline.policies.size(), TriggerState::never_on);
    timeline.triggers.held_until.assign(timeline.policies.size(), TriggerState::never_on);
}

std::optional<double> mean_before(const TriggerState& triggers, std::size_t outcome, Week week, int weeks, bool whole)
{
    const std::vector<double>& values = triggers.recorded[outcome];
    const Week end = std::min<Week>(week - triggers.first_week, static_cast<Week>(values.size()));
    const Week begin = std::max(0, end - weeks);
    if (end <= begin || (whole && end - begin < weeks)) return std::nullopt;
    return std::accumulate(values.begin() + begin, values.begin() + end, 0.0) / (end - begin);
}

/// Whether what was recorded before `week` lies beyond the bound of a trigger.
bool is_beyond(const TriggerState& triggers, const PlannedPolicy& policy, Week week)
{
    const PolicyTrigger& when = *policy.when;
    double bound = when.bound;
    if (when.relative_to_burn_in) {
        const std::optional<double> before = mean_before(triggers, policy.watched, 0, when.window_weeks, false);
        if (!before || week <= 0) return false;
        bound *= *before;
    }
    const std::optional<double> mean = mean_before(triggers, policy.watched, week, when.window_weeks, true);
    if (!mean) return false;
    return when.comparison == Comparison::above ? *mean > bound : *mean < bound;
}

} // namespace

double PlannedWeeks::strength(Week week, Week since) const
{
    if (week < first || week > last || week < since) return 0.0;
    return ramp_weeks > 1.0 ? std::min(1.0, (week - since + 1) / ramp_weeks) : 1.0;
}

PolicyTimeline make_timeline(const Scenario& scenario, const Territory& territory)
{
    const Calendar calendar{scenario.run.start};
    PolicyTimeline timeline;
    timeline.levers = scenario.levers.levers.size();
    timeline.budget = scenario.budget;
    for (const Policy& policy : scenario.policies) {
        if (policy.amount == 0.0 && !policy.set_to) continue;
        PlannedPolicy planned = plan(policy, scenario, calendar, territory);
        if (!planned.communes.empty()) timeline.policies.push_back(std::move(planned));
    }
    for (const Shift& shift : scenario.shifts)
        if (shift.share > 0.0) timeline.shifts.push_back(plan(shift, scenario, calendar));
    sort_by_content(timeline.policies);
    sort_by_content(timeline.shifts);
    watch_outcomes(timeline);
    return timeline;
}

void note_outcomes(PolicyTimeline& timeline, Week week, std::span<const double> values)
{
    TriggerState& triggers = timeline.triggers;
    EXPECTS(values.size() == timeline.watched_outcomes.size());
    if (values.empty()) return;
    if (triggers.recorded.front().empty()) triggers.first_week = week;
    EXPECTS(week == triggers.first_week + static_cast<Week>(triggers.recorded.front().size()));
    for (std::size_t row = 0; row < values.size(); ++row) triggers.recorded[row].push_back(values[row]);
}

void update_triggers(PolicyTimeline& timeline, Week week)
{
    TriggerState& triggers = timeline.triggers;
    for (std::size_t row = 0; row < timeline.policies.size(); ++row) {
        const PlannedPolicy& policy = timeline.policies[row];
        if (!policy.when) continue;
        Week& since = triggers.on_since[row];
        const bool possible = week >= policy.weeks.first && week <= policy.weeks.last;
        const bool beyond = possible && is_beyond(triggers, policy, week);
        if (beyond && since == TriggerState::never_on) {
            since = week;
            triggers.held_until[row] = week + policy.when->hold_weeks;
        } else if (!beyond && (week >= triggers.held_until[row] || !possible)) {
            since = TriggerState::never_on;
        }
    }
}

double strength_of(const PolicyTimeline& timeline, std::size_t policy, Week week)
{
    const PlannedPolicy& planned = timeline.policies[policy];
    if (!planned.when) return planned.weeks.strength(week);
    const Week since = timeline.triggers.on_since[policy];
    return since == TriggerState::never_on ? 0.0 : planned.weeks.strength(week, since);
}

} // namespace emprise
