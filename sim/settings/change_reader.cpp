#include "settings/change_reader.hpp"

#include "settings/changes.hpp"
#include "settings/parameter_reader.hpp"
#include "settings/table_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace emprise {

namespace {

using Shape = ParameterDraw::Shape;

void read_dates(const TableReader& reader, Date run_start, Change& change)
{
    if (reader.require("start")) change.start = reader.date("start").value_or(Date{});
    change.end = reader.date("end");
    if (!change.start.ok()) return;
    if (change.start < run_start)
        reader.report(reader.find("start")->place, "S201",
                      fmt::format("{} starts on {}, before the run on {}", reader.what(), format_date(change.start),
                                  format_date(run_start)),
                      "The burn-in knows no changes: arms share it. What holds there too goes into [parameters].");
    if (change.end && *change.end < change.start)
        reader.report(reader.find("end")->place, "S201",
                      fmt::format("{} ends on {}, before it starts on {}", reader.what(), format_date(*change.end),
                                  format_date(change.start)));
}

/// One entry of `factor` or `parameters`; nothing when it is wrong.
std::optional<ParameterEffect> read_effect(const TomlEntry& entry, bool factor, const TableReader& reader)
{
    const ParameterRow* row = parameter_named(entry, reader.problems());
    if (row == nullptr) return std::nullopt;
    if (is_read_at_the_start_only(row->path)) {
        reader.report(entry.place, "S211",
                      fmt::format("{} changes {}, which is read at the start only", reader.what(), row->path),
                      "It shapes the first week and the burn-in: set it in [parameters].");
        return std::nullopt;
    }
    if (!entry.value.is(TomlType::whole) && !entry.value.is(TomlType::number)) {
        reader.report(
            entry.value.place, "S120",
            fmt::format("{} of {} is a number, found {}", row->path, reader.what(), name_of(entry.value.type)),
            "Draws belong to [parameters]; a factor keeps them.");
        return std::nullopt;
    }
    const double value = entry.value.number;
    if (factor && !factors_of_changes.contains(value)) {
        reader.report(entry.value.place, "S201",
                      fmt::format("the factor of {} must be between {} and {}, found {}", row->path,
                                  format_number(factors_of_changes.low), format_number(factors_of_changes.high),
                                  format_number(value)),
                      "The value of the run is times this.");
        return std::nullopt;
    }
    if (!factor && !check_allowed(*row, value, entry.value.place, reader.problems())) return std::nullopt;
    return ParameterEffect{std::string{row->path}, value, factor, entry.value.place};
}

void read_effects(const TableReader& reader, Change& change)
{
    std::size_t written = 0;
    for (const bool factor : {true, false}) {
        const TomlNode* table = reader.table(factor ? "factor" : "parameters");
        if (table == nullptr) continue;
        written += table->entries.size();
        for (const TomlEntry& entry : table->entries)
            if (std::optional<ParameterEffect> effect = read_effect(entry, factor, reader))
                change.effects.push_back(std::move(*effect));
    }
    if (written == 0)
        reader.report(reader.node().place, "S121", fmt::format("{} changes nothing", reader.what()),
                      "Write parameters = { \"path\" = value }, or factor = { \"path\" = times }.");
    std::sort(change.effects.begin(), change.effects.end(),
              [](const ParameterEffect& a, const ParameterEffect& b) { return a.path < b.path; });
    for (std::size_t row = 1; row < change.effects.size(); ++row)
        if (change.effects[row].path == change.effects[row - 1].path)
            reader.report(change.effects[row].place, "S211",
                          fmt::format("{} gives {} a factor and a value", reader.what(), change.effects[row].path),
                          "Keep one of them.");
}

/// The ends of what is drawn for a parameter; its value if nothing is. Tails of a lognormal are cut when it is drawn.
Parameters parameters_at_end(const Scenario& scenario, double ParameterDraw::*end)
{
    Parameters parameters = scenario.parameters;
    for (const ParameterDraw& draw : scenario.draws)
        if (draw.shape != Shape::lognormal) *find_parameter(draw.path)->at(parameters) = draw.*end;
    return parameters;
}

bool is_price_of_simulated_drug(const Scenario& scenario, std::string_view path)
{
    for (const std::size_t drug : scenario.drugs)
        for (const char* which : {"reference", "wholesale"})
            if (path == fmt::format("market.{}_price_eur_g_{}", which, drug_names[drug])) return true;
    return false;
}

/// Runs through the changes of one week and reports each effect that leaves the allowed range, once.
class ChangedValues {
public:
    ChangedValues(const Scenario& scenario, std::vector<Problem>& problems) : scenario_{scenario}, problems_{problems}
    {}

    void check(const ChangeTimeline& timeline, Parameters parameters, Week week)
    {
        for (const PlannedChange& change : timeline.changes) {
            if (week < change.first || week > change.last) continue;
            for (const ParameterEffect& effect : change.effects) {
                const ParameterRow& row = *find_parameter(effect.path);
                double& value = *row.at(parameters);
                value = effect.factor ? value * effect.value : effect.value;
                judge(row, value, effect.place);
                value = std::clamp(value, row.allowed.low, row.allowed.high);
            }
        }
    }

private:
    void judge(const ParameterRow& row, double value, const Place& place)
    {
        const bool no_price = value <= 0.0 && is_price_of_simulated_drug(scenario_, row.path);
        if (row.allowed.contains(value) && !no_price) return;
        if (!reported_.insert({place.line, place.column, std::string{row.path}}).second) return;
        if (check_allowed(row, value, place, problems_))
            problems_.push_back(
                {place.file, place.line, place.column, "S214",
                 fmt::format("a change takes {} to {}: its drug is simulated", row.path, format_number(value)),
                 "Give it a price above 0."});
    }

    const Scenario& scenario_;
    std::vector<Problem>& problems_;
    std::set<std::tuple<int, int, std::string>> reported_;
};

} // namespace

Change read_change(const TomlNode& table, Date run_start, std::vector<Problem>& problems)
{
    const TomlNode* id = table.find("id");
    const bool named = id != nullptr && id->is(TomlType::text);
    const TableReader reader{table, "change",
                             named ? fmt::format("change \"{}\"", id->text.substr(0, 60)) : std::string{"change"},
                             problems};
    Change change;
    change.place = table.place;
    if (reader.require("id")) change.id = reader.text("id").value_or("");
    read_dates(reader, run_start, change);
    read_effects(reader, change);
    return change;
}

void check_changed_values(const Scenario& scenario, std::vector<Problem>& problems)
{
    for (const Change& change : scenario.changes)
        if (!change.start.ok()) return; // Reported; without dates there are no weeks.
    if (!is_monday(scenario.run.start)) return;
    const ChangeTimeline timeline = make_change_timeline(scenario);
    ChangedValues values{scenario, problems};
    for (const Week week : weeks_of_changes(timeline)) {
        values.check(timeline, scenario.parameters, week);
        values.check(timeline, parameters_at_end(scenario, &ParameterDraw::low), week);
        values.check(timeline, parameters_at_end(scenario, &ParameterDraw::high), week);
    }
}

} // namespace emprise
