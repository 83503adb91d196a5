#include "processes/violence/terrain.hpp"

#include "base/portable_math.hpp"
#include "parallel/parallel.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace emprise {

namespace {

constexpr std::size_t cells_at_once = 256;
constexpr std::size_t networks_at_once = 64;
constexpr std::size_t most_claimants = 3; ///< Of one vacated site: the strongest around it.

using Names = std::pair<Who, Who>;

template <class Pair>
Names names_of(const World& world, const Pair& pair)
{
    return {world.organisations.who[pair.first], world.organisations.who[pair.second]};
}

/// Cells of each network, in compressed rows; networks with cells in order of name.
struct Holdings {
    std::vector<OrganisationId> networks;
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> cells; ///< Indices into Terrain::cells.
};

Holdings list_holdings(const World& world, const Terrain& terrain)
{
    Holdings holdings;
    std::vector<std::uint32_t> order(terrain.cells.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
    const auto owner = [&](std::uint32_t cell) { return world.cells.organisation[terrain.cells[cell]]; };
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return world.organisations.who[owner(a)] < world.organisations.who[owner(b)];
    });
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        if (i > 0 && owner(order[i]) == owner(order[i - 1])) continue;
        holdings.networks.push_back(owner(order[i]));
        holdings.first.push_back(i);
    }
    holdings.first.push_back(static_cast<std::uint32_t>(order.size()));
    holdings.cells = std::move(order);
    return holdings;
}

/// Contact of one network with each network of a later name: sums by touched row, then listed by name.
class ContactSums {
public:
    ContactSums(const World& world, const Terrain& terrain)
        : world_{world}, terrain_{terrain}, sum_(world.organisations.size(), 0)
    {}

    void list(OrganisationId network, std::span<const std::uint32_t> cells, std::vector<Conflict>& conflicts)
    {
        const Who name = world_.organisations.who[network];
        touched_.clear();
        for (const std::uint32_t cell : cells)
            for (std::uint32_t i = terrain_.first_neighbour[cell]; i < terrain_.first_neighbour[cell + 1]; ++i) {
                const Terrain::Neighbour& near = terrain_.neighbours[i];
                const OrganisationId other = world_.cells.organisation[terrain_.cells[near.cell]];
                if (!(name < world_.organisations.who[other])) continue;
                if (sum_[other] == 0) touched_.push_back(other);
                sum_[other] += std::max<std::int64_t>(1, terrain_.contact(cell, near));
            }
        std::sort(touched_.begin(), touched_.end(), [&](OrganisationId a, OrganisationId b) {
            return world_.organisations.who[a] < world_.organisations.who[b];
        });
        for (const OrganisationId other : touched_)
            conflicts.push_back({.first = network, .second = other, .contact = std::exchange(sum_[other], 0)});
    }

private:
    const World& world_;
    const Terrain& terrain_;
    Column<Organisation, std::int64_t> sum_;
    std::vector<OrganisationId> touched_;
};

std::vector<Conflict> list_contacts(const World& world, const Terrain& terrain)
{
    const Holdings holdings = list_holdings(world, terrain);
    const std::size_t networks = holdings.networks.size();
    std::vector<std::vector<Conflict>> parts((networks + networks_at_once - 1) / networks_at_once);
    for_each_range(networks, networks_at_once, [&](std::size_t begin, std::size_t end) {
        ContactSums sums{world, terrain};
        for (std::size_t i = begin; i < end; ++i)
            sums.list(holdings.networks[i],
                      std::span{holdings.cells}.subspan(holdings.first[i], holdings.first[i + 1] - holdings.first[i]),
                      parts[begin / networks_at_once]);
    });
    std::vector<Conflict> contacts;
    for (const auto& part : parts) contacts.insert(contacts.end(), part.begin(), part.end());
    return contacts;
}

/// Networks around a vacated site with the weight of their cells there: the strongest, by name among equals.
struct Claimant {
    OrganisationId network;
    Who name;
    std::int64_t weight;
};

std::vector<Claimant> claimants_of(const World& world, const Terrain& terrain, QuartierId quartier)
{
    const QuartierTable& places = world.territory->quartiers;
    std::vector<Claimant> claimants;
    terrain.for_each_near(places.latitude_deg[quartier], places.longitude_deg[quartier],
                          [&](std::uint32_t cell, std::int32_t fade) {
                              const OrganisationId network = world.cells.organisation[terrain.cells[cell]];
                              claimants.push_back({network, world.organisations.who[network], fade});
                          });
    std::sort(claimants.begin(), claimants.end(), [](const Claimant& a, const Claimant& b) { return a.name < b.name; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < claimants.size(); ++i)
        if (kept > 0 && claimants[kept - 1].network == claimants[i].network)
            claimants[kept - 1].weight += claimants[i].weight;
        else
            claimants[kept++] = claimants[i];
    claimants.resize(kept);
    std::sort(claimants.begin(), claimants.end(), [](const Claimant& a, const Claimant& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.name < b.name;
    });
    if (claimants.size() > most_claimants) claimants.resize(most_claimants);
    return claimants;
}

std::vector<Claim> claims_on(const World& world, const Terrain& terrain, QuartierId quartier)
{
    const std::vector<Claimant> claimants = claimants_of(world, terrain, quartier);
    std::vector<Claim> claims;
    for (std::size_t a = 0; a < claimants.size(); ++a)
        for (std::size_t b = a + 1; b < claimants.size(); ++b) {
            const bool in_order = claimants[a].name < claimants[b].name;
            claims.push_back({claimants[in_order ? a : b].network, claimants[in_order ? b : a].network, quartier,
                              std::min(Terrain::one, std::min(claimants[a].weight, claimants[b].weight))});
        }
    return claims;
}

} // namespace

