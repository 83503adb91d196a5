#pragma once
#include "levers/plan.hpp"
#include "settings/scenario.hpp"

namespace emprise {

struct Territory;

/// Time, memory and output of running these arms together, before anything runs. Seconds come from the cost of a
/// resident-week and of a commune-week measured on the machine named in benchmarks/README.md: a guide, not a promise.
[[nodiscard]] RunForecast forecast(const Scenario& scenario, std::size_t arms, const Territory& territory, int threads);

} // namespace emprise
