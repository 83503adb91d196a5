#pragma once
#include "chance/luck.hpp"
#include "settings/parameters/demography.hpp"
#include "world/territory.hpp"

#include <memory>
#include <vector>

namespace emprise {

/// Where households move to: their own commune, another of the département, or another département; each by
/// population and by distance. Only inside the loaded territory. A function of territory and parameters, no state.
class Destinations {
public:
    Destinations(std::shared_ptr<const Territory> territory, const DemographyParameters& parameters);
    /// The one built last on this thread when it serves, else a new one: building costs as much as many moves.
    [[nodiscard]] static const Destinations& remembered(const std::shared_ptr<const Territory>& territory,
                                                        const DemographyParameters& parameters);

    /// The new home of someone who lives at `from`; may be `from`: then nobody moves.
    [[nodiscard]] QuartierId draw(const Luck& luck, Who mover, QuartierId from) const;

private:
    /// Communes of one département and the running sum of their populations.
    struct Communes {
        std::vector<CommuneId> communes;
        std::vector<double> population_upto;
        [[nodiscard]] CommuneId at(double u) const;
        [[nodiscard]] double population() const { return population_upto.empty() ? 0.0 : population_upto.back(); }
    };

    struct Point {
        double east{};
        double north{};
    };

    void sum_gravity();
    [[nodiscard]] double pull(Point from, Point to) const;
    [[nodiscard]] CommuneId draw_near(const Luck& luck, Who mover, CommuneId from) const;
    [[nodiscard]] CommuneId draw_far(const Luck& luck, Who mover, CommuneId from) const;
    [[nodiscard]] QuartierId draw_quartier(CommuneId commune, double u) const;

    std::shared_ptr<const Territory> territory_;
    double same_commune_;
    double same_departement_;
    double distance_km_;
    Column<Quartier, double> population_upto_; ///< Running sum inside each commune.
    Column<Commune, Point> km_;
    std::vector<Communes> departements_;
    std::vector<double> gravity_upto_; ///< [from][to], running sum over `to`; zero towards itself.
};

} // namespace emprise
