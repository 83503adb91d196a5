#pragma once
#include "chance/luck.hpp"
#include "processes/strategy/contests.hpp"
#include "processes/strategy/people.hpp"
#include "processes/strategy/routes.hpp"
#include "settings/parameters/strategy.hpp"
#include "world/market_links.hpp"
#include "world/world.hpp"

#include <array>
#include <vector>

namespace emprise {

/// A place an organisation considers.
struct Place {
    QuartierId quartier;
    Generator generator{};
    CellId vacated;            ///< The closed site whose spot would be taken over; none() for a new spot.
    double log_oversampling{}; ///< log(probability of being drawn x size of the pool): taken off the utility.
};

/// What a cell of one kind would earn at a place, as believed.
struct Earnings {
    double attractiveness{1.0}; ///< True one of the spot.
    std::uint8_t spot{};
    double sales_eur_week{};
    double profit_eur_week{}; ///< After wages and upkeep.
    double wage_eur_week{};   ///< Of a post there.
};

/// What all deliberations of a week share. Everything in order of name or of territory, never of row.
struct Map {
    const World& world;
    const StrategyParameters& parameters;
    const Luck& luck;
    const PlaceGrid& grid;
    const RouteTowns& routes;
    std::vector<CellId> open;                           ///< By name.
    Column<Organisation, std::vector<CellId>> cells_of; ///< Open cells of each organisation, by name.
    std::vector<CellId> vacated;                        ///< Sites closed not long ago, by name.
    std::array<std::vector<std::uint8_t>, 2> next_spot; ///< By kind and quartier.
    double mean_wage_eur{};
    CellsOfQuartiers cells_at; ///< Open cells by quartier.
    Column<Organisation, double> strength;
    PeopleOf people; ///< Of those who deliberate this week: see `meet_people`.
    /// By kind: how customers fall off, by square of the distance in steps of catchment^2 / fade_steps.
    static constexpr std::size_t fade_steps = 1024;
    std::array<std::array<double, fade_steps + 1>, 2> fade{};
    /// Attention by distance, in steps over the length of the mainland.
    static constexpr double gravity_step_km = 2.5;
    std::array<double, 440> gravity{};
    /// Communes by département with running sums of population; middle of each département.
    struct Departements {
        std::vector<std::vector<CommuneId>> communes;
        std::vector<std::vector<double>> running_population;
        std::vector<double> latitude_deg;
        std::vector<double> longitude_deg;
    } departements;
};

[[nodiscard]] Map draw_map(World& world, const StrategyParameters& parameters, const Luck& luck);
/// Lists where the members of those who will deliberate live.
void meet_people(Map& map, std::span<const OrganisationId> organisations);

// The five generators. `asker` keys the draws, each generator with questions of its own; one that is switched off
// finds nothing and leaves the draws of the others alone.
[[nodiscard]] std::vector<Place> near_places(const Map& map, Who asker, QuartierId base);
[[nodiscard]] std::vector<Place> gravity_places(const Map& map, Who asker, QuartierId base);
[[nodiscard]] std::vector<Place> people_places(const Map& map, Who asker, OrganisationId organisation);
[[nodiscard]] std::vector<Place> route_places(const Map& map, Who asker, QuartierId home);
[[nodiscard]] std::vector<Place> vacated_places(const Map& map, Who asker, QuartierId base);

[[nodiscard]] bool is_on(double generator_switch);
/// How many places the generators that are on look at when each finds some.
[[nodiscard]] double places_looked_at(const StrategyParameters& parameters);

/// log of how much more often a place was looked at than one draw at random from its generator's pool would do.
[[nodiscard]] double sampling_correction(const Map& map, const Place& place);

/// A quartier of a commune that was drawn with probability `drawn`, by u, out of a pool of so many quartiers.
[[nodiscard]] Place quartier_in(const Map& map, CommuneId commune, double u, double drawn, double pool,
                                Generator generator);

/// By kind of cell.
[[nodiscard]] std::array<Earnings, 2> believed_earnings(const Map& map, const Place& place);
[[nodiscard]] double distance_between(const Map& map, QuartierId a, QuartierId b);
/// Cost of entering the town of a quartier for who has nothing there.
[[nodiscard]] double full_entry_cost_eur(const Map& map, QuartierId quartier);
/// Cost of entering the town of a quartier for an organisation: full, or a share where it has a cell or people already.
[[nodiscard]] double entry_cost_eur(const Map& map, OrganisationId organisation, QuartierId quartier);

} // namespace emprise
