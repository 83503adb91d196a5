#include "record/series.hpp"

#include "world/territory.hpp"

#include <limits>

namespace emprise {

namespace {

std::int64_t value_at(const OutcomeSeries& series, std::size_t period, std::size_t place, std::size_t lever)
{
    if (lever != all_levers) return series.at(period, place, lever);
    std::int64_t sum = 0;
    for (std::size_t l = 0; l < series.levers; ++l) sum += series.at(period, place, l);
    return sum;
}

double divide(double numerator, double denominator)
{
    return denominator == 0.0 ? std::numeric_limits<double>::quiet_NaN() : numerator / denominator;
}

template <class Tag>
std::vector<PlaceLabel> labels_of(const Column<Tag, std::string>& codes, const Column<Tag, std::string>& names)
{
    std::vector<PlaceLabel> labels;
    labels.reserve(codes.size());
    for (const Id<Tag> id : each<Tag>(codes.size())) labels.push_back({codes[id], names[id]});
    return labels;
}

/// Sum of the collected integers over the window, in the unit, and how many periods it has.
struct WindowSum {
    double sum{};
    std::size_t periods{};
};

std::optional<WindowSum> sum_over_window(const Series& series, std::string_view outcome, Week after, Week until,
                                         Level level, std::size_t place, std::size_t lever)
{
    const OutcomeSeries* found = series.find(outcome, level);
    if (found == nullptr) return std::nullopt;
    std::int64_t sum = 0;
    WindowSum window;
    for (std::size_t period = 0; period < series.periods(); ++period) {
        if (series.time[period] <= after || series.time[period] > until) continue;
        sum += value_at(*found, period, place, lever);
        ++window.periods;
    }
    window.sum = in_unit(found->outcome->kind, sum);
    return window;
}

} // namespace

const OutcomeSeries* Series::find(std::string_view outcome, Level level) const
{
    for (const OutcomeSeries& series : outcomes)
        if (series.level == level && series.outcome->name == outcome) return &series;
    return nullptr;
}

std::optional<std::vector<double>> values_over_time(const Series& series, std::string_view outcome, Level level,
                                                    std::size_t place, std::size_t lever)
{
    const OutcomeDeclaration* declared = find_outcome(outcome);
    if (declared == nullptr) return std::nullopt;
    if (declared->kind == OutcomeKind::ratio) {
        auto numerator = values_over_time(series, declared->numerator, level, place, lever);
        const auto denominator = values_over_time(series, declared->denominator, level, place, lever);
        if (!numerator || !denominator) return std::nullopt;
        for (std::size_t period = 0; period < numerator->size(); ++period)
            (*numerator)[period] = divide((*numerator)[period], (*denominator)[period]);
        return numerator;
    }
    const OutcomeSeries* found = series.find(outcome, level);
    if (found == nullptr) return std::nullopt;
    std::vector<double> values;
    values.reserve(series.periods());
    for (std::size_t period = 0; period < series.periods(); ++period)
        values.push_back(in_unit(declared->kind, value_at(*found, period, place, lever)));
    return values;
}

std::optional<double> value_over_window(const Series& series, std::string_view outcome, Week after, Week until,
                                        Level level, std::size_t place, std::size_t lever)
{
    const OutcomeDeclaration* declared = find_outcome(outcome);
    if (declared == nullptr) return std::nullopt;
    const bool is_ratio = declared->kind == OutcomeKind::ratio;
    const auto above =
        sum_over_window(series, is_ratio ? declared->numerator : outcome, after, until, level, place, lever);
    if (!above || above->periods == 0) return std::nullopt;
    if (is_ratio) {
        const auto below = sum_over_window(series, declared->denominator, after, until, level, place, lever);
        if (!below) return std::nullopt;
        return divide(above->sum, below->sum);
    }
    if (declared->method == CellMethod::sum) return above->sum;
    return above->sum / static_cast<double>(above->periods);
}

namespace {

SeriesAxes axes_of_places(const Territory& territory, Date start)
{
    SeriesAxes axes;
    axes.start = start;
    axes.regions = labels_of(territory.regions.code, territory.regions.name);
    axes.departements = labels_of(territory.departements.code, territory.departements.name);
    axes.communes = labels_of(territory.communes.code, territory.communes.name);
    return axes;
}

} // namespace

SeriesAxes axes_of(const World& world)
{
    SeriesAxes axes = axes_of_places(*world.territory, world.calendar.start());
    for (const ServicePosts& posts : world.services.of_lever) axes.levers.push_back(posts.lever);
    return axes;
}

SeriesAxes axes_of(const Scenario& scenario, const Territory& territory)
{
    SeriesAxes axes = axes_of_places(territory, scenario.run.start);
    for (const Lever& lever : scenario.levers.levers) axes.levers.push_back(lever.id);
    return axes;
}

} // namespace emprise
