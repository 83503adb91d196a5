#pragma once
#include "settings/parameters/strategy.hpp"
#include "world/world.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace emprise {

/// Open cells by quartier, in order of name inside: compressed rows.
struct CellsOfQuartiers {
    std::vector<std::uint32_t> first;
    std::vector<CellId> cells;
    [[nodiscard]] std::span<const CellId> at(QuartierId quartier) const
    {
        return std::span{cells}.subspan(first[quartier.value()], first[quartier.value() + 1] - first[quartier.value()]);
    }
};
[[nodiscard]] CellsOfQuartiers group_by_quartier(const World& world, const std::vector<CellId>& open_by_name);

/// What a network can bring to a fight over a place: how much it is feared x people on post and their weapons.
[[nodiscard]] double strength_of(const World& world, OrganisationId organisation, std::span<const CellId> cells,
                                 const StrategyParameters& parameters);

/// Two networks crossed each other: their rivalry rises by a share of what is left to war.
void raise_rivalry(World& world, OrganisationId a, OrganisationId b, double share);

} // namespace emprise
