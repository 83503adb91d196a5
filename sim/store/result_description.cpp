#include "store/result_description.hpp"

#include "base/error.hpp"
#include "store/text_lines.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace emprise {

namespace {

constexpr int weeks_of_window = 52;

struct RunCounts {
    std::array<std::size_t, 3> by_status{};
    [[nodiscard]] std::size_t of(RunStatus status) const { return by_status[static_cast<std::size_t>(status)]; }
};

RunCounts count_runs(const ResultSet& results)
{
    RunCounts counts;
    for (const ArmResult& arm : results.arms)
        for (const RunResult& run : arm.runs) ++counts.by_status[static_cast<std::size_t>(run.status)];
    return counts;
}

std::size_t count_events(const ResultSet& results)
{
    std::size_t events = 0;
    for (const ArmResult& arm : results.arms)
        for (const RunResult& run : arm.runs) events += run.series.events.size();
    return events;
}

/// Mean over the replicates of an arm that are done.
std::optional<double> mean_of(const ArmResult& arm, std::string_view outcome, Week after, Week until)
{
    double sum = 0.0;
    std::size_t runs = 0;
    for (const RunResult& run : arm.runs) {
        if (run.status != RunStatus::done) continue;
        const std::optional<double> value = value_over_window(run.series, outcome, after, until);
        if (!value || !std::isfinite(*value)) continue;
        sum += *value;
        ++runs;
    }
    if (runs == 0) return std::nullopt;
    return sum / static_cast<double>(runs);
}

/// 12,345 for a whole or large number, four significant digits for the rest.
std::string readable(std::optional<double> value)
{
    if (!value) return "-";
    if (std::abs(*value) < 1000.0) return fmt::format("{:.4g}", *value);
    std::string digits = fmt::format("{:.0f}", *value);
    const std::ptrdiff_t first = digits[0] == '-' ? 1 : 0;
    for (std::ptrdiff_t at = std::ssize(digits) - 3; at > first; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string indent_line(std::string_view label, std::string_view value)
{
    constexpr std::size_t label_width = 12;
    return fmt::format("  {}{}\n", fit(label, label_width), value);
}

std::string describe_content(const ResultSet& results)
{
    const RunCounts counts = count_runs(results);
    std::string text;
    if (!results.title.empty()) text += indent_line("title", printable(results.title));
    text += indent_line("runs", fmt::format("{} arms x {} replicates: {} done, {} failed, {} missing",
                                            results.arms.size(), results.replicates.size(), counts.of(RunStatus::done),
                                            counts.of(RunStatus::failed), counts.of(RunStatus::missing)));
    for (const ArmResult& arm : results.arms)
        text += indent_line("", fit(printable(arm.id), 24) + " " + printable(arm.name));
    const Series* series = results.any_series();
    if (series != nullptr && series->periods() > 0) {
        const Calendar calendar{results.axes.start};
        text += indent_line("time", fmt::format("weeks {} to {}, {} periods, {} to {}", series->period_from.front(),
                                                series->time.back(), series->periods(),
                                                format_date(calendar.date_of(series->period_from.front())),
                                                format_date(calendar.date_of(series->time.back()))));
        text += indent_line("outcomes", fmt::format("{} series a run (outcome and level)", series->outcomes.size()));
    }
    text += indent_line("places", fmt::format("{} regions, {} departements, {} communes", results.axes.regions.size(),
                                              results.axes.departements.size(), results.axes.communes.size()));
    text += indent_line("events", fmt::format("{}", count_events(results)));
    if (results.population_share < 1.0)
        text += indent_line("share", fmt::format("{} of the residents were simulated", results.population_share));
    return text;
}

std::string describe_making(const ResultSet& results)
{
    std::string text = "\nHow it was made\n";
    text += indent_line("seed", fmt::format("{}", results.seed));
    text += indent_line("command", printable(results.provenance.command_line));
    const auto build = nlohmann::json::parse(results.provenance.build_json, nullptr, false);
    if (build.is_object())
        text += indent_line("build",
                            printable(fmt::format("{} {} {} {}", build.value("version", ""), build.value("commit", ""),
                                                  build.value("compiler", ""), build.value("build_type", ""))));
    text += indent_line("content", results.content_sha256);
    return text;
}

std::string unit_of(const OutcomeDeclaration& outcome)
{
    if (outcome.unit == "1") return std::string{outcome.name};
    return fmt::format("{} ({})", outcome.name, outcome.unit);
}

/// A table of at most three arms.
std::string describe_headlines(const ResultSet& results, const std::vector<HeadlineNumber>& numbers, std::size_t first,
                               std::size_t last)
{
    constexpr std::size_t name_width = 29;
    constexpr std::size_t column_width = 12;
    const auto right = [](const std::string& text) {
        const std::size_t width = width_of(text);
        return std::string(width < column_width ? column_width - width : 0, ' ') + text;
    };
    std::string text = "  " + fit("", name_width) + right("before");
    for (std::size_t arm = first; arm < last; ++arm) {
        std::string label = printable(results.arms[arm].id);
        while (width_of(label) > column_width - 1) label.pop_back();
        text += right(label);
    }
    text += "\n";
    for (const HeadlineNumber& number : numbers) {
        text += "  " + fit(unit_of(*number.outcome), name_width) + right(readable(number.before));
        for (std::size_t arm = first; arm < last; ++arm) text += right(readable(number.arms[arm]));
        text += "\n";
    }
    return text;
}

nlohmann::ordered_json as_json(std::optional<double> value)
{
    if (!value) return nullptr;
    return *value;
}

nlohmann::ordered_json headlines_as_json(const ResultSet& results)
{
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const HeadlineNumber& number : headline_numbers(results)) {
        nlohmann::ordered_json arms;
        for (std::size_t arm = 0; arm < results.arms.size(); ++arm)
            arms[results.arms[arm].id] = as_json(number.arms[arm]);
        all.push_back({{"outcome", number.outcome->name},
                       {"unit", number.outcome->unit},
                       {"better", name_of(number.outcome->better)},
                       {"before", as_json(number.before)},
                       {"last_52_weeks", arms}});
    }
    return all;
}

/// JSON text of the file as JSON, or as text when it is not.
nlohmann::ordered_json embedded(const std::string& text)
{
    auto parsed = nlohmann::ordered_json::parse(text, nullptr, false);
    if (parsed.is_discarded()) return text;
    return parsed;
}

std::string result_as_json(const ResultSet& results, std::string_view name)
{
    const RunCounts counts = count_runs(results);
    nlohmann::ordered_json json{{"file", name},
                                {"title", results.title},
                                {"content_sha256", results.content_sha256},
                                {"seed", results.seed},
                                {"population_share", results.population_share},
                                {"replicates", results.replicates},
                                {"runs",
                                 {{"done", counts.of(RunStatus::done)},
                                  {"failed", counts.of(RunStatus::failed)},
                                  {"missing", counts.of(RunStatus::missing)}}}};
    for (const ArmResult& arm : results.arms) json["arms"].push_back({{"id", arm.id}, {"name", arm.name}});
    json["start"] = format_date(results.axes.start);
    if (const Series* series = results.any_series()) {
        json["weeks"] = series->time;
        for (const OutcomeSeries& outcome : series->outcomes)
            json["series"].push_back(
                {{"outcome", outcome.outcome->name}, {"level", level_names[static_cast<std::size_t>(outcome.level)]}});
    }
    json["levers"] = results.axes.levers;
    json["events"] = count_events(results);
    json["headline"] = headlines_as_json(results);
    json["provenance"] = {{"command_line", results.provenance.command_line},
                          {"build", embedded(results.provenance.build_json)},
                          {"host", embedded(results.provenance.host_json)},
                          {"inputs", embedded(results.provenance.inputs_json)}};
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace

std::vector<HeadlineNumber> headline_numbers(const ResultSet& results)
{
    std::vector<HeadlineNumber> numbers;
    const Series* series = results.any_series();
    if (series == nullptr || series->periods() == 0) return numbers;
    const Week last = series->time.back();
    for (const OutcomeDeclaration& outcome : outcome_declarations()) {
        if (!outcome.headline) continue;
        HeadlineNumber number{.outcome = &outcome, .before = {}, .arms = {}};
        if (series->period_from.front() <= -weeks_of_window)
            number.before = mean_of(results.arms.front(), outcome.name, -weeks_of_window, 0);
        for (const ArmResult& arm : results.arms)
            number.arms.push_back(mean_of(arm, outcome.name, std::max(0, last - weeks_of_window), last));
        const bool known =
            std::any_of(number.arms.begin(), number.arms.end(), [](const auto& v) { return v.has_value(); });
        if (known) numbers.push_back(std::move(number));
    }
    return numbers;
}

std::string describe_result(const ResultSet& results, std::string_view name, ListingFormat format)
{
    if (format == ListingFormat::json) return result_as_json(results, name);
    std::string text = printable(std::string{name}) + "\n" + describe_content(results) + describe_making(results);
    const std::vector<HeadlineNumber> numbers = headline_numbers(results);
    if (numbers.empty()) return text;
    text += "\nHeadline numbers: mean over replicates of the last 52 weeks; before: the last\n52 weeks of the burn-in. "
            "States are means over time, flows are sums.\n";
    constexpr std::size_t arms_a_table = 3;
    for (std::size_t first = 0; first < results.arms.size(); first += arms_a_table)
        text += describe_headlines(results, numbers, first, std::min(results.arms.size(), first + arms_a_table));
    return text + "\nInitial states are draws; no place is a real point of dealing.\n";
}

} // namespace emprise
