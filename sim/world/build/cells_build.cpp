#include "world/build/cells_build.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "chance/tickets.hpp"
#include "world/drug_prices.hpp"
#include "world/location.hpp"
#include "world/market_links.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace emprise {

namespace {

/// Names of the first cells and organisations use weeks before any run begins; a large city needs several.
constexpr Week name_week_of_sites = -512;
constexpr Week name_week_of_crews = -504;
constexpr std::uint32_t names_per_week = 256;

struct Drafting {
    World& world;
    const Parameters& parameters;
    const Luck& luck;
    double sites_in_country; ///< At the start year's level, times the share of residents simulated.
};

/// Number of sites of a commune: none, or one and a Poisson number more, with the presence and mean of its size.
std::int64_t draw_site_count(const Drafting& draft, CommuneId commune)
{
    const CommuneTable& communes = draft.world.territory->communes;
    const ExpectedSites expected =
        expected_sites(communes.population[commune], communes.size_tier[commune], communes.deprivation[commune],
                       draft.sites_in_country, draft.parameters.trade_genesis);
    const Who who = Who::of(Kind::commune, communes.number[commune]);
    const auto [first, second] = draft.luck.two_uniforms(Purpose::genesis_site_count, who);
    if (first >= expected.presence) return 0;
    return 1 + poisson_quantile(second, std::max(0.0, expected.mean / expected.presence - 1.0));
}

std::int64_t draw_crew_count(const Drafting& draft, CommuneId commune)
{
    const CommuneTable& communes = draft.world.territory->communes;
    const double mean =
        expected_crews(communes.population[commune], draft.sites_in_country, draft.parameters.trade_genesis);
    const Who who = Who::of(Kind::commune, communes.number[commune]);
    return draw_poisson(draft.luck, Purpose::genesis_crew_place, who, {}, mean);
}

/// How likely each quartier of a commune is to hold a cell.
std::vector<double> quartier_weights(const Drafting& draft, CommuneId commune)
{
    const QuartierTable& quartiers = draft.world.territory->quartiers;
    const TradeGenesisParameters& numbers = draft.parameters.trade_genesis;
    std::vector<double> weights;
    for (const QuartierId quartier : quartiers_of(*draft.world.territory, commune)) {
        const double poorer = quartiers.deprivation[quartier] - draft.world.territory->communes.deprivation[commune];
        const double ratio = quartiers.priority[quartier] != 0 ? numbers.priority_ratio : 1.0;
        weights.push_back((quartiers.population[quartier] + 1.0) * ratio *
                          portable_exp(numbers.deprivation_slope * poorer));
    }
    return weights;
}

NewCell draft_cell(const Drafting& draft, CommuneId commune, CellKind kind, QuartierId quartier, std::uint8_t spot,
                   std::uint32_t nth)
{
    const Territory& territory = *draft.world.territory;
    const TradeGenesisParameters& numbers = draft.parameters.trade_genesis;
    const bool site = kind == CellKind::site;
    const double sigma = site ? draft.parameters.strategy.site_sigma : draft.parameters.strategy.crew_sigma;
    NewCell born;
    const Week name_week = (site ? name_week_of_sites : name_week_of_crews) + static_cast<Week>(nth / names_per_week);
    born.who = name_of_newborn(Kind::cell, territory.communes.code[commune], name_week, nth % names_per_week);
    born.kind = kind;
    born.quartier = quartier;
    born.spot = spot;
    born.generator = Generator::initial;
    born.opened = draft.world.week;
    const Who place = Who::of(Kind::quartier, territory.quartiers.number[quartier]);
    born.attractiveness = attractiveness_of(draft.luck, place, kind, spot, sigma);
    const double mean_posts = site ? numbers.mean_site_posts : numbers.mean_crew_posts;
    const double posts = mean_posts * born.attractiveness / lognormal_mean(sigma);
    born.posts = static_cast<std::int32_t>(std::floor(std::max(posts, numbers.smallest_posts) + 0.5));
    born.wage_cents_week = static_cast<std::int64_t>(numbers.wage_eur_week * 100.0);
    return born;
}

void place_cells(const Drafting& draft, CommuneId commune, CellKind kind, std::int64_t count,
                 const std::vector<double>& weights)
{
    const Territory& territory = *draft.world.territory;
    const Who who = Who::of(Kind::commune, territory.communes.number[commune]);
    std::vector<std::uint8_t> spots(weights.size(), 0);
    for (std::int64_t nth = 0; nth < count; ++nth) {
        const auto repeat = static_cast<std::uint16_t>(2 * nth + (kind == CellKind::crew ? 1 : 0));
        const std::size_t index = draw_index(draft.luck.uniform(Purpose::genesis_site_place, who, {}, repeat), weights);
        const QuartierId quartier{territory.communes.first_quartier[commune].value() +
                                  static_cast<std::uint32_t>(index)};
        add_cell(draft.world.cells,
                 draft_cell(draft, commune, kind, quartier, spots[index]++, static_cast<std::uint32_t>(nth)));
    }
}

void place_all_cells(const Drafting& draft)
{
    for (const CommuneId commune : each<Commune>(draft.world.territory->communes.size())) {
        const std::int64_t sites = draw_site_count(draft, commune);
        const std::int64_t crews = draw_crew_count(draft, commune);
        if (sites + crews == 0) continue;
        const std::vector<double> weights = quartier_weights(draft, commune);
        place_cells(draft, commune, CellKind::site, sites, weights);
        place_cells(draft, commune, CellKind::crew, crews, weights);
    }
}

/// A founder's cell names and houses the organisation.
OrganisationId found_organisation(World& world, CellId founder, std::map<CommuneId, std::uint32_t>& founded)
{
    const CommuneId commune = world.territory->quartiers.commune[world.cells.quartier[founder]];
    const std::uint32_t nth = founded[commune]++;
    const Week name_week = name_week_of_sites + static_cast<Week>(nth / names_per_week);
    NewOrganisation born;
    born.who =
        name_of_newborn(Kind::organisation, world.territory->communes.code[commune], name_week, nth % names_per_week);
    born.home = world.cells.quartier[founder];
    born.founded = world.week;
    const OrganisationId id = add_organisation(world.organisations, born);
    world.cells.organisation[founder] = id;
    return id;
}

/// One cell in `cells_per_organisation` founds a network; the others join a founder nearby, by tickets that favour the
/// near, or stand alone.
void form_organisations(const Drafting& draft)
{
    World& world = draft.world;
    const TradeGenesisParameters& numbers = draft.parameters.trade_genesis;
    const QuartierTable& quartiers = world.territory->quartiers;
    std::map<CommuneId, std::uint32_t> founded;
    std::vector<CellId> founders;
    std::vector<CellId> others;
    std::vector<double> latitude;
    std::vector<double> longitude;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        const double u = draft.luck.uniform(Purpose::genesis_organisation, world.cells.who[cell]);
        if (u >= 1.0 / numbers.cells_per_organisation) {
            others.push_back(cell);
            continue;
        }
        found_organisation(world, cell, founded);
        founders.push_back(cell);
        latitude.push_back(quartiers.latitude_deg[world.cells.quartier[cell]]);
        longitude.push_back(quartiers.longitude_deg[world.cells.quartier[cell]]);
    }
    const PlaceGrid grid{latitude, longitude};
    for (const CellId cell : others) {
        CellId joined;
        Bid lowest{};
        const QuartierId at = world.cells.quartier[cell];
        grid.for_each_within(quartiers.latitude_deg[at], quartiers.longitude_deg[at], numbers.network_km,
                             [&](std::uint32_t row, double square) {
                                 const Who founder = world.cells.who[founders[row]];
                                 const double u =
                                     draft.luck.uniform(Purpose::genesis_organisation, world.cells.who[cell], founder);
                                 const Bid bid{ticket(u, 1.0 / (1.0 + square)), founder};
                                 if (joined.present() && lowest < bid) return;
                                 joined = founders[row];
                                 lowest = bid;
                             });
        if (joined.present())
            world.cells.organisation[cell] = world.cells.organisation[joined];
        else
            found_organisation(world, cell, founded);
    }
}

