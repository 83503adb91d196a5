#pragma once
#include "base/column.hpp"
#include "world/resident.hpp"

#include <array>
#include <cstdint>

namespace emprise {

/// Age bands of the integer stocks; the lower bounds in years.
inline constexpr std::array<int, 9> age_band_from{0, 6, 12, 15, 18, 25, 35, 45, 65};
inline constexpr int age_band_count = static_cast<int>(age_band_from.size());

[[nodiscard]] constexpr int age_band_of(int age)
{
    int band = 0;
    while (band + 1 < age_band_count && age >= age_band_from[static_cast<std::size_t>(band + 1)]) ++band;
    return band;
}

/// How many residents live in a quartier, by what the processes ask for. Exact integers: moved by deltas on events,
/// and rebuilt from the records by a test.
struct QuartierStocks {
    std::array<std::array<std::int32_t, 2>, age_band_count> people{};          ///< [age band][sex], living.
    std::array<std::array<std::int32_t, use_state_count>, drug_count> users{}; ///< [drug][state], ages 11 and over.
    std::array<std::int32_t, activity_count> activity{};                       ///< Living, all ages.
    std::int32_t neet{};                                                       ///< Ages 15 to 29.
    std::int32_t newcomers{};                                                  ///< Arrived in the last two years.
    std::int32_t in_trade{};
    friend bool operator==(const QuartierStocks&, const QuartierStocks&) = default;

    [[nodiscard]] std::int32_t residents() const
    {
        std::int32_t sum = 0;
        for (const auto& band : people) sum += band[0] + band[1];
        return sum;
    }
};

using Stocks = Column<Quartier, QuartierStocks>;

} // namespace emprise
