#include "app/terminal.hpp"

#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <mutex>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace emprise {

void print_result(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void print_talk(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

bool stderr_is_terminal()
{
    return isatty(STDERR_FILENO) == 1;
}

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point then)
{
    return std::chrono::duration<double>(Clock::now() - then).count();
}

std::string readable_duration(double seconds)
{
    const auto whole = static_cast<long>(seconds + 0.5);
    if (whole >= 3600) return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
    if (whole >= 60) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} s", whole);
}

class SilentProgress : public Progress {
public:
    void plan(std::int64_t) override {}
    void begin(std::string_view) override {}
    void advance_weeks(std::int64_t) override {}
    void finish_run() override {}
};

/// Counts under one lock and lets `show` draw at most ten times a second.
class CountingProgress : public Progress {
public:
    void plan(std::int64_t weeks) override
    {
        const std::scoped_lock hold{lock_};
        planned_ += weeks;
        show(true);
    }
    void begin(std::string_view what) override
    {
        const std::scoped_lock hold{lock_};
        phase_ = what;
        show(true);
    }
    void advance_weeks(std::int64_t weeks) override
    {
        const std::scoped_lock hold{lock_};
        if (done_ == 0) first_week_ = Clock::now();
        done_ += weeks;
        show(false);
    }
    void finish_run() override
    {
        const std::scoped_lock hold{lock_};
        ++runs_;
        show(true);
    }

protected:
    virtual void draw() = 0;
    [[nodiscard]] double weeks_per_second() const
    {
        const double seconds = seconds_since(first_week_);
        return done_ > 0 && seconds > 0.0 ? static_cast<double>(done_) / seconds : 0.0;
    }
    std::int64_t planned_{};
    std::int64_t done_{};
    std::int64_t runs_{};
    std::string phase_;

private:
    void show(bool now)
    {
        if (!now && seconds_since(last_) < 0.1) return;
        last_ = Clock::now();
        draw();
    }
    std::mutex lock_;
    Clock::time_point first_week_{Clock::now()};
    Clock::time_point last_{};
};

class LineProgress : public CountingProgress {
public:
    ~LineProgress() override { print_talk("\r\x1b[K"); }

protected:
    void draw() override
    {
        if (planned_ == 0 || done_ == 0) {
            print_talk(fmt::format("\r\x1b[K{}", phase_.substr(0, 78)));
            return;
        }
        const double rate = weeks_per_second();
        const auto share = static_cast<double>(done_) / static_cast<double>(planned_);
        const auto filled = static_cast<std::size_t>(share * 24.0);
        const double left = rate > 0.0 ? static_cast<double>(planned_ - done_) / rate : 0.0;
        print_talk(fmt::format("\r\x1b[K[{}{}] {}/{} weeks  {:.0f}/s  {} left", std::string(filled, '#'),
                               std::string(24 - std::min<std::size_t>(filled, 24), '-'), done_, planned_, rate,
                               readable_duration(left)));
    }
};

class JsonProgress : public CountingProgress {
protected:
    void draw() override
    {
        const nlohmann::json event{{"event", "progress"}, {"phase", phase_},
                                   {"weeks_done", done_}, {"weeks_planned", planned_},
                                   {"runs_done", runs_},  {"weeks_per_second", weeks_per_second()}};
        print_talk(event.dump() + "\n");
    }
};

} // namespace

std::unique_ptr<Progress> make_progress(const Options& options)
{
    if (options.quiet || options.progress == "none") return std::make_unique<SilentProgress>();
    if (options.progress == "json") return std::make_unique<JsonProgress>();
    if (options.progress == "line" || stderr_is_terminal()) return std::make_unique<LineProgress>();
    return std::make_unique<SilentProgress>();
}

} // namespace emprise
