#pragma once
#include "chance/luck.hpp"
#include "settings/parameters/organisations.hpp"
#include "world/world.hpp"

namespace emprise {

/// Managers a cell of so many posts wants: one for each `posts_per_manager`, at least one.
[[nodiscard]] int managers_wanted(int posts, const OrganisationsParameters& parameters);

/// A cell short of managers makes one of the most experienced seller, lookout or courier on post, if somebody there is
/// long enough in the trade; within weeks (facts E-19), one a week.
void promote(World& world, const OrganisationsParameters& parameters, const Luck& luck);

} // namespace emprise
