#include "runs/results.hpp"

#include "files/digest.hpp"
#include "files/shipped_data.hpp"
#include "runs/memory.hpp"
#include "settings/draws.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace emprise {

namespace {

constexpr Week one_year = 52;

std::string parameters_as_json(const Scenario& scenario)
{
    nlohmann::json values;
    for (const ParameterRow& row : parameter_rows()) {
        Parameters copy = scenario.parameters;
        values["set"][std::string{row.path}] = *row.at(copy);
    }
    for (const ParameterDraw& draw : scenario.draws)
        for (int replicate = 0; replicate < scenario.run.replicates; ++replicate) {
            Parameters drawn = parameters_of_replicate(scenario, static_cast<std::uint32_t>(replicate));
            values["drawn"][draw.path].push_back(*find_parameter(draw.path)->at(drawn));
        }
    return values.dump(2);
}

std::string host_as_json(int threads)
{
    const nlohmann::json host{{"threads", threads},
                              {"usable_cores", usable_cores()},
                              {"memory_limit_bytes", memory_limit()},
                              {"peak_memory_bytes", peak_memory()}};
    return host.dump(2);
}

/// Names and digests only: folders of the user's machine stay out of the file.
std::string inputs_as_json(const Scenario& scenario)
{
    nlohmann::json inputs = nlohmann::json::array();
    const TerritorySettings& wanted = scenario.territory;
    const auto folder = wanted.files.empty() ? shipped_data_folder() / wanted.country : wanted.files;
    std::vector<std::filesystem::path> tables;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (entry.path().extension() == ".csv") tables.push_back(entry.path());
    std::sort(tables.begin(), tables.end());
    for (const auto& table : tables)
        inputs.push_back({{"file", table.filename().string()},
                          {"bytes", std::filesystem::file_size(table)},
                          {"sha256", sha256_of_file(table)}});
    return inputs.dump(2);
}

/// Few départements by their names, more by region.
std::string territory_name(const Territory& territory)
{
    constexpr std::size_t few = 3;
    const std::string where = territory.departements.size() <= few
                                  ? fmt::format("{}", fmt::join(territory.departements.name, ", "))
                              : territory.regions.size() == 1 ? *territory.regions.name.begin()
                                                              : fmt::format("{} regions", territory.regions.size());
    return fmt::format("{}: {} communes, {} residents", where, territory.communes.size(), territory.population);
}

/// Arms of different files may have one name: the axis needs unique labels.
std::vector<std::string> unique_labels(std::span<const Scenario> arms)
{
    std::vector<std::string> labels;
    for (const Scenario& arm : arms) {
        std::string label = arm.id;
        for (int again = 2; std::find(labels.begin(), labels.end(), label) != labels.end(); ++again)
            label = fmt::format("{}-{}", arm.id, again);
        labels.push_back(label);
    }
    return labels;
}

std::vector<std::size_t> complete_replicates(const ResultSet& results)
{
    std::vector<std::size_t> complete;
    for (std::size_t replicate = 0; replicate < results.replicates.size(); ++replicate)
        if (std::all_of(results.arms.begin(), results.arms.end(),
                        [&](const ArmResult& arm) { return arm.runs[replicate].status == RunStatus::done; }))
            complete.push_back(replicate);
    return complete;
}

/// Sums become sums a year, so that windows of different length compare.
double value_a_year(const Series& series, const OutcomeDeclaration& outcome, Week after, Week until)
{
    const double value = value_over_window(series, outcome.name, after, until).value_or(0.0);
    if (outcome.method != CellMethod::sum || outcome.kind == OutcomeKind::ratio) return value;
    int weeks = 0;
    for (std::size_t period = 0; period < series.periods(); ++period)
        if (series.time[period] > after && series.time[period] <= until)
            weeks += series.time[period] - series.period_from[period];
    return weeks > 0 ? value * weeks_per_year / weeks : value;
}

std::vector<std::string> headline_outcomes()
{
    std::vector<std::string> names;
    for (const OutcomeDeclaration& outcome : outcome_declarations())
        if (outcome.headline) names.emplace_back(outcome.name);
    return names;
}

} // namespace

