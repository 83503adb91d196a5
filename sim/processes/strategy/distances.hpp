#pragma once
#include "processes/strategy/places.hpp"

namespace emprise {

/// Attention at a distance, before it is tabled.
[[nodiscard]] double gravity_law(const StrategyParameters& parameters, double km);
/// Distance law of attention, level over short steps: a draw and its weight read the same law. Overseas is not tabled.
[[nodiscard]] double gravity(const Map& map, double km);

/// Distances from one place on the plane around it.
class FromHere {
public:
    FromHere(double latitude_deg, double longitude_deg);
    FromHere(const Map& map, QuartierId quartier);
    [[nodiscard]] double km_to(double latitude_deg, double longitude_deg) const;

private:
    double latitude_deg_;
    double longitude_deg_;
    double km_per_degree_east_;
};

/// Attention that the départements of here get from a place: running sums of residents x gravity.
[[nodiscard]] std::vector<double> attention_of_departements(const Map& map, const FromHere& from);

} // namespace emprise
