#include "processes/services.hpp"

#include "processes/services/reach.hpp"
#include "processes/services/staff.hpp"
#include "world/territory.hpp"

namespace emprise {

void deliver_services(World& world, const LeverCatalogue& levers, const ServicesParameters& parameters,
                      Channels& channels, const Luck&)
{
    move_staff(world, levers, parameters.pool_elasticity);
    let_units_mature(world, levers);
    pay_for_services(world, levers);
    clear(channels, world.territory->communes.size(), world.territory->quartiers.size());
    fill_channels(world, levers, parameters, channels);
}

} // namespace emprise
