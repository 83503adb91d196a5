#pragma once
#include "record/outcome.hpp"
#include "world/territory.hpp"

#include <cstddef>

/// How outcomes are read off a world. Each adds to counts that are zero.
namespace emprise {

// Residents
void collect_communes(const Snapshot& snapshot, CommuneCounts& counts);
void collect_residents(const Snapshot& snapshot, CommuneCounts& counts);
void collect_neet(const Snapshot& snapshot, CommuneCounts& counts);
void collect_newcomers(const Snapshot& snapshot, CommuneCounts& counts);
/// Persons = share of each quartier times its residents, rounded per quartier.
void collect_feeling_unsafe(const Snapshot& snapshot, CommuneCounts& counts);
void collect_trusting_police(const Snapshot& snapshot, CommuneCounts& counts);
void collect_exposed(const Snapshot& snapshot, CommuneCounts& counts);
void collect_quartiers(const Snapshot& snapshot, CommuneCounts& counts);
/// Hold above one half.
void collect_quartiers_locked(const Snapshot& snapshot, CommuneCounts& counts);
void collect_residents_under_hold(const Snapshot& snapshot, CommuneCounts& counts);
/// 1 for each commune with an attack in the last 52 weeks.
void collect_communes_attacked(const Snapshot& snapshot, CommuneCounts& counts);
void add_residents_of_bands(const Snapshot& snapshot, int first_band, int last_band, CommuneCounts& counts);
void add_users(const Snapshot& snapshot, Drug drug, Use state, CommuneCounts& counts);

// Sites and crews
void add_cells(const Snapshot& snapshot, CellKind kind, CommuneCounts& counts);
void add_sites_of_tier(const Snapshot& snapshot, SizeTier tier, CommuneCounts& counts);
/// 1 for each commune with a site that trades.
void collect_communes_touched(const Snapshot& snapshot, CommuneCounts& counts);
void add_communes_touched_of_tier(const Snapshot& snapshot, SizeTier tier, CommuneCounts& counts);
void add_communes_of_tier(const Snapshot& snapshot, SizeTier tier, CommuneCounts& counts);
void collect_sites_known(const Snapshot& snapshot, CommuneCounts& counts);
void collect_posts_wanted(const Snapshot& snapshot, CommuneCounts& counts);
void collect_posts_vacant(const Snapshot& snapshot, CommuneCounts& counts);
/// Weekly wage offered times posts, cents: divided by the posts wanted it is the mean wage.
void collect_wage_bill(const Snapshot& snapshot, CommuneCounts& counts);
void collect_cells_cash(const Snapshot& snapshot, CommuneCounts& counts);
void add_stock_held(const Snapshot& snapshot, Drug drug, CommuneCounts& counts);
/// Networks with a cell that trades, at home.
void collect_organisations(const Snapshot& snapshot, CommuneCounts& counts);
void collect_organisations_cash(const Snapshot& snapshot, CommuneCounts& counts);

// People in the trade and in the hands of justice, where they live
void collect_traders(const Snapshot& snapshot, CommuneCounts& counts);
void collect_traders_minors(const Snapshot& snapshot, CommuneCounts& counts);
void collect_traders_on_post(const Snapshot& snapshot, CommuneCounts& counts);
void collect_traders_on_call(const Snapshot& snapshot, CommuneCounts& counts);
void collect_traders_without_cell(const Snapshot& snapshot, CommuneCounts& counts);
void add_traders_in_role(const Snapshot& snapshot, Role role, CommuneCounts& counts);
void add_detainees(const Snapshot& snapshot, Custody state, CommuneCounts& counts);

// By département
void collect_police_officers(const Snapshot& snapshot, DepartementCounts& counts);
void collect_prison_places(const Snapshot& snapshot, DepartementCounts& counts);
void collect_prison_inmates(const Snapshot& snapshot, DepartementCounts& counts);

// Totals since the first burn-in week
void add_flow(const Snapshot& snapshot, Flow flow, CommuneCounts& counts);
/// The same as a collector of an outcome.
template <Flow counted>
void total_of(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_flow(snapshot, counted, counts);
}

// By lever
void collect_spending(const Snapshot& snapshot, std::size_t lever, CommuneCounts& counts);
void collect_committed(const Snapshot& snapshot, std::size_t lever, CommuneCounts& counts);
void collect_posts_filled(const Snapshot& snapshot, std::size_t lever, CommuneCounts& counts);
void collect_posts_authorised(const Snapshot& snapshot, std::size_t lever, CommuneCounts& counts);

} // namespace emprise