ResultSet make_result_set(std::span<const Scenario> arms, const Territory& territory, ArmRuns runs,
                          const std::string& command_line, int threads)
{
    ResultSet results;
    results.title = territory_name(territory);
    results.population_share = arms.front().population_share;
    results.seed = arms.front().run.seed;
    results.axes = runs.axes;
    results.towns = town_sizes_of(territory);
    for (std::size_t replicate = 0; replicate < runs.replicates; ++replicate)
        results.replicates.push_back(static_cast<std::int32_t>(replicate));
    const std::vector<std::string> labels = unique_labels(arms);
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
        ArmResult result{labels[arm], arms[arm].name, arms[arm].as_written, arms[arm].resolved, {}};
        for (std::size_t replicate = 0; replicate < runs.replicates; ++replicate) {
            ArmRun& run = runs.runs[arm * runs.replicates + replicate];
            const RunStatus status = run.failure.empty() ? RunStatus::done : RunStatus::failed;
            result.runs.push_back({status, run.failure, std::move(run.series)});
        }
        results.arms.push_back(std::move(result));
    }
    nlohmann::json seeds{{"seed", arms.front().run.seed}, {"genesis_seed", arms.front().run.genesis_seed}};
    results.provenance = {
        command_line,          parameters_as_json(arms.front()), seeds.dump(),         build_as_json(),
        host_as_json(threads), inputs_as_json(arms.front()),     determinism_as_json()};
    return results;
}

ArmComparison compare_results(const ResultSet& results, const std::vector<std::string>& outcomes)
{
    ArmComparison comparison;
    comparison.territory = results.title;
    const Series* any = results.any_series();
    if (any == nullptr || any->time.empty()) return comparison;
    const std::vector<std::size_t> complete = complete_replicates(results);
    comparison.replicates = complete.size();
    for (const ArmResult& arm : results.arms) comparison.arms.push_back(arm.id);
    const Calendar calendar{results.axes.start};
    const Week last = any->time.back();
    const Week after = std::max(last - one_year, 0);
    comparison.period = fmt::format("{} to {}", format_date(results.axes.start), format_date(calendar.date_of(last)));
    const bool has_past = any->time.front() <= 0;
    comparison.start_year_weeks = has_past ? std::min(one_year, -any->period_from.front()) : 0;
    for (const std::string& name : outcomes.empty() ? headline_outcomes() : outcomes) {
        const OutcomeDeclaration* declared = find_outcome(name);
        if (declared == nullptr || !value_over_window(*any, name, after, last)) continue;
        const bool yearly = declared->method == CellMethod::sum && declared->kind != OutcomeKind::ratio;
        const std::string unit{declared->unit};
        ComparedOutcome compared{name,
                                 yearly ? (unit == "1" ? "a year" : unit + " a year") : unit,
                                 std::string{declared->long_name_en},
                                 {},
                                 {}};
        for (const ArmResult& arm : results.arms) {
            std::vector<double>& start = compared.start.emplace_back();
            std::vector<double>& end = compared.end.emplace_back();
            for (const std::size_t replicate : complete) {
                const Series& series = arm.runs[replicate].series;
                end.push_back(value_a_year(series, *declared, after, last));
                start.push_back(value_a_year(series, *declared, -one_year, 0));
            }
        }
        comparison.outcomes.push_back(std::move(compared));
    }
    return comparison;
}

std::string metrics_as_json(const ArmComparison& comparison)
{
    nlohmann::json metrics;
    for (const ComparedOutcome& outcome : comparison.outcomes)
        for (std::size_t arm = 0; arm < comparison.arms.size(); ++arm)
            metrics[comparison.arms[arm] + "." + outcome.name] = mean_of(outcome.end[arm]);
    return metrics.dump(2) + "\n";
}

} // namespace emprise
