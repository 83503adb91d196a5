#include "step/advance.hpp"

#include "processes/demography.hpp"
#include "processes/drug_use.hpp"
#include "processes/enforcement.hpp"
#include "processes/hold.hpp"
#include "processes/justice.hpp"
#include "processes/market.hpp"
#include "processes/observation.hpp"
#include "processes/organisations.hpp"
#include "processes/perception.hpp"
#include "processes/services.hpp"
#include "processes/staffing.hpp"
#include "processes/strategy.hpp"
#include "processes/supply.hpp"
#include "processes/violence.hpp"
#include "step/conservation.hpp"
#include "world/caches.hpp"

namespace emprise {

/// Stages run in the order of the model's section 3, each seeing what the former left. Services come before people act
/// because this week's hours and doses must be there; justice follows enforcement because it takes its arrests;
/// perception and observation come last because residents and statisticians look at the week that was.
void advance(World& world, Course& course)
{
    const Luck luck{course.seed, course.replicate, world.week};
    if (turn_to(course.changes, course.parameters, world.week)) forget_caches_of_parameters(world);
    const Parameters& parameters = course.changes.parameters(course.parameters);
    Channels& channels = course.channels;
    std::size_t stage = 0;
    const auto done = [&] {
        if (course.watcher != nullptr) course.watcher->after(stage, world);
        ++stage;
    };

    deliver_policies(course.timeline, world);
    done();
    deliver_services(world, *course.levers, parameters.services, channels, luck);
    done();
    advance_demography(world, parameters.demography, luck);
    done();
    advance_drug_use(world, channels, parameters.drug_use, luck);
    done();
    advance_market(world, channels, parameters.market, luck);
    done();
    advance_supply(world, channels, parameters.supply, parameters.market, luck);
    done();
    advance_staffing(world, channels, parameters.staffing, luck);
    done();
    advance_strategy(world, parameters.strategy, luck, world.week < 0);
    done();
    advance_organisations(world, parameters.organisations, luck);
    done();
    const std::vector<Arrest> arrests = advance_enforcement(world, channels, parameters.enforcement, luck);
    done();
    advance_justice(world, arrests, parameters.justice, luck);
    done();
    advance_violence(world, channels, parameters.violence, luck);
    remember_attacks(world, parameters.organisations);
    done();
    advance_hold(world, channels, parameters.hold, luck);
    done();
    advance_perception(world, channels, parameters.perception, luck);
    done();
    advance_observation(world, channels, arrests, parameters.observation, luck);
    done();
    check_conservation(world);
    ++world.week;
}

} // namespace emprise
