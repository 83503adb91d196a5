#include "store/result_layout.hpp"

#include "base/build_info.hpp"
#include "base/expects.hpp"
#include "store/event_layout.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

namespace emprise {

namespace {

Variable text_scale(const std::string& name, const std::vector<std::string>& values, const std::string& long_name)
{
    return {.path = name,
            .axes = {name},
            .shape = {values.size()},
            .type = ValueType::text,
            .attributes = {{"long_name", long_name}},
            .values = values};
}

Variable text_along(const std::string& path, const std::string& axis, const std::vector<std::string>& values,
                    const std::string& long_name)
{
    Variable variable = text_scale(axis, values, long_name);
    variable.path = path;
    return variable;
}

template <class F>
std::vector<std::string> texts(const std::vector<PlaceLabel>& labels, F&& text_of)
{
    std::vector<std::string> all;
    all.reserve(labels.size());
    for (const PlaceLabel& label : labels) all.push_back(text_of(label));
    return all;
}

void add_places(std::vector<Variable>& variables, const std::string& axis, const std::vector<PlaceLabel>& labels)
{
    if (labels.empty()) return;
    const auto codes = texts(labels, [](const PlaceLabel& label) { return label.code; });
    variables.push_back(text_scale(axis, codes, "Official code"));
    auto names = texts(labels, [](const PlaceLabel& label) { return label.name; });
    variables.push_back(text_along(axis + "_name", axis, names, "Name"));
}

void add_arms(std::vector<Variable>& variables, const ResultSet& results)
{
    std::vector<std::string> ids;
    std::vector<std::string> names;
    std::vector<std::int8_t> status;
    bool all_done = true;
    for (const ArmResult& arm : results.arms) {
        ids.push_back(arm.id);
        names.push_back(arm.name);
        for (const RunResult& run : arm.runs) {
            status.push_back(static_cast<std::int8_t>(run.status));
            all_done = all_done && run.status == RunStatus::done;
        }
    }
    variables.push_back(text_scale("arm", ids, "Scenario"));
    variables.push_back(text_along("arm_name", "arm", names, "Name of the scenario"));
    const std::uint64_t runs = results.replicates.size();
    variables.push_back({.path = "realization",
                         .axes = {"realization"},
                         .shape = {runs},
                         .type = ValueType::int32,
                         .attributes = {{"long_name", std::string{"Replicate: the same luck in every arm"}},
                                        {"standard_name", std::string{"realization"}},
                                        {"units", std::string{"1"}}},
                         .values = results.replicates});
    variables.push_back({.path = "seed",
                         .axes = {"realization"},
                         .shape = {runs},
                         .type = ValueType::int64,
                         .attributes = {{"long_name", std::string{"Seed; luck is keyed by it and by the replicate"}},
                                        {"units", std::string{"1"}}},
                         .values = std::vector<std::int64_t>(runs, results.seed)});
    variables.push_back({.path = "run_status",
                         .axes = {"arm", "realization"},
                         .shape = {results.arms.size(), runs},
                         .type = ValueType::int8,
                         .attributes = {{"long_name", std::string{"What became of the run"}},
                                        {"units", std::string{"1"}},
                                        {"flag_values", std::vector<std::int8_t>{0, 1, 2}},
                                        {"flag_meanings", std::string{"done failed missing"}}},
                         .values = std::move(status)});
}

std::vector<double> days(const std::vector<Week>& weeks)
{
    constexpr double days_per_week = 7.0;
    std::vector<double> all;
    for (const Week week : weeks) all.push_back(days_per_week * week);
    return all;
}

void add_times(std::vector<Variable>& variables, const ResultSet& results, const Series& series)
{
    const std::uint64_t periods = series.periods();
    const std::string since = fmt::format("days since {}", format_date(results.axes.start));
    variables.push_back({.path = "time",
                         .axes = {"time"},
                         .shape = {periods},
                         .type = ValueType::float64,
                         .attributes = {{"long_name", std::string{"End of the period; negative in the burn-in"}},
                                        {"standard_name", std::string{"time"}},
                                        {"units", since},
                                        {"calendar", std::string{"standard"}},
                                        {"axis", std::string{"T"}},
                                        {"bounds", std::string{"time_bounds"}}},
                         .values = days(series.time)});
    variables.push_back({.path = "bound",
                         .axes = {"bound"},
                         .shape = {2},
                         .type = ValueType::int8,
                         .attributes = {{"long_name", std::string{"0: the period begins, 1: it ends"}}},
                         .values = std::vector<std::int8_t>{0, 1}});
    const auto from = days(series.period_from);
    const auto until = days(series.time);
    std::vector<double> bounds;
    for (std::size_t period = 0; period < periods; ++period) bounds.insert(bounds.end(), {from[period], until[period]});
    variables.push_back({.path = "time_bounds",
                         .axes = {"time", "bound"},
                         .shape = {periods, 2},
                         .type = ValueType::float64,
                         .attributes = {{"long_name", std::string{"Beginning and end of the period"}},
                                        {"units", since},
                                        {"calendar", std::string{"standard"}}},
                         .values = std::move(bounds)});
    variables.push_back({.path = "week",
                         .axes = {"time"},
                         .shape = {periods},
                         .type = ValueType::int32,
                         .attributes = {{"long_name", std::string{"Weeks since the end of the burn-in"}},
                                        {"units", std::string{"week"}}},
                         .values = std::vector<std::int32_t>(series.time.begin(), series.time.end())});
}

bool uses_level(const Series& series, Level level)
{
    for (const OutcomeSeries& outcome : series.outcomes)
        if (outcome.level == level) return true;
    return false;
}

bool uses_levers(const Series& series)
{
    for (const OutcomeSeries& outcome : series.outcomes)
        if (outcome.outcome->by_lever) return true;
    return false;
}

bool is_complete(const ResultSet& results)
{
    for (const ArmResult& arm : results.arms)
        for (const RunResult& run : arm.runs)
            if (run.status != RunStatus::done) return false;
    return true;
}

std::vector<Attribute> outcome_attributes(const OutcomeDeclaration& outcome, bool complete)
{
    std::vector<Attribute> attributes{{"long_name", std::string{outcome.long_name_en}},
                                      {"long_name_fr", std::string{outcome.long_name_fr}},
                                      {"units", std::string{outcome.unit}},
                                      {"cell_methods", std::string{cell_methods(outcome.method)}},
                                      {"better", std::string{name_of(outcome.better)}}};
    if (outcome.headline) attributes.push_back({"headline", std::int32_t{1}});
    for (const OutcomeDeclaration& ratio : outcome_declarations())
        if (ratio.kind == OutcomeKind::ratio && ratio.numerator == outcome.name)
            attributes.push_back(
                {"ratio", fmt::format("{} = {} / {}", ratio.name, ratio.numerator, ratio.denominator)});
    // Without missing runs there is none: a fill value would make readers turn counts into floats.
    if (!complete) attributes.push_back({"ancillary_variables", std::string{"run_status"}});
    return attributes;
}

Values values_of(const OutcomeSeries& series)
{
    if (is_whole(series.outcome->kind)) return series.values;
    std::vector<double> values;
    values.reserve(series.values.size());
    for (const std::int64_t collected : series.values) values.push_back(in_unit(series.outcome->kind, collected));
    return values;
}

Values missing_values(ValueType type, std::size_t count)
{
    if (type == ValueType::int64) return std::vector<std::int64_t>(count, missing_count);
    return std::vector<double>(count, std::numeric_limits<double>::quiet_NaN());
}

Variable lay_out_outcome(const ResultSet& results, const Series& series, std::size_t at, bool complete)
{
    const OutcomeSeries& first = series.outcomes[at];
    Variable variable{.path = variable_name(*first.outcome, first.level),
                      .axes = {"arm", "realization", "time"},
                      .shape = {results.arms.size(), results.replicates.size(), series.periods()},
                      .type = value_type(*first.outcome),
                      .attributes = outcome_attributes(*first.outcome, complete)};
    if (first.level != Level::total) {
        variable.axes.emplace_back(level_names[static_cast<std::size_t>(first.level)]);
        variable.shape.push_back(first.places);
    }
    if (first.outcome->by_lever) {
        variable.axes.emplace_back("lever");
        variable.shape.push_back(first.levers);
    }
    const std::size_t cells = series.periods() * first.row_size();
    const ValueType type = variable.type;
    variable.slab = [&results, at, cells, type](std::size_t arm, std::size_t run) {
        const RunResult& result = results.arms[arm].runs[run];
        if (result.status != RunStatus::done) return missing_values(type, cells);
        return values_of(result.series.outcomes[at]);
    };
    return variable;
}

void expect_same_shape(const Series& one, const Series& other)
{
    EXPECTS(one.time == other.time && one.period_from == other.period_from);
    EXPECTS(one.outcomes.size() == other.outcomes.size());
    for (std::size_t at = 0; at < one.outcomes.size(); ++at) {
        const OutcomeSeries& a = one.outcomes[at];
        const OutcomeSeries& b = other.outcomes[at];
        EXPECTS(a.outcome == b.outcome && a.level == b.level && a.places == b.places && a.levers == b.levers);
        EXPECTS(b.values.size() == other.periods() * b.row_size());
    }
}

void expect_consistent(const ResultSet& results)
{
    EXPECTS(!results.arms.empty() && !results.replicates.empty());
    const Series* first = results.any_series();
    for (const ArmResult& arm : results.arms) {
        EXPECTS(arm.runs.size() == results.replicates.size());
        for (const RunResult& run : arm.runs)
            if (run.status == RunStatus::done) expect_same_shape(*first, run.series);
    }
}

} // namespace

std::string variable_name(const OutcomeDeclaration& outcome, Level level)
{
    if (level == Level::total) return std::string{outcome.name};
    return fmt::format("{}_by_{}", outcome.name, level_names[static_cast<std::size_t>(level)]);
}

ValueType value_type(const OutcomeDeclaration& outcome)
{
    return is_whole(outcome.kind) ? ValueType::int64 : ValueType::float64;
}

std::vector<Variable> lay_out(const ResultSet& results)
{
    expect_consistent(results);
    std::vector<Variable> variables;
    add_arms(variables, results);
    const Series* series = results.any_series();
    if (series == nullptr || series->periods() == 0) return variables;
    add_times(variables, results, *series);
    if (uses_level(*series, Level::region)) add_places(variables, "region", results.axes.regions);
    if (uses_level(*series, Level::departement)) add_places(variables, "departement", results.axes.departements);
    if (uses_level(*series, Level::commune)) add_places(variables, "commune", results.axes.communes);
    if (uses_levers(*series)) variables.push_back(text_scale("lever", results.axes.levers, "Public policy lever"));
    const bool complete = is_complete(results);
    for (std::size_t at = 0; at < series->outcomes.size(); ++at)
        if (series->outcomes[at].row_size() > 0) variables.push_back(lay_out_outcome(results, *series, at, complete));
    add_events(variables, results);
    return variables;
}

namespace {

Variable provenance_text(const std::string& name, std::vector<std::string> texts, bool scalar)
{
    Variable variable;
    variable.path = "provenance/" + name;
    if (!scalar) variable.shape = {texts.size()};
    variable.type = ValueType::text;
    variable.values = std::move(texts);
    return variable;
}

/// One an arm and replicate; nothing if no run left a message.
std::vector<std::string> messages_of(const ResultSet& results)
{
    std::vector<std::string> messages;
    bool any = false;
    for (const ArmResult& arm : results.arms)
        for (const RunResult& run : arm.runs) {
            messages.push_back(run.message);
            any = any || !run.message.empty();
        }
    return any ? messages : std::vector<std::string>{};
}

} // namespace

std::vector<Variable> lay_out_provenance(const ResultSet& results)
{
    std::vector<std::string> written;
    std::vector<std::string> resolved;
    for (const ArmResult& arm : results.arms) {
        written.push_back(arm.scenario_as_written);
        resolved.push_back(arm.scenario_resolved);
    }
    std::vector<Variable> variables{provenance_text("scenario_as_written", std::move(written), false),
                                    provenance_text("scenario_resolved", std::move(resolved), false)};
    const Provenance& from = results.provenance;
    const std::vector<std::pair<const char*, const std::string*>> scalars{{"command_line", &from.command_line},
                                                                          {"parameters_json", &from.parameters_json},
                                                                          {"seeds_json", &from.seeds_json},
                                                                          {"build_json", &from.build_json},
                                                                          {"host_json", &from.host_json},
                                                                          {"inputs_json", &from.inputs_json},
                                                                          {"determinism_json", &from.determinism_json}};
    for (const auto& [name, text] : scalars)
        if (!text->empty()) variables.push_back(provenance_text(name, {*text}, true));
    std::vector<std::string> messages = messages_of(results);
    if (!messages.empty()) variables.push_back(provenance_text("messages", std::move(messages), false));
    return variables;
}

std::vector<Attribute> file_attributes(const ResultSet& results)
{
    return {{"Conventions", std::string{"CF-1.8"}},
            {"schema_version", result_schema_version},
            {"title", results.title},
            {"source", fmt::format("Emprise {}", build_info().version)},
            {"start", format_date(results.axes.start)},
            {"population_share", results.population_share},
            {"comment", std::string{"Real communes and populations; residents, sites and networks are draws. No place "
                                    "in this file is a real point of dealing."}}};
}

namespace {

std::string digest_of(const ResultSet& results, const std::vector<Variable>& variables)
{
    ContentDigest content;
    for (const Variable& variable : variables) {
        VariableDigest digest{variable.path, variable.type, variable.shape};
        if (variable.slab) {
            for (std::size_t arm = 0; arm < results.arms.size(); ++arm)
                for (std::size_t run = 0; run < results.replicates.size(); ++run) digest.add(variable.slab(arm, run));
        } else
            digest.add(variable.values);
        content.add(variable.path, digest.hex());
    }
    return content.hex();
}

} // namespace

std::string content_sha256(const ResultSet& results)
{
    return digest_of(results, lay_out(results));
}

std::string provenance_sha256(const ResultSet& results)
{
    return digest_of(results, lay_out_provenance(results));
}

} // namespace emprise
