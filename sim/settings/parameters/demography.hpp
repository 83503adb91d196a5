#pragma once
#include "settings/parameter.hpp"

#include <array>
#include <span>

namespace emprise {

/// Ages at which a share of the life course is given; straight lines between.
inline constexpr std::array<double, 10> education_ages{15, 16, 17, 18, 19, 20, 22, 24, 26, 30};
inline constexpr std::array<double, 8> employment_ages{16, 18, 21, 24, 28, 40, 55, 65};
inline constexpr std::array<double, 3> seeking_ages{16, 30, 60};
inline constexpr std::array<int, 3> job_finding_ages{16, 30, 57}; ///< Lower bounds.
inline constexpr std::array<double, 6> retirement_ages{57, 60, 62, 64, 67, 70};

/// Households that move, by age of the oldest member: lower bounds.
inline constexpr std::array<int, 5> move_ages{16, 25, 35, 50, 65};
inline constexpr std::array<int, 3> leaving_ages{18, 22, 26}; ///< Lower bounds; nobody leaves after 35.
inline constexpr int last_leaving_age = 35;

struct DemographyParameters {
    // Deaths: hazard a year = background + at_70 * e^(slope * (age - 70)); first year apart.
    double background_mortality{};
    double infant_mortality{};
    std::array<double, 2> mortality_at_70{}; ///< [sex]
    std::array<double, 2> mortality_slope{}; ///< [sex]
    double children_per_woman{};
    double age_at_birth_mean{};
    double age_at_birth_spread{};
    double birth_in_couple{};
    double birth_alone{};
    double boys_share{};
    std::array<double, move_ages.size()> move_per_year{};
    double move_same_commune{};
    double move_same_departement{};
    double move_distance_km{};
    std::array<double, leaving_ages.size()> leaving_per_year{};
    double couple_readiness{};
    double separation_per_year{};
    std::array<double, education_ages.size()> education_share{};
    double education_deprivation{};
    double apprentice_15_17{};
    double apprentice_18_up{};
    std::array<double, employment_ages.size()> employed_share{}; ///< Of those out of education and not retired.
    double employment_deprivation{};
    std::array<double, seeking_ages.size()> seeking_share{}; ///< Unemployed among those without work.
    std::array<double, retirement_ages.size()> retired_share{};
    std::array<double, job_finding_ages.size()> job_finding_per_year{};
    std::array<double, job_finding_ages.size()> discouragement_per_year{};
};

[[nodiscard]] std::span<const ParameterRow> demography_parameter_rows();
/// The last rows of the same group: education, work, retirement.
[[nodiscard]] std::span<const ParameterRow> life_course_parameter_rows();

} // namespace emprise
