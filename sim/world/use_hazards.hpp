#pragma once
#include "settings/parameters/drug_use.hpp"
#include "world/life_course.hpp"
#include "world/resident.hpp"

#include <array>

/// The hazards of MODEL 3.4 as pure functions: the weekly process, its dense reference and the first week use these.
namespace emprise {

/// Weekly hazards of one drug by age, before surroundings.
struct UseTable {
    ByAge innovation;
    ByAge imitation;
    std::array<ByAge, 2> initiation_ratio; ///< m(age, sex); mean of the sexes is 1.
    ByAge light_quit;
    std::array<ByAge, 2> relapse; ///< [sex]
    double escalation;
    double heavy_to_light;
    double heavy_quit;
    double commune_mixing;
    double deterrence;
    double innovators_deterred;
};
[[nodiscard]] UseTable use_table(const UseRates& rates, double innovators_deterred = 1.0);

/// What a resident meets.
struct UseSurroundings {
    double peer_share{};        ///< Light users in the own peer group, without oneself.
    double commune_share{};     ///< Light users in the commune, ages 11 and over.
    double discouragement{1.0}; ///< e^(-q H/L) of the département.
    double availability{1.0};
    double dose{};                ///< Against first use; 0 outside ages 11 to 17.
    double heavy_exit_ratio{1.0}; ///< Above 1 in treatment.
};

/// The two ways out of a state; together they take [0, first + second) of the implied uniform.
struct UseExits {
    double first{};
    double second{};
    Use first_to{};
    Use second_to{};
    [[nodiscard]] double total() const { return first + second; }
    /// State after a draw `u` below `total()`.
    [[nodiscard]] Use after(double u) const { return u < first ? first_to : second_to; }
};

[[nodiscard]] inline double initiation_hazard(const UseTable& table, std::size_t age, Sex sex,
                                              const UseSurroundings& around)
{
    const double example =
        (1.0 - table.commune_mixing) * around.peer_share + table.commune_mixing * around.commune_share;
    const double alone = 1.0 - table.innovators_deterred * (1.0 - around.discouragement);
    return (table.innovation[age] * alone + table.imitation[age] * example * around.discouragement) *
           table.initiation_ratio[static_cast<std::size_t>(sex)][age] * around.availability * (1.0 - around.dose);
}

[[nodiscard]] inline UseExits use_exits(const UseTable& table, Use state, int age, Sex sex,
                                        const UseSurroundings& around)
{
    const auto at = static_cast<std::size_t>(age);
    switch (state) {
    case Use::never:
        return {initiation_hazard(table, at, sex, around), 0.0, Use::light, Use::light};
    case Use::light:
        return {table.light_quit[at], table.escalation, Use::former, Use::heavy};
    case Use::heavy:
        return {table.heavy_quit * around.heavy_exit_ratio, table.heavy_to_light * around.heavy_exit_ratio, Use::former,
                Use::light};
    case Use::former:
        break;
    }
    return {table.relapse[static_cast<std::size_t>(sex)][at], 0.0, Use::light, Use::light};
}

/// Gain of the social loop: how many further light users one more makes through example before it stops being one, in
/// the age band where that is largest, everybody else being a never-user.
[[nodiscard]] double social_gain(const UseRates& rates);

/// Shares of the four states by age and sex for a cohort that lived under these hazards, first use having grown by
/// `past_growth` a year until the first week: the initial users.
struct UseShares {
    std::array<std::array<std::array<double, use_state_count>, oldest_age + 1>, 2> share; ///< [sex][age][state]
};
/// `people` are the residents by age the commune share is taken over.
[[nodiscard]] UseShares initial_use_shares(const UseRates& rates, const ByAge& people,
                                           double innovators_deterred = 1.0);

} // namespace emprise