Terrain::Terrain(const World& world, const ViolenceParameters& parameters)
    : reach_km_{parameters.reach_km}, fade_km_{parameters.fade_km}
{
    for (const CellId cell : open_cells_by_name(world.cells))
        if (world.cells.organisation[cell].present()) cells.push_back(cell);
    place_spots(world);
    meet_neighbours();
}

double Terrain::fade(double square_km) const
{
    return portable_exp(-std::sqrt(square_km) / fade_km_);
}

int Terrain::row_of(double latitude_deg) const
{
    return static_cast<int>(std::floor(latitude_deg * km_per_degree / reach_km_));
}

void Terrain::place_spots(const World& world)
{
    const QuartierTable& places = world.territory->quartiers;
    spots_.reserve(cells.size());
    for (std::uint32_t i = 0; i < cells.size(); ++i) {
        const QuartierId at = world.cells.quartier[cells[i]];
        spots_.push_back({row_of(places.latitude_deg[at]), places.longitude_deg[at], places.latitude_deg[at], i});
    }
    std::sort(spots_.begin(), spots_.end(), [](const Spot& a, const Spot& b) {
        return std::tuple{a.row, a.longitude_deg, a.cell} < std::tuple{b.row, b.longitude_deg, b.cell};
    });
}

void Terrain::meet_neighbours()
{
    const std::size_t count = cells.size();
    std::vector<std::vector<Neighbour>> parts((count + cells_at_once - 1) / cells_at_once);
    std::vector<std::uint32_t> met(count, 0); // by cell: how many neighbours
    std::vector<Spot> by_cell(count);
    for (const Spot& spot : spots_) by_cell[spot.cell] = spot;
    crowd.assign(count, one);
    for_each_range(count, cells_at_once, [&](std::size_t begin, std::size_t end) {
        auto& part = parts[begin / cells_at_once];
        for (std::size_t i = begin; i < end; ++i) {
            const std::size_t before = part.size();
            for_each_near(by_cell[i].latitude_deg, by_cell[i].longitude_deg,
                          [&](std::uint32_t cell, std::int32_t fade) {
                              if (cell == i) return;
                              part.push_back({cell, fade});
                              crowd[i] += fade;
                          });
            met[i] = static_cast<std::uint32_t>(part.size() - before);
        }
    });
    first_neighbour.assign(1, 0);
    for (const std::uint32_t more : met) first_neighbour.push_back(first_neighbour.back() + more);
    neighbours.reserve(first_neighbour.back());
    for (const auto& part : parts) neighbours.insert(neighbours.end(), part.begin(), part.end());
}

std::vector<Claim> list_claims(const World& world, const Terrain& terrain, const ViolenceParameters& parameters)
{
    const auto& vacated = world.quartiers.vacated;
    std::vector<QuartierId> claimed;
    for (const QuartierId quartier : each<Quartier>(vacated.size()))
        if (world.week - vacated[quartier] <= parameters.claim_weeks) claimed.push_back(quartier);
    std::vector<std::vector<Claim>> parts(claimed.size());
    for_each_index(claimed.size(), [&](std::size_t i) { parts[i] = claims_on(world, terrain, claimed[i]); });
    std::vector<Claim> claims;
    for (const auto& part : parts) claims.insert(claims.end(), part.begin(), part.end());
    std::sort(claims.begin(), claims.end(), [&](const Claim& a, const Claim& b) {
        return std::tuple{names_of(world, a), a.quartier} < std::tuple{names_of(world, b), b.quartier};
    });
    return claims;
}

std::vector<Conflict> list_conflicts(const World& world, const Terrain& terrain, const std::vector<Claim>& claims)
{
    const std::vector<Conflict> contacts = list_contacts(world, terrain);
    std::vector<Conflict> other;
    for (const Claim& claim : claims)
        other.push_back({.first = claim.first, .second = claim.second, .claims = claim.weight});
    const auto earlier = [&](const Conflict& a, const Conflict& b) { return names_of(world, a) < names_of(world, b); };
    const auto claimed = static_cast<std::ptrdiff_t>(other.size());
    for (std::uint32_t row = 0; row < world.ties.size(); ++row) {
        const Conflict tied{.first = world.ties.first[TieId{row}], .second = world.ties.second[TieId{row}], .tie = row};
        if (world.organisations.is_running(tied.first) && world.organisations.is_running(tied.second))
            other.push_back(tied);
    }
    std::inplace_merge(other.begin(), other.begin() + claimed, other.end(), earlier);
    std::vector<Conflict> all(contacts.size() + other.size());
    std::merge(contacts.begin(), contacts.end(), other.begin(), other.end(), all.begin(), earlier);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (kept > 0 && all[kept - 1].first == all[i].first && all[kept - 1].second == all[i].second) {
            all[kept - 1].contact += all[i].contact;
            all[kept - 1].claims += all[i].claims;
            all[kept - 1].tie = std::min(all[kept - 1].tie, all[i].tie);
        } else {
            all[kept++] = all[i];
        }
    }
    all.resize(kept);
    return all;
}

} // namespace emprise
