#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace emprise {

/// km in one degree of latitude.
inline constexpr double km_per_degree = 111.195;
[[nodiscard]] double cosine_of_latitude(double latitude_deg);
/// Square of the distance on the plane around a.
[[nodiscard]] double square_km(double latitude_a_deg, double longitude_a_deg, double latitude_b_deg,
                               double longitude_b_deg);

/// Rows of a table by position, to find what lies within a few km. Distances are those of a plane around the point
/// asked for: good to a few metres at 50 km.
class PlaceGrid {
public:
    PlaceGrid() = default;
    /// Points in degrees; `row` i of the answers is the i-th point.
    PlaceGrid(const std::vector<double>& latitude_deg, const std::vector<double>& longitude_deg,
              double degrees_per_bin = 0.1);

    /// f(row, square of the distance in km) for every point within `radius_km`, in an order that depends on the points
    /// alone.
    template <class F>
    void for_each_within(double latitude_deg, double longitude_deg, double radius_km, F&& f) const;

private:
    struct Span {
        int first;
        int last;
    };
    [[nodiscard]] Span columns(double low, double high) const;
    [[nodiscard]] Span lines(double low, double high) const;

    double degrees_per_bin_{};
    double south_{};
    double west_{};
    int wide_{};
    int high_{};
    std::vector<std::uint32_t> first_; ///< By bin.
    std::vector<std::uint32_t> rows_;
    std::vector<double> latitude_;
    std::vector<double> longitude_;
};

template <class F>
void PlaceGrid::for_each_within(double latitude_deg, double longitude_deg, double radius_km, F&& f) const
{
    if (rows_.empty()) return;
    const double km_per_degree_east = km_per_degree * cosine_of_latitude(latitude_deg);
    const double up = radius_km / km_per_degree;
    const double aside = radius_km / km_per_degree_east;
    const Span column = columns(longitude_deg - aside, longitude_deg + aside);
    const Span line = lines(latitude_deg - up, latitude_deg + up);
    for (int y = line.first; y <= line.last; ++y) {
        const auto row_of_bins = static_cast<std::size_t>(y) * static_cast<std::size_t>(wide_);
        const std::uint32_t begin = first_[row_of_bins + static_cast<std::size_t>(column.first)];
        const std::uint32_t end = first_[row_of_bins + static_cast<std::size_t>(column.last) + 1];
        for (std::uint32_t i = begin; i < end; ++i) {
            const double north = (latitude_[i] - latitude_deg) * km_per_degree;
            const double east = (longitude_[i] - longitude_deg) * km_per_degree_east;
            const double square = north * north + east * east;
            if (square <= radius_km * radius_km) f(rows_[i], square);
        }
    }
}

} // namespace emprise
