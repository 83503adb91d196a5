#include "record/recorder.hpp"

#include "base/expects.hpp"
#include "parallel/parallel.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <tuple>

namespace emprise {

namespace {

bool contains(const std::vector<std::string>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Listed, or part of a ratio that is listed.
bool is_asked_for(const std::vector<std::string>& names, std::string_view name)
{
    if (contains(names, name)) return true;
    for (const OutcomeDeclaration& ratio : outcome_declarations()) {
        if (ratio.kind != OutcomeKind::ratio || !contains(names, ratio.name)) continue;
        if (ratio.numerator == name || ratio.denominator == name) return true;
    }
    return false;
}

std::vector<Level> levels_of(const RecorderSettings& settings, const OutcomeDeclaration& outcome)
{
    std::vector<Level> levels{Level::total};
    if (settings.by_region) levels.push_back(Level::region);
    if (settings.by_departement) levels.push_back(Level::departement);
    if (outcome.grain == Grain::commune && is_asked_for(settings.by_commune, outcome.name))
        levels.push_back(Level::commune);
    return levels;
}

std::size_t places_at(const SeriesAxes& axes, Level level)
{
    switch (level) {
    case Level::region:
        return axes.regions.size();
    case Level::departement:
        return axes.departements.size();
    case Level::commune:
        return axes.communes.size();
    case Level::total:
        break;
    }
    return 1;
}

std::vector<OutcomeSeries> empty_series(const RecorderSettings& settings, const SeriesAxes& axes)
{
    std::vector<OutcomeSeries> all;
    for (const OutcomeDeclaration& outcome : outcome_declarations()) {
        if (outcome.kind == OutcomeKind::ratio) continue;
        if (!settings.outcomes.empty() && !is_asked_for(settings.outcomes, outcome.name)) continue;
        if (outcome.by_lever && axes.levers.empty()) continue;
        for (const Level level : levels_of(settings, outcome))
            all.push_back({.outcome = &outcome,
                           .level = level,
                           .places = places_at(axes, level),
                           .levers = outcome.by_lever ? axes.levers.size() : 1,
                           .values = {}});
    }
    return all;
}

/// Counts of one outcome at every level above the smallest.
struct Aggregate {
    DepartementCounts departements;
    Column<Region, std::int64_t> regions;
    std::int64_t total{};
};

void add_up_departements(const Territory& territory, Aggregate& aggregate)
{
    aggregate.regions.assign(territory.regions.size(), 0);
    aggregate.total = 0;
    for (const DepartementId departement : each<Departement>(aggregate.departements.size())) {
        aggregate.regions[territory.region_of[departement]] += aggregate.departements[departement];
        aggregate.total += aggregate.departements[departement];
    }
}

void add_up_communes(const Territory& territory, const CommuneCounts& communes, Aggregate& aggregate)
{
    aggregate.departements.assign(territory.departements.size(), 0);
    for (const CommuneId commune : each<Commune>(communes.size()))
        aggregate.departements[territory.communes.departement[commune]] += communes[commune];
    add_up_departements(territory, aggregate);
}

const std::int64_t* counts_at(Level level, const CommuneCounts& communes, const Aggregate& aggregate)
{
    switch (level) {
    case Level::region:
        return aggregate.regions.data();
    case Level::departement:
        return aggregate.departements.data();
    case Level::commune:
        return communes.data();
    case Level::total:
        break;
    }
    return &aggregate.total;
}

} // namespace

RecorderSettings recorder_settings(const OutputSettings& outputs, const RunSettings& run)
{
    RecorderSettings settings;
    settings.every_weeks = outputs.every_weeks;
    settings.last_week = run.weeks;
    settings.by_region = contains(outputs.by, "region");
    settings.by_departement = contains(outputs.by, "departement");
    settings.outcomes = outputs.outcomes;
    settings.by_commune = outputs.by_commune;
    settings.events = outputs.events;
    if (contains(outputs.by, "commune") && settings.by_commune.empty())
        for (const OutcomeDeclaration& outcome : outcome_declarations())
            if (settings.outcomes.empty() || is_asked_for(settings.outcomes, outcome.name))
                settings.by_commune.emplace_back(outcome.name);
    return settings;
}

std::uint64_t series_bytes(const RecorderSettings& settings, Week first_simulated_week, const SeriesAxes& axes)
{
    std::uint64_t row = 0;
    for (const OutcomeSeries& outcome : empty_series(settings, axes)) row += outcome.row_size() * sizeof(std::int64_t);
    const Week from = std::max(settings.first_week, first_simulated_week);
    return row * static_cast<std::uint64_t>((settings.last_week - from) / settings.every_weeks + 2);
}

Recorder::Recorder(RecorderSettings settings, const World& start) : settings_{std::move(settings)}
{
    EXPECTS(settings_.every_weeks >= 1);
    series_.outcomes = empty_series(settings_, axes_of(start));
    for (std::size_t at = 0; at < series_.outcomes.size(); ++at) {
        const OutcomeSeries& outcome = series_.outcomes[at];
        const bool is_sum = outcome.outcome->method == CellMethod::sum;
        totals_before_.emplace_back(is_sum ? outcome.row_size() : 0, 0);
        if (at == 0 || series_.outcomes[at - 1].outcome != outcome.outcome) first_of_outcome_.push_back(at);
    }
    first_of_outcome_.push_back(series_.outcomes.size());
    period_begins_ = {start.week};
    collect(start, Purpose::totals_only);
    if (start.week > settings_.first_week) collect(start, Purpose::row);
    if (start.week >= settings_.first_week) keep_present(start);
}

void Recorder::observe(const World& world)
{
    keep_events(world);
    if (!period_ends(world.week)) return;
    collect(world, world.week > settings_.first_week ? Purpose::row : Purpose::totals_only);
    period_begins_.front() = world.week;
}

bool Recorder::is_consistent() const
{
    if (period_begins_.size() != 1 || series_.period_from.size() != series_.time.size()) return false;
    for (std::size_t at = 0; at < series_.outcomes.size(); ++at) {
        const OutcomeSeries& outcome = series_.outcomes[at];
        const bool is_sum = outcome.outcome->method == CellMethod::sum;
        if (outcome.values.size() != series_.periods() * outcome.row_size()) return false;
        if (totals_before_[at].size() != (is_sum ? outcome.row_size() : 0)) return false;
    }
    return true;
}

bool Recorder::period_ends(Week week) const
{
    return week % settings_.every_weeks == 0 || week == settings_.last_week;
}

void Recorder::collect(const World& world, Purpose purpose)
{
    if (purpose == Purpose::row) {
        series_.time.push_back(world.week);
        series_.period_from.push_back(period_begins_.front());
    }
    const Snapshot snapshot{world};
    for_each_index(first_of_outcome_.size() - 1, [&](std::size_t i) {
        collect_outcome(snapshot, first_of_outcome_[i], first_of_outcome_[i + 1], purpose);
    });
}

void Recorder::collect_outcome(const Snapshot& snapshot, std::size_t first, std::size_t last, Purpose purpose)
{
    const OutcomeDeclaration& outcome = *series_.outcomes[first].outcome;
    if (purpose == Purpose::totals_only && outcome.method != CellMethod::sum) return;
    if (purpose == Purpose::row)
        for (std::size_t at = first; at < last; ++at)
            series_.outcomes[at].values.resize(series_.outcomes[at].values.size() + series_.outcomes[at].row_size());
    const Territory& territory = *snapshot.world.territory;
    CommuneCounts communes;
    Aggregate aggregate;
    for (std::size_t lever = 0; lever < series_.outcomes[first].levers; ++lever) {
        if (outcome.grain == Grain::departement) {
            aggregate.departements.assign(territory.departements.size(), 0);
            outcome.collect_departements(snapshot, aggregate.departements);
            add_up_departements(territory, aggregate);
        } else {
            communes.assign(territory.communes.size(), 0);
            if (outcome.by_lever)
                outcome.collect_lever(snapshot, lever, communes);
            else
                outcome.collect(snapshot, communes);
            add_up_communes(territory, communes, aggregate);
        }
        for (std::size_t at = first; at < last; ++at)
            note(at, lever, counts_at(series_.outcomes[at].level, communes, aggregate), purpose);
    }
}

void Recorder::note(std::size_t at, std::size_t lever, const std::int64_t* counts, Purpose purpose)
{
    OutcomeSeries& series = series_.outcomes[at];
    std::vector<std::int64_t>& before = totals_before_[at];
    const std::size_t row = series.values.size() - (purpose == Purpose::row ? series.row_size() : 0);
    for (std::size_t place = 0; place < series.places; ++place) {
        const std::size_t column = place * series.levers + lever;
        if (purpose == Purpose::row)
            series.values[row + column] = counts[place] - (before.empty() ? 0 : before[column]);
        if (!before.empty()) before[column] = counts[place];
    }
}

void Recorder::keep_events(const World& world)
{
    if (!settings_.events) return;
    const std::size_t first_new = series_.events.size();
    for (const Event& event : world.events)
        if (event.week >= settings_.first_week) series_.events.push_back(event);
    sort_events(first_new);
    if (world.week == settings_.first_week) keep_present(world);
}

void Recorder::keep_present(const World& world)
{
    if (!settings_.events) return;
    const std::size_t first_new = series_.events.size();
    const Organisations& organisations = world.organisations;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        if (!world.cells.is_open(cell)) continue;
        const OrganisationId owner = world.cells.organisation[cell];
        series_.events.push_back(
            {.week = static_cast<std::int16_t>(world.week),
             .kind = world.cells.kind[cell] == CellKind::site ? EventKind::site_present : EventKind::crew_present,
             .reason = static_cast<std::uint8_t>(world.cells.generator[cell]),
             .commune = world.territory->quartiers.commune[world.cells.quartier[cell]],
             .who = world.cells.who[cell],
             .other = owner.present() ? organisations.who[owner] : Who{},
             .terms = {static_cast<float>(world.cells.opened[cell])}});
    }
    for (const OrganisationId organisation : each<Organisation>(organisations.size()))
        if (organisations.is_running(organisation))
            series_.events.push_back({.week = static_cast<std::int16_t>(world.week),
                                      .kind = EventKind::network_present,
                                      .commune = world.territory->quartiers.commune[organisations.home[organisation]],
                                      .who = organisations.who[organisation],
                                      .other = organisations.parent[organisation],
                                      .terms = {static_cast<float>(organisations.founded[organisation])}});
    sort_events(first_new);
}

void Recorder::sort_events(std::size_t first)
{
    std::stable_sort(series_.events.begin() + static_cast<std::ptrdiff_t>(first), series_.events.end(),
                     [](const Event& a, const Event& b) {
                         return std::tie(a.week, a.commune, a.kind, a.who, a.other) <
                                std::tie(b.week, b.commune, b.kind, b.who, b.other);
                     });
}

} // namespace emprise
