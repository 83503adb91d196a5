#pragma once
#include "world/territory.hpp"
#include "world/world.hpp"

#include <algorithm>

/// A share below 1 simulates a sample of people, sites, posts, hours, money and drugs on places as large as ever
/// (MODEL.md 1.2). Rates divide what is simulated by what is simulated; what one place meets is raised to its full
/// size.
namespace emprise {

/// What hours, sites and reports of a place are divided by: its residents that are simulated, never zero.
[[nodiscard]] inline double simulated_residents(const World& world, CommuneId commune)
{
    return std::max(1.0, static_cast<double>(world.territory->communes.population[commune])) * world.population_share;
}
[[nodiscard]] inline double simulated_residents(const World& world, QuartierId quartier)
{
    return std::max(1.0, static_cast<double>(world.territory->quartiers.population[quartier])) * world.population_share;
}

/// What all residents or posts of a place do or get, by those that are simulated.
[[nodiscard]] inline double at_full_size(const World& world, double simulated)
{
    return simulated / world.population_share;
}

/// Of what stands somewhere in a commune: how much is not simulated, for each unit that is.
[[nodiscard]] inline double left_out_per_simulated(const World& world)
{
    return 1.0 / world.population_share - 1.0;
}

} // namespace emprise
