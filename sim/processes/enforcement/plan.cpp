#include "processes/enforcement/plan.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "chance/tickets.hpp"
#include "world/close_cell.hpp"
#include "world/population_share.hpp"
#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

namespace {

bool is_site_at_work(const Cells& cells, CellId cell)
{
    return cells.is_open(cell) && cells.kind[cell] == CellKind::site;
}

double presence_hours(const Channels& channels, CommuneId commune)
{
    return channels.municipal_presence_hours[commune] + channels.national_presence_hours[commune];
}

/// Reports a week that all residents of a quartier make, in expectation.
double reports_of(const World& world, QuartierId quartier)
{
    const auto& people = world.stocks[quartier].people;
    double adults = 0.0;
    for (std::size_t band = 4; band < people.size(); ++band) adults += people[band][0] + people[band][1];
    return at_full_size(world, adults) * world.quartiers.exposure[quartier] *
           world.quartiers.readiness_to_report[quartier];
}

void learn_sites(ForcesWeek& plan, const World& world, const Channels& channels,
                 const EnforcementParameters& parameters, const Luck& luck)
{
    const Cells& cells = world.cells;
    for (const CellId cell : each<Cell>(cells.size())) {
        if (!is_site_at_work(cells, cell) || cells.known[cell] != 0) continue;
        const CommuneId commune = commune_of(world, cell);
        const double sales = static_cast<double>(cells.revenue_cents[cell]) / 100.0;
        const double hazard =
            parameters.learn_site_per_week +
            parameters.learn_site_per_report * reports_of(world, cells.quartier[cell]) +
            parameters.learn_site_per_patrol_hour * at_full_size(world, presence_hours(channels, commune)) /
                world.territory->communes.quartier_count[commune] +
            parameters.learn_site_visible * std::min(1.0, sales / parameters.reference_sales_eur_week);
        const double blind = spoilt_by_warnings(world, cell, parameters);
        plan.learnt[cell] =
            luck.happens(-portable_expm1(-hazard * (1.0 - blind)), Purpose::police_learns_site, cells.who[cell]) ? 1
                                                                                                                 : 0;
    }
}

/// Known open sites commune by commune, in order of commune, then of row.
std::vector<CellId> known_sites_by_commune(const World& world)
{
    std::vector<CellId> sites;
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (is_site_at_work(world.cells, cell) && world.cells.known[cell] != 0) sites.push_back(cell);
    std::stable_sort(sites.begin(), sites.end(),
                     [&](CellId a, CellId b) { return commune_of(world, a) < commune_of(world, b); });
    return sites;
}

/// Visits are shared equally by the known sites of a commune; operations go to the smallest tickets, weighted by posts
/// and reports, and start again from the first when there are more operations than sites.
void plan_commune(ForcesWeek& plan, const World& world, const Channels& channels, CommuneId commune,
                  std::span<const CellId> sites, const EnforcementParameters& parameters, const Luck& luck)
{
    const double visits = presence_hours(channels, commune) / parameters.officer_hours_per_visit;
    for (const CellId cell : sites) plan.visits[cell] = visits / static_cast<double>(sites.size());
    const Who town = Who::of(Kind::commune, world.territory->communes.number[commune]);
    const std::int64_t operations = round_at_random(
        luck, Purpose::raid_count, town, channels.raid_hours[commune] / parameters.officer_hours_per_operation);
    if (operations == 0) return;
    std::vector<std::pair<Bid, CellId>> bids;
    for (const CellId cell : sites) {
        const Who who = world.cells.who[cell];
        const double weight = (1.0 + world.cells.posts[cell]) * (1.0 + reports_of(world, world.cells.quartier[cell]));
        bids.push_back({{ticket(luck.uniform(Purpose::raid_count, who, town), weight), who}, cell});
    }
    std::sort(bids.begin(), bids.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto count = static_cast<std::int64_t>(bids.size());
    for (std::int64_t rank = 0; rank < count; ++rank)
        plan.operations[bids[static_cast<std::size_t>(rank)].second] =
            static_cast<std::int32_t>(operations / count + (rank < operations % count ? 1 : 0));
}

void plan_presence_and_operations(ForcesWeek& plan, const World& world, const Channels& channels,
                                  const EnforcementParameters& parameters, const Luck& luck)
{
    const std::vector<CellId> sites = known_sites_by_commune(world);
    std::size_t first = 0;
    while (first < sites.size()) {
        const CommuneId commune = commune_of(world, sites[first]);
        std::size_t last = first;
        while (last < sites.size() && commune_of(world, sites[last]) == commune) ++last;
        plan_commune(plan, world, channels, commune, std::span{sites}.subspan(first, last - first), parameters, luck);
        first = last;
    }
}

/// Stops and investigations of a zone find a number of workers limited by its officers: more workers, less risk each.
void plan_arrest_risk(ForcesWeek& plan, const World& world, const EnforcementParameters& parameters)
{
    const Territory& territory = *world.territory;
    Column<Zone, std::int64_t> on_post(territory.zones.size(), 0);
    Column<Zone, std::int64_t> on_call(territory.zones.size(), 0);
    for (const CellId cell : each<Cell>(world.cells.size())) {
        if (!world.cells.is_open(cell)) continue;
        const ZoneId zone = territory.communes.zone[commune_of(world, cell)];
        on_post[zone] += world.cells.on_post[cell];
        on_call[zone] += world.cells.on_call[cell];
    }
    for (const ZoneId zone : each<Zone>(territory.zones.size())) {
        const double officers = world.forces.officers[zone];
        const double found = parameters.arrests_per_officer_year * officers;
        const double workers =
            static_cast<double>(on_post[zone]) + parameters.reserve_relative_risk * static_cast<double>(on_call[zone]);
        const double diluted = workers + parameters.workers_per_officer_half * officers;
        const double hazard = officers > 0.0 ? found / diluted / weeks_per_year : 0.0;
        plan.risk_in[zone] = {.on_post = -portable_expm1(-hazard),
                              .on_call = -portable_expm1(-hazard * parameters.reserve_relative_risk)};
    }
    for (const CellId cell : each<Cell>(world.cells.size()))
        plan.risk_at[cell] = plan.risk_in[territory.communes.zone[commune_of(world, cell)]];
}

} // namespace

double spoilt_by_warnings(const World& world, CellId cell, const EnforcementParameters& parameters)
{
    const OrganisationId network = world.cells.organisation[cell];
    return network.present() ? parameters.protection_effect * world.organisations.protection[network] : 0.0;
}

ForcesWeek plan_week(const World& world, const Channels& channels, const EnforcementParameters& parameters,
                     const Luck& luck)
{
    const std::size_t cells = world.cells.size();
    ForcesWeek plan{.learnt = Column<Cell, std::uint8_t>(cells, 0),
                    .visits = Column<Cell, double>(cells, 0.0),
                    .operations = Column<Cell, std::int32_t>(cells, 0),
                    .risk_in = Column<Zone, ArrestRisk>(world.territory->zones.size()),
                    .risk_at = Column<Cell, ArrestRisk>(cells)};
    learn_sites(plan, world, channels, parameters, luck);
    plan_presence_and_operations(plan, world, channels, parameters, luck);
    plan_arrest_risk(plan, world, parameters);
    return plan;
}

} // namespace emprise
