#include "runs/paired.hpp"

#include "base/expects.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <numeric>

namespace emprise {

double mean_of(std::span<const double> values)
{
    return values.empty() ? 0.0
                          : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

PairedDifference paired_difference(std::span<const double> arm, std::span<const double> reference, double confidence)
{
    EXPECTS(arm.size() == reference.size());
    PairedDifference result;
    result.replicates = arm.size();
    std::vector<double> differences(arm.size());
    std::transform(arm.begin(), arm.end(), reference.begin(), differences.begin(), std::minus<>{});
    result.mean = result.low = result.high = mean_of(differences);
    result.identical = std::all_of(differences.begin(), differences.end(), [](double d) { return d == 0.0; });
    if (arm.size() < 2) return result;
    double squares = 0.0;
    for (const double difference : differences) squares += (difference - result.mean) * (difference - result.mean);
    const double count = static_cast<double>(arm.size());
    const double error = std::sqrt(squares / (count - 1.0) / count);
    const boost::math::students_t student{count - 1.0};
    const double width = boost::math::quantile(student, 0.5 + confidence / 2.0) * error;
    result.low -= width;
    result.high += width;
    return result;
}

namespace {

/// Four significant figures at most, thousands separated, no exponent below a billion.
std::string readable(double value, bool with_sign)
{
    const double size = std::abs(value);
    std::string text;
    if (size >= 1e9)
        text = fmt::format("{:.2f} bn", size / 1e9);
    else if (size >= 1e6)
        text = fmt::format("{:.2f} M", size / 1e6);
    else if (size >= 1e4)
        text = fmt::format("{:.1f} k", size / 1e3);
    else
        text = fmt::format("{:.{}f}", size, size >= 100.0 ? 0 : size >= 10.0 ? 1 : 2);
    const bool shows_zero = text.find_first_of("123456789") == std::string::npos;
    const char* sign = value < 0.0 && !shows_zero ? "-" : with_sign && !shows_zero ? "+" : "";
    return sign + text;
}

std::string percent(double difference, double base)
{
    return base == 0.0 ? std::string{} : fmt::format("{:+.1f} %", 100.0 * difference / std::abs(base));
}

std::string cell_of(const PairedDifference& difference, double base)
{
    if (difference.identical) return "no difference";
    if (difference.replicates < 2) return readable(difference.mean, true) + " (1 run)";
    if (!difference.distinguishable()) return "not distinguishable";
    const std::string relative = percent(difference.mean, base);
    return relative.empty() ? readable(difference.mean, true) : relative;
}

std::string interval_of(const PairedDifference& difference, double base)
{
    if (difference.identical || difference.replicates < 2) return {};
    if (base == 0.0) return fmt::format("[{}, {}]", readable(difference.low, true), readable(difference.high, true));
    const double scale = 100.0 / std::abs(base);
    return fmt::format("[{:+.1f}, {:+.1f}]", difference.low * scale, difference.high * scale);
}

std::string shortened(const std::string& text, std::size_t width)
{
    return text.size() <= width ? text : text.substr(0, width - 1) + ".";
}

/// Arms that fit beside the labels in 80 columns.
constexpr std::size_t arms_per_table = 2;
constexpr const char* row_layout = "  {:<25}{:>11} {:>20}{:>21}\n";

std::string heading(const ArmComparison& comparison, std::size_t first, const char* left)
{
    const auto name = [&](std::size_t arm) {
        return arm < comparison.arms.size() ? shortened(comparison.arms[arm], 20) : std::string{};
    };
    return fmt::format(row_layout, "", left, name(first), name(first + 1));
}

std::string rows_of(const ArmComparison& comparison, std::size_t first, bool against_start)
{
    std::string text;
    for (const ComparedOutcome& outcome : comparison.outcomes) {
        std::vector<std::string> cells(arms_per_table);
        std::vector<std::string> intervals(arms_per_table);
        for (std::size_t i = 0; i < arms_per_table && first + i < comparison.arms.size(); ++i) {
            const std::size_t arm = first + i;
            const auto& reference = against_start ? outcome.start[arm] : outcome.end[0];
            const PairedDifference difference = paired_difference(outcome.end[arm], reference);
            cells[i] = cell_of(difference, mean_of(reference));
            intervals[i] = interval_of(difference, mean_of(reference));
        }
        const double level = mean_of(against_start ? outcome.start[first] : outcome.end[0]);
        text += fmt::format(row_layout, shortened(outcome.label, 25), readable(level, false), cells[0], cells[1]);
        text += fmt::format(row_layout, "  " + shortened(outcome.unit, 23), "", intervals[0], intervals[1]);
    }
    return text;
}

} // namespace

std::string describe_comparison(const ArmComparison& comparison)
{
    std::string text = fmt::format("{}\n{}, {} replicate{}, paired by luck\n", comparison.territory, comparison.period,
                                   comparison.replicates, comparison.replicates == 1 ? "" : "s");
    if (comparison.arms.size() > 1) text += "\nLast year against the first arm (per cent, 95 % interval in brackets)\n";
    for (std::size_t first = 1; first < comparison.arms.size(); first += arms_per_table)
        text +=
            heading(comparison, first, shortened(comparison.arms[0], 11).c_str()) + rows_of(comparison, first, false);
    if (comparison.start_year_weeks > 0.0) {
        text += fmt::format("\nLast year against the {:.0f} weeks before the policies (per cent, 95 % interval)\n",
                            comparison.start_year_weeks);
        for (std::size_t first = 0; first < comparison.arms.size(); first += arms_per_table)
            text += heading(comparison, first, "before") + rows_of(comparison, first, true);
    }
    if (comparison.replicates < 2)
        text += "\nOne replicate says nothing about chance: raise run.replicates for intervals.\n";
    return text;
}

std::string comparison_as_json(const ArmComparison& comparison)
{
    nlohmann::json document{{"territory", comparison.territory},
                            {"period", comparison.period},
                            {"replicates", comparison.replicates},
                            {"confidence", 0.95},
                            {"arms", comparison.arms}};
    const auto as_json = [](const PairedDifference& difference) {
        return nlohmann::json{{"mean", difference.mean},
                              {"low", difference.low},
                              {"high", difference.high},
                              {"distinguishable", difference.distinguishable()},
                              {"identical", difference.identical}};
    };
    for (const ComparedOutcome& outcome : comparison.outcomes) {
        nlohmann::json row{{"unit", outcome.unit}, {"label", outcome.label}};
        for (std::size_t arm = 0; arm < comparison.arms.size(); ++arm) {
            nlohmann::json& entry = row["arms"][comparison.arms[arm]];
            entry["start"] = mean_of(outcome.start[arm]);
            entry["end"] = mean_of(outcome.end[arm]);
            entry["against_first"] = as_json(paired_difference(outcome.end[arm], outcome.end[0]));
            entry["against_start"] = as_json(paired_difference(outcome.end[arm], outcome.start[arm]));
        }
        document["outcomes"][outcome.name] = row;
    }
    return document.dump(2) + "\n";
}

} // namespace emprise
