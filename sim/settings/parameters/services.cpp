#include "settings/parameters.hpp"

#include <array>

namespace emprise {

std::span<const ParameterRow> services_parameter_rows()
{
    static const auto rows = std::to_array<ParameterRow>({
        {.path = "services.fidelity",
         .at = [](Parameters& all) { return &all.services.fidelity; },
         .unit = "1",
         .usual = 1.0,
         .allowed = {0.0, 1.0},
         .plausible = {0.5, 1.0},
         .source = "assumed; swept",
         .says = "Share of the effect seen in trials that a unit delivers here."},
        {.path = "services.pool_elasticity",
         .at = [](Parameters& all) { return &all.services.pool_elasticity; },
         .unit = "1",
         .usual = 0.6,
         .allowed = {0.0, 1.0},
         .plausible = {0.2, 1.0},
         .source = "assumed; swept; C-14, C-25",
         .says = "By how much the staff of a profession grows, in logarithms, when posts grow: below 1, new posts stay "
                 "partly empty."},
        {.path = "services.neet_share_aged_16_to_25",
         .at = [](Parameters& all) { return &all.services.neet_share_aged_16_to_25; },
         .unit = "1",
         .usual = 0.62,
         .allowed = {0.0, 1.0},
         .plausible = {0.55, 0.7},
         .source = "derived from E-14",
         .says = "Share of NEET residents aged 15 to 29 who are 16 to 25, the ages that support reaches."},
        {.path = "services.priority_population_share",
         .at = [](Parameters& all) { return &all.services.priority_population_share; },
         .unit = "1",
         .usual = 0.08,
         .allowed = {0.01, 0.5},
         .plausible = {0.07, 0.09},
         .source = "C-30, F-14",
         .says = "Share of the nation in priority quartiers: what national staff for these quartiers is shared by."},
        {.path = "services.municipal_police_small",
         .at = [](Parameters& all) { return &all.services.municipal_police_small; },
         .unit = "1",
         .usual = 0.03,
         .allowed = {0.0, 1.0},
         .plausible = {0.02, 0.04},
         .source = "C-01",
         .says = "Share of communes below 3,500 residents with a municipal police."},
        {.path = "services.municipal_police_middle",
         .at = [](Parameters& all) { return &all.services.municipal_police_middle; },
         .unit = "1",
         .usual = 0.82,
         .allowed = {0.0, 1.0},
         .plausible = {0.77, 0.87},
         .source = "C-01",
         .says = "The same from 3,500 to 20,000 residents."},
        {.path = "services.municipal_police_large",
         .at = [](Parameters& all) { return &all.services.municipal_police_large; },
         .unit = "1",
         .usual = 0.97,
         .allowed = {0.0, 1.0},
         .plausible = {0.96, 0.997},
         .source = "C-01",
         .says = "The same above 20,000 residents."},
        {.path = "services.municipal_police_covered_share",
         .at = [](Parameters& all) { return &all.services.municipal_police_covered_share; },
         .unit = "1",
         .usual = 0.634,
         .allowed = {0.1, 1.0},
         .plausible = {0.6, 0.67},
         .source = "derived from C-01, F-05",
         .says = "Share of the nation that lives in a commune with municipal police: what the national number of "
                 "agents is shared by."},
    });
    return rows;
}

} // namespace emprise
