#pragma once
#include "record/outcome.hpp"

#include <span>

/// The tables behind outcome_declarations(), one function a table.
namespace emprise {

[[nodiscard]] std::span<const OutcomeDeclaration> state_outcomes();
[[nodiscard]] std::span<const OutcomeDeclaration> drug_outcomes(); ///< Of each drug known, simulated or not.
[[nodiscard]] std::span<const OutcomeDeclaration> size_tier_outcomes();
[[nodiscard]] std::span<const OutcomeDeclaration> flow_outcomes();
[[nodiscard]] std::span<const OutcomeDeclaration> supply_outcomes();
[[nodiscard]] std::span<const OutcomeDeclaration> network_outcomes();
[[nodiscard]] std::span<const OutcomeDeclaration> departement_outcomes();
[[nodiscard]] std::span<const OutcomeDeclaration> lever_outcomes();
[[nodiscard]] std::span<const OutcomeDeclaration> ratio_outcomes();

} // namespace emprise
