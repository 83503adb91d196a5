#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

/// Observation: what is recorded of what happens. Units, sources and meaning are in the rows.
struct ObservationParameters {
    double trafficking_recorded{};
    double use_implicated_per_user_year{};
    double fine_share{};
    double effort_elasticity{};
    double effort_sigma{};
    double presence_hours_mean{};
};

[[nodiscard]] std::span<const ParameterRow> observation_parameter_rows();

} // namespace emprise
