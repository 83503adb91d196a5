#ifndef EMPRISE_PARALLEL_THREADS
#include "parallel/loop.hpp"
#include "parallel/parallel.hpp"

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <memory>
#include <thread>

namespace emprise {

namespace {

struct Pool {
    explicit Pool(int n)
        : threads{n}, limit{tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(n)}, arena{n}
    {}
    int threads;
    tbb::global_control limit;
    tbb::task_arena arena;
};

std::unique_ptr<Pool>& pool()
{
    static auto the_pool = std::make_unique<Pool>(parallel_detail::available_threads());
    return the_pool;
}

} // namespace

int parallel_detail::available_threads()
{
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

void set_threads(int n)
{
    EXPECTS(n >= 1);
    if (n == threads()) return;
    pool().reset();
    pool() = std::make_unique<Pool>(n);
}

int threads()
{
    return pool()->threads;
}

void parallel_detail::spread(std::size_t n, const std::function<void(std::size_t)>& body)
{
    using Range = tbb::blocked_range<std::size_t>;
    pool()->arena.execute([&] {
        tbb::this_task_arena::isolate([&] {
            tbb::parallel_for(Range{0, n}, [&](const Range& range) {
                for (std::size_t i = range.begin(); i != range.end(); ++i) body(i);
            });
        });
    });
}

} // namespace emprise
#endif
