#include "world/recruits.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"

#include <algorithm>

namespace emprise {

double relative_risk(const ResidentRecord& record, int age, bool priority_quartier,
                     const StaffingParameters& parameters)
{
    constexpr int adult = 18;
    double risk = record.sex() == Sex::woman ? parameters.women_ratio : 1.0;
    const Activity activity = record.activity();
    if (is_neet(activity, age)) {
        risk *= parameters.risk_neet;
        if (age < adult) risk *= parameters.risk_dropout;
    }
    if (priority_quartier) risk *= parameters.risk_priority_quartier;
    return risk;
}

double propensity_to_enter(const Luck& luck, Who resident, const StaffingParameters& parameters)
{
    const double normal = standard_normal_quantile(luck.at_week(0).uniform(Purpose::propensity, resident));
    return std::min(parameters.propensity_cap, portable_exp(parameters.propensity_sigma * normal));
}

Role role_of_recruit(double u, CellKind kind, int age, const StaffingParameters& parameters)
{
    constexpr int adult = 18;
    if (age < adult) {
        if (kind == CellKind::crew) return Role::courier;
        return u < parameters.lookout_share_minors ? Role::lookout : Role::seller;
    }
    if (u < parameters.manager_share) return Role::manager;
    if (kind == CellKind::crew) return Role::courier;
    u -= parameters.manager_share;
    if (u < parameters.flat_keeper_share) return Role::flat_keeper;
    return u - parameters.flat_keeper_share < parameters.lookout_share ? Role::lookout : Role::seller;
}

Role role_of_newcomer(double u, CellKind kind, int age, const StaffingParameters& parameters)
{
    const Role role = role_of_recruit(u, kind, age, parameters);
    if (role != Role::manager) return role;
    return kind == CellKind::crew ? Role::courier : Role::seller;
}

} // namespace emprise
