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
std::string readable(double value)
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
    return value < 0.0 ? "-" + text : text;
}

/// At most 21 characters.
std::string cell_of(const PairedDifference& difference, double base)
{
    if (difference.identical) return "no difference";
    if (difference.replicates > 1 && !difference.distinguishable()) return "not distinguishable";
    const double scale = base == 0.0 ? 1.0 : 100.0 / std::abs(base);
    const double largest = std::max(std::abs(difference.low), std::abs(difference.high)) * scale;
    const int digits = largest < 100.0 ? 1 : 0;
    if (difference.replicates < 2) return fmt::format("{:+.{}f} (one run)", difference.mean * scale, digits);
    return fmt::format("{:+.{}f} [{:+.{}f}, {:+.{}f}]", difference.mean * scale, digits, difference.low * scale, digits,
                       difference.high * scale, digits);
}

/// At most `width` code points: French names have accents.
std::string shortened(const std::string& text, std::size_t width)
{
    std::size_t points = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && ++points > width) return text.substr(0, at);
    }
    return text;
}

/// Arms that fit beside the level in 80 columns.
constexpr std::size_t arms_per_table = 3;
constexpr const char* row_layout = "{:>11}{:>23}{:>23}{:>23}";

std::string row_of(const std::string& left, std::vector<std::string> cells)
{
    cells.resize(arms_per_table);
    std::string row = fmt::format(row_layout, left, cells[0], cells[1], cells[2]);
    return row.substr(0, row.find_last_not_of(' ') + 1) + "\n";
}

/// What every name begins with, up to a hyphen: "bourgogne-" of four arms says nothing in a heading.
std::size_t shared_beginning(const std::vector<std::string>& names)
{
    std::size_t shared = names.front().rfind('-') == std::string::npos ? 0 : names.front().size();
    for (const std::string& name : names)
        shared = std::min(
            shared, static_cast<std::size_t>(
                        std::mismatch(name.begin(), name.end(), names.front().begin(), names.front().end()).first -
                        name.begin()));
    const std::size_t hyphen = shared == 0 ? std::string::npos : names.front().rfind('-', shared - 1);
    return names.size() < 2 || hyphen == std::string::npos ? 0 : hyphen + 1;
}

std::string table_of(const ArmComparison& comparison, std::size_t first, bool against_start)
{
    const std::size_t skip = shared_beginning(comparison.arms);
    std::vector<std::string> names;
    for (std::size_t arm = first; arm < comparison.arms.size() && names.size() < arms_per_table; ++arm)
        names.push_back(shortened(comparison.arms[arm].substr(skip), 21));
    const std::string left = against_start ? "before" : shortened(comparison.arms[0].substr(skip), 11);
    std::string text = row_of(left, names);
    for (const ComparedOutcome& outcome : comparison.outcomes) {
        std::vector<std::string> cells;
        for (std::size_t arm = first; arm < first + names.size(); ++arm) {
            const auto& reference = against_start ? outcome.start[arm] : outcome.end[0];
            cells.push_back(cell_of(paired_difference(outcome.end[arm], reference), mean_of(reference)));
        }
        const std::string unit = outcome.unit == "1" ? "" : ", " + outcome.unit;
        text += shortened(outcome.label + unit, 80) + "\n";
        text += row_of(readable(mean_of(against_start ? outcome.start[first] : outcome.end[0])), cells);
    }
    return text;
}

} // namespace

std::string describe_comparison(const ArmComparison& comparison)
{
    if (comparison.replicates == 0)
        return fmt::format("{}\nNo replicate finished: nothing to compare.\n", comparison.territory);
    std::string text = fmt::format("{}\n{}, {} replicate{}, paired by luck\n", comparison.territory, comparison.period,
                                   comparison.replicates, comparison.replicates == 1 ? "" : "s");
    if (comparison.arms.size() > 1)
        text += fmt::format("\nLast year against {}: difference in per cent [95 % interval]\n", comparison.arms[0]);
    for (std::size_t first = 1; first < comparison.arms.size(); first += arms_per_table)
        text += table_of(comparison, first, false);
    if (comparison.start_year_weeks > 0.0)
        text += fmt::format("\nLast year against the {:.0f} weeks before the policies, in per cent [95 % interval]\n",
                            comparison.start_year_weeks);
    for (std::size_t first = 0; comparison.start_year_weeks > 0.0 && first < comparison.arms.size();
         first += arms_per_table)
        text += table_of(comparison, first, true);
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
