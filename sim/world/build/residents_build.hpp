#pragma once
#include "settings/parameters.hpp"
#include "world/build/households_build.hpp"
#include "world/use_hazards.hpp"
#include "world/world.hpp"

#include <vector>

namespace emprise {

/// Fills `world.residents`, `world.stocks` and sizes what depends on them, from territory, calendar, week and
/// population_share, which must be set. `weeks_to_simulate`, burn-in included, sets the room for newborns.
/// `luck` carries the seed and replicate of the run: what is fixed in a person for life is asked again during the run.
/// Reads the genesis, demography and drug use parameters, so that the first week is stationary under their hazards.
void build_residents(World& world, const Parameters& parameters, const Luck& luck, Week weeks_to_simulate);

/// A block before its residents are drawn.
struct BlockPlan {
    std::uint32_t national_number{};
    DepartementId departement;
    std::vector<QuartierId> quartiers;
    std::vector<std::uint32_t> residents; ///< Of each quartier.
    std::uint32_t rows{};
    std::uint32_t capacity{};
    std::uint32_t first_row{};
    std::uint32_t first_peer_group{};
};
/// Rows a block begins with: with its newborns it stays within a processor's second-level cache.
inline constexpr std::uint32_t most_rows_at_genesis = 49'152;

/// Stretches of quartiers of one (département, EPCI), in order of national number.
[[nodiscard]] std::vector<BlockPlan> plan_blocks(const Territory& territory, double population_share, const Luck& luck);

} // namespace emprise
