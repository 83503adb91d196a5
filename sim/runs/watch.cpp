#include "runs/watch.hpp"

#include "base/expects.hpp"
#include "record/outcome.hpp"

#include <algorithm>
#include <cstring>

namespace emprise {

namespace {

std::vector<double> values_of_week(Watch& watch, const World& world)
{
    const Snapshot snapshot{world};
    std::vector<double> values;
    for (std::size_t i = 0; i < watch.outcomes.size(); ++i) {
        const OutcomeDeclaration* outcome = find_outcome(watch.outcomes[i]);
        const std::int64_t total = collect_total(*outcome, snapshot);
        const bool sums = outcome->method == CellMethod::sum;
        values.push_back(in_unit(outcome->kind, sums ? total - watch.totals_before[i] : total));
        watch.totals_before[i] = total;
    }
    return values;
}

void show(const Watch& watch, PolicyTimeline& timeline, Week week, const std::vector<double>& values)
{
    std::vector<double> wanted;
    for (const std::string& name : timeline.watched_outcomes) {
        const auto at = std::lower_bound(watch.outcomes.begin(), watch.outcomes.end(), name);
        EXPECTS(at != watch.outcomes.end() && *at == name);
        wanted.push_back(values[static_cast<std::size_t>(at - watch.outcomes.begin())]);
    }
    note_outcomes(timeline, week, wanted);
}

} // namespace

Watch watch_outcomes(std::span<const Scenario> arms, const World& start)
{
    Watch watch;
    watch.first_week = start.week;
    for (const Scenario& arm : arms)
        for (const Policy& policy : arm.policies)
            if (policy.when) watch.outcomes.push_back(policy.when->outcome);
    std::sort(watch.outcomes.begin(), watch.outcomes.end());
    watch.outcomes.erase(std::unique(watch.outcomes.begin(), watch.outcomes.end()), watch.outcomes.end());
    watch.totals_before.assign(watch.outcomes.size(), 0);
    return watch;
}

void note_week(Watch& watch, PolicyTimeline& timeline, const World& world)
{
    if (watch.outcomes.empty()) return;
    watch.values.push_back(values_of_week(watch, world));
    if (!timeline.watched_outcomes.empty()) show(watch, timeline, world.week - 1, watch.values.back());
}

void replay(const Watch& watch, PolicyTimeline& timeline)
{
    if (timeline.watched_outcomes.empty()) return;
    for (std::size_t i = 0; i < watch.values.size(); ++i) {
        const Week week = watch.first_week + static_cast<Week>(i);
        update_triggers(timeline, week);
        show(watch, timeline, week, watch.values[i]);
    }
}

std::vector<std::byte> to_bytes(const Watch& watch)
{
    std::vector<double> numbers;
    for (const std::vector<double>& week : watch.values) numbers.insert(numbers.end(), week.begin(), week.end());
    const std::size_t totals = watch.totals_before.size() * sizeof(std::int64_t);
    std::vector<std::byte> bytes(totals + numbers.size() * sizeof(double));
    if (!bytes.empty()) {
        std::memcpy(bytes.data(), watch.totals_before.data(), totals);
        std::memcpy(bytes.data() + totals, numbers.data(), bytes.size() - totals);
    }
    return bytes;
}

void from_bytes(std::span<const std::byte> bytes, Watch& watch)
{
    const std::size_t outcomes = watch.outcomes.size();
    if (outcomes == 0) return;
    const std::size_t totals = outcomes * sizeof(std::int64_t);
    EXPECTS(bytes.size() >= totals && (bytes.size() - totals) % (outcomes * sizeof(double)) == 0);
    std::memcpy(watch.totals_before.data(), bytes.data(), totals);
    watch.values.assign((bytes.size() - totals) / (outcomes * sizeof(double)), std::vector<double>(outcomes));
    std::size_t at = totals;
    for (std::vector<double>& week : watch.values) {
        std::memcpy(week.data(), bytes.data() + at, outcomes * sizeof(double));
        at += outcomes * sizeof(double);
    }
}

} // namespace emprise
