#pragma once
#include "settings/scenario.hpp"
#include "step/advance.hpp"
#include "world/build/build_world.hpp"

#include <memory>

namespace emprise {

/// The territory a scenario names, from the shipped tables or its own.
[[nodiscard]] std::shared_ptr<const Territory> load_territory_of(const Scenario& scenario);

/// Refuses parameters under which use would spread by example alone: the gain of the social loop must stay below 0.8
/// (model 3.4). Throws InvalidScenario; for `check` and before every run.
void expect_bounded_social_gain(const Scenario& scenario);

/// Refuses parameters under which hold of the trade could sustain itself through fear, unless the scenario declares
/// that with hold.allow_bistable (model 3.12). Throws InvalidScenario; for `check` and before every run.
void expect_one_resting_hold(const Scenario& scenario);

[[nodiscard]] Genesis genesis_of(const Scenario& scenario, std::shared_ptr<const Territory> territory,
                                 std::uint32_t replicate);

/// Constants of one arm and replicate. `scenario` must outlive it.
[[nodiscard]] Course course_of(const Scenario& scenario, const Territory& territory, std::uint32_t replicate);

} // namespace emprise
