#include "levers/delivery.hpp"

#include "base/expects.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace emprise {

namespace {

using SitesOfCommune = Column<Commune, std::int32_t>;

SitesOfCommune count_recorded_sites(const World& world)
{
    const Territory& territory = *world.territory;
    SitesOfCommune sites(territory.communes.size(), 0);
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (world.cells.is_open(cell) && world.cells.kind[cell] == CellKind::site && world.cells.known[cell] != 0)
            ++sites[territory.quartiers.commune[world.cells.quartier[cell]]];
    return sites;
}

/// One policy in one week: units at full strength, commune by commune.
struct WeeklyUnits {
    double strength{};
    std::vector<double> full; ///< In the order of the policy's communes; 0 where the weekly condition fails.
    double eur_year{};        ///< At this week's strength.
    double full_eur_year{};
};

/// The policies of one week on the posts of one World.
class PolicyDelivery {
public:
    PolicyDelivery(PolicyTimeline& timeline, World& world) : timeline_{timeline}, world_{world}
    {
        EXPECTS(world.services.of_lever.size() == timeline.levers);
        const bool looks_at_sites = std::any_of(timeline.policies.begin(), timeline.policies.end(),
                                                [](const PlannedPolicy& policy) { return policy.known_sites_above; });
        if (looks_at_sites) sites_ = count_recorded_sites(world);
    }

    Commitment deliver()
    {
        update_triggers(timeline_, world_.week);
        for (ServicePosts& posts : world_.services.of_lever)
            posts.authorised_policy.assign(posts.authorised_base.size(), 0.0);
        for (std::size_t row = 0; row < timeline_.policies.size(); ++row) units_.push_back(units_of(row));
        Commitment commitment = keep_to_budget();
        for (const bool set_to : {true, false})
            for (std::size_t row = 0; row < units_.size(); ++row)
                if (timeline_.policies[row].set_to == set_to && units_[row].strength > 0.0) apply(row);
        for (const PlannedShift& shift : timeline_.shifts) apply(shift);
        forbid_negative_posts();
        return commitment;
    }

private:
    [[nodiscard]] bool reached(const PlannedPolicy& policy, std::size_t nth) const
    {
        return !policy.known_sites_above || sites_[policy.communes[nth]] > *policy.known_sites_above;
    }

    WeeklyUnits units_of(std::size_t row)
    {
        const PlannedPolicy& policy = timeline_.policies[row];
        WeeklyUnits units;
        units.strength = strength_of(timeline_, row, world_.week);
        if (units.strength <= 0.0) return units;
        const bool per_resident = policy.unit == AmountUnit::units_per_10000;
        units.full = per_resident ? policy.residents : policy.weight;
        for (std::size_t nth = 0; nth < units.full.size(); ++nth)
            if (!reached(policy, nth)) units.full[nth] = 0.0;
        const double total = std::accumulate(units.full.begin(), units.full.end(), 0.0);
        double per_weight = total > 0.0 ? policy.amount / total : 0.0;
        if (per_resident) per_weight = policy.amount / 10'000;
        if (policy.unit == AmountUnit::eur_per_year)
            per_weight = policy.eur_per_unit_year > 0.0 ? per_weight / policy.eur_per_unit_year : 0.0;
        for (double& value : units.full) value *= per_weight * world_.population_share;
        cost(policy, units);
        return units;
    }

    /// `set_to` costs what it adds to the baseline.
    void cost(const PlannedPolicy& policy, WeeklyUnits& units)
    {
        const ServicePosts& posts = world_.services.of_lever[policy.lever];
        double sum = 0.0;
        for (std::size_t nth = 0; nth < units.full.size(); ++nth)
            sum += units.full[nth] -
                   (policy.set_to && reached(policy, nth) ? posts.authorised_base[policy.communes[nth]] : 0.0);
        units.full_eur_year = sum * policy.eur_per_unit_year;
        units.eur_year = units.full_eur_year * units.strength;
    }

    Commitment keep_to_budget()
    {
        Commitment commitment;
        double spent = 0.0;
        double saved = 0.0;
        for (const WeeklyUnits& units : units_) (units.eur_year > 0.0 ? spent : saved) += units.eur_year;
        commitment.asked_eur_year = spent + saved;
        if (timeline_.budget && timeline_.budget->on_over == Budget::OnOver::scale) scale(spent, saved);
        if (timeline_.budget && timeline_.budget->on_over == Budget::OnOver::stop) leave_out(saved);
        for (const WeeklyUnits& units : units_) {
            commitment.of_policy_eur_year.push_back(units.eur_year);
            commitment.granted_eur_year += units.eur_year;
        }
        return commitment;
    }

    [[nodiscard]] double money() const { return timeline_.budget->eur_per_year * world_.population_share; }

    /// All that cost money shrink in proportion until cuts and budget cover them.
    void scale(double spent, double saved)
    {
        if (spent + saved <= money()) return;
        const double factor = std::max(0.0, money() - saved) / spent;
        for (WeeklyUnits& units : units_)
            if (units.eur_year > 0.0) {
                units.strength *= factor;
                units.eur_year *= factor;
            }
    }

    /// Policies are served by date of beginning; one that would not fit in full is left out.
    void leave_out(double saved)
    {
        double left = money() - saved;
        for (WeeklyUnits& units : units_) {
            if (units.full_eur_year <= 0.0) continue;
            if (units.full_eur_year <= left) {
                left -= units.full_eur_year;
            } else {
                units.strength = 0.0;
                units.eur_year = 0.0;
            }
        }
    }

    void apply(std::size_t row)
    {
        const PlannedPolicy& policy = timeline_.policies[row];
        const WeeklyUnits& units = units_[row];
        ServicePosts& posts = world_.services.of_lever[policy.lever];
        for (std::size_t nth = 0; nth < units.full.size(); ++nth) {
            const CommuneId commune = policy.communes[nth];
            double& added = posts.authorised_policy[commune];
            if (!policy.set_to)
                added += units.strength * units.full[nth];
            else if (reached(policy, nth))
                added += units.strength * (units.full[nth] - (posts.authorised_base[commune] + added));
        }
    }

    void apply(const PlannedShift& shift)
    {
        const double part = shift.share * shift.weeks.strength(world_.week);
        if (part <= 0.0) return;
        ServicePosts& from = world_.services.of_lever[shift.from];
        ServicePosts& to = world_.services.of_lever[shift.to];
        for (const CommuneId commune : each<Commune>(from.authorised_base.size())) {
            const double moved = part * from.authorised_base[commune];
            from.authorised_policy[commune] -= moved;
            to.authorised_policy[commune] += moved * shift.units_gained_per_unit_lost;
        }
    }

    void forbid_negative_posts()
    {
        for (ServicePosts& posts : world_.services.of_lever)
            for (const CommuneId commune : each<Commune>(posts.authorised_base.size()))
                posts.authorised_policy[commune] =
                    std::max(posts.authorised_policy[commune], -posts.authorised_base[commune]);
    }

    PolicyTimeline& timeline_;
    World& world_;
    SitesOfCommune sites_;
    std::vector<WeeklyUnits> units_;
};

} // namespace

Commitment deliver_policies(PolicyTimeline& timeline, World& world)
{
    return PolicyDelivery{timeline, world}.deliver();
}

} // namespace emprise
