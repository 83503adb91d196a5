#include "processes/organisations/holdings.hpp"

#include "world/market_links.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

Holdings survey_holdings(const World& world)
{
    Holdings holdings;
    holdings.running = running_by_name(world.organisations);
    holdings.cells = Column<Organisation, std::vector<CellId>>(world.organisations.size());
    for (const CellId cell : open_cells_by_name(world.cells))
        if (world.cells.organisation[cell].present()) holdings.cells[world.cells.organisation[cell]].push_back(cell);
    return holdings;
}

CommuneId home_commune(const World& world, OrganisationId network)
{
    return world.territory->quartiers.commune[world.organisations.home[network]];
}

void tally(World& world, Flow flow, OrganisationId network, std::int64_t count)
{
    world.tallies[flow][home_commune(world, network)] += count;
}

void record(World& world, EventKind kind, std::uint8_t reason, OrganisationId network, Who other,
            const std::array<float, 8>& terms)
{
    Event event{.week = static_cast<std::int16_t>(world.week),
                .kind = kind,
                .reason = reason,
                .commune = home_commune(world, network),
                .who = world.organisations.who[network],
                .other = other,
                .terms = {}};
    std::copy(terms.begin(), terms.end(), event.terms.begin());
    world.events.push_back(event);
}

double distance_km(const World& world, QuartierId a, QuartierId b)
{
    const QuartierTable& quartiers = world.territory->quartiers;
    return std::sqrt(square_km(quartiers.latitude_deg[a], quartiers.longitude_deg[a], quartiers.latitude_deg[b],
                               quartiers.longitude_deg[b]));
}

std::int64_t revenue_cents(const World& world, const std::vector<CellId>& cells)
{
    std::int64_t sum = 0;
    for (const CellId cell : cells) sum += world.cells.revenue_cents[cell];
    return sum;
}

std::int64_t part_of(std::int64_t amount, std::size_t part, std::size_t whole)
{
    return amount * static_cast<std::int64_t>(part) / static_cast<std::int64_t>(whole);
}

} // namespace emprise
