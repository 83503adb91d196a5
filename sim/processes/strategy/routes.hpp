#pragma once
#include "world/world.hpp"

#include <cstdint>
#include <vector>

namespace emprise {

/// Towns that supplies pass on their way to each département: those within `reach_km` of the straight line from the
/// nearest gateway (else the largest town of the territory) to the département's chief town.
struct RouteTowns {
    struct Route {
        std::vector<CommuneId> communes;
        std::vector<double> running_population; ///< Beside `communes`.
        std::uint32_t quartiers{};              ///< In all of them.
    };
    double reach_km{};
    Column<Departement, Route> of;
};

/// Made at the first call for a territory and reach, then shared by copies of the World.
const RouteTowns& route_towns(World& world, double reach_km);

} // namespace emprise
