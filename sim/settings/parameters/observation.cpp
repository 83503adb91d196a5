#include "settings/parameters.hpp"

#include <array>

namespace emprise {

std::span<const ParameterRow> observation_parameter_rows()
{
    static const auto rows = std::to_array<ParameterRow>({
        {.path = "observation.trafficking_recorded",
         .at = [](Parameters& all) { return &all.observation.trafficking_recorded; },
         .unit = "1",
         .usual = 0.97,
         .allowed = {0.0, 1.0},
         .plausible = {0.9, 1.0},
         .source = "assumed; B-08, B-12",
         .says = "Arrested members of the trade recorded as implicated for trafficking."},
        {.path = "observation.use_implicated_per_user_year",
         .at = [](Parameters& all) { return &all.observation.use_implicated_per_user_year; },
         .unit = "1/year",
         .usual = 0.041,
         .allowed = {0.0, 2.0},
         .plausible = {0.03, 0.06},
         .source = "derived from B-09, A-21",
         .says = "Users recorded for use in a year at mean effort, outside operations."},
        {.path = "observation.fine_share",
         .at = [](Parameters& all) { return &all.observation.fine_share; },
         .unit = "1",
         .usual = 0.72,
         .allowed = {0.0, 1.0},
         .plausible = {0.65, 0.78},
         .source = "B-09, B-10",
         .says = "Use cases closed by a fine on the spot."},
        {.path = "observation.effort_elasticity",
         .at = [](Parameters& all) { return &all.observation.effort_elasticity; },
         .unit = "1",
         .usual = 0.5,
         .allowed = {0.0, 1.0},
         .plausible = {0.2, 1.0},
         .source = "assumed; swept",
         .says = "How records of use follow the presence of forces per resident."},
        {.path = "observation.effort_sigma",
         .at = [](Parameters& all) { return &all.observation.effort_sigma; },
         .unit = "1",
         .usual = 0.3,
         .allowed = {0.0, 2.0},
         .plausible = {0.1, 0.5},
         .source = "assumed; A-04, A-65",
         .says = "Spread of recording effort between départements, in logarithms."},
        {.path = "observation.presence_hours_mean",
         .at = [](Parameters& all) { return &all.observation.presence_hours_mean; },
         .unit = "h",
         .usual = 1.7,
         .allowed = {0.01, 1000.0},
         .plausible = {1.0, 20.0},
         .source = "assumed; B-07",
         .says = "Presence hours per 1,000 residents and week that count as mean effort."},
    });
    return rows;
}

} // namespace emprise
