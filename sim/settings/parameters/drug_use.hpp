#pragma once
#include "settings/drugs.hpp"
#include "settings/parameter.hpp"

#include <array>
#include <cstddef>
#include <span>

namespace emprise {

inline constexpr int first_age_of_use = 11;
/// Lower bounds of the ages of first use, of imitation and of quitting.
inline constexpr std::array<int, 7> initiation_ages{11, 14, 16, 18, 21, 26, 36};
inline constexpr std::array<int, 3> imitation_ages{11, 18, 26};
inline constexpr std::array<int, 2> quitting_ages{11, 25};
/// Ages at which relapse is given; straight lines between.
inline constexpr std::array<double, 5> relapse_ages{18, 25, 35, 50, 65};
inline constexpr std::array<double, 2> men_ratio_ages{15, 30};

/// Yearly hazards of one drug.
struct UseRates {
    std::array<double, initiation_ages.size()> innovation{}; ///< tau: first use without example.
    std::array<double, imitation_ages.size()> imitation{};   ///< s: per unit share of light users around.
    std::array<double, men_ratio_ages.size()> men_ratio{};   ///< Men's hazard of first use over women's.
    double escalation{};
    std::array<double, quitting_ages.size()> light_quit{};
    double heavy_to_light{};
    double heavy_quit{};
    std::array<double, relapse_ages.size()> relapse{};
    double relapse_men_ratio{};
    double commune_mixing{};        ///< epsilon
    double deterrence{};            ///< q
    double usual_heavy_per_light{}; ///< H/L before the first week, and of the users added to smooth H/L.
    double past_growth{};           ///< How first use grew year by year before the first week: shapes the initial ages.
};

struct DrugUseParameters {
    std::array<UseRates, drug_count> drugs{};
    double innovators_deterred{}; ///< Part of the deterrence that reaches first use without example.
    double ratio_smoothing_users{};
    double treatment_exit_ratio{};
    double availability_eur_week{};
};

[[nodiscard]] std::span<const ParameterRow> drug_use_parameter_rows();

} // namespace emprise
