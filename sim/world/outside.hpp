#pragma once
#include "base/column.hpp"
#include "world/cells.hpp"
#include "world/territory.hpp"

namespace emprise {

/// The rest of the country when a part runs alone, frozen at the level of the first map (world/build/outside_build).
/// It buys here and sells to residents of here across the edge, and its networks open here. Empty when the whole
/// country runs, or with `trade_genesis.rest_of_country` 0.
struct Outside {
    Column<Neighbour, DrugNumbers> wish_mg;      ///< What residents there would use in a week at usual prices.
    Column<Neighbour, double> site_pull;         ///< Sum of the weights of the sites out there, as seen from there.
    Column<Neighbour, double> crew_pull;         ///< The same of crews.
    Column<Quartier, double> site_pull_here;     ///< The same sums as seen from the quartiers of here.
    Column<Quartier, double> crew_pull_here;     ///< The same of crews.
    Column<OutsideDepartement, double> networks; ///< How many networks are at home there.
    Column<OutsideDepartement, double> sites;    ///< How many sites are there.
    [[nodiscard]] bool present() const { return !networks.empty(); }

    template <class F>
    void for_each_column(F&& f)
    {
        f("outside.wish_mg", wish_mg);
        f("outside.site_pull", site_pull);
        f("outside.crew_pull", crew_pull);
        f("outside.site_pull_here", site_pull_here);
        f("outside.crew_pull_here", crew_pull_here);
        f("outside.networks", networks);
        f("outside.sites", sites);
    }
};

} // namespace emprise
