#include "world/build/hold_build.hpp"

#include "world/hold.hpp"

namespace emprise {

void build_hold(World& world, const Parameters& parameters)
{
    const double cents_per_post =
        parameters.market.capacity_eur_post_week * parameters.market.usual_use_of_capacity * 100.0;
    const auto sales = [&](CellId cell) {
        return static_cast<std::int64_t>(world.cells.on_post[cell] * cents_per_post);
    };
    for (const SitesHere& here : survey_sites(world, sales)) {
        const HoldScene scene{.sales_eur_week = static_cast<double>(here.sales_cents) / 100.0,
                              .wages_eur_week = static_cast<double>(here.wages_cents) / 100.0,
                              .weapons = static_cast<double>(here.weapons_thousandths) / 1000.0,
                              .presence_hours = parameters.perception.patrol_hours_mean,
                              .mediation_hours = 0.0,
                              .efficacy = world.quartiers.collective_efficacy[here.quartier]};
        world.quartiers.hold[here.quartier] = resting_hold(hold_rates(parameters.hold, scene));
    }
}

} // namespace emprise
