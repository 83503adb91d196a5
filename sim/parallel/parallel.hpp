#pragma once
#include "base/expects.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

/// The one way to be parallel. Two back-ends chosen at build time: TBB, and (EMPRISE_PARALLEL_THREADS) plain threads
/// with a fixed split, which ThreadSanitizer understands. No result depends on the back-end or on the number of
/// threads. A loop inside a loop, or inside a task of `run_tasks`, runs on the thread that meets it.
/// A kernel should not throw; if some do, the exception of the lowest index is thrown to the caller.
namespace emprise {

/// Threads used by the loops below. Call between loops, from one thread. n >= 1.
void set_threads(int n);
[[nodiscard]] int threads();

namespace parallel_detail {
using IndexCall = void (*)(void* context, std::size_t index);
void run_loop(std::size_t n, IndexCall call, void* context);
void run_tasks(std::size_t n, int at_once, IndexCall call, void* context);

template <class F>
void* context_of(F& f)
{
    return const_cast<void*>(static_cast<const void*>(std::addressof(f)));
}

template <class F>
void call_with_index(void* context, std::size_t index)
{
    (*static_cast<F*>(context))(index);
}
} // namespace parallel_detail

/// f(i) for each i in [0, n), once, in any order: a block, a cell, a chunk of quartiers.
template <class F>
void for_each_index(std::size_t n, F&& f)
{
    using Body = std::remove_reference_t<F>;
    parallel_detail::run_loop(n, parallel_detail::call_with_index<Body>, parallel_detail::context_of(f));
}

/// f(begin, end) over fixed ranges of `grain` rows; the boundaries do not depend on the number of threads.
template <class F>
void for_each_range(std::size_t n, std::size_t grain, F&& f)
{
    EXPECTS(grain > 0);
    for_each_index((n + grain - 1) / grain, [&](std::size_t i) { f(i * grain, std::min(n, i * grain + grain)); });
}

/// Sum of f(begin, end) over fixed ranges; partial sums are added in the order of the ranges.
template <class F>
[[nodiscard]] double sum_ranges(std::size_t n, std::size_t grain, F&& f)
{
    EXPECTS(grain > 0);
    std::vector<double> partial((n + grain - 1) / grain);
    for_each_range(n, grain, [&](std::size_t begin, std::size_t end) { partial[begin / grain] = f(begin, end); });
    double sum = 0.0;
    for (const double part : partial) sum += part;
    return sum;
}

/// Adds to a cell shared between threads. Integers only: their sum does not depend on the order.
inline void add_integer(std::int64_t& cell, std::int64_t delta)
{
    std::atomic_ref<std::int64_t>{cell}.fetch_add(delta, std::memory_order_relaxed);
}
inline void add_integer(std::int32_t& cell, std::int32_t delta)
{
    std::atomic_ref<std::int32_t>{cell}.fetch_add(delta, std::memory_order_relaxed);
}

/// f(i) for each i in [0, n): whole simulations, `at_once` at a time, started in order. With at_once > 1 each has one
/// thread for its own loops and cannot be given work of another; with at_once = 1 its loops use all threads.
/// After an exception no further task starts; the exception of the lowest index is thrown when all have ended.
template <class F>
void run_tasks(std::size_t n, int at_once, F&& f)
{
    using Body = std::remove_reference_t<F>;
    parallel_detail::run_tasks(n, at_once, parallel_detail::call_with_index<Body>, parallel_detail::context_of(f));
}

} // namespace emprise
