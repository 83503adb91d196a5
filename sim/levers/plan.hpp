#pragma once
#include "levers/timeline.hpp"
#include "settings/scenario.hpp"

#include <optional>
#include <string>
#include <vector>

namespace emprise {

struct Territory;

/// What a run will take; computed where runs are known.
struct RunForecast {
    double seconds_per_replicate{}; ///< Alone, on all threads.
    double seconds_in_all{};
    double memory_bytes{}; ///< Of all that run side by side.
    double output_bytes{};
    int threads{};
};

/// What a policy commits, before any run.
struct PolicyCost {
    std::string label;
    double full_eur_year{}; ///< At the full amount.
    double run_eur{};       ///< From week 0 to the end of the run, ramp included.
    enum class Certainty { exact, at_most, depends_on_run } certainty{Certainty::exact};
};

/// In the order of the timeline. Policies with a trigger or a weekly condition commit at most this; what `set_to` costs
/// depends on the posts that exist and is counted as nothing.
[[nodiscard]] std::vector<PolicyCost> costs_of_policies(const PolicyTimeline& timeline, int weeks);

/// Euros of each calendar year of the run, all policies together.
struct YearCost {
    int year{};
    double eur{};
};
[[nodiscard]] std::vector<YearCost> costs_by_year(const PolicyTimeline& timeline, const Scenario& scenario);

/// What `check` prints: where it comes from, who and when, the policies as bars over time, cost, forecast. 80 columns.
[[nodiscard]] std::string describe_plan(const Scenario& scenario, const PolicyTimeline& timeline,
                                        const Territory& territory, const std::optional<RunForecast>& forecast);

} // namespace emprise
