#pragma once
#include "settings/parameters/violence.hpp"
#include "world/market_links.hpp"
#include "world/world.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace emprise {

/// Open cells that belong to a network, in order of name, and which of them are near enough to share a catchment.
/// Weights are integers, so that no sum depends on the order of cells.
class Terrain {
public:
    static constexpr std::int64_t one = 1'000'000; ///< Weight of a cell at no distance; contact 1.

    struct Neighbour {
        std::uint32_t cell; ///< Index in `cells`.
        std::int32_t fade;  ///< e^(-km / fade_km) in millionths.
    };

    Terrain(const World& world, const ViolenceParameters& parameters);

    /// f(index, fade in millionths) for each cell within reach of a point.
    template <class F>
    void for_each_near(double latitude_deg, double longitude_deg, F&& f) const;

    /// Contact of two neighbours: what they share of what surrounds them, so that a cell among many fights each less.
    [[nodiscard]] std::int64_t contact(std::size_t cell, const Neighbour& other) const
    {
        return 2 * one * other.fade / (crowd[cell] + crowd[other.cell]);
    }
    /// e^(-km / fade_km).
    [[nodiscard]] double fade(double square_km) const;

    std::vector<CellId> cells; ///< By name.
    std::vector<std::uint32_t> first_neighbour;
    std::vector<Neighbour> neighbours;
    std::vector<std::int64_t> crowd; ///< Weight of all cells around each, its own included.

private:
    struct Spot {
        int row;
        double longitude_deg;
        double latitude_deg;
        std::uint32_t cell;
    };
    [[nodiscard]] int row_of(double latitude_deg) const;
    void place_spots(const World& world);
    void meet_neighbours();

    double reach_km_;
    double fade_km_;
    std::vector<Spot> spots_; ///< By row, then longitude.
};

/// Two networks that may attack each other this week; the first is the one whose name comes first.
struct Conflict {
    OrganisationId first;
    OrganisationId second;
    std::int64_t contact{}; ///< Millionths.
    std::int64_t claims{};  ///< Millionths: vacated sites both claim.
    std::uint32_t tie{none};
    static constexpr std::uint32_t none = 0xffffffff;
};

/// A vacated site that two networks claim.
struct Claim {
    OrganisationId first;
    OrganisationId second;
    QuartierId quartier;
    std::int64_t weight; ///< Millionths.
};

/// Open claims, by names of both and quartier.
[[nodiscard]] std::vector<Claim> list_claims(const World& world, const Terrain& terrain,
                                             const ViolenceParameters& parameters);
/// Every pair with contact, a claim or a tie, in order of both names.
[[nodiscard]] std::vector<Conflict> list_conflicts(const World& world, const Terrain& terrain,
                                                   const std::vector<Claim>& claims);

template <class F>
void Terrain::for_each_near(double latitude_deg, double longitude_deg, F&& f) const
{
    const double km_per_degree_east = km_per_degree * cosine_of_latitude(latitude_deg);
    const double aside = reach_km_ / km_per_degree_east;
    const int row = row_of(latitude_deg);
    for (int near = row - 1; near <= row + 1; ++near) {
        auto spot =
            std::lower_bound(spots_.begin(), spots_.end(), longitude_deg - aside, [near](const Spot& a, double west) {
                return a.row != near ? a.row < near : a.longitude_deg < west;
            });
        for (; spot != spots_.end() && spot->row == near && spot->longitude_deg <= longitude_deg + aside; ++spot) {
            const double north = (spot->latitude_deg - latitude_deg) * km_per_degree;
            const double east = (spot->longitude_deg - longitude_deg) * km_per_degree_east;
            const double square = north * north + east * east;
            if (square <= reach_km_ * reach_km_) f(spot->cell, static_cast<std::int32_t>(fade(square) * one + 0.5));
        }
    }
}

} // namespace emprise
