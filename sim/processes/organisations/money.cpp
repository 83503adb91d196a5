#include "processes/organisations/money.hpp"

#include "base/portable_math.hpp"
#include "world/close_cell.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

std::int64_t cents(double eur)
{
    return static_cast<std::int64_t>(std::floor(eur * 100.0));
}

/// Communes in which a network trades.
std::vector<CommuneId> towns_of(const World& world, const std::vector<CellId>& cells)
{
    std::vector<CommuneId> towns;
    for (const CellId cell : cells) towns.push_back(commune_of(world, cell));
    std::sort(towns.begin(), towns.end());
    towns.erase(std::unique(towns.begin(), towns.end()), towns.end());
    return towns;
}

/// Rivalry with all others together.
Column<Organisation, double> add_up_rivalry(const World& world)
{
    Column<Organisation, double> rivalry(world.organisations.size(), 0.0);
    const Ties& ties = world.ties;
    for (const TieId tie : each<TieTag>(ties.size())) {
        rivalry[ties.first[tie]] += ties.rivalry[tie];
        rivalry[ties.second[tie]] += ties.rivalry[tie];
    }
    return rivalry;
}

void fill_hole(World& world, OrganisationId network)
{
    Organisations& organisations = world.organisations;
    const std::int64_t hole = std::max<std::int64_t>(0, -organisations.cash_cents[network]);
    const std::int64_t brought = std::min(hole, std::max<std::int64_t>(0, organisations.clean_cents[network]));
    organisations.clean_cents[network] -= brought;
    organisations.cash_cents[network] += brought;
    world.ledger.pay(Purse::laundered, Purse::organisations, brought);
}

void spend_wealth(World& world, OrganisationId network, double share)
{
    std::int64_t& clean = world.organisations.clean_cents[network];
    const auto spent = static_cast<std::int64_t>(std::floor(static_cast<double>(clean) * share));
    clean -= spent;
    world.ledger.pay(Purse::laundered, Purse::other_costs, spent);
}

void buy_weapons(World& world, OrganisationId network, double wanted, const OrganisationsParameters& parameters)
{
    Organisations& organisations = world.organisations;
    const std::int64_t price = std::max<std::int64_t>(1, cents(parameters.weapon_price_eur));
    const std::int64_t affordable = std::max<std::int64_t>(0, organisations.cash_cents[network]) / price;
    const auto missing = static_cast<std::int64_t>(std::floor(wanted + 0.5)) - organisations.weapons[network];
    const std::int64_t most = static_cast<std::int64_t>(parameters.weapons_bought_week);
    const std::int64_t bought = std::max<std::int64_t>(0, std::min({missing, affordable, most}));
    organisations.weapons[network] += static_cast<std::int32_t>(bought);
    organisations.cash_cents[network] -= bought * price;
    world.ledger.pay(Purse::organisations, Purse::arms_dealers, bought * price);
    world.ledger.move_weapons(WeaponPlace::bought, WeaponPlace::held, bought);
    tally(world, Flow::weapons_bought, network, bought);
}

/// Whether a network pays bribes at all is for life; how much warning comes of them follows with a delay.
void bribe(World& world, OrganisationId network, std::size_t cells, const OrganisationsParameters& parameters,
           const Luck& luck)
{
    Organisations& organisations = world.organisations;
    const double keep = portable_exp(-1.0 / parameters.protection_memory_weeks);
    const bool pays =
        luck.at_week(0).happens(parameters.corrupting_share, Purpose::corrupts, organisations.who[network]);
    const std::int64_t price = cents(parameters.bribe_eur_week_cell) * static_cast<std::int64_t>(cells);
    double eur_cell = 0.0;
    if (pays && cells > 0 && organisations.cash_cents[network] >= price) {
        organisations.cash_cents[network] -= price;
        world.ledger.pay(Purse::organisations, Purse::corruption, price);
        tally(world, Flow::bribes_cents, network, price);
        eur_cell = parameters.bribe_eur_week_cell;
    }
    const double level = eur_cell / (eur_cell + parameters.bribe_half_eur_week);
    organisations.protection[network] = keep * organisations.protection[network] + (1.0 - keep) * level;
}

