#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

/// Services: posts, the people who fill them, what reaches residents. Units, sources and meaning are in the rows.
struct ServicesParameters {
    double fidelity{};
    double pool_elasticity{};
    double neet_share_aged_16_to_25{};
    double priority_population_share{};
    double municipal_police_small{};
    double municipal_police_middle{};
    double municipal_police_large{};
    double municipal_police_covered_share{};
};

[[nodiscard]] std::span<const ParameterRow> services_parameter_rows();

} // namespace emprise
