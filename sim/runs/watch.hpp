#pragma once
#include "levers/timeline.hpp"
#include "world/world.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace emprise {

/// Weekly values of the outcomes that policies' triggers look at, over the whole territory, since the first burn-in
/// week. Kept for all arms that share a burn-in, so that each can see what was recorded before it began.
struct Watch {
    std::vector<std::string> outcomes; ///< Sorted.
    Week first_week{};
    std::vector<std::int64_t> totals_before; ///< Of sums: the total up to the last week.
    std::vector<std::vector<double>> values; ///< [week][outcome]
};

/// Every outcome that a trigger of these arms names.
[[nodiscard]] Watch watch_outcomes(std::span<const Scenario> arms, const World& start);

/// After a week: appends its values and shows them to the timeline.
void note_week(Watch& watch, PolicyTimeline& timeline, const World& world);

/// Brings the triggers of a timeline to where they stood after the weeks in `watch`.
void replay(const Watch& watch, PolicyTimeline& timeline);

/// For checkpoints.
[[nodiscard]] std::vector<std::byte> to_bytes(const Watch& watch);
/// Into a watch of the same outcomes.
void from_bytes(std::span<const std::byte> bytes, Watch& watch);

} // namespace emprise