void launder(World& world, OrganisationId network, std::int64_t kept, std::int64_t capacity, double cost_share)
{
    Organisations& organisations = world.organisations;
    const std::int64_t put_in = std::clamp<std::int64_t>(organisations.cash_cents[network] - kept, 0, capacity);
    const auto cost = static_cast<std::int64_t>(std::floor(static_cast<double>(put_in) * cost_share));
    organisations.cash_cents[network] -= put_in;
    organisations.clean_cents[network] += put_in - cost;
    world.ledger.pay(Purse::organisations, Purse::other_costs, cost);
    world.ledger.pay(Purse::organisations, Purse::laundered, put_in - cost);
    tally(world, Flow::laundered_cents, network, put_in - cost);
}

} // namespace

std::int64_t kept_cash_cents(const World& world, const std::vector<CellId>& cells,
                             const OrganisationsParameters& parameters)
{
    const double of_revenue = static_cast<double>(revenue_cents(world, cells)) * parameters.kept_cash_weeks;
    return std::max(cents(parameters.kept_cash_eur), static_cast<std::int64_t>(of_revenue));
}

Column<Organisation, std::int64_t> laundering_capacity(const World& world, const Holdings& holdings,
                                                       const OrganisationsParameters& parameters)
{
    Column<Commune, std::int32_t> networks(world.territory->communes.size(), 0);
    Column<Organisation, std::vector<CommuneId>> towns(world.organisations.size());
    for (const OrganisationId network : holdings.running) {
        towns[network] = towns_of(world, holdings.cells[network]);
        for (const CommuneId town : towns[network]) ++networks[town];
    }
    Column<Organisation, std::int64_t> capacity(world.organisations.size(), 0);
    for (const OrganisationId network : holdings.running)
        for (const CommuneId town : towns[network])
            capacity[network] += cents(parameters.laundering_eur_week_resident * world.population_share *
                                       world.territory->communes.population[town] / networks[town]);
    return capacity;
}

double weapons_wanted(double cells, double aggression, double rivalry, const OrganisationsParameters& parameters)
{
    return cells * parameters.weapons_per_cell * aggression *
           (1.0 + parameters.weapons_per_rivalry * std::min(1.0, rivalry));
}

void run_treasuries(World& world, const Holdings& holdings, const OrganisationsParameters& parameters, const Luck& luck)
{
    const Column<Organisation, std::int64_t> capacity = laundering_capacity(world, holdings, parameters);
    const Column<Organisation, double> rivalry = add_up_rivalry(world);
    const double spent_share = -portable_expm1(-parameters.wealth_spent_year / weeks_per_year);
    for (const OrganisationId network : holdings.running) {
        const std::vector<CellId>& cells = holdings.cells[network];
        const double wanted = weapons_wanted(static_cast<double>(cells.size()), world.organisations.aggression[network],
                                             rivalry[network], parameters);
        fill_hole(world, network);
        buy_weapons(world, network, wanted, parameters);
        bribe(world, network, cells.size(), parameters, luck);
        launder(world, network, kept_cash_cents(world, cells, parameters), capacity[network],
                parameters.laundering_cost_share);
        spend_wealth(world, network, spent_share);
    }
}

void build_reputations(World& world, const Holdings& holdings, const OrganisationsParameters& parameters)
{
    Organisations& organisations = world.organisations;
    for (const OrganisationId network : holdings.running) {
        const double years = (world.week - organisations.founded[network]) / weeks_per_year;
        const double gain = parameters.reputation_per_cell_week * static_cast<double>(holdings.cells[network].size()) +
                            parameters.reputation_per_year_week * std::min(parameters.reputation_longest_years, years);
        organisations.reputation[network] *= 1.0 - parameters.reputation_fade_week;
        raise_reputation(organisations, network, std::min(1.0, gain));
    }
}

void remember_attacks(World& world, const OrganisationsParameters& parameters)
{
    const std::vector<OrganisationId> running = running_by_name(world.organisations);
    for (const Event& event : world.events) {
        const bool hit = event.terms[0] + event.terms[1] > 0.0F; // Killed, injured.
        if (event.kind != EventKind::attack || event.week != world.week || !hit) continue;
        for (const OrganisationId network : running)
            if (world.organisations.who[network] == event.who)
                raise_reputation(world.organisations, network, parameters.reputation_per_attack);
    }
}

} // namespace emprise
