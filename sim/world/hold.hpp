#pragma once
#include "settings/parameters/hold.hpp"
#include "settings/parameters/perception.hpp"
#include "world/world.hpp"

#include <cstdint>
#include <vector>

/// The law of hold (emprise), the same for the first map and for every later week:
/// h <- h + growth (1 - h) - decay h, in continuous time over one week.
namespace emprise {

/// What the trade shows and who stands against it in one quartier.
struct HoldScene {
    double sales_eur_week{};  ///< Of street sites here.
    double wages_eur_week{};  ///< Paid at them.
    double weapons{};         ///< Of their networks, shared equally by their cells.
    double presence_hours{};  ///< Per 1,000 residents of the commune and week.
    double mediation_hours{}; ///< Per 1,000 residents of the quartier and week.
    double efficacy{};
};

struct HoldRates {
    double growth; ///< A week, on 1 - h.
    double decay;  ///< A week, on h.
};
[[nodiscard]] HoldRates hold_rates(const HoldParameters& parameters, const HoldScene& scene);
/// Where hold comes to rest.
[[nodiscard]] double resting_hold(HoldRates rates);
/// A week later.
[[nodiscard]] double next_hold(double hold, HoldRates rates);

/// Street sites of one quartier, summed in integers so that the order of cells cannot matter.
struct SitesHere {
    QuartierId quartier;
    std::int64_t sales_cents{};
    std::int64_t wages_cents{};
    std::int64_t weapons_thousandths{};
};
/// Quartiers with an open street site, in order of row. `sales(cell)` in cents a week.
template <class Sales>
[[nodiscard]] std::vector<SitesHere> survey_sites(const World& world, Sales&& sales);

/// Most that a small rise of hold can return to itself through fear and collective efficacy: below 1 hold has one
/// resting place. What runs through sites that forces learn of later is not in it.
[[nodiscard]] double hold_loop_gain(const HoldParameters& parameters, const PerceptionParameters& perception);

// ---- implementation ------------------------------------------------------------------------------------------------

namespace hold_detail {
void merge_by_quartier(std::vector<SitesHere>& sites);
[[nodiscard]] Column<Organisation, std::int32_t> count_open_cells(const World& world);
} // namespace hold_detail

template <class Sales>
std::vector<SitesHere> survey_sites(const World& world, Sales&& sales)
{
    const Cells& cells = world.cells;
    const auto open = hold_detail::count_open_cells(world);
    std::vector<SitesHere> sites;
    for (const CellId cell : each<Cell>(cells.size())) {
        if (!cells.is_open(cell) || cells.kind[cell] != CellKind::site) continue;
        const OrganisationId owner = cells.organisation[cell];
        const std::int64_t weapons =
            owner.present() ? std::int64_t{1000} * world.organisations.weapons[owner] / open[owner] : 0;
        sites.push_back(
            {cells.quartier[cell], sales(cell), cells.wage_cents_week[cell] * cells.on_post[cell], weapons});
    }
    hold_detail::merge_by_quartier(sites);
    return sites;
}

} // namespace emprise
