#include "record/collect.hpp"
#include "record/outcome_tables.hpp"
#include "world/route_graph.hpp"

#include <array>
#include <cmath>
#include <span>

namespace emprise {

namespace {

template <Flow counted>
void total_of(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_flow(snapshot, counted, counts);
}

/// Hubs with a cell to supply, in a département's chief town.
template <class F>
void add_by_hub(const Snapshot& snapshot, CommuneCounts& counts, F&& value_of)
{
    const World& world = snapshot.world;
    if (world.hubs.size() == 0) return;
    const Column<Departement, CommuneId> chiefs = chief_towns(*world.territory);
    for (const DepartementId departement : each<Departement>(world.hubs.size()))
        if (chiefs[departement].present()) counts[chiefs[departement]] += value_of(departement);
}

void hubs(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_hub(snapshot, counts, [](DepartementId) { return std::int64_t{1}; });
}

template <Drug drug>
void hub_price(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_hub(snapshot, counts, [&](DepartementId departement) -> std::int64_t {
        return std::llround(1000.0 * snapshot.world.hubs.price_factor[departement][static_cast<std::size_t>(drug)]);
    });
}

template <Drug drug>
void hub_stock(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_hub(snapshot, counts, [&](DepartementId departement) {
        return snapshot.world.hubs.stock_mg[departement][static_cast<std::size_t>(drug)];
    });
}

void debts(const Snapshot& snapshot, CommuneCounts& counts)
{
    const World& world = snapshot.world;
    for (const OrganisationId organisation : each<Organisation>(world.organisations.size()))
        counts[world.territory->quartiers.commune[world.organisations.home[organisation]]] +=
            world.organisations.debt_cents[organisation];
}

constexpr std::array<OutcomeDeclaration, 18> supply_table{{
    {.name = "consignments_sent",
     .unit = "1",
     .long_name_en = "Loads sent for by wholesalers",
     .long_name_fr = "Chargements commandés par les grossistes",
     .method = CellMethod::sum,
     .collect = total_of<Flow::consignments_sent>},
    {.name = "consignments_lost",
     .unit = "1",
     .long_name_en = "Loads seized on the way to wholesalers",
     .long_name_fr = "Chargements saisis en route vers les grossistes",
     .method = CellMethod::sum,
     .collect = total_of<Flow::consignments_lost>},
    {.name = "seized_under_way_cannabis",
     .unit = "g",
     .long_name_en = "Cannabis seized on the way to wholesalers",
     .long_name_fr = "Cannabis saisi en route vers les grossistes",
     .method = CellMethod::sum,
     .kind = OutcomeKind::milligrams,
     .collect = total_of<Flow::way_cannabis_mg>},
    {.name = "seized_under_way_cocaine",
     .unit = "g",
     .long_name_en = "Cocaine seized on the way to wholesalers",
     .long_name_fr = "Cocaïne saisie en route vers les grossistes",
     .method = CellMethod::sum,
     .kind = OutcomeKind::milligrams,
     .collect = total_of<Flow::way_cocaine_mg>},
    {.name = "seized_transit_cannabis",
     .unit = "g",
     .long_name_en = "Cannabis seized in transit to other countries",
     .long_name_fr = "Cannabis saisi en transit vers d'autres pays",
     .method = CellMethod::sum,
     .kind = OutcomeKind::milligrams,
     .collect = total_of<Flow::transit_cannabis_mg>},
    {.name = "seized_transit_cocaine",
     .unit = "g",
     .long_name_en = "Cocaine seized in transit to other countries",
     .long_name_fr = "Cocaïne saisie en transit vers d'autres pays",
     .method = CellMethod::sum,
     .kind = OutcomeKind::milligrams,
     .collect = total_of<Flow::transit_cocaine_mg>},
    {.name = "stock_out_cannabis",
     .unit = "g",
     .long_name_en = "Cannabis that sites and crews ordered and wholesalers lacked",
     .long_name_fr = "Cannabis commandé par les points et équipes et manquant chez les grossistes",
     .method = CellMethod::sum,
     .kind = OutcomeKind::milligrams,
     .collect = total_of<Flow::stock_out_cannabis_mg>},
    {.name = "stock_out_cocaine",
     .unit = "g",
     .long_name_en = "Cocaine that sites and crews ordered and wholesalers lacked",
     .long_name_fr = "Cocaïne commandée par les points et équipes et manquante chez les grossistes",
     .method = CellMethod::sum,
     .kind = OutcomeKind::milligrams,
     .collect = total_of<Flow::stock_out_cocaine_mg>},
    {.name = "debts_incurred",
     .unit = "EUR",
     .long_name_en = "Debts of networks for loads lost",
     .long_name_fr = "Dettes des réseaux pour des chargements perdus",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .collect = total_of<Flow::debts_incurred_cents>},
    {.name = "debts_repaid",
     .unit = "EUR",
     .long_name_en = "Debts repaid by networks",
     .long_name_fr = "Dettes remboursées par les réseaux",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .collect = total_of<Flow::debts_repaid_cents>},
    {.name = "debts_owed",
     .unit = "EUR",
     .long_name_en = "Debts networks still owe, where they are at home",
     .long_name_fr = "Dettes restant dues par les réseaux, là où ils sont chez eux",
     .kind = OutcomeKind::cents,
     .collect = debts},
    {.name = "hub_stock_cannabis",
     .unit = "g",
     .long_name_en = "Cannabis held by wholesalers",
     .long_name_fr = "Cannabis détenu par les grossistes",
     .kind = OutcomeKind::milligrams,
     .collect = hub_stock<Drug::cannabis>},
    {.name = "hub_stock_cocaine",
     .unit = "g",
     .long_name_en = "Cocaine held by wholesalers",
     .long_name_fr = "Cocaïne détenue par les grossistes",
     .kind = OutcomeKind::milligrams,
     .collect = hub_stock<Drug::cocaine>},
    {.name = "hubs", .unit = "1", .long_name_en = "Wholesalers' hubs", .long_name_fr = "Grossistes", .collect = hubs},
    {.name = "hub_price_sum_cannabis",
     .unit = "1",
     .long_name_en = "Sum over hubs of the price of cannabis against the border price",
     .long_name_fr = "Somme sur les grossistes du prix du cannabis rapporté au prix à la frontière",
     .kind = OutcomeKind::thousandths,
     .collect = hub_price<Drug::cannabis>},
    {.name = "hub_price_sum_cocaine",
     .unit = "1",
     .long_name_en = "Sum over hubs of the price of cocaine against the border price",
     .long_name_fr = "Somme sur les grossistes du prix de la cocaïne rapporté au prix à la frontière",
     .kind = OutcomeKind::thousandths,
     .collect = hub_price<Drug::cocaine>},
    {.name = "hub_price_index_cannabis",
     .unit = "1",
     .long_name_en = "Price of cannabis at hubs against the border price",
     .long_name_fr = "Prix du cannabis chez les grossistes rapporté au prix à la frontière",
     .kind = OutcomeKind::ratio,
     .numerator = "hub_price_sum_cannabis",
     .denominator = "hubs"},
    {.name = "hub_price_index_cocaine",
     .unit = "1",
     .long_name_en = "Price of cocaine at hubs against the border price",
     .long_name_fr = "Prix de la cocaïne chez les grossistes rapporté au prix à la frontière",
     .kind = OutcomeKind::ratio,
     .numerator = "hub_price_sum_cocaine",
     .denominator = "hubs"},
}};

} // namespace

std::span<const OutcomeDeclaration> supply_outcomes()
{
    return supply_table;
}

} // namespace emprise