/// Money and drugs earned and bought before the run begins.
void fill_books(const Drafting& draft)
{
    World& world = draft.world;
    const MarketParameters& market = draft.parameters.market;
    const TradeGenesisParameters& numbers = draft.parameters.trade_genesis;
    const DrugNumbers usual = usual_sales_mg_post(world, market);
    const double weeks_held = 1.0 + market.stock_weeks;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        const double revenue_eur =
            world.cells.posts[cell] * market.capacity_eur_post_week * market.usual_use_of_capacity;
        const auto cash = static_cast<std::int64_t>(revenue_eur * numbers.cash_weeks * 100.0);
        world.cells.cash_cents[cell] = cash;
        world.ledger.pay(Purse::users, Purse::cells, cash);
        const auto savings = static_cast<std::int64_t>(revenue_eur * numbers.organisation_cash_weeks * 100.0);
        world.organisations.cash_cents[world.cells.organisation[cell]] += savings;
        world.ledger.pay(Purse::users, Purse::organisations, savings);
        world.cells.perceived_arrests[cell] = numbers.arrests_per_post_week;
        for (const std::size_t drug : world.drugs) {
            const auto stock = static_cast<std::int64_t>(usual[drug] * world.cells.posts[cell] * weeks_held);
            world.cells.stock_mg[cell][drug] = stock;
            world.ledger.move_drug(static_cast<int>(drug), DrugPlace::imported, DrugPlace::cell_stock, stock);
        }
    }
}

