#pragma once
#include "chance/luck.hpp"
#include "processes/organisations/holdings.hpp"
#include "settings/parameters/organisations.hpp"
#include "world/heads.hpp"

#include <optional>
#include <span>

namespace emprise {

/// Why a network was founded: reason of the event.
enum class Founding : std::uint8_t { split = 0, by_member = 1 };

/// A part of the cells leaves with the claimant: those nearest to the claimant's own, never the one of the heir. Money,
/// weapons, debts and reputation go along in proportion. None when there is nothing to divide or no name left.
std::optional<OrganisationId> split_network(World& world, Holdings& holdings, OrganisationId parent, const Member& heir,
                                            const Member& claimant, const OrganisationsParameters& parameters,
                                            const Luck& luck);

/// Makes a member head of a network, at one of its cells, on call there if not at work for it already.
void make_head(World& world, const Holdings& holdings, OrganisationId network, const Member& member);

/// Aggression of a network born of another.
[[nodiscard]] double inherit_aggression(const World& world, OrganisationId parent, Who born,
                                        const OrganisationsParameters& parameters, const Luck& luck);

} // namespace emprise
