#include "settings/scenario_writer.hpp"

#include "files/digest.hpp"
#include "files/whole_file.hpp"
#include "settings/catalogue.hpp"
#include "settings/table_reader.hpp"
#include "settings/toml_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace emprise {
namespace {

std::string run_toml(const RunSettings& run)
{
    return fmt::format("[run]\nstart = {}\nweeks = {}\nburn_in = {}\nreplicates = {}\nseed = {}\ngenesis_seed = {}\n",
                       format_date(run.start), run.weeks, run.burn_in, run.replicates, run.seed, run.genesis_seed);
}

std::string line_of_list(std::string_view key, const std::vector<std::string>& texts)
{
    return texts.empty() ? "" : fmt::format("{} = {}\n", key, toml_list(texts));
}

std::string territory_toml(const Scenario& scenario)
{
    const TerritorySettings& territory = scenario.territory;
    std::string text = "[territory]\n";
    if (territory.files.empty()) {
        text += fmt::format("country = {}\n", toml_string(territory.country));
    } else {
        std::error_code failure;
        const auto folder = scenario.file.has_parent_path() ? scenario.file.parent_path() : std::filesystem::path{"."};
        text += fmt::format("files = {}\n",
                            toml_string(std::filesystem::relative(territory.files, folder, failure).string()));
    }
    if (territory.all) text += "all = true\n";
    return text + line_of_list("regions", territory.regions) + line_of_list("departements", territory.departements) +
           line_of_list("communes", territory.communes);
}

std::string population_toml(const Scenario& scenario)
{
    std::vector<std::string> drugs;
    for (const std::size_t drug : scenario.drugs) drugs.emplace_back(drug_names[drug]);
    return fmt::format("[population]\nshare = {}\ndrugs = {}\n", format_number(scenario.population_share),
                       toml_list(drugs));
}

std::string draw_toml(const ParameterDraw& draw)
{
    const std::string low = format_number(draw.low);
    const std::string high = format_number(draw.high);
    switch (draw.shape) {
    case ParameterDraw::Shape::uniform:
        return fmt::format("{{ dist = \"uniform\", min = {}, max = {} }}", low, high);
    case ParameterDraw::Shape::triangular:
        return fmt::format("{{ dist = \"triangular\", min = {}, mode = {}, max = {} }}", low, format_number(draw.mode),
                           high);
    case ParameterDraw::Shape::lognormal:
        return fmt::format("{{ dist = \"lognormal\", median = {}, sigma = {} }}", low, high);
    }
    return {};
}

std::string parameters_toml(const Scenario& scenario)
{
    std::string text;
    Parameters values = scenario.parameters;
    for (const ParameterRow& row : parameter_rows()) {
        const auto draw = std::find_if(scenario.draws.begin(), scenario.draws.end(),
                                       [&](const ParameterDraw& one) { return one.path == row.path; });
        const double value = *row.at(values);
        if (draw != scenario.draws.end())
            text += fmt::format("{} = {}\n", toml_string(row.path), draw_toml(*draw));
        else if (value != row.usual)
            text += fmt::format("{} = {}\n", toml_string(row.path), format_number(value));
    }
    return text.empty() ? "" : "[parameters]\n" + text;
}

std::string target_toml(const PolicyTarget& where)
{
    std::string text = line_of_list("size", where.sizes) + line_of_list("regions", where.regions) +
                       line_of_list("departements", where.departements) + line_of_list("communes", where.communes);
    if (where.known_sites_above)
        text += fmt::format("known_sites = \"> {}\"\n", format_number(*where.known_sites_above));
    return text.empty() ? "" : "[policy.where]\n" + text;
}

std::string amount_toml(const Policy& policy, const LeverCatalogue& levers)
{
    const std::size_t row = levers.find(policy.lever);
    const std::string unit = row < levers.levers.size() ? levers.levers[row].unit : "post";
    const std::string key = policy.unit == AmountUnit::eur_per_year ? "eur_per_year"
                            : policy.unit == AmountUnit::units      ? unit + "s"
                                                                    : unit + "s_per_10000";
    return fmt::format("{} = {{ {} = {} }}\n", policy.set_to ? "set_to" : "amount", key, format_number(policy.amount));
}

std::string trigger_toml(const PolicyTrigger& when)
{
    return fmt::format("[policy.when]\noutcome = {}\nwindow = {}\n{} = {}\n{}hold = {}\n", toml_string(when.outcome),
                       when.window_weeks, when.comparison == Comparison::above ? "above" : "below",
                       format_number(when.bound), when.relative_to_burn_in ? "relative_to = \"burn_in\"\n" : "",
                       when.hold_weeks);
}

std::string duration_toml(Date start, const std::optional<Date>& end, double ramp_weeks)
{
    std::string text = fmt::format("start = {}\n", format_date(start));
    if (end) text += fmt::format("end = {}\n", format_date(*end));
    if (ramp_weeks >= 0) text += fmt::format("ramp = {}\n", static_cast<int>(ramp_weeks));
    return text;
}

std::string policy_toml(const Policy& policy, const LeverCatalogue& levers)
{
    std::string text = "[[policy]]\n";
    if (!policy.id.empty()) text += fmt::format("id = {}\n", toml_string(policy.id));
    text += fmt::format("lever = {}\n", toml_string(policy.lever));
    text += duration_toml(policy.start, policy.end, policy.ramp_weeks) + amount_toml(policy, levers);
    text += target_toml(policy.where);
    return policy.when ? text + trigger_toml(*policy.when) : text;
}

std::string shift_toml(const Shift& shift)
{
    std::string text = "[[shift]]\n";
    if (!shift.id.empty()) text += fmt::format("id = {}\n", toml_string(shift.id));
    text += fmt::format("from = {}\nto = {}\nshare = {}\n", toml_string(shift.from), toml_string(shift.to),
                        format_number(shift.share));
    if (!shift.payer.empty()) text += fmt::format("payer = {}\n", toml_string(shift.payer));
    return text + duration_toml(shift.start, shift.end, shift.ramp_weeks);
}

std::string change_toml(const Change& change)
{
    std::string text = fmt::format("[[change]]\nid = {}\n", toml_string(change.id));
    text += duration_toml(change.start, change.end, -1);
    for (const bool factor : {true, false}) {
        std::string lines;
        for (const ParameterEffect& effect : change.effects)
            if (effect.factor == factor)
                lines += fmt::format("{} = {}\n", toml_string(effect.path), format_number(effect.value));
        if (!lines.empty()) text += (factor ? "[change.factor]\n" : "[change.parameters]\n") + lines;
    }
    return text;
}

std::string budget_toml(const Budget& budget)
{
    const char* on_over = budget.on_over == Budget::OnOver::scale  ? "scale"
                          : budget.on_over == Budget::OnOver::stop ? "stop"
                                                                   : "report";
    return fmt::format("[budget]\ntotal = {{ eur = {}, per = \"year\" }}\non_over = \"{}\"\n",
                       format_number(budget.eur_per_year), on_over);
}

std::string outputs_toml(const OutputSettings& outputs)
{
    std::string text = fmt::format("[outputs]\nevery = {}\nby = {}\nevents = {}\n", outputs.every_weeks,
                                   toml_list(outputs.by), outputs.events);
    return text + line_of_list("outcomes", outputs.outcomes) + line_of_list("by_commune", outputs.by_commune);
}

/// Sorted, because the order of policies in a file means nothing.
template <class Item, class Write>
std::string sorted_toml(const std::vector<Item>& items, const Write& write)
{
    std::vector<std::string> texts;
    for (const Item& item : items) texts.push_back(write(item));
    std::sort(texts.begin(), texts.end());
    std::string all;
    for (const std::string& text : texts) all += text;
    return all;
}

std::string catalogue_toml(const LeverCatalogue& levers)
{
    return sorted_toml(levers.levers, lever_toml);
}

} // namespace

