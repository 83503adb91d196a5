#pragma once
#include "world/traders.hpp"

#include <optional>
#include <span>
#include <vector>

namespace emprise {

/// Somebody who works for a network, on post or on call at one of its cells.
struct Member {
    TraderId trader;
    Who who;
    ResidentId resident;
    CellId cell;
    Role role{};
    std::int16_t entered{}; ///< Week of entry into the trade.
};

/// The longer in the trade, the more experienced; who entered in the same week by name.
[[nodiscard]] bool is_more_experienced(const Member& a, const Member& b);

/// Members of each of the networks asked for, the most experienced first. One pass over the trade table.
[[nodiscard]] std::vector<std::vector<Member>> members_of(const World& world, std::span<const OrganisationId> networks);

/// Managers first, then experience: the line of heirs. Nobody when there is no member.
[[nodiscard]] std::optional<Member> first_heir(std::span<const Member> members);
/// Managers among them, the most experienced first.
[[nodiscard]] std::vector<Member> managers_among(std::span<const Member> members);

/// Row of the head in the trade table; none while behind bars or when the network has no head.
[[nodiscard]] std::optional<TraderId> head_in_trade(const World& world, OrganisationId network);

} // namespace emprise
