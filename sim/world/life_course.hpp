#pragma once
#include "base/week.hpp"
#include "chance/luck.hpp"
#include "settings/parameters/demography.hpp"
#include "world/resident.hpp"

#include <array>

namespace emprise {

inline constexpr int oldest_age = 127;
using ByAge = std::array<double, oldest_age + 1>;

/// Straight lines between the knots, level outside.
template <std::size_t N>
[[nodiscard]] double at_age(const std::array<double, N>& ages, const std::array<double, N>& values, double age)
{
    if (age <= ages.front()) return values.front();
    for (std::size_t i = 1; i < N; ++i)
        if (age <= ages[i])
            return values[i - 1] + (values[i] - values[i - 1]) * (age - ages[i - 1]) / (ages[i] - ages[i - 1]);
    return values.back();
}

/// Index of the last lower bound not above `age`.
template <std::size_t N>
[[nodiscard]] constexpr std::size_t band_at(const std::array<int, N>& lower_bounds, int age)
{
    std::size_t band = 0;
    while (band + 1 < N && age >= lower_bounds[band + 1]) ++band;
    return band;
}

/// What is fixed in a person for life and costs no byte: keyed draws, the same whenever they are asked.
struct LifeTraits {
    std::array<double, 2> use; ///< Rank in the initial states of use of cannabis and cocaine.
    double schooling;          ///< Low: long studies, early retirement.
    double path;               ///< Apprenticeship or general studies; work or none at the first week.
};
/// `luck` needs the seed and replicate of the run; its week does not matter.
[[nodiscard]] LifeTraits life_traits(const Luck& luck, Who resident);
/// The same rank for heroin and synthetic drugs; asked where these are simulated.
[[nodiscard]] std::array<double, 2> further_use_ranks(const Luck& luck, Who resident);

/// Shares of the life course by age: the same tables draw the first week, the transitions of September and the flows
/// between work and no work, so that the first week is stationary.
struct LifeCourse {
    ByAge education;  ///< Share in education.
    ByAge apprentice; ///< Share of those in education.
    ByAge employed;   ///< Share of those out of education and not retired.
    ByAge seeking;    ///< Share of the latter without work who look for some.
    ByAge retired;
    double education_deprivation;
    double employment_deprivation;
};
[[nodiscard]] LifeCourse life_course(const DemographyParameters& parameters);

/// Shares where deprivation is not the national mean (0.5).
[[nodiscard]] double education_share(const LifeCourse& course, int age, double deprivation);
[[nodiscard]] double employed_share(const LifeCourse& course, int age, double deprivation);

/// What a person does at the first week, or when a school year begins. `school_age` is the age reached in the calendar
/// year in which the school year began, `age` the one reached in this calendar year.
[[nodiscard]] Activity first_activity(const LifeCourse& course, const LifeTraits& traits, int school_age, int age,
                                      double deprivation);
/// The stage of education at that age.
[[nodiscard]] Activity stage_of_education(const LifeCourse& course, const LifeTraits& traits, int age);

/// Calendar year in which the school year of this week began; it begins in the week of 1 September.
[[nodiscard]] int school_year_of(const Calendar& calendar, Week week);

/// Arrival is kept for two years: 1 + half-year modulo 31, 0 for longer ago.
inline constexpr int newcomer_half_years = 4;
[[nodiscard]] int half_year_of(const Calendar& calendar, Week week);
[[nodiscard]] constexpr int arrival_code(int half_year)
{
    return 1 + half_year % 31;
}
/// Arrived in this half-year or the three before.
[[nodiscard]] constexpr bool is_newcomer(int arrival, int half_year)
{
    return arrival != 0 && (half_year % 31 - (arrival - 1) + 31) % 31 < newcomer_half_years;
}

} // namespace emprise
