#pragma once
#include "world/world.hpp"

#include <vector>

namespace emprise {

/// Who runs what, kept in step while cells change hands.
struct Holdings {
    std::vector<OrganisationId> running;             ///< By name.
    Column<Organisation, std::vector<CellId>> cells; ///< Open cells of each, by name.
};

[[nodiscard]] Holdings survey_holdings(const World& world);

/// Where a network is at home: its events and money are counted there.
[[nodiscard]] CommuneId home_commune(const World& world, OrganisationId network);
void tally(World& world, Flow flow, OrganisationId network, std::int64_t count);
/// An event of a network: `who` is its name.
void record(World& world, EventKind kind, std::uint8_t reason, OrganisationId network, Who other,
            const std::array<float, 8>& terms);
[[nodiscard]] double distance_km(const World& world, QuartierId a, QuartierId b);
/// Sum of last week's revenue of all cells.
[[nodiscard]] std::int64_t revenue_cents(const World& world, const std::vector<CellId>& cells);
/// Part of an amount in proportion, towards zero.
[[nodiscard]] std::int64_t part_of(std::int64_t amount, std::size_t part, std::size_t whole);

} // namespace emprise
