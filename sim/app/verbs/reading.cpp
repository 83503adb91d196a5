#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "app/verbs/explaining.hpp"
#include "app/verbs/fingerprint_file.hpp"
#include "app/verbs/scenarios.hpp"
#include "base/error.hpp"
#include "levers/plan.hpp"
#include "runs/course.hpp"
#include "runs/forecast.hpp"
#include "runs/memory.hpp"
#include "settings/difference.hpp"
#include "store/csv.hpp"
#include "store/result_description.hpp"
#include "store/result_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace emprise {

namespace {

nlohmann::ordered_json changes_as_json(const Scenario& scenario)
{
    nlohmann::ordered_json changes = nlohmann::json::array();
    for (const Change& change : scenario.changes) {
        nlohmann::ordered_json row{{"change", change.id}, {"start", format_date(change.start)}};
        if (change.end) row["end"] = format_date(*change.end);
        for (const ParameterEffect& effect : change.effects)
            row[effect.factor ? "factor" : "parameters"][effect.path] = effect.value;
        changes.push_back(std::move(row));
    }
    return changes;
}

nlohmann::ordered_json plan_as_json(const Scenario& scenario, const PolicyTimeline& timeline, const RunForecast& cost)
{
    nlohmann::ordered_json document{{"file", scenario.file.string()},
                                    {"name", scenario.name},
                                    {"valid", true},
                                    {"seconds_in_all", cost.seconds_in_all},
                                    {"memory_bytes", cost.memory_bytes},
                                    {"output_bytes", cost.output_bytes},
                                    {"policies", nlohmann::json::array()}};
    for (const PolicyCost& policy : costs_of_policies(timeline, scenario.run.weeks))
        document["policies"].push_back(
            {{"policy", policy.label}, {"full_eur_year", policy.full_eur_year}, {"run_eur", policy.run_eur}});
    document["changes"] = changes_as_json(scenario);
    return document;
}

} // namespace

int check_scenarios(const Options& options)
{
    const std::vector<Scenario> scenarios = read_scenarios(options);
    const int threads = options.threads > 0 ? options.threads : usable_cores();
    nlohmann::ordered_json documents = nlohmann::json::array();
    for (const Scenario& scenario : scenarios) {
        const auto territory = load_territory_of(scenario);
        const PolicyTimeline timeline = make_timeline(scenario, *territory);
        const RunForecast cost = forecast(scenario, 1, *territory, threads);
        documents.push_back(plan_as_json(scenario, timeline, cost));
        if (!options.json) print_result(describe_plan(scenario, timeline, *territory, cost) + "\n");
    }
    if (options.json) print_result(documents.dump(2) + "\n");
    return exit_fine;
}

int diff_scenarios(const Options& options)
{
    const std::vector<Scenario> scenarios = read_scenarios(options);
    if (!options.json) {
        print_result(describe_differences(scenarios.front(), scenarios.back()));
        return exit_fine;
    }
    nlohmann::ordered_json rows = nlohmann::json::array();
    for (const Difference& difference : differences_between(scenarios.front(), scenarios.back()))
        rows.push_back({{"path", difference.path},
                        {"first", difference.first},
                        {"second", difference.second},
                        {"unit", difference.unit}});
    print_result(rows.dump(2) + "\n");
    return exit_fine;
}

int inspect_result(const Options& options)
{
    if (options.diverge) {
        if (options.files.size() != 2) throw UsageError{"emprise inspect --diverge: give two result files."};
        print_result(describe_divergence(options.files[0], options.files[1]));
        return exit_fine;
    }
    if (options.files.size() != 1) throw UsageError{"emprise inspect: give one result file."};
    const ResultSet results = read_result(options.files.front());
    if (asks_for_story(options)) {
        print_result(explain_result(results, options));
        return exit_fine;
    }
    if (options.csv)
        print_result(series_as_csv(results, {{}, {Level::total, Level::region}}));
    else
        print_result(describe_result(results, options.files.front().filename().string(), listing_format(options)));
    return exit_fine;
}

} // namespace emprise
