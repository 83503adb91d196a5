#include "levers/plan.hpp"

#include "base/error.hpp"
#include "settings/changes.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace emprise {

namespace {

constexpr int label_columns = 24;
constexpr int chart_columns = 36;

double full_cost(const PlannedPolicy& policy)
{
    if (policy.set_to) return 0.0;
    if (policy.unit == AmountUnit::eur_per_year) return policy.amount;
    double units = policy.amount;
    if (policy.unit == AmountUnit::units_per_10000)
        units *= std::accumulate(policy.residents.begin(), policy.residents.end(), 0.0) / 10'000;
    return units * policy.eur_per_unit_year;
}

PolicyCost::Certainty certainty_of(const PlannedPolicy& policy)
{
    if (policy.set_to) return PolicyCost::Certainty::depends_on_run;
    return policy.when || policy.known_sites_above ? PolicyCost::Certainty::at_most : PolicyCost::Certainty::exact;
}

/// Euros of a policy in one week, as if its trigger were on from the start.
double week_cost(const PlannedPolicy& policy, Week week)
{
    return full_cost(policy) * policy.weeks.strength(week) / weeks_per_year;
}

std::string euros(double eur)
{
    const double size = std::abs(eur);
    if (size >= 1e9) return fmt::format("{:.2f} bn EUR", eur / 1e9);
    if (size >= 1e6) return fmt::format("{:.1f} M EUR", eur / 1e6);
    if (size >= 1e3) return fmt::format("{:.1f} k EUR", eur / 1e3);
    return fmt::format("{:.0f} EUR", eur);
}

std::string duration(double seconds)
{
    if (seconds < 90) return fmt::format("{:.0f} s", std::max(1.0, seconds));
    if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
}

std::string bytes_text(double bytes)
{
    return bytes >= 1073741824.0 ? fmt::format("{:.1f} GiB", bytes / 1073741824.0)
                                 : fmt::format("{:.0f} MiB", std::max(1.0, bytes / 1048576.0));
}

std::string with_blanks(std::uint64_t number)
{
    std::string digits = fmt::format("{}", number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

/// Week a column of the chart begins with.
Week week_of_column(int column, int weeks)
{
    return static_cast<Week>(static_cast<std::int64_t>(column) * weeks / chart_columns);
}

std::string years_line(const Scenario& scenario)
{
    const Calendar calendar{scenario.run.start};
    std::string line(chart_columns, ' ');
    int last_end = -2;
    for (int column = 0; column + 2 <= chart_columns; ++column) {
        const int year = calendar.year_of(week_of_column(column, scenario.run.weeks));
        const bool begins = column == 0 || calendar.year_of(week_of_column(column - 1, scenario.run.weeks)) != year;
        if (!begins || column <= last_end) continue;
        line.replace(static_cast<std::size_t>(column), 2, fmt::format("{:02}", year % 100));
        last_end = column + 2;
    }
    return line;
}

char symbol(const PlannedPolicy& policy, Week from, Week to)
{
    const double strength = policy.weeks.strength(to - 1);
    if (policy.weeks.first >= to || policy.weeks.last < from) return '.';
    if (policy.when) return '?';
    return strength >= 1.0 || policy.weeks.last < to - 1 ? '=' : '/';
}

std::string bar(const PlannedPolicy& policy, int weeks)
{
    std::string line;
    for (int column = 0; column < chart_columns; ++column) {
        const Week from = week_of_column(column, weeks);
        line += symbol(policy, from, std::max(from + 1, week_of_column(column + 1, weeks)));
    }
    return line;
}

std::string bar_of_weeks(Week first, Week last, int weeks)
{
    std::string line;
    for (int column = 0; column < chart_columns; ++column) {
        const Week from = week_of_column(column, weeks);
        const Week to = std::max(from + 1, week_of_column(column + 1, weeks));
        line += first < to && last >= from ? '=' : '.';
    }
    return line;
}

/// Changes of parameters as bars over time, each with its dates and what it sets.
std::string changes_text(const Scenario& scenario)
{
    if (scenario.changes.empty()) return "";
    const ChangeTimeline timeline = make_change_timeline(scenario);
    Parameters usual = scenario.parameters;
    std::string text = fmt::format("\n{:<{}} {}\n", "changes of parameters", label_columns, years_line(scenario));
    for (std::size_t row = 0; row < timeline.changes.size(); ++row) {
        const Change& change = scenario.changes[row];
        const PlannedChange& planned = timeline.changes[row];
        text += fmt::format("{:<{}} {}\n", printable(change.id).substr(0, label_columns), label_columns,
                            bar_of_weeks(planned.first, planned.last, scenario.run.weeks));
        text += fmt::format("  from {}{}\n", format_date(change.start),
                            change.end ? " to " + format_date(*change.end) : " on");
        for (const ParameterEffect& effect : change.effects)
            text += effect.factor ? fmt::format("  {} times {:g}\n", effect.path, effect.value)
                                  : fmt::format("  {} = {:g} instead of {:g}\n", effect.path, effect.value,
                                                *find_parameter(effect.path)->at(usual));
    }
    return text;
}

std::string cost_text(const PolicyCost& cost)
{
    if (cost.certainty == PolicyCost::Certainty::depends_on_run) return "to what exists";
    return euros(cost.full_eur_year) + (cost.certainty == PolicyCost::Certainty::at_most ? " *" : "");
}

std::string head(const Scenario& scenario, const Territory& territory)
{
    const Date end{std::chrono::sys_days{Calendar{scenario.run.start}.date_of(scenario.run.weeks)} -
                   std::chrono::days{1}};
    std::string text = fmt::format("{} is valid", printable(scenario.file.filename().string()));
    if (scenario.files.size() > 1)
        text += fmt::format(" (extends {}: {} values inherited, {} set here)",
                            printable(std::filesystem::path{scenario.files[1]}.filename().string()),
                            scenario.values_inherited, scenario.values_set_here);
    text += fmt::format("\n{}\n{} communes, {} residents", printable(scenario.name),
                        with_blanks(territory.communes.size()), with_blanks(territory.population));
    if (scenario.population_share < 1)
        text += fmt::format(", of whom {:g} % simulated", scenario.population_share * 100);
    if (scenario.ensemble)
        text += fmt::format("\nParameters by draw {} of {}", scenario.ensemble->draw, scenario.ensemble->file);
    return text + fmt::format("\n{} to {} ({} weeks), {} weeks of burn-in, {} replicate{}\n",
                              format_date(scenario.run.start), format_date(end), scenario.run.weeks,
                              scenario.run.burn_in, scenario.run.replicates, scenario.run.replicates == 1 ? "" : "s");
}

std::string overrides_text(const Scenario& scenario)
{
    std::string text;
    for (const AppliedOverride& one : scenario.overrides)
        text += fmt::format("{} = {} by the {}{}\n", printable(one.path), printable(one.value), one.by,
                            one.instead_of.empty() ? "" : " instead of " + printable(one.instead_of));
    return text;
}

std::string budget_text(const Budget& budget, double full)
{
    const char* then = budget.on_over == Budget::OnOver::scale  ? "all policies shrink to it"
                       : budget.on_over == Budget::OnOver::stop ? "later policies are left out"
                                                                : "only reported";
    const bool enough = full <= budget.eur_per_year;
    return fmt::format("Budget {} a year: {}\n", euros(budget.eur_per_year),
                       enough ? "enough" : fmt::format("{} short; {}", euros(full - budget.eur_per_year), then));
}

std::string money_text(const Scenario& scenario, const PolicyTimeline& timeline, const std::vector<PolicyCost>& costs)
{
    double full = 0.0;
    double run = 0.0;
    bool uncertain = false;
    for (const PolicyCost& cost : costs) {
        full += cost.full_eur_year;
        run += cost.run_eur;
        uncertain = uncertain || cost.certainty != PolicyCost::Certainty::exact;
    }
    std::string text = fmt::format("{:<{}} {:<{}} {:>17}\n", "committed a year in full", label_columns, "",
                                   chart_columns, euros(full));
    text += fmt::format("Committed over the run: {}. By year:", euros(run));
    std::size_t column = 1000;
    for (const YearCost& year : costs_by_year(timeline, scenario)) {
        const std::string entry = fmt::format(" {} {}", year.year, euros(year.eur));
        if (column + entry.size() + 1 > 78) {
            text += "\n ";
            column = 1;
        }
        text += entry + ";";
        column += entry.size() + 1;
    }
    text.back() = '\n';
    if (uncertain) text += "* at most: depends on the sites known or on outcomes recorded in the run\n";
    if (timeline.budget) text += budget_text(*timeline.budget, full);
    return text;
}

std::string forecast_text(const RunForecast& forecast, int replicates)
{
    return fmt::format(
        "One replicate alone: about {} on {} thread{}\n{} replicate{}: about {}, {} of memory; output {}\n",
        duration(forecast.seconds_per_replicate), forecast.threads, forecast.threads == 1 ? "" : "s", replicates,
        replicates == 1 ? "" : "s", duration(forecast.seconds_in_all), bytes_text(forecast.memory_bytes),
        bytes_text(forecast.output_bytes));
}

} // namespace

std::vector<PolicyCost> costs_of_policies(const PolicyTimeline& timeline, int weeks)
{
    std::vector<PolicyCost> costs;
    for (const PlannedPolicy& policy : timeline.policies) {
        PolicyCost cost{.label = policy.label, .full_eur_year = full_cost(policy), .certainty = certainty_of(policy)};
        for (Week week = 0; week < weeks; ++week) cost.run_eur += week_cost(policy, week);
        costs.push_back(std::move(cost));
    }
    return costs;
}

std::vector<YearCost> costs_by_year(const PolicyTimeline& timeline, const Scenario& scenario)
{
    const Calendar calendar{scenario.run.start};
    std::vector<YearCost> years;
    for (Week week = 0; week < scenario.run.weeks; ++week) {
        const int year = calendar.year_of(week);
        if (years.empty() || years.back().year != year) years.push_back({year, 0.0});
        for (const PlannedPolicy& policy : timeline.policies) years.back().eur += week_cost(policy, week);
    }
    return years;
}

std::string describe_plan(const Scenario& scenario, const PolicyTimeline& timeline, const Territory& territory,
                          const std::optional<RunForecast>& forecast)
{
    std::string text = head(scenario, territory) + overrides_text(scenario);
    const std::vector<PolicyCost> costs = costs_of_policies(timeline, scenario.run.weeks);
    if (costs.empty()) {
        text += "No policy: what exists goes on.\n";
    } else {
        text += fmt::format("\n{:<{}} {} {:>17}\n", "", label_columns, years_line(scenario), "a year in full");
        for (std::size_t row = 0; row < costs.size(); ++row)
            text += fmt::format("{:<{}} {} {:>17}\n", printable(costs[row].label).substr(0, label_columns),
                                label_columns, bar(timeline.policies[row], scenario.run.weeks), cost_text(costs[row]));
        text += money_text(scenario, timeline, costs);
    }
    for (const PlannedShift& shift : timeline.shifts)
        text += fmt::format("Shift: {:.1f} % of the baseline of {} to {}\n", shift.share * 100,
                            scenario.levers.levers[shift.from].id, scenario.levers.levers[shift.to].id);
    text += changes_text(scenario);
    const std::size_t left_out = scenario.policies.size() - timeline.policies.size();
    if (left_out > 0) text += fmt::format("{} without amount or without commune here: they do nothing\n", left_out);
    return forecast ? text + forecast_text(*forecast, scenario.run.replicates) : text;
}

} // namespace emprise
