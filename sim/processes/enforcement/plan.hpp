#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

#include <vector>

namespace emprise {

/// What the forces do at each cell this week, decided on the state of the week's beginning.
struct ForcesWeek {
    Column<Cell, std::uint8_t> learnt; ///< Becomes known.
    Column<Cell, double> visits;
    Column<Cell, std::int32_t> operations;
    Column<Zone, double> arrest_hazard; ///< Of a worker on post outside operations, per week.
};

[[nodiscard]] ForcesWeek plan_week(const World& world, const Channels& channels,
                                   const EnforcementParameters& parameters, const Luck& luck);

} // namespace emprise
