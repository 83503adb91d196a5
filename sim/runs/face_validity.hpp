#pragma once
#include "settings/parameter.hpp"
#include "world/world.hpp"

#include <string>
#include <vector>

namespace emprise {

/// One published figure and what the simulated year says.
struct FaceCheck {
    std::string name;
    std::string unit;
    double value{};
    Interval range;     ///< Plausible range of the facts; low == high == 0 for figures that are only shown.
    std::string source; ///< Facts rows.
    std::string remark; ///< "initial condition": drawn from this target, so no evidence.
    [[nodiscard]] bool judged() const { return range.high > range.low; }
    [[nodiscard]] bool holds() const { return range.contains(value); }
};

/// Totals of the flows at one moment: the difference of two is what happened between.
struct FlowTotals {
    std::array<std::int64_t, flow_count> total{};
    [[nodiscard]] std::int64_t operator[](Flow flow) const { return total[static_cast<std::size_t>(flow)]; }
};
[[nodiscard]] FlowTotals total_flows(const World& world);

/// Holds the last simulated year against the facts: sites, heads in the trade, implicated persons, users, minors,
/// prison density; reserve slack and replacement time are shown.
[[nodiscard]] std::vector<FaceCheck> check_face_validity(const World& world, const FlowTotals& year_before,
                                                         double years);

[[nodiscard]] std::string describe_face_validity(const std::vector<FaceCheck>& checks);
[[nodiscard]] std::string face_validity_as_json(const std::vector<FaceCheck>& checks);

} // namespace emprise
