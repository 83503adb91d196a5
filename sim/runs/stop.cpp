#include "runs/stop.hpp"

#include <atomic>
#include <csignal>
#include <unistd.h>

namespace emprise {

namespace {

std::atomic<int> requests{0};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void on_stop_signal(int)
{
    constexpr int interrupted = 130;
    if (requests.fetch_add(1) > 0) _exit(interrupted);
}

} // namespace

void catch_stop_signals()
{
    struct sigaction action {};
    action.sa_handler = on_stop_signal;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool stop_requested()
{
    return requests.load(std::memory_order_relaxed) > 0;
}

void request_stop(bool stop)
{
    requests.store(stop ? 1 : 0);
}

} // namespace emprise
