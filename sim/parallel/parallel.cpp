#include "parallel/parallel.hpp"

#include "parallel/first_failure.hpp"
#include "parallel/loop.hpp"

#include <thread>

namespace emprise::parallel_detail {

namespace {

/// True on a thread that is inside a loop or a task: loops it meets run where they are.
thread_local bool is_inside = false;

class Inside {
public:
    Inside() : before_{is_inside} { is_inside = true; }
    ~Inside() { is_inside = before_; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

private:
    bool before_;
};

} // namespace

void run_loop(std::size_t n, IndexCall call, void* context)
{
    if (is_inside || n <= 1 || threads() == 1) {
        for (std::size_t i = 0; i < n; ++i) call(context, i);
        return;
    }
    FirstFailure failure;
    spread(n, [&](std::size_t i) {
        const Inside inside;
        failure.guard(i, [&] { call(context, i); });
    });
    failure.rethrow();
}

void run_tasks(std::size_t n, int at_once, IndexCall call, void* context)
{
    EXPECTS(at_once >= 1);
    if (at_once == 1 || n <= 1 || is_inside) {
        for (std::size_t i = 0; i < n; ++i) call(context, i);
        return;
    }
    // Plain threads with either back-end: a task that waits can then never be handed another whole simulation.
    FirstFailure failure;
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        const Inside inside;
        for (std::size_t i = next++; i < n && !failure.happened(); i = next++)
            failure.guard(i, [&] { call(context, i); });
    };
    {
        std::vector<std::jthread> workers;
        for (std::size_t w = 0; w < std::min(n, static_cast<std::size_t>(at_once)); ++w) workers.emplace_back(work);
    }
    failure.rethrow();
}

} // namespace emprise::parallel_detail
