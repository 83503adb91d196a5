#include "world/caches.hpp"

namespace emprise {

/// Positions of buyers and the graph of roads follow from the territory alone and stay.
void forget_caches_of_parameters(World& world)
{
    world.links.first.clear();
    world.links.links.clear();
    world.links.listed.clear();
    world.links.route_towns.reset();
    world.links.stale = true;
    world.route_trees.reset();
}

} // namespace emprise
