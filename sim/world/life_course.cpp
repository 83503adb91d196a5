#include "world/life_course.hpp"

#include "base/portable_math.hpp"

#include <algorithm>

namespace emprise {

namespace {

double unit(std::uint64_t bits)
{
    return (static_cast<double>(static_cast<std::uint32_t>(bits)) + 0.5) * 0x1p-32;
}

constexpr int school_starts = 3;
constexpr int lycee_starts = 15;
constexpr int studies_start = 18;

} // namespace

LifeTraits life_traits(const Luck& luck, Who resident)
{
    const auto [first, second] = luck.at_week(0).two_words(Purpose::genesis_activity, resident);
    return {{unit(first >> 32U), unit(first)}, unit(second >> 32U), unit(second)};
}

std::array<double, 2> further_use_ranks(const Luck& luck, Who resident)
{
    const std::uint64_t word = luck.at_week(0).two_words(Purpose::genesis_use, resident).first;
    return {unit(word >> 32U), unit(word)};
}

LifeCourse life_course(const DemographyParameters& parameters)
{
    LifeCourse course{};
    for (int age = 0; age <= oldest_age; ++age) {
        const auto i = static_cast<std::size_t>(age);
        course.education[i] = age < school_starts  ? 0.0
                              : age < lycee_starts ? 1.0
                              : age < 31           ? at_age(education_ages, parameters.education_share, age)
                                                   : 0.0;
        course.apprentice[i] = age < lycee_starts    ? 0.0
                               : age < studies_start ? parameters.apprentice_15_17
                                                     : parameters.apprentice_18_up;
        course.employed[i] = at_age(employment_ages, parameters.employed_share, age);
        course.seeking[i] = at_age(seeking_ages, parameters.seeking_share, age);
        course.retired[i] = age < 57 ? 0.0 : at_age(retirement_ages, parameters.retired_share, age);
    }
    course.education_deprivation = parameters.education_deprivation;
    course.employment_deprivation = parameters.employment_deprivation;
    return course;
}

double education_share(const LifeCourse& course, int age, double deprivation)
{
    const double share = course.education[static_cast<std::size_t>(age)];
    return std::clamp(share - course.education_deprivation * (deprivation - 0.5) * share * (1.0 - share), 0.0, 1.0);
}

double employed_share(const LifeCourse& course, int age, double deprivation)
{
    const double share = course.employed[static_cast<std::size_t>(age)];
    const double odds_ratio = portable_exp(-course.employment_deprivation * (deprivation - 0.5));
    return share * odds_ratio / (1.0 - share + share * odds_ratio);
}

Activity stage_of_education(const LifeCourse& course, const LifeTraits& traits, int age)
{
    if (age < lycee_starts) return Activity::pupil;
    if (traits.path < course.apprentice[static_cast<std::size_t>(age)]) return Activity::apprentice;
    return age < studies_start ? Activity::lyceen : Activity::student;
}

Activity first_activity(const LifeCourse& course, const LifeTraits& traits, int school_age, int age, double deprivation)
{
    if (school_age < school_starts) return Activity::at_home_child;
    if (traits.schooling < education_share(course, school_age, deprivation))
        return stage_of_education(course, traits, school_age);
    if (traits.schooling < course.retired[static_cast<std::size_t>(age)]) return Activity::retired;
    const double employed = employed_share(course, age, deprivation);
    if (traits.path < employed) return Activity::employed;
    const double seeking = course.seeking[static_cast<std::size_t>(age)];
    return traits.path < employed + (1.0 - employed) * seeking ? Activity::unemployed : Activity::inactive;
}

int school_year_of(const Calendar& calendar, Week week)
{
    const int year = calendar.year_of(week);
    const unsigned month = calendar.month_of(week);
    return month >= 9 || calendar.school_year_begins(week) ? year : year - 1;
}

int half_year_of(const Calendar& calendar, Week week)
{
    return 2 * calendar.year_of(week) + (calendar.month_of(week) > 6 ? 1 : 0);
}

} // namespace emprise
