#include "runs/memory.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <sched.h>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace emprise {

namespace {

/// First word of a file of the kernel's, as a number; nothing for "max" or when it is not there.
std::uint64_t number_in(const char* path, std::uint64_t otherwise)
{
    std::ifstream file{path};
    std::string word;
    std::uint64_t value = otherwise;
    if (file >> word && std::from_chars(word.data(), word.data() + word.size(), value).ec != std::errc{})
        return otherwise;
    return value;
}

int cores_of_control_group()
{
    std::ifstream file{"/sys/fs/cgroup/cpu.max"};
    double quota = 0.0;
    double period = 0.0;
    if (file >> quota >> period && quota > 0.0 && period > 0.0)
        return std::max(1, static_cast<int>(std::ceil(quota / period)));
    return std::numeric_limits<int>::max();
}

} // namespace

std::uint64_t bytes_of(const World& world)
{
    std::uint64_t bytes = 0;
    const_cast<World&>(world).for_each_column([&](const auto&, const auto& column) {
        using Row = typename std::decay_t<decltype(column)>::value_type;
        bytes += std::uint64_t{column.values().capacity()} * sizeof(Row);
    });
    bytes += world.links.first.capacity() * sizeof(std::uint32_t);
    bytes += world.links.links.capacity() * sizeof(MarketLinks::Link);
    return bytes + world.events.capacity() * sizeof(Event);
}

std::uint64_t memory_limit()
{
    const auto pages = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES));
    const std::uint64_t machine = pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    return std::min({machine, number_in("/sys/fs/cgroup/memory.max", machine),
                     number_in("/sys/fs/cgroup/memory/memory.limit_in_bytes", machine)});
}

int usable_cores()
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    const int cores = sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 1;
    return std::max(1, std::min(cores, cores_of_control_group()));
}

std::uint64_t peak_memory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024U;
}

} // namespace emprise
