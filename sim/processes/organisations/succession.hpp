#pragma once
#include "chance/luck.hpp"
#include "processes/organisations/holdings.hpp"
#include "settings/parameters/organisations.hpp"
#include "world/heads.hpp"

#include <span>

namespace emprise {

/// How a network goes on without its head: reason of the event.
enum class Succession : std::uint8_t { orderly = 0, split = 1, war = 2 };

/// What decides about a succession.
struct Claims {
    double claimants{};  ///< Managers, up to `contest_most_claimants` beyond the first.
    double closeness{};  ///< Experience of the second over that of the first, 0 to 1.
    double survivors{};  ///< Share of a contest that the members who are left can fight, 0 to 1.
    double aggression{}; ///< Of the network.
    double reputation{};
    double weapons{};
};
[[nodiscard]] Claims weigh_claims(const World& world, OrganisationId network, std::span<const Member> members,
                                  const OrganisationsParameters& parameters);
/// Probability that the succession is contested: 0 without a second manager or without members.
[[nodiscard]] double chance_of_contest(const Claims& claims, const OrganisationsParameters& parameters);
/// Probability that a contest becomes war.
[[nodiscard]] double chance_of_war(const Claims& claims, const OrganisationsParameters& parameters);

/// Heads who died, left or are behind bars without command are replaced: in order after 1 to 6 months in which the
/// network does not decide (facts E-19), or a part of the cells leaves with a claimant, in peace or at war. Networks
/// started this week by a member of another get that member as head; a head without cell of its own follows.
void renew_heads(World& world, Holdings& holdings, const OrganisationsParameters& parameters, const Luck& luck);

} // namespace emprise
