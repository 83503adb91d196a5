#pragma once
#include "chance/luck.hpp"
#include "settings/parameters.hpp"
#include "world/territory.hpp"
#include "world/world.hpp"

namespace emprise {

/// Sites of the whole country at the level of the start year, times the share of residents simulated.
[[nodiscard]] double sites_in_country(const World& world, const TradeGenesisParameters& parameters);

/// How many sites a commune has in the first map: none with probability 1 - presence, `mean` on average.
struct ExpectedSites {
    double presence;
    double mean;
};
[[nodiscard]] ExpectedSites expected_sites(double population, SizeTier tier, double deprivation,
                                           double sites_in_country, const TradeGenesisParameters& parameters);
[[nodiscard]] double expected_crews(double population, double sites_in_country,
                                    const TradeGenesisParameters& parameters);

/// Sites, crews and the organisations that hold them, with wages, cash and stocks; the ledger balances.
void build_cells(World& world, const Parameters& parameters, const Luck& luck);

} // namespace emprise
