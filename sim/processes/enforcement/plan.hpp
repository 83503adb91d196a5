#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

#include <vector>

namespace emprise {

/// Probability of arrest in a week outside operations.
struct ArrestRisk {
    double on_post{};
    double on_call{};
};

/// What the forces do at each cell this week, decided on the state of the week's beginning.
struct ForcesWeek {
    Column<Cell, std::uint8_t> learnt; ///< Becomes known.
    Column<Cell, double> visits;
    Column<Cell, std::int32_t> operations;
    Column<Zone, ArrestRisk> risk_in;
    Column<Cell, ArrestRisk> risk_at; ///< That of the zone, at hand for the many who ask.
};

/// Part of what the forces would learn or find at a cell that its network is warned of (facts A-57).
[[nodiscard]] double spoilt_by_warnings(const World& world, CellId cell, const EnforcementParameters& parameters);

[[nodiscard]] ForcesWeek plan_week(const World& world, const Channels& channels,
                                   const EnforcementParameters& parameters, const Luck& luck);

} // namespace emprise
