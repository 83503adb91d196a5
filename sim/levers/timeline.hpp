#pragma once
#include "base/id.hpp"
#include "base/week.hpp"
#include "settings/scenario.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace emprise {

struct Territory;

/// When something decided holds, and how fast it grows.
struct PlannedWeeks {
    Week first{};
    Week last{};         ///< Included.
    double ramp_weeks{}; ///< The full amount is there from week first + ramp_weeks - 1.
    /// 0 to 1; `since` is the week it began to grow.
    [[nodiscard]] double strength(Week week, Week since) const;
    [[nodiscard]] double strength(Week week) const { return strength(week, first); }
};

/// A policy against a territory: which communes, in what proportion, when.
struct PlannedPolicy {
    std::string label;   ///< Its id, or its lever.
    std::size_t lever{}; ///< Row of the catalogue.
    PlannedWeeks weeks;
    AmountUnit unit{};
    double amount{};
    bool set_to{};
    double eur_per_unit_year{};
    std::optional<double> known_sites_above;
    std::vector<CommuneId> communes; ///< In order; those that fit all but the weekly condition.
    std::vector<double> residents;   ///< Of each commune.
    std::vector<double> weight;      ///< By which a total is shared: the persons the lever is for.
    std::optional<PolicyTrigger> when;
    std::size_t watched{}; ///< Row of watched_outcomes; only with a trigger.
};

/// A shift of budget, in units: what `from` loses in a commune, `to` gains at its own unit cost.
struct PlannedShift {
    std::size_t from{};
    std::size_t to{};
    double share{}; ///< Of the baseline units of `from`.
    double units_gained_per_unit_lost{};
    PlannedWeeks weeks;
};

/// What triggers remember; belongs in a checkpoint.
struct TriggerState {
    std::vector<std::vector<double>> recorded; ///< Per watched outcome: one value a week, without gap.
    Week first_week{};                         ///< Of `recorded`.
    std::vector<Week> on_since;                ///< Per policy; never_on while off.
    std::vector<Week> held_until;              ///< Per policy: first week it may go off.
    static constexpr Week never_on = -1'000'000;
    friend bool operator==(const TriggerState&, const TriggerState&) = default;
};

/// Everything decided in one arm. Sorted by content: the order in the file means nothing.
struct PolicyTimeline {
    std::vector<PlannedPolicy> policies;
    std::vector<PlannedShift> shifts;
    std::optional<Budget> budget;
    std::vector<std::string> watched_outcomes; ///< Sorted; whoever records gives them to note_outcomes each week.
    TriggerState triggers;
    std::size_t levers{}; ///< Rows of the catalogue it was made for.
};

/// Resolves a scenario's policies. Policies without amount or without any commune are left out: they do nothing.
[[nodiscard]] PolicyTimeline make_timeline(const Scenario& scenario, const Territory& territory);

/// The values of `watched_outcomes` recorded for one week: triggers of later weeks see them. Weeks come in order.
void note_outcomes(PolicyTimeline& timeline, Week week, std::span<const double> values);

/// Turns triggers on and off at the beginning of a week, from what was recorded before it.
void update_triggers(PolicyTimeline& timeline, Week week);

/// 0 to 1: ramp of the policy in a week, its trigger included.
[[nodiscard]] double strength_of(const PolicyTimeline& timeline, std::size_t policy, Week week);

} // namespace emprise
