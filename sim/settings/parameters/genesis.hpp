#pragma once
#include "settings/parameter.hpp"

#include <array>
#include <span>

namespace emprise {

/// Ages at which the age pyramid and the share of men are given; straight lines between.
inline constexpr std::array<double, 11> pyramid_ages{0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100};
inline constexpr std::array<double, 5> men_share_ages{0, 25, 60, 80, 100};
/// Ages of the share of women without a child at home who live in a couple.
inline constexpr std::array<double, 7> couple_ages{18, 22, 28, 40, 60, 75, 92};
/// Ages of the share of young people who live with a parent.
inline constexpr std::array<double, 5> parental_home_ages{17, 19, 22, 25, 31};

/// Who lives where at the first week: age, sex, households.
struct GenesisParameters {
    std::array<double, pyramid_ages.size()> cohort_thousands{};
    std::array<double, men_share_ages.size()> men_share{};
    double family_one_child{};
    double family_two_children{};
    double family_three_children{};
    double single_parent_share{};
    double single_fathers_share{};
    std::array<double, couple_ages.size()> couple_share{};
    std::array<double, parental_home_ages.size()> parental_home_share{};
    double age_at_last_birth{};
    double age_at_last_birth_spread{};
    double couple_age_gap{};
    double couple_age_gap_spread{};
    double moved_per_half_year{};
};

[[nodiscard]] std::span<const ParameterRow> genesis_parameter_rows();

} // namespace emprise
