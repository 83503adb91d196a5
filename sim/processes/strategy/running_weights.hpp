#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>

namespace emprise {

/// First position whose running sum exceeds u x total. `running` is not empty.
[[nodiscard]] inline std::size_t find_running(const std::vector<double>& running, double u)
{
    const auto found = std::upper_bound(running.begin(), running.end(), u * running.back());
    return std::min(static_cast<std::size_t>(found - running.begin()), running.size() - 1);
}

/// Share of one position in the total.
[[nodiscard]] inline double weight_at(const std::vector<double>& running, std::size_t index)
{
    return (running[index] - (index > 0 ? running[index - 1] : 0.0)) / running.back();
}

} // namespace emprise
