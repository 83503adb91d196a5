#pragma once
#include "settings/lever.hpp"
#include "world/world.hpp"

namespace emprise {

/// Hires, quits and cuts of one week: each profession has one national pool (scaled with the territory), shared by all
/// its levers; levers without profession fill their places alone.
void move_staff(World& world, const LeverCatalogue& levers, double pool_elasticity);

/// Posts a commune may fill this week: baseline and policy, never below zero.
[[nodiscard]] double authorised_posts(const ServicePosts& posts, CommuneId commune);

} // namespace emprise
