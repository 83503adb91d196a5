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
    site_closed = 1,
    crew_opened = 2,
    crew_closed = 3,
    relocated = 4,
    operation = 5,
    taken_over = 6,       ///< A cell changes hands.
    founded = 7,          ///< A network is born: split or started by an experienced member.
    ended = 8,            ///< A network dies; reason: Ending.
    succession = 9,       ///< The head is gone; reason: 0 orderly, 1 split, 2 war.
    attack = 10,          ///< Of one network on another; terms: killed, injured, bystanders hit, 1 if triggered.
    consignment_lost = 11 ///< Seized under way.
};

inline constexpr std::array<std::string_view, 12> event_kind_names{
    "site_opened", "site_closed", "crew_opened", "crew_closed", "relocated", "operation",
    "taken_over",  "founded",     "ended",       "succession",  "attack",    "consignment_lost"};

/// A row of the event table: an opening with its generator and the terms of its utility, a closure with its reason.
struct Event {
    std::int16_t week{};
    EventKind kind{};
    std::uint8_t reason{}; ///< Generator for openings, Closure for closures.
    CommuneId commune;
    Who who;                      ///< The cell.
    Who other;                    ///< The organisation, or the cell it comes from.
    std::array<float, 4> terms{}; ///< Openings: profit, entry cost, sampling weight correction, distance km.
};

/// Events since the last time the recorder emptied the list (the run does, between weeks).
using Events = std::vector<Event>;

} // namespace emprise