void remember_targets(const Drafting& draft)
{
    World& world = draft.world;
    world.entry_cost_eur = draft.parameters.strategy.entry_cost_eur;
    world.initial_sites.fill(0);
    for (const CellId cell : each<Cell>(world.cells.size())) {
        if (world.cells.kind[cell] != CellKind::site) continue;
        const CommuneId commune = world.territory->quartiers.commune[world.cells.quartier[cell]];
        ++world.initial_sites[static_cast<std::size_t>(world.territory->communes.size_tier[commune])];
    }
}

} // namespace

double sites_in_country(const World& world, const TradeGenesisParameters& parameters)
{
    constexpr int first_year = 2020;
    const int last = static_cast<int>(parameters.sites_by_year.size()) - 1;
    const int year = std::clamp(world.calendar.year_of(0) - first_year, 0, last);
    return parameters.sites_by_year[static_cast<std::size_t>(year)] * world.population_share;
}

ExpectedSites expected_sites(double population, SizeTier tier, double deprivation, double sites_in_country,
                             const TradeGenesisParameters& parameters)
{
    const auto at = static_cast<std::size_t>(tier);
    const double factor = population / parameters.mean_population[at] *
                          portable_exp(parameters.deprivation_slope * (deprivation - parameters.deprivation_of_sites)) *
                          sites_in_country / parameters.sites_of_map;
    constexpr double nearly_sure = 0.9999;
    const double usual_presence = std::min(parameters.communes_with_sites[at], nearly_sure);
    return {1.0 - portable_pow(1.0 - usual_presence, factor),
            parameters.communes_with_sites[at] * parameters.sites_where_present[at] * factor};
}

double expected_crews(double population, double sites_in_country, const TradeGenesisParameters& parameters)
{
    return parameters.crews_per_site * sites_in_country * population / parameters.national_population;
}

void build_cells(World& world, const Parameters& parameters, const Luck& luck)
{
    const Drafting draft{world, parameters, luck, sites_in_country(world, parameters.trade_genesis)};
    place_all_cells(draft);
    form_organisations(draft);
    fill_books(draft);
    remember_targets(draft);
    world.links.stale = true;
}

} // namespace emprise
