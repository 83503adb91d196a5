#include "world/place_grid.hpp"

#include "base/portable_math.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace emprise {

double square_km(double latitude_a_deg, double longitude_a_deg, double latitude_b_deg, double longitude_b_deg)
{
    const double north = (latitude_b_deg - latitude_a_deg) * km_per_degree;
    const double east = (longitude_b_deg - longitude_a_deg) * (km_per_degree * cosine_of_latitude(latitude_a_deg));
    return north * north + east * east;
}

double cosine_of_latitude(double latitude_deg)
{
    return portable_cos(latitude_deg * radians_per_degree);
}

PlaceGrid::PlaceGrid(const std::vector<double>& latitude_deg, const std::vector<double>& longitude_deg,
                     double degrees_per_bin)
    : degrees_per_bin_{degrees_per_bin}
{
    if (latitude_deg.empty()) return;
    south_ = *std::min_element(latitude_deg.begin(), latitude_deg.end());
    west_ = *std::min_element(longitude_deg.begin(), longitude_deg.end());
    const double north = *std::max_element(latitude_deg.begin(), latitude_deg.end());
    const double east = *std::max_element(longitude_deg.begin(), longitude_deg.end());
    high_ = static_cast<int>((north - south_) / degrees_per_bin_) + 1;
    wide_ = static_cast<int>((east - west_) / degrees_per_bin_) + 1;
    const auto bin_of = [&](std::size_t i) {
        const auto y = static_cast<std::size_t>((latitude_deg[i] - south_) / degrees_per_bin_);
        const auto x = static_cast<std::size_t>((longitude_deg[i] - west_) / degrees_per_bin_);
        return y * static_cast<std::size_t>(wide_) + x;
    };
    const std::size_t rows = latitude_deg.size();
    first_.assign(static_cast<std::size_t>(high_) * static_cast<std::size_t>(wide_) + 1, 0);
    for (std::size_t i = 0; i < rows; ++i) ++first_[bin_of(i) + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    rows_.resize(rows);
    latitude_.resize(rows);
    longitude_.resize(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        const std::uint32_t slot = next[bin_of(i)]++;
        rows_[slot] = static_cast<std::uint32_t>(i);
        latitude_[slot] = latitude_deg[i];
        longitude_[slot] = longitude_deg[i];
    }
}

PlaceGrid::Span PlaceGrid::columns(double low, double high) const
{
    return {std::clamp(static_cast<int>(std::floor((low - west_) / degrees_per_bin_)), 0, wide_ - 1),
            std::clamp(static_cast<int>(std::floor((high - west_) / degrees_per_bin_)), 0, wide_ - 1)};
}

PlaceGrid::Span PlaceGrid::lines(double low, double high) const
{
    return {std::clamp(static_cast<int>(std::floor((low - south_) / degrees_per_bin_)), 0, high_ - 1),
            std::clamp(static_cast<int>(std::floor((high - south_) / degrees_per_bin_)), 0, high_ - 1)};
}

} // namespace emprise
