#include "record/collect.hpp"
#include "record/outcome_tables.hpp"
#include "world/close_cell.hpp"
#include "world/market_links.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace emprise {

namespace {

template <class F>
void add_by_running(const Snapshot& snapshot, CommuneCounts& counts, F&& value_of)
{
    const Organisations& organisations = snapshot.world.organisations;
    for (const OrganisationId network : each<Organisation>(organisations.size()))
        if (organisations.is_running(network))
            counts[snapshot.world.territory->quartiers.commune[organisations.home[network]]] += value_of(network);
}

void collect_running(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_running(snapshot, counts, [](OrganisationId) -> std::int64_t { return 1; });
}

void collect_headless(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_running(snapshot, counts, [&](OrganisationId network) -> std::int64_t {
        return snapshot.world.organisations.leader[network].present() ? 0 : 1;
    });
}

void collect_wealth(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_running(snapshot, counts,
                   [&](OrganisationId network) { return snapshot.world.organisations.clean_cents[network]; });
}

void collect_debts_held(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_running(snapshot, counts,
                   [&](OrganisationId network) { return snapshot.world.organisations.debt_cents[network]; });
}

void collect_weapons(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_running(snapshot, counts, [&](OrganisationId network) -> std::int64_t {
        return snapshot.world.organisations.weapons[network];
    });
}

void collect_in_debt(const Snapshot& snapshot, CommuneCounts& counts)
{
    for (const Id<TraderTag> trader : each<TraderTag>(snapshot.world.traders.size()))
        if (snapshot.world.traders.debt_cents[trader] > 0) ++counts[snapshot.commune_of_trader[trader]];
}

/// Beyond what one travels every day; counted where the cell is.
void collect_jobbers(const Snapshot& snapshot, CommuneCounts& counts)
{
    constexpr double far_km = 15.0;
    const World& world = snapshot.world;
    const QuartierTable& quartiers = world.territory->quartiers;
    for (const Id<TraderTag> trader : each<TraderTag>(world.traders.size())) {
        const CellId cell = world.traders.cell[trader];
        if (!cell.present() || commune_of(world, cell) == snapshot.commune_of_trader[trader]) continue;
        const QuartierId home = world.residents.record[world.traders.resident[trader]].home();
        const QuartierId work = world.cells.quartier[cell];
        const double square = square_km(quartiers.latitude_deg[home], quartiers.longitude_deg[home],
                                        quartiers.latitude_deg[work], quartiers.longitude_deg[work]);
        if (square > far_km * far_km) ++counts[commune_of(world, cell)];
    }
}

/// A network and what its sites and crews took in the week.
struct Earner {
    OrganisationId network;
    std::int64_t cents;
};

/// Networks that took anything, smallest first; ties by name.
std::vector<Earner> networks_by_revenue(const World& world)
{
    Column<Organisation, std::int64_t> revenue(world.organisations.size(), 0);
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (world.cells.is_open(cell) && world.cells.organisation[cell].present())
            revenue[world.cells.organisation[cell]] += world.cells.revenue_cents[cell];
    std::vector<Earner> earners;
    for (const OrganisationId network : each<Organisation>(revenue.size()))
        if (revenue[network] > 0) earners.push_back({network, revenue[network]});
    std::sort(earners.begin(), earners.end(), [&](const Earner& a, const Earner& b) {
        if (a.cents != b.cents) return a.cents < b.cents;
        return world.organisations.who[a.network] < world.organisations.who[b.network];
    });
    return earners;
}

std::int64_t& count_at_home(const Snapshot& snapshot, CommuneCounts& counts, OrganisationId network)
{
    const World& world = snapshot.world;
    return counts[world.territory->quartiers.commune[world.organisations.home[network]]];
}

void collect_with_revenue(const Snapshot& snapshot, CommuneCounts& counts)
{
    for (const Earner& earner : networks_by_revenue(snapshot.world)) ++count_at_home(snapshot, counts, earner.network);
}

void collect_revenue(const Snapshot& snapshot, CommuneCounts& counts)
{
    for (const Earner& earner : networks_by_revenue(snapshot.world))
        count_at_home(snapshot, counts, earner.network) += earner.cents;
}

/// Of all simulated networks, not of each place's own.
void collect_revenue_of_top_tenth(const Snapshot& snapshot, CommuneCounts& counts)
{
    const std::vector<Earner> earners = networks_by_revenue(snapshot.world);
    const std::size_t top = (earners.size() + 9) / 10;
    for (std::size_t row = earners.size() - top; row < earners.size(); ++row)
        count_at_home(snapshot, counts, earners[row].network) += earners[row].cents;
}

/// Sum over i of (2 i - n - 1) x_(i) / n, x ascending. Each network adds its own part at home; parts are cut from the
/// running sum, so that they add up to the whole to the cent.
void collect_revenue_spread(const Snapshot& snapshot, CommuneCounts& counts)
{
    const std::vector<Earner> earners = networks_by_revenue(snapshot.world);
    const auto n = static_cast<std::int64_t>(earners.size());
    const auto rounded = [&](std::int64_t sum) {
        const std::int64_t doubled = 2 * sum + n; // Over 2 n, downwards, is the nearest whole.
        return doubled >= 0 ? doubled / (2 * n) : -((-doubled + 2 * n - 1) / (2 * n));
    };
    std::int64_t sum = 0;
    std::int64_t given = 0;
    for (std::int64_t i = 1; i <= n; ++i) {
        const Earner& earner = earners[static_cast<std::size_t>(i - 1)];
        sum += (2 * i - n - 1) * earner.cents;
        count_at_home(snapshot, counts, earner.network) += rounded(sum) - given;
        given = rounded(sum);
    }
}

constexpr std::array<OutcomeDeclaration, 31> network_table{{
    {.name = "networks_with_revenue",
     .unit = "1",
     .long_name_en = "Networks that took money in the week, where they are at home",
     .long_name_fr = "Réseaux ayant encaissé dans la semaine, là où ils sont chez eux",
     .collect = collect_with_revenue},
    {.name = "network_revenue",
     .unit = "EUR",
     .long_name_en = "Sales of networks in the week, where they are at home",
     .long_name_fr = "Ventes des réseaux dans la semaine, là où ils sont chez eux",
     .kind = OutcomeKind::cents,
     .better = Better::lower,
     .collect = collect_revenue},
    {.name = "network_revenue_top_tenth",
     .unit = "EUR",
     .long_name_en = "Sales in the week of the tenth of all networks with most",
     .long_name_fr = "Ventes dans la semaine du dixième de tous les réseaux qui vend le plus",
     .kind = OutcomeKind::cents,
     .collect = collect_revenue_of_top_tenth},
    {.name = "network_revenue_spread",
     .unit = "EUR",
     .long_name_en = "Spread of sales in the week over all networks: over network_revenue it is the Gini coefficient; "
                     "of a place, the part its networks add",
     .long_name_fr = "Dispersion des ventes de la semaine entre tous les réseaux : divisée par network_revenue, "
                     "l'indice de Gini ; d'un lieu, la part qu'y ajoutent ses réseaux",
     .kind = OutcomeKind::cents,
     .collect = collect_revenue_spread},
    {.name = "organisations_running",
     .unit = "1",
     .long_name_en = "Networks that exist, with or without a cell, where they are at home",
     .long_name_fr = "Réseaux existants, avec ou sans point ou équipe, là où ils sont chez eux",
     .better = Better::lower,
     .collect = collect_running},
    {.name = "organisations_without_head",
     .unit = "1",
     .long_name_en = "Networks without a head",
     .long_name_fr = "Réseaux sans chef",
     .collect = collect_headless},
    {.name = "organisations_wealth",
     .unit = "EUR",
     .long_name_en = "Laundered wealth of networks, where they are at home",
     .long_name_fr = "Patrimoine blanchi des réseaux, là où ils sont chez eux",
     .kind = OutcomeKind::cents,
     .better = Better::lower,
     .collect = collect_wealth},
    {.name = "organisations_debts",
     .unit = "EUR",
     .long_name_en = "Debts of networks to wholesalers",
     .long_name_fr = "Dettes des réseaux envers les grossistes",
     .kind = OutcomeKind::cents,
     .collect = collect_debts_held},
    {.name = "weapons_held",
     .unit = "1",
     .long_name_en = "Firearms held by networks",
     .long_name_fr = "Armes à feu détenues par les réseaux",
     .better = Better::lower,
     .collect = collect_weapons},
    {.name = "traders_in_debt",
     .unit = "1",
     .long_name_en = "Traders who owe their network",
     .long_name_fr = "Trafiquants endettés envers leur réseau",
     .better = Better::lower,
     .collect = collect_in_debt},
    {.name = "jobbers",
     .unit = "1",
     .long_name_en = "Traders at a site or crew of another town than their own, more than 15 km away",
     .long_name_fr = "Trafiquants employés dans une autre ville que la leur, à plus de 15 km (« jobbers »)",
     .collect = collect_jobbers},
    {.name = "organisations_founded",
     .unit = "1",
     .long_name_en = "Networks founded: split off or started by a member",
     .long_name_fr = "Réseaux fondés : issus d'une scission ou créés par un membre",
     .method = CellMethod::sum,
     .collect = total_of<Flow::organisations_founded>},
    {.name = "organisations_ended",
     .unit = "1",
     .long_name_en = "Networks that ended",
     .long_name_fr = "Réseaux disparus",
     .method = CellMethod::sum,
     .collect = total_of<Flow::organisations_ended>},
    {.name = "successions_orderly",
     .unit = "1",
     .long_name_en = "Heads of networks lost and followed by an heir in order",
     .long_name_fr = "Chefs de réseau perdus et remplacés sans conflit",
     .method = CellMethod::sum,
     .collect = total_of<Flow::successions_orderly>},
    {.name = "successions_split",
     .unit = "1",
     .long_name_en = "Successions in which a network split",
     .long_name_fr = "Successions avec scission du réseau",
     .method = CellMethod::sum,
     .collect = total_of<Flow::successions_split>},
    {.name = "successions_war",
     .unit = "1",
     .long_name_en = "Successions that became war",
     .long_name_fr = "Successions devenues guerres",
     .method = CellMethod::sum,
     .better = Better::lower,
     .collect = total_of<Flow::successions_war>},
    {.name = "leaders_arrested",
     .unit = "1",
     .long_name_en = "Heads of networks lost to arrest",
     .long_name_fr = "Chefs de réseau perdus par arrestation",
     .method = CellMethod::sum,
     .collect = total_of<Flow::leaders_arrested>},
    {.name = "promoted",
     .unit = "1",
     .long_name_en = "Traders who became managers",
     .long_name_fr = "Trafiquants devenus gérants",
     .method = CellMethod::sum,
     .collect = total_of<Flow::promoted>},
    {.name = "pressed_into_debt",
     .unit = "1",
     .long_name_en = "Traders made to owe for what was seized or lost",
     .long_name_fr = "Trafiquants endettés de force après une saisie ou une perte",
     .method = CellMethod::sum,
     .better = Better::lower,
     .collect = total_of<Flow::pressed_into_debt>},
    {.name = "debts_worked_off",
     .unit = "EUR",
     .long_name_en = "Debts worked off by traders",
     .long_name_fr = "Dettes remboursées par le travail",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .collect = total_of<Flow::debts_worked_off_cents>},
    {.name = "laundered",
     .unit = "EUR",
     .long_name_en = "Money laundered, after its cost",
     .long_name_fr = "Argent blanchi, coût déduit",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .better = Better::lower,
     .collect = total_of<Flow::laundered_cents>},
    {.name = "bribes",
     .unit = "EUR",
     .long_name_en = "Bribes paid by networks",
     .long_name_fr = "Pots-de-vin versés par les réseaux",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .better = Better::lower,
     .collect = total_of<Flow::bribes_cents>},
    {.name = "weapons_bought",
     .unit = "1",
     .long_name_en = "Firearms bought by networks",
     .long_name_fr = "Armes à feu achetées par les réseaux",
     .method = CellMethod::sum,
     .better = Better::lower,
     .collect = total_of<Flow::weapons_bought>},
    {.name = "weapons_seized",
     .unit = "1",
     .long_name_en = "Firearms of networks seized",
     .long_name_fr = "Armes à feu saisies chez les réseaux",
     .method = CellMethod::sum,
     .collect = total_of<Flow::weapons_seized>},
    {.name = "assets_frozen",
     .unit = "EUR",
     .long_name_en = "Laundered wealth frozen",
     .long_name_fr = "Avoirs blanchis gelés",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .better = Better::higher,
     .collect = total_of<Flow::frozen_cents>},
    {.name = "cells_inherited",
     .unit = "1",
     .long_name_en = "Sites and crews kept open by an ally when their network ends, without a contest; none taken over",
     .long_name_fr = "Points et équipes gardés par un allié quand leur réseau disparaît, sans lutte ; hors prises",
     .method = CellMethod::sum,
     .collect = total_of<Flow::cells_inherited>},
    {.name = "pay_lookouts",
     .unit = "EUR",
     .long_name_en = "Pay of lookouts",
     .long_name_fr = "Salaires des guetteurs",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .collect = total_of<Flow::pay_lookouts_cents>},
    {.name = "pay_sellers",
     .unit = "EUR",
     .long_name_en = "Pay of sellers",
     .long_name_fr = "Salaires des vendeurs",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .collect = total_of<Flow::pay_sellers_cents>},
    {.name = "pay_managers",
     .unit = "EUR",
     .long_name_en = "Pay of managers",
     .long_name_fr = "Salaires des gérants",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .collect = total_of<Flow::pay_managers_cents>},
    {.name = "pay_flat_keepers",
     .unit = "EUR",
     .long_name_en = "Pay of keepers of drugs or money",
     .long_name_fr = "Salaires des nourrices",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .collect = total_of<Flow::pay_flat_keepers_cents>},
    {.name = "pay_couriers",
     .unit = "EUR",
     .long_name_en = "Pay of couriers",
     .long_name_fr = "Salaires des livreurs",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .collect = total_of<Flow::pay_couriers_cents>},
}};

} // namespace

std::span<const OutcomeDeclaration> network_outcomes()
{
    return network_table;
}

} // namespace emprise
