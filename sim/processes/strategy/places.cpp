#include "processes/strategy/places.hpp"

#include "base/portable_math.hpp"
#include "processes/strategy/distances.hpp"
#include "world/close_cell.hpp"
#include "world/location.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace emprise {

namespace {

void group_cells(Map& map)
{
    const Cells& cells = map.world.cells;
    map.cells_of = Column<Organisation, std::vector<CellId>>(map.world.organisations.size());
    double wages = 0.0;
    double posts = 0.0;
    for (const CellId cell : map.open) {
        map.cells_of[cells.organisation[cell]].push_back(cell);
        wages += static_cast<double>(cells.wage_cents_week[cell]) / 100.0 * cells.posts[cell];
        posts += cells.posts[cell];
    }
    map.mean_wage_eur = posts > 0.0 ? wages / posts : 0.0;
}

void weigh_organisations(Map& map)
{
    const Organisations& organisations = map.world.organisations;
    map.cells_at = group_by_quartier(map.world, map.open);
    map.strength = Column<Organisation, double>(organisations.size(), 0.0);
    for (const OrganisationId organisation : each<Organisation>(organisations.size())) {
        map.strength[organisation] = strength_of(map.world, organisation, map.cells_of[organisation], map.parameters);
    }
    map.people = PeopleOf(organisations.size());
}

void list_spots(Map& map)
{
    const Cells& cells = map.world.cells;
    for (auto& spots : map.next_spot) spots.assign(map.world.territory->quartiers.size(), 0);
    const auto since = map.world.week - static_cast<Week>(map.parameters.vacated_weeks);
    const auto place_of = [&](CellId cell) { return std::pair{cells.quartier[cell], cells.spot[cell]}; };
    std::set<std::pair<QuartierId, std::uint8_t>> taken;
    for (const CellId cell : map.open)
        if (cells.kind[cell] == CellKind::site) taken.insert(place_of(cell));
    for (const CellId cell : each<Cell>(cells.size())) {
        std::uint8_t& next = map.next_spot[static_cast<std::size_t>(cells.kind[cell])][cells.quartier[cell].value()];
        next = std::max(next, static_cast<std::uint8_t>(std::min(cells.spot[cell] + 1, 255)));
        if (!cells.is_open(cell) && cells.closed[cell] >= since && cells.kind[cell] == CellKind::site)
            map.vacated.push_back(cell);
    }
    // The last of several cells that left a spot stands for it; by name, which begins with place and week.
    std::sort(map.vacated.begin(), map.vacated.end(), [&](CellId a, CellId b) { return cells.who[b] < cells.who[a]; });
    std::erase_if(map.vacated, [&](CellId cell) { return !taken.insert(place_of(cell)).second; });
    std::reverse(map.vacated.begin(), map.vacated.end());
}

void place_departements(Map& map)
{
    const Territory& territory = *map.world.territory;
    auto& all = map.departements;
    const std::size_t count = territory.departements.size();
    all.communes.assign(count, {});
    all.running_population.assign(count, {});
    all.latitude_deg.assign(count, 0.0);
    all.longitude_deg.assign(count, 0.0);
    for (const CommuneId commune : each<Commune>(territory.communes.size())) {
        const std::size_t at = territory.communes.departement[commune].value();
        const double people = territory.communes.population[commune] + 1.0;
        const double before = all.communes[at].empty() ? 0.0 : all.running_population[at].back();
        all.communes[at].push_back(commune);
        all.running_population[at].push_back(before + people);
        all.latitude_deg[at] += people * territory.communes.latitude_deg[commune];
        all.longitude_deg[at] += people * territory.communes.longitude_deg[commune];
    }
    for (std::size_t at = 0; at < count; ++at) {
        const double people = all.communes[at].empty() ? 1.0 : all.running_population[at].back();
        all.latitude_deg[at] /= people;
        all.longitude_deg[at] /= people;
    }
}

void prepare_gravity(Map& map)
{
    for (std::size_t step = 0; step < map.gravity.size(); ++step)
        map.gravity[step] = gravity_law(map.parameters, (static_cast<double>(step) + 0.5) * Map::gravity_step_km);
}

/// Wage to be paid near a quartier: mean over the cells in reach, by posts and proximity.
double wage_near(const Map& map, QuartierId quartier)
{
    const MarketLinks& links = map.world.links;
    double sum = map.mean_wage_eur;
    double weight = 1.0;
    for (std::uint32_t i = links.first[quartier.value()]; i < links.first[quartier.value() + 1]; ++i) {
        const auto& link = links.links[i];
        const double posts = static_cast<double>(link.proximity) * map.world.cells.posts[link.cell];
        sum += posts * static_cast<double>(map.world.cells.wage_cents_week[link.cell]) / 100.0;
        weight += posts;
    }
    return sum / weight;
}

/// Purchases of a quartier that a seller of this weight would win from what is there. Those who do without sellers so
/// far (the 1) may come to any of them: a newcomer wins them as one among many.
double won_eur(double pull, double spent, double loose, double weight)
{
    return spent * weight / (weight + pull + 1e-9) + loose * weight / (weight + pull + 1.0);
}

void prepare_fade(Map& map)
{
    const StrategyParameters& parameters = map.parameters;
    for (std::size_t step = 0; step <= Map::fade_steps; ++step) {
        const double km = parameters.catchment_km * std::sqrt((static_cast<double>(step) + 0.5) / Map::fade_steps);
        map.fade[0][step] = portable_exp(-km / parameters.site_fade_km);
        map.fade[1][step] = portable_exp(-km / parameters.crew_fade_km);
    }
}

/// The spot a cell of this kind would take and its true worth.
Earnings spot_at(const Map& map, const Place& place, CellKind kind)
{
    Earnings earnings;
    if (place.vacated.present() && kind == CellKind::site) {
        earnings.spot = map.world.cells.spot[place.vacated];
        earnings.attractiveness = map.world.cells.attractiveness[place.vacated];
        return earnings;
    }
    const Who quartier = Who::of(Kind::quartier, map.world.territory->quartiers.number[place.quartier]);
    const double sigma = kind == CellKind::site ? map.parameters.site_sigma : map.parameters.crew_sigma;
    earnings.spot = map.next_spot[static_cast<std::size_t>(kind)][place.quartier.value()];
    earnings.attractiveness = attractiveness_of(map.luck, quartier, kind, earnings.spot, sigma);
    return earnings;
}

} // namespace

