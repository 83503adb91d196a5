#pragma once
#include <cstdint>
#include <string_view>

namespace emprise {

/// Told how a long job goes. Called from several threads at once: an implementation keeps its own lock.
class Progress {
public:
    virtual ~Progress() = default;
    /// Work known so far, in simulated weeks of all runs.
    virtual void plan(std::int64_t weeks) = 0;
    /// One step of a job without weeks has begun: "drawing 2.8 million residents".
    virtual void begin(std::string_view what) = 0;
    virtual void advance_weeks(std::int64_t weeks) = 0;
    virtual void finish_run() = 0;
};

} // namespace emprise
