#include "store/csv.hpp"

#include "files/csv_table.hpp"
#include "store/event_layout.hpp"
#include "world/printed_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace emprise {

namespace {

const std::vector<PlaceLabel>& labels_at(const SeriesAxes& axes, Level level)
{
    static const std::vector<PlaceLabel> whole{{"", "whole territory"}};
    switch (level) {
    case Level::region:
        return axes.regions;
    case Level::departement:
        return axes.departements;
    case Level::commune:
        return axes.communes;
    case Level::total:
        break;
    }
    return whole;
}

std::string number_text(const OutcomeDeclaration& outcome, double value)
{
    if (!std::isfinite(value)) return "";
    return outcome.kind == OutcomeKind::count ? fmt::format("{:.0f}", value) : fmt::format("{}", value);
}

/// Lines of one outcome, level, place and lever over time, after the columns that all share.
struct LineWriter {
    std::string& text;
    const ResultSet& results;
    const OutcomeDeclaration& outcome;
    Level level;

    void write(const ArmResult& arm, std::size_t run, std::size_t place, std::size_t lever) const
    {
        const Series& series = arm.runs[run].series;
        const auto values = values_over_time(series, outcome.name, level, place, lever);
        if (!values) return;
        const PlaceLabel& label = labels_at(results.axes, level)[place];
        const Calendar calendar{results.axes.start};
        const std::string run_text = fmt::format("{},{}", safe_csv_text(arm.id), results.replicates[run]);
        const std::string rest =
            fmt::format("{},{},{},{},{},{}", level_names[static_cast<std::size_t>(level)], safe_csv_text(label.code),
                        safe_csv_text(label.name), lever == all_levers ? "" : safe_csv_text(results.axes.levers[lever]),
                        outcome.name, outcome.unit);
        for (std::size_t period = 0; period < series.periods(); ++period)
            fmt::format_to(std::back_inserter(text), "{},{},{},{},{}\n", run_text, series.time[period],
                           format_date(calendar.date_of(series.time[period])), rest,
                           number_text(outcome, (*values)[period]));
    }
};

void write_outcome(std::string& text, const ResultSet& results, const OutcomeDeclaration& outcome, Level level)
{
    const LineWriter writer{text, results, outcome, level};
    const std::size_t places = labels_at(results.axes, level).size();
    for (const ArmResult& arm : results.arms)
        for (std::size_t run = 0; run < arm.runs.size(); ++run) {
            if (arm.runs[run].status != RunStatus::done) continue;
            const OutcomeSeries* series = arm.runs[run].series.find(outcome.name, level);
            if (series == nullptr && outcome.kind != OutcomeKind::ratio) continue;
            for (std::size_t place = 0; place < places; ++place) {
                if (!outcome.by_lever)
                    writer.write(arm, run, place, all_levers);
                else
                    for (std::size_t lever = 0; lever < results.axes.levers.size(); ++lever)
                        writer.write(arm, run, place, lever);
            }
        }
}

std::string_view name_of(EventKind kind)
{
    const auto at = static_cast<std::size_t>(kind);
    return at < event_kind_names.size() ? event_kind_names[at] : std::string_view{"unknown"};
}

void write_event(std::string& text, const ResultSet& results, const ArmResult& arm, std::size_t run, const Event& event)
{
    const std::vector<PlaceLabel>& communes = results.axes.communes;
    const bool placed = event.commune.present() && event.commune.value() < communes.size();
    const PlaceLabel label = placed ? communes[event.commune.value()] : PlaceLabel{};
    fmt::format_to(std::back_inserter(text), "{},{},{},{},{},{},{},{},{}", safe_csv_text(arm.id),
                   results.replicates[run], event.week, name_of(event.kind), event.reason, safe_csv_text(label.code),
                   safe_csv_text(label.name), printed_name(event.who), printed_name(event.other));
    const bool utility = has_utility(event.kind);
    for (std::size_t term = 0; term < event.terms.size(); ++term)
        text += utility ? fmt::format(",{}", event.terms[term]) : std::string{","};
    for (std::size_t term = 0; term < EventColumns::details; ++term)
        text += utility ? std::string{","} : fmt::format(",{}", event.terms[term]);
    text += '\n';
}

} // namespace

std::string safe_csv_text(std::string_view text)
{
    std::string line{text};
    const bool formula = !line.empty() && std::string_view{"=+-@\t\r"}.find(line.front()) != std::string_view::npos;
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    if (!formula) return csv_field(line);
    std::string quoted = "\"'";
    for (const char c : line) quoted += c == '"' ? std::string{"\"\""} : std::string(1, c);
    return quoted + "\"";
}

std::string series_as_csv(const ResultSet& results, const CsvSelection& selection)
{
    std::string text = "arm,replicate,week,date,level,place,place_name,lever,outcome,unit,value\n";
    for (const OutcomeDeclaration& outcome : outcome_declarations()) {
        const bool wanted =
            selection.outcomes.empty() ||
            std::find(selection.outcomes.begin(), selection.outcomes.end(), outcome.name) != selection.outcomes.end();
        if (!wanted) continue;
        for (const Level level : selection.levels) write_outcome(text, results, outcome, level);
    }
    return text;
}

std::string events_as_csv(const ResultSet& results)
{
    std::string text = "arm,replicate,week,kind,reason,commune,commune_name,cell,other";
    for (const std::string_view term : utility_term_names) text += fmt::format(",utility_{}", term);
    text += ",distance_km,detail_1,detail_2,detail_3,detail_4\n";
    for (const ArmResult& arm : results.arms)
        for (std::size_t run = 0; run < arm.runs.size(); ++run)
            for (const Event& event : arm.runs[run].series.events) write_event(text, results, arm, run, event);
    return text;
}

} // namespace emprise
