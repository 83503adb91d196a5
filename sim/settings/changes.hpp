#pragma once
#include "base/week.hpp"
#include "settings/parameters.hpp"
#include "settings/scenario.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace emprise {

/// What a factor of a change may be.
inline constexpr Interval factors_of_changes{0.0, 1e6};

/// A parameter that nothing reads after the first week or the burn-in: changing it later would change nothing.
[[nodiscard]] bool is_read_at_the_start_only(std::string_view path);

/// A change in weeks, both included.
struct PlannedChange {
    Week first{};
    Week last{};
    std::vector<ParameterEffect> effects;
};

/// The changes of an arm and what they make of the parameters of one run.
struct ChangeTimeline {
    std::vector<PlannedChange> changes; ///< In the order of the file.
    std::vector<std::uint8_t> active;   ///< By change; empty: none.
    Parameters now;                     ///< Meaningful while `active` is not empty.
    /// The parameters of the week it was turned to.
    [[nodiscard]] const Parameters& parameters(const Parameters& of_run) const { return active.empty() ? of_run : now; }
};
[[nodiscard]] ChangeTimeline make_change_timeline(const Scenario& scenario);

/// Parameters of a week: those of the run, with every active change in the order of the file. Values that leave the
/// allowed range (a factor on the tail of a draw) are put at its end.
[[nodiscard]] Parameters parameters_in_week(const ChangeTimeline& timeline, const Parameters& of_run, Week week);

/// Makes the parameters of a week, only if other changes are active than in the week before. Returns whether they are.
bool turn_to(ChangeTimeline& timeline, const Parameters& of_run, Week week);

/// First weeks of the stretches in which changes are active, in order: between two of them nothing changes.
[[nodiscard]] std::vector<Week> weeks_of_changes(const ChangeTimeline& timeline);

/// The parameters of a replicate before any change, and in every stretch of weeks with changes.
[[nodiscard]] std::vector<Parameters> parameters_over_time(const Scenario& scenario, const Parameters& of_run);

} // namespace emprise