std::string resolved_toml(const Scenario& scenario)
{
    std::string text = fmt::format("schema = 1\nname = {}\n", toml_string(scenario.name));
    if (scenario.ensemble)
        text += fmt::format("# Parameters: draw {} of {}.\n", scenario.ensemble->draw, scenario.ensemble->file);
    text += run_toml(scenario.run) + territory_toml(scenario);
    text += population_toml(scenario);
    text += parameters_toml(scenario);
    text += sorted_toml(scenario.policies, [&](const Policy& policy) { return policy_toml(policy, scenario.levers); });
    text += sorted_toml(scenario.shifts, shift_toml);
    for (const Change& change : scenario.changes) text += change_toml(change); // Their order has a meaning.
    if (scenario.budget) text += budget_toml(*scenario.budget);
    text += outputs_toml(scenario.outputs);
    return text + "[catalogue]\nshipped = false\n" + catalogue_toml(scenario.levers);
}

std::string genesis_digest(const Scenario& scenario)
{
    RunSettings burn_in = scenario.run;
    burn_in.weeks = 1;
    burn_in.replicates = 1;
    std::string text = run_toml(burn_in) + territory_toml(scenario);
    text += population_toml(scenario) + parameters_toml(scenario);
    // Policies act from the week that contains their first day.
    std::vector<Policy> early;
    for (const Policy& policy : scenario.policies)
        if (policy.start < scenario.run.start) early.push_back(policy);
    std::vector<Shift> early_shifts;
    for (const Shift& shift : scenario.shifts)
        if (shift.start < scenario.run.start) early_shifts.push_back(shift);
    text += sorted_toml(early, [&](const Policy& policy) { return policy_toml(policy, scenario.levers); });
    text += sorted_toml(early_shifts, shift_toml);
    if (scenario.budget && !early.empty()) text += budget_toml(*scenario.budget);
    text += catalogue_toml(scenario.levers);
    return sha256_of(bytes_of(text));
}

} // namespace emprise
