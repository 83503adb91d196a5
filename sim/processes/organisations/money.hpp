#pragma once
#include "chance/luck.hpp"
#include "processes/organisations/holdings.hpp"
#include "settings/parameters/organisations.hpp"

namespace emprise {

/// What networks do with money above their cells: a hole is filled from laundered wealth, weapons are bought, some pay
/// bribes, what is beyond the cash they keep is laundered through the shops of their towns.
void run_treasuries(World& world, const Holdings& holdings, const OrganisationsParameters& parameters,
                    const Luck& luck);

/// Reputation grows with cells and age, and is forgotten.
void build_reputations(World& world, const Holdings& holdings, const OrganisationsParameters& parameters);

/// Cash a network keeps before it launders.
[[nodiscard]] std::int64_t kept_cash_cents(const World& world, const std::vector<CellId>& cells,
                                           const OrganisationsParameters& parameters);
/// What each network can launder this week, cents: the shops of a town are shared equally by the networks that trade
/// there.
[[nodiscard]] Column<Organisation, std::int64_t> laundering_capacity(const World& world, const Holdings& holdings,
                                                                     const OrganisationsParameters& parameters);
/// Firearms a network wants.
[[nodiscard]] double weapons_wanted(double cells, double aggression, double rivalry,
                                    const OrganisationsParameters& parameters);

} // namespace emprise
