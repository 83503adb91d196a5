#pragma once
#include "world/world.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace emprise {

/// Members of a network who live in a quartier of a town where it has no cell.
struct PeopleElsewhere {
    QuartierId quartier;
    std::uint32_t count{};
};
using PeopleOf = Column<Organisation, std::vector<PeopleElsewhere>>;

/// By quartier, for the networks asked for: who works or is on call for them, is behind bars or awaits trial, but has
/// moved, was recruited, or has family elsewhere. One pass over the trade and custody tables.
[[nodiscard]] PeopleOf find_people(const World& world, std::span<const OrganisationId> organisations,
                                   const Column<Organisation, std::vector<CellId>>& cells_of);

} // namespace emprise
