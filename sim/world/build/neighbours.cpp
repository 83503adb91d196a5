#include "world/build/neighbours.hpp"

#include "world/market_links.hpp"

#include <vector>

namespace emprise {

namespace {

PlaceGrid grid_of(const CommuneTable& communes, const Column<Commune, std::uint8_t>& wanted)
{
    std::vector<double> latitude;
    std::vector<double> longitude;
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (wanted[commune] == 0) continue;
        latitude.push_back(communes.latitude_deg[commune]);
        longitude.push_back(communes.longitude_deg[commune]);
    }
    constexpr double degrees_per_bin = 0.25;
    return {latitude, longitude, degrees_per_bin};
}

void add_neighbour(NeighbourTable& neighbours, const CommuneTable& communes, CommuneId commune)
{
    neighbours.number.push_back(communes.number[commune]);
    neighbours.population.push_back(communes.population[commune]);
    neighbours.size_tier.push_back(communes.size_tier[commune]);
    neighbours.deprivation.push_back(communes.deprivation[commune]);
    neighbours.latitude_deg.push_back(communes.latitude_deg[commune]);
    neighbours.longitude_deg.push_back(communes.longitude_deg[commune]);
}

/// Sums by département of the whole country; those left out entirely or in part make the table.
void sum_outside(Territory& country, const Column<Commune, std::uint8_t>& wanted)
{
    const CommuneTable& communes = country.communes;
    OutsideTable all;
    for (const DepartementId departement : each<Departement>(country.departements.size())) {
        all.number.push_back(country.departements.number[departement]);
        all.population.push_back(0.0);
        all.latitude_deg.push_back(0.0);
        all.longitude_deg.push_back(0.0);
        all.communes.push_back({});
    }
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (wanted[commune] != 0) continue;
        const OutsideDepartementId at{communes.departement[commune].value()};
        const double people = communes.population[commune];
        all.population[at] += people;
        all.latitude_deg[at] += people * communes.latitude_deg[commune];
        all.longitude_deg[at] += people * communes.longitude_deg[commune];
        ++all.communes[at][static_cast<std::size_t>(communes.size_tier[commune])];
    }
    country.outside = {};
    for (const OutsideDepartementId at : each<OutsideDepartement>(all.size())) {
        if (!(all.population[at] > 0.0)) continue;
        country.outside.number.push_back(all.number[at]);
        country.outside.population.push_back(all.population[at]);
        country.outside.latitude_deg.push_back(all.latitude_deg[at] / all.population[at]);
        country.outside.longitude_deg.push_back(all.longitude_deg[at] / all.population[at]);
        country.outside.communes.push_back(all.communes[at]);
    }
}

} // namespace

void remember_neighbours(Territory& country, const Column<Commune, std::uint8_t>& wanted)
{
    const CommuneTable& communes = country.communes;
    const PlaceGrid grid = grid_of(communes, wanted);
    country.neighbours = {};
    for (const CommuneId commune : each<Commune>(communes.size())) {
        if (wanted[commune] != 0) continue;
        bool near = false;
        grid.for_each_within(communes.latitude_deg[commune], communes.longitude_deg[commune], NeighbourTable::within_km,
                             [&](std::uint32_t, double) { near = true; });
        if (near) add_neighbour(country.neighbours, communes, commune);
    }
    sum_outside(country, wanted);
}

} // namespace emprise
