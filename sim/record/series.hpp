#pragma once
#include "base/week.hpp"
#include "record/outcome.hpp"
#include "settings/scenario.hpp"
#include "world/events.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

enum class Level : std::uint8_t { total, region, departement, commune };
inline constexpr std::array<std::string_view, 4> level_names{"total", "region", "departement", "commune"};

/// One outcome at one level over the periods of a run, as collected integers. For sums, what came in the period.
struct OutcomeSeries {
    const OutcomeDeclaration* outcome{};
    Level level{};
    std::size_t places{1};
    std::size_t levers{1};            ///< 1 without lever axis.
    std::vector<std::int64_t> values; ///< [period][place][lever]

    [[nodiscard]] std::size_t row_size() const { return places * levers; }
    [[nodiscard]] std::int64_t at(std::size_t period, std::size_t place, std::size_t lever) const
    {
        return values[(period * places + place) * levers + lever];
    }
};

/// What one run (an arm and a replicate) leaves: periods, outcomes, events.
struct Series {
    std::vector<Week> time;        ///< End of each period: states are those of that Monday.
    std::vector<Week> period_from; ///< Sums cover [period_from, time).
    std::vector<OutcomeSeries> outcomes;
    std::vector<Event> events;

    [[nodiscard]] const OutcomeSeries* find(std::string_view outcome, Level level) const;
    [[nodiscard]] std::size_t periods() const { return time.size(); }
};

/// Every lever of a by-lever outcome added up.
inline constexpr std::size_t all_levers = static_cast<std::size_t>(-1);

/// An outcome over time in its unit, ratios too. Nothing if it was not recorded at that level. A ratio whose
/// denominator is zero is NaN.
[[nodiscard]] std::optional<std::vector<double>> values_over_time(const Series& series, std::string_view outcome,
                                                                  Level level = Level::total, std::size_t place = 0,
                                                                  std::size_t lever = all_levers);

/// Sum (for sums) or mean (for states; for ratios the ratio of the sums) over the periods that end in
/// (after, until]. Nothing if it was not recorded or no period ends there.
[[nodiscard]] std::optional<double> value_over_window(const Series& series, std::string_view outcome, Week after,
                                                      Week until, Level level = Level::total, std::size_t place = 0,
                                                      std::size_t lever = all_levers);

struct PlaceLabel {
    std::string code;
    std::string name;
    friend bool operator==(const PlaceLabel&, const PlaceLabel&) = default;
};

/// What the positions of a series mean; the same for every run of a comparison.
struct SeriesAxes {
    Date start{std::chrono::year{2026}, std::chrono::January, std::chrono::day{5}}; ///< Monday of week 0.
    std::vector<PlaceLabel> regions;
    std::vector<PlaceLabel> departements;
    std::vector<PlaceLabel> communes;
    std::vector<std::string> levers;
    friend bool operator==(const SeriesAxes&, const SeriesAxes&) = default;
};

[[nodiscard]] SeriesAxes axes_of(const World& world);
/// The same before there is a World.
[[nodiscard]] SeriesAxes axes_of(const Scenario& scenario, const Territory& territory);

} // namespace emprise
