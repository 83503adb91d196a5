#pragma once
#include "step/advance.hpp"

#include <array>
#include <cstdint>

namespace emprise {

/// Seconds spent in each stage of the week, one watcher per run. Reads a clock: what it measures never reaches state
/// or results.
class StageTimes : public StageWatcher {
public:
    /// Call before each week.
    void start_week();
    void after(std::size_t stage, const World& world) override;
    [[nodiscard]] const std::array<double, stage_names.size()>& seconds() const { return seconds_; }

private:
    std::array<double, stage_names.size()> seconds_{};
    std::int64_t last_ns_{};
};

} // namespace emprise
