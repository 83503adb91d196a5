#pragma once
#include "settings/parameters/market.hpp"
#include "world/place_grid.hpp"
#include "world/world.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace emprise {

/// Sellers a quartier's buyers choose among, at most: half the best by attractiveness and proximity, half the nearest.
inline constexpr std::size_t most_site_links = 16;
inline constexpr std::size_t most_crew_links = 8;

/// Rows of buyers in world.links: the quartiers, then the neighbours when a part runs alone (world.outside).
[[nodiscard]] std::size_t buyer_rows(const World& world);

/// All rows of buyers by position; made at the first call and shared by copies of the World.
const PlaceGrid& buyer_grid(World& world);

/// How proximity fades: a seller's weight falls by e^(-per_km x km) up to the reach.
struct TravelLaw {
    double site_per_km;
    double crew_per_km;
    double site_reach_km;
    double crew_reach_km;
};
[[nodiscard]] TravelLaw travel_law(const MarketParameters& parameters);

/// Milligrams of a drug the users of a quartier would use in a week at the usual price of the start.
[[nodiscard]] double usual_wish_mg(const QuartierStocks& stocks, std::size_t drug, const MarketParameters& parameters);

/// Fills world.links when stale: which open cells serve each quartier. Only quartiers in reach of a cell that opened
/// or closed since the last call are looked at again; an empty cache is filled from nothing, with the same result.
void refresh_links(World& world, const MarketParameters& parameters);

/// Open cells in order of name: the order of every loop in which cells take from a common purse.
[[nodiscard]] std::vector<CellId> open_cells_by_name(const Cells& cells);

} // namespace emprise
