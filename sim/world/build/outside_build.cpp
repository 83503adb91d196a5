#include "world/build/outside_build.hpp"

#include "base/portable_math.hpp"
#include "parallel/parallel.hpp"
#include "world/build/cells_build.hpp"
#include "world/location.hpp"
#include "world/market_links.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

/// Sellers expected in the neighbours, with the laws by which buyers see them.
struct Sellers {
    const NeighbourTable& neighbours;
    PlaceGrid grid;
    Column<Neighbour, double> sites;
    Column<Neighbour, double> crews;
    double site_weight; ///< Mean attractiveness.
    double crew_weight;
    TravelLaw travel;
};

struct Pulls {
    double sites;
    double crews;
};

/// One kind as seen from a place: expected weights faded by distance. Buyers look at so many at most.
double pull_of(const Sellers& sellers, const Column<Neighbour, double>& expected, double weight, double per_km,
               double reach_km, std::size_t most, double latitude_deg, double longitude_deg)
{
    double count = 0.0;
    double sum = 0.0;
    sellers.grid.for_each_within(latitude_deg, longitude_deg, reach_km, [&](std::uint32_t row, double square) {
        const double here = expected[NeighbourId{row}];
        count += here;
        sum += here * weight * portable_exp(-per_km * std::sqrt(square));
    });
    return sum * std::min(1.0, static_cast<double>(most) / std::max(count, 1e-9));
}

Pulls pulls_at(const Sellers& sellers, double latitude_deg, double longitude_deg)
{
    const TravelLaw& travel = sellers.travel;
    return {pull_of(sellers, sellers.sites, sellers.site_weight, travel.site_per_km, travel.site_reach_km,
                    most_site_links, latitude_deg, longitude_deg),
            pull_of(sellers, sellers.crews, sellers.crew_weight, travel.crew_per_km, travel.crew_reach_km,
                    most_crew_links, latitude_deg, longitude_deg)};
}

Sellers expected_sellers(const World& world, const Parameters& parameters)
{
    const NeighbourTable& neighbours = world.territory->neighbours;
    const double sites = sites_in_country(world, parameters.trade_genesis);
    Sellers sellers{neighbours,
                    PlaceGrid{neighbours.latitude_deg.values(), neighbours.longitude_deg.values()},
                    Column<Neighbour, double>(neighbours.size()),
                    Column<Neighbour, double>(neighbours.size()),
                    lognormal_mean(parameters.strategy.site_sigma),
                    lognormal_mean(parameters.strategy.crew_sigma),
                    travel_law(parameters.market)};
    for (const NeighbourId id : each<Neighbour>(neighbours.size())) {
        sellers.sites[id] = expected_sites(neighbours.population[id], neighbours.size_tier[id],
                                           neighbours.deprivation[id], sites, parameters.trade_genesis)
                                .mean;
        sellers.crews[id] = expected_crews(neighbours.population[id], sites, parameters.trade_genesis);
    }
    return sellers;
}

/// Milligrams a resident of here would use in a week at usual prices.
DrugNumbers wish_per_resident(const World& world, const MarketParameters& parameters)
{
    DrugNumbers wish{};
    for (const QuartierStocks& stocks : world.stocks)
        for (std::size_t drug = 0; drug < drug_count; ++drug) wish[drug] += usual_wish_mg(stocks, drug, parameters);
    for (double& drug : wish) drug /= static_cast<double>(std::max<std::int64_t>(world.residents.living, 1));
    return wish;
}

void freeze_buyers(World& world, const Parameters& parameters)
{
    const NeighbourTable& neighbours = world.territory->neighbours;
    const DrugNumbers each_wants = wish_per_resident(world, parameters.market);
    world.outside.wish_mg.assign(neighbours.size(), {});
    for (const NeighbourId id : each<Neighbour>(neighbours.size()))
        for (std::size_t drug = 0; drug < drug_count; ++drug)
            world.outside.wish_mg[id][drug] = each_wants[drug] * neighbours.population[id] * world.population_share;
}

void freeze_sellers(World& world, const Parameters& parameters)
{
    const Sellers sellers = expected_sellers(world, parameters);
    const QuartierTable& quartiers = world.territory->quartiers;
    Outside& outside = world.outside;
    outside.site_pull.assign(sellers.neighbours.size(), 0.0);
    outside.crew_pull.assign(sellers.neighbours.size(), 0.0);
    outside.site_pull_here.assign(quartiers.size(), 0.0);
    outside.crew_pull_here.assign(quartiers.size(), 0.0);
    for_each_index(sellers.neighbours.size(), [&](std::size_t row) {
        const NeighbourId id{static_cast<std::uint32_t>(row)};
        const Pulls pulls =
            pulls_at(sellers, sellers.neighbours.latitude_deg[id], sellers.neighbours.longitude_deg[id]);
        outside.site_pull[id] = pulls.sites;
        outside.crew_pull[id] = pulls.crews;
    });
    for_each_index(quartiers.size(), [&](std::size_t row) {
        const QuartierId id{static_cast<std::uint32_t>(row)};
        const Pulls pulls = pulls_at(sellers, quartiers.latitude_deg[id], quartiers.longitude_deg[id]);
        outside.site_pull_here[id] = pulls.sites;
        outside.crew_pull_here[id] = pulls.crews;
    });
}

void freeze_trade(World& world, const TradeGenesisParameters& parameters)
{
    const OutsideTable& table = world.territory->outside;
    const double all_sites = sites_in_country(world, parameters);
    world.outside.networks.assign(table.size(), 0.0);
    world.outside.sites.assign(table.size(), 0.0);
    for (const OutsideDepartementId id : each<OutsideDepartement>(table.size())) {
        double sites = 0.0;
        for (std::size_t tier = 0; tier < size_tier_count; ++tier)
            sites += table.communes[id][tier] * parameters.communes_with_sites[tier] *
                     parameters.sites_where_present[tier] * all_sites / parameters.sites_of_map;
        world.outside.sites[id] = sites;
        const double crews = expected_crews(table.population[id], all_sites, parameters);
        world.outside.networks[id] = (sites + crews) / parameters.cells_per_organisation;
    }
}

} // namespace

void build_outside(World& world, const Parameters& parameters)
{
    world.outside = {};
    if (world.territory->outside.size() == 0 || parameters.trade_genesis.rest_of_country <= 0.0) return;
    freeze_buyers(world, parameters);
    freeze_sellers(world, parameters);
    freeze_trade(world, parameters.trade_genesis);
}

} // namespace emprise
