#ifdef EMPRISE_PARALLEL_THREADS
#include "parallel/loop.hpp"
#include "parallel/parallel.hpp"

#include <algorithm>
#include <thread>

namespace emprise {

namespace {

std::atomic<int>& thread_count()
{
    static std::atomic<int> count{parallel_detail::available_threads()};
    return count;
}

} // namespace

int parallel_detail::available_threads()
{
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

void set_threads(int n)
{
    EXPECTS(n >= 1);
    thread_count() = n;
}

int threads()
{
    return thread_count();
}

void parallel_detail::spread(std::size_t n, const std::function<void(std::size_t)>& body)
{
    // A fixed split, each part its own thread: a race between two parts is then seen every time (a shared work
    // counter would order the parts and hide it).
    const std::size_t parts = std::min(n, static_cast<std::size_t>(threads()));
    std::vector<std::jthread> workers;
    for (std::size_t part = 0; part < parts; ++part)
        workers.emplace_back([=, &body] {
            for (std::size_t i = part * n / parts; i < (part + 1) * n / parts; ++i) body(i);
        });
}

} // namespace emprise
#endif
