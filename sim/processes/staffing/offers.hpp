#pragma once
#include "chance/luck.hpp"
#include "settings/parameters/staffing.hpp"
#include "world/world.hpp"

#include <vector>

namespace emprise {

/// What the trade offers around each quartier this week, as recruits see it.
struct Offers {
    std::vector<double> visibility; ///< By quartier, 0 to 1.
    std::vector<double> net_eur;    ///< By quartier: wage less c x perceived arrests, mean over the posts near.
    double best_visible{};          ///< Largest visibility x logistic over quartiers: bounds every hazard.
    std::vector<float> pull;        ///< By link: fades with distance.
    Column<Cell, double> draw;      ///< How strongly a cell draws someone who looks for one, before distance.
    /// Cells by département in order of name, with running sums of `draw`.
    std::vector<std::vector<CellId>> cells_of;
    std::vector<std::vector<double>> running_draw;
    /// By département of origin: running sums over départements of draw x gravity.
    std::vector<std::vector<double>> running_gravity;
};

[[nodiscard]] Offers survey_offers(const World& world, const StaffingParameters& parameters);
/// Again after posts were filled or left: only how strongly each cell draws.
void renew_draw(Offers& offers, const World& world, const StaffingParameters& parameters);

/// Lowest legal alternative of anybody, with reluctance, EUR a week.
[[nodiscard]] double lowest_reservation(const StaffingParameters& parameters);

/// Cell near `home` by tickets weighted with draw x pull; none() when no cell is in reach.
[[nodiscard]] CellId near_cell(const World& world, const Offers& offers, QuartierId home, Who who, const Luck& luck);
/// The same chances from one uniform, in the order of the links: for the many who merely look around.
[[nodiscard]] CellId near_cell(const World& world, const Offers& offers, QuartierId home, double u);
/// Cell anywhere, first a département by gravity, then a cell in it by draw; none() when there is no cell at all.
[[nodiscard]] CellId far_cell(const Offers& offers, DepartementId home, Who who, const Luck& luck);
[[nodiscard]] DepartementId departement_of(const World& world, QuartierId quartier);

} // namespace emprise
