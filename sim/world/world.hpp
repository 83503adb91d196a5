#pragma once
#include "base/week.hpp"
#include "settings/drugs.hpp"
#include "world/cells.hpp"
#include "world/events.hpp"
#include "world/hubs.hpp"
#include "world/ledger.hpp"
#include "world/organisations.hpp"
#include "world/outside.hpp"
#include "world/places.hpp"
#include "world/residents.hpp"
#include "world/services.hpp"
#include "world/stocks.hpp"
#include "world/tallies.hpp"
#include "world/ties.hpp"
#include "world/trade.hpp"

#include <array>
#include <memory>
#include <vector>

namespace emprise {

struct Territory;  // world/territory.hpp: places that do not change
class PlaceGrid;   // world/place_grid.hpp: buyers by position
struct RouteGraph; // world/route_graph.hpp: towns and the links between them
struct RouteTrees; // processes/supply/routes.hpp: least-cost ways from each gateway
struct RouteTowns; // processes/strategy/routes.hpp: towns on the way of supplies

/// How far and how well each quartier is served by each nearby cell. A cache: rebuilt from cells and territory, never
/// saved. Compressed rows: links of quartier q are [first[q], first[q+1]): sites, best first, then crews, best first.
/// Behind the quartiers come the neighbours of a part that runs alone: their residents buy here too.
/// Filled by world/market_links.
struct MarketLinks {
    struct Link {
        CellId cell;
        float travel_km{};
        float proximity{}; ///< Factor on the seller's weight, 1 at no distance.
    };
    /// Weights of sellers by kind of cell, attractiveness x proximity in millionths: integers, so that sums amended by
    /// those who came and left equal sums made anew.
    struct Crowd {
        std::array<std::int64_t, 2> in_reach{};
        std::array<std::int64_t, 2> linked{};
    };
    std::vector<std::uint32_t> first;
    std::vector<Link> links;
    std::vector<Crowd> crowds;        ///< By row of buyers.
    std::vector<std::uint8_t> listed; ///< By cell: was open when the links were made.
    bool stale{true};                 ///< Set by whoever opens or closes a cell.
    std::shared_ptr<const PlaceGrid> buyer_grid;
    std::shared_ptr<const RouteTowns> route_towns; ///< Of the territory alone.
    /// Left by the market of this week for whoever reckons what a place would earn; by row of buyers.
    struct Outlook {
        float site_pull{}; ///< Sum of the weights of all sites in reach, linked or not.
        float crew_pull{};
        float site_eur{}; ///< Spent, or asked for in vain, at sites this week.
        float crew_eur{};
        float outside_eur{}; ///< Spent online, or supplied otherwise at the price of sellers.
    };
    std::vector<Outlook> outlook;
};

/// The whole state of one run. Copying it is how an arm starts from the shared burn-in.
struct World {
    std::shared_ptr<const Territory> territory;
    Calendar calendar;
    Week week{};                  ///< The week about to be simulated.
    double population_share{1.0}; ///< Simulated share of residents; 1 is everybody.
    SimulatedDrugs drugs;         ///< Whose use and sales are followed.
    Residents residents;
    Stocks stocks;
    QuartierState quartiers;
    Traders traders;
    Detainees detainees;
    Cells cells;
    Organisations organisations;
    Ties ties;
    Hubs hubs;
    RouteMemory routes;
    Outside outside;
    Forces forces;
    Prisons prisons;
    Services services;
    Ledger ledger;
    Tallies tallies;
    Events events;
    /// Cost of entering a new town by size tier, euros of discounted profit: solved once in burn-in, then frozen.
    std::array<double, 7> entry_cost_eur{};
    /// Sites per size tier at the end of genesis: what the entry costs are solved for.
    std::array<std::int64_t, 7> initial_sites{};
    int stocks_year{}; ///< Calendar year by which `stocks` counts ages; 0: rebuild them.
    std::int64_t born{};
    std::int64_t died{};
    std::int64_t clamped_hazards{};                ///< Hazards above their ladder's bound: zero in a sound run.
    MarketLinks links;                             ///< Cache.
    std::shared_ptr<const RouteGraph> route_graph; ///< Cache.
    std::shared_ptr<const RouteTrees> route_trees; ///< Cache: of routes.perceived.

    /// Every column, once, in a fixed order: save, load, hash, shuffle and memory all use this list.
    template <class F>
    void for_each_column(F&& f)
    {
        residents.for_each_column(f);
        f("stocks", stocks);
        quartiers.for_each_column(f);
        traders.for_each_column(f);
        detainees.for_each_column(f);
        cells.for_each_column(f);
        organisations.for_each_column(f);
        ties.for_each_column(f);
        hubs.for_each_column(f);
        routes.for_each_column(f);
        outside.for_each_column(f);
        forces.for_each_column(f);
        prisons.for_each_column(f);
        services.for_each_column(f);
        tallies.for_each_column(f);
    }
};

} // namespace emprise
