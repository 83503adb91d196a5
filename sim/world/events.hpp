#pragma once
#include "base/id.hpp"
#include "chance/who.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace emprise {

enum class EventKind : std::uint8_t {
    site_opened = 0,
    site_closed = 1, ///< Reason: Closure; terms: its sales of the last week, euros.
    crew_opened = 2,
    crew_closed = 3, ///< The same.
    relocated = 4,
    operation = 5,         ///< Of the forces at a site; reason: 1 if the place burned; terms: how many.
    taken_over = 6,        ///< A cell changes hands.
    founded = 7,           ///< A network is born: split or started by an experienced member.
    ended = 8,             ///< A network dies; reason: Ending.
    succession = 9,        ///< The head is gone; reason: 0 orderly, 1 split, 2 war.
    attack = 10,           ///< Of one network on another; terms: killed, injured, bystanders hit, 1 if triggered.
    consignment_lost = 11, ///< Seized under way.
    shrunk = 12,           ///< A cell gives up posts; terms: posts before, posts after.
    claimed = 13,          ///< A network wanted a place in vain; reason: 0 another was first, 1 beaten off.
    site_present = 14,     ///< Was there when recording began; terms: week it opened.
    crew_present = 15,
    network_present = 16 ///< The same of a network; terms: week of founding.
};

inline constexpr std::array<std::string_view, 17> event_kind_names{
    "site_opened", "site_closed", "crew_opened",  "crew_closed",  "relocated",      "operation",
    "taken_over",  "founded",     "ended",        "succession",   "attack",         "consignment_lost",
    "shrunk",      "claimed",     "site_present", "crew_present", "network_present"};

/// What the utility of an act adds up from, in order; no units. `other`: what a relocation leaves and its pressure.
enum class UtilityTerm : std::uint8_t { bias, profit, set_up, entry_cost, distance, sampling, other };
inline constexpr std::size_t utility_term_count = 7;
inline constexpr std::array<std::string_view, utility_term_count> utility_term_names{
    "bias", "profit", "set_up", "entry_cost", "distance", "sampling", "other"};

/// Kinds of events that carry the terms of a utility.
[[nodiscard]] constexpr bool has_utility(EventKind kind)
{
    return kind == EventKind::site_opened || kind == EventKind::crew_opened || kind == EventKind::relocated ||
           kind == EventKind::taken_over;
}

/// A row of the event table: an opening with its generator and the terms of its utility, a closure with its reason.
struct Event {
    static constexpr std::size_t distance_km = utility_term_count; ///< Position in `terms` of the distance from home.
    std::int16_t week{};
    EventKind kind{};
    std::uint8_t reason{}; ///< Generator for openings and take-overs, Closure for closures, 1: an operation burned.
    CommuneId commune;
    Who who;                      ///< The cell; the network for founded, ended, succession, attack.
    Who other;                    ///< The organisation, or the cell it comes from.
    std::array<float, 8> terms{}; ///< By UtilityTerm and distance km where `has_utility`; else see the kind.
};

/// Events since the last time the recorder emptied the list (the run does, between weeks).
using Events = std::vector<Event>;

} // namespace emprise
