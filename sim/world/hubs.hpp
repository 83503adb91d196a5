#pragma once
#include "base/column.hpp"
#include "world/cells.hpp"

#include <cstdint>

namespace emprise {

/// Wholesale in a département: buys abroad, holds stock at the chief town, supplies every cell of the département.
struct Hubs {
    Column<Departement, DrugMilligrams> stock_mg;
    Column<Departement, DrugMilligrams> under_way_mg; ///< Left a gateway, not seized: arrives next week.
    Column<Departement, DrugNumbers> orders_mg;       ///< Smoothed weekly orders of cells.
    Column<Departement, DrugNumbers> price_factor;    ///< On the wholesale price of the week.
    Column<Departement, DrugNumbers> loss_share;      ///< Smoothed share of what was sent and seized under way.
    Column<Departement, DrugNumbers> breadth;         ///< Of the search among gateways; 1 at first.
    Column<Departement, std::int64_t> cash_cents;     ///< Below zero: credit of the suppliers.
    [[nodiscard]] std::size_t size() const { return stock_mg.size(); }

    template <class F>
    void for_each_column(F&& f)
    {
        f("hubs.stock_mg", stock_mg);
        f("hubs.under_way_mg", under_way_mg);
        f("hubs.orders_mg", orders_mg);
        f("hubs.price_factor", price_factor);
        f("hubs.loss_share", loss_share);
        f("hubs.breadth", breadth);
        f("hubs.cash_cents", cash_cents);
    }
};

struct RouteEdge;
using RouteEdgeId = Id<RouteEdge>;

/// What smugglers remember of each edge of the route graph, then of each gateway. Fading counts of passages and of
/// loads seized there, over a short and a long memory.
struct RouteMemory {
    Column<RouteEdge, double> recent_trips;
    Column<RouteEdge, double> recent_hits;
    Column<RouteEdge, double> long_trips;
    Column<RouteEdge, double> long_hits;
    Column<RouteEdge, double> perceived; ///< Probability of seizure as believed when routes were last thought over.
    [[nodiscard]] std::size_t size() const { return perceived.size(); }

    template <class F>
    void for_each_column(F&& f)
    {
        f("routes.recent_trips", recent_trips);
        f("routes.recent_hits", recent_hits);
        f("routes.long_trips", long_trips);
        f("routes.long_hits", long_hits);
        f("routes.perceived", perceived);
    }
};

} // namespace emprise