Map draw_map(World& world, const StrategyParameters& parameters, const Luck& luck)
{
    const PlaceGrid& grid = buyer_grid(world);
    const RouteTowns& routes = route_towns(world, parameters.route_km);
    Map map{.world = world,
            .parameters = parameters,
            .luck = luck,
            .grid = grid,
            .routes = routes,
            .open = open_cells_by_name(world.cells),
            .cells_of = {},
            .vacated = {},
            .next_spot = {},
            .cells_at = {},
            .strength = {},
            .people = {},
            .departements = {}};
    group_cells(map);
    weigh_organisations(map);
    list_spots(map);
    place_departements(map);
    prepare_fade(map);
    prepare_gravity(map);
    return map;
}

std::array<Earnings, 2> believed_earnings(const Map& map, const Place& place)
{
    const StrategyParameters& parameters = map.parameters;
    const QuartierTable& quartiers = map.world.territory->quartiers;
    std::array<Earnings, 2> earnings{spot_at(map, place, CellKind::site), spot_at(map, place, CellKind::crew)};
    const double site = portable_pow(earnings[0].attractiveness, parameters.location_insight);
    const double crew = portable_pow(earnings[1].attractiveness, parameters.location_insight);
    const double steps_per_square = Map::fade_steps / (parameters.catchment_km * parameters.catchment_km);
    map.grid.for_each_within(
        quartiers.latitude_deg[place.quartier], quartiers.longitude_deg[place.quartier], parameters.catchment_km,
        [&](std::uint32_t row, double square) {
            const auto step = static_cast<std::size_t>(square * steps_per_square);
            const MarketLinks::Outlook& there = map.world.links.outlook[row];
            const double unserved_eur =
                row < quartiers.size() ? map.world.quartiers.unserved_cents[QuartierId{row}] / 100.0 : 0.0;
            const double loose = parameters.winnable_share * (static_cast<double>(there.outside_eur) + unserved_eur);
            earnings[0].sales_eur_week += won_eur(static_cast<double>(there.site_pull),
                                                  static_cast<double>(there.site_eur), loose, site * map.fade[0][step]);
            earnings[1].sales_eur_week += won_eur(static_cast<double>(there.crew_pull),
                                                  static_cast<double>(there.crew_eur), loose, crew * map.fade[1][step]);
        });
    const double wage = wage_near(map, place.quartier);
    for (Earnings& of_kind : earnings) {
        of_kind.wage_eur_week = wage;
        of_kind.profit_eur_week =
            of_kind.sales_eur_week * (parameters.gross_margin - wage / parameters.sales_eur_post_week) -
            parameters.upkeep_eur_week;
    }
    return earnings;
}

void meet_people(Map& map, std::span<const OrganisationId> organisations)
{
    map.people = find_people(map.world, organisations, map.cells_of);
}

double distance_between(const Map& map, QuartierId a, QuartierId b)
{
    const QuartierTable& quartiers = map.world.territory->quartiers;
    return FromHere{map, a}.km_to(quartiers.latitude_deg[b], quartiers.longitude_deg[b]);
}

double full_entry_cost_eur(const Map& map, QuartierId quartier)
{
    const Territory& territory = *map.world.territory;
    const SizeTier tier = territory.communes.size_tier[territory.quartiers.commune[quartier]];
    return map.world.entry_cost_eur[static_cast<std::size_t>(tier)];
}

double entry_cost_eur(const Map& map, OrganisationId organisation, QuartierId quartier)
{
    const CommuneId commune = map.world.territory->quartiers.commune[quartier];
    const double full = full_entry_cost_eur(map, quartier);
    for (const CellId cell : map.cells_of[organisation])
        if (commune_of(map.world, cell) == commune) return full * map.parameters.familiar_town_share;
    for (const PeopleElsewhere& there : map.people[organisation])
        if (map.world.territory->quartiers.commune[there.quartier] == commune)
            return full * map.parameters.people_town_share;
    return full;
}

} // namespace emprise
