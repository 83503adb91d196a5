#pragma once
#include <atomic>
#include <cstddef>
#include <exception>
#include <limits>
#include <mutex>
#include <utility>

namespace emprise::parallel_detail {

/// Keeps the exception of the lowest index, whatever the timing: lower indices still run after a failure.
class FirstFailure {
public:
    template <class F>
    void guard(std::size_t index, F&& f)
    {
        if (index > lowest_.load(std::memory_order_relaxed)) return;
        try {
            f();
        } catch (...) {
            keep(index, std::current_exception());
        }
    }

    [[nodiscard]] bool happened() const { return lowest_.load(std::memory_order_relaxed) != none; }

    void rethrow() const
    {
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    void keep(std::size_t index, std::exception_ptr failure)
    {
        const std::scoped_lock lock{mutex_};
        if (index >= lowest_.load(std::memory_order_relaxed)) return;
        lowest_.store(index, std::memory_order_relaxed);
        failure_ = std::move(failure);
    }

    std::mutex mutex_;
    std::atomic<std::size_t> lowest_{none};
    std::exception_ptr failure_;
};

} // namespace emprise::parallel_detail
