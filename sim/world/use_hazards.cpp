#include "world/use_hazards.hpp"

#include "base/portable_math.hpp"
#include "base/week.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

/// The two sexes' factors around a mean of 1.
std::array<double, 2> around_one(double men_over_women)
{
    return {2.0 / (1.0 + men_over_women), 2.0 * men_over_women / (1.0 + men_over_women)};
}

constexpr int steps_per_year = 12;
constexpr int rounds = 30; ///< Of the fixed point of the light shares; the loop's gain is below 0.8.
constexpr int last_use_age = 110;

using States = std::array<double, use_state_count>;

/// One step of the cohort equation; the hazards are those of a year.
States step_cohort(const States& now, double first_use, double quit, double escalate, double lighten, double leave,
                   double relapse)
{
    constexpr double dt = 1.0 / steps_per_year;
    const auto [never, light, heavy, former] = now;
    return {never - dt * first_use * never,
            light + dt * (first_use * never + relapse * former + lighten * heavy - (quit + escalate) * light),
            heavy + dt * (escalate * light - (lighten + leave) * heavy),
            former + dt * (quit * light + leave * heavy - relapse * former)};
}

struct LightShares {
    ByAge peers{};
    double commune{};
};

/// Follows the cohort now aged `age` from its eleventh year. Its peers and commune had fewer users in the past by the
/// same growth.
States follow_cohort(const UseTable& table, const UseRates& rates, std::size_t sex, int age, const LightShares& light)
{
    States states{1.0, 0.0, 0.0, 0.0};
    const double discouragement = portable_exp(-rates.deterrence * rates.usual_heavy_per_light);
    for (int lived = first_age_of_use; lived <= age; ++lived) {
        const auto at = static_cast<std::size_t>(lived);
        const double past = portable_exp(-rates.past_growth * (age - lived));
        const UseSurroundings around{
            .peer_share = light.peers[at], .commune_share = light.commune, .discouragement = discouragement};
        const double first_use = weeks_per_year * past * initiation_hazard(table, at, static_cast<Sex>(sex), around);
        const int steps = lived == age ? steps_per_year / 2 : steps_per_year;
        for (int i = 0; i < steps; ++i)
            states = step_cohort(states, first_use, weeks_per_year * table.light_quit[at],
                                 weeks_per_year * table.escalation, weeks_per_year * table.heavy_to_light,
                                 weeks_per_year * table.heavy_quit, weeks_per_year * table.relapse[sex][at]);
    }
    return states;
}

LightShares light_shares(const UseShares& shares, const ByAge& people)
{
    LightShares light;
    double users = 0.0;
    double everybody = 0.0;
    for (int age = first_age_of_use; age <= last_use_age; ++age) {
        const auto at = static_cast<std::size_t>(age);
        light.peers[at] = 0.5 * (shares.share[0][at][1] + shares.share[1][at][1]);
        users += light.peers[at] * people[at];
        everybody += people[at];
    }
    light.commune = everybody > 0.0 ? users / everybody : 0.0;
    return light;
}

} // namespace

UseTable use_table(const UseRates& rates, double innovators_deterred)
{
    UseTable table{};
    const std::array<double, 2> relapse_ratio = around_one(rates.relapse_men_ratio);
    for (int age = 0; age <= oldest_age; ++age) {
        const auto at = static_cast<std::size_t>(age);
        const bool counted = age >= first_age_of_use;
        table.innovation[at] = counted ? rates.innovation[band_at(initiation_ages, age)] / weeks_per_year : 0.0;
        table.imitation[at] = counted ? rates.imitation[band_at(imitation_ages, age)] / weeks_per_year : 0.0;
        table.light_quit[at] = rates.light_quit[band_at(quitting_ages, age)] / weeks_per_year;
        const std::array<double, 2> ratio = around_one(at_age(men_ratio_ages, rates.men_ratio, age));
        for (std::size_t sex = 0; sex < 2; ++sex) {
            table.initiation_ratio[sex][at] = ratio[sex];
            table.relapse[sex][at] = at_age(relapse_ages, rates.relapse, age) * relapse_ratio[sex] / weeks_per_year;
        }
    }
    table.escalation = rates.escalation / weeks_per_year;
    table.heavy_to_light = rates.heavy_to_light / weeks_per_year;
    table.heavy_quit = rates.heavy_quit / weeks_per_year;
    table.commune_mixing = rates.commune_mixing;
    table.deterrence = rates.deterrence;
    table.innovators_deterred = innovators_deterred;
    return table;
}

double social_gain(const UseRates& rates)
{
    double largest = 0.0;
    constexpr std::array<double, imitation_ages.size()> years_in_band{7.0, 8.0, 40.0};
    for (std::size_t band = 0; band < imitation_ages.size(); ++band) {
        const double quit = rates.light_quit[band_at(quitting_ages, imitation_ages[band])];
        const double stops = quit + rates.escalation + 1.0 / years_in_band[band];
        largest = std::max(largest, rates.imitation[band] / stops);
    }
    return largest;
}

UseShares initial_use_shares(const UseRates& rates, const ByAge& people, double innovators_deterred)
{
    const UseTable table = use_table(rates, innovators_deterred);
    UseShares shares{};
    for (auto& by_age : shares.share)
        for (auto& states : by_age) states = {1.0, 0.0, 0.0, 0.0};
    for (int round = 0; round < rounds; ++round) {
        const LightShares light = light_shares(shares, people);
        for (std::size_t sex = 0; sex < 2; ++sex)
            for (int age = first_age_of_use; age <= last_use_age; ++age)
                shares.share[sex][static_cast<std::size_t>(age)] = follow_cohort(table, rates, sex, age, light);
    }
    return shares;
}

} // namespace emprise
