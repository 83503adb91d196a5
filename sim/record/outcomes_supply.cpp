#include "record/collect.hpp"
#include "record/drug_words.hpp"
#include "record/outcome_tables.hpp"
#include "world/route_graph.hpp"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <span>

namespace emprise {

namespace {

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

template <std::size_t drug>
void hub_price(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_hub(snapshot, counts, [&](DepartementId departement) -> std::int64_t {
        return std::llround(1000.0 * snapshot.world.hubs.price_factor[departement][drug]);
    });
}

template <std::size_t drug>
void hub_stock(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_hub(snapshot, counts,
               [&](DepartementId departement) { return snapshot.world.hubs.stock_mg[departement][drug]; });
}

void debts(const Snapshot& snapshot, CommuneCounts& counts)
{
    const World& world = snapshot.world;
    for (const OrganisationId organisation : each<Organisation>(world.organisations.size()))
        counts[world.territory->quartiers.commune[world.organisations.home[organisation]]] +=
            world.organisations.debt_cents[organisation];
}

constexpr std::array<OutcomeDeclaration, 6> common_table{{
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
    {.name = "hubs", .unit = "1", .long_name_en = "Wholesalers' hubs", .long_name_fr = "Grossistes", .collect = hubs},
}};

template <Flow (*flow_of)(std::size_t), std::size_t drug>
void flow_of_drug(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_flow(snapshot, flow_of(drug), counts);
}

template <std::size_t drug>
void add_way_outcomes(KeptNames& name, std::vector<OutcomeDeclaration>& all)
{
    const auto [en, fr, sold, held] = drug_words[drug];
    const std::string_view of = drug_names[drug];
    const auto add = [&](const char* id, std::string long_en, std::string long_fr, auto collect) {
        all.push_back({.name = name(fmt::format(fmt::runtime(id), of)),
                       .unit = "g",
                       .long_name_en = name(std::move(long_en)),
                       .long_name_fr = name(std::move(long_fr)),
                       .method = CellMethod::sum,
                       .kind = OutcomeKind::milligrams,
                       .collect = collect});
    };
    add("seized_under_way_{}", fmt::format("Seizures of {} on the way to wholesalers", en),
        fmt::format("Saisies {} en route vers les grossistes", fr), flow_of_drug<seized_on_the_way, drug>);
    add("seized_transit_{}", fmt::format("Seizures of {} in transit to other countries", en),
        fmt::format("Saisies {} en transit vers d'autres pays", fr), flow_of_drug<seized_in_transit, drug>);
    add("stock_out_{}", fmt::format("Orders of {} that wholesalers lacked", en),
        fmt::format("Commandes {} manquantes chez les grossistes", fr), flow_of_drug<stock_out_of, drug>);
}

template <std::size_t drug>
void add_hub_outcomes(KeptNames& name, std::vector<OutcomeDeclaration>& all)
{
    const auto [en, fr, sold, held] = drug_words[drug];
    const std::string_view of = drug_names[drug];
    all.push_back({.name = name(fmt::format("hub_stock_{}", of)),
                   .unit = "g",
                   .long_name_en = name(fmt::format("Stock of {} of wholesalers", en)),
                   .long_name_fr = name(fmt::format("Stock {} des grossistes", fr)),
                   .kind = OutcomeKind::milligrams,
                   .collect = hub_stock<drug>});
    all.push_back(
        {.name = name(fmt::format("hub_price_sum_{}", of)),
         .unit = "1",
         .long_name_en = name(fmt::format("Sum over hubs of the price of {} against the border price", en)),
         .long_name_fr = name(fmt::format("Somme sur les grossistes du prix de gros {} rapporté à la frontière", fr)),
         .kind = OutcomeKind::thousandths,
         .collect = hub_price<drug>});
    all.push_back({.name = name(fmt::format("hub_price_index_{}", of)),
                   .unit = "1",
                   .long_name_en = name(fmt::format("Price of {} at hubs against the border price", en)),
                   .long_name_fr = name(fmt::format("Prix de gros {} rapporté au prix à la frontière", fr)),
                   .kind = OutcomeKind::ratio,
                   .numerator = name(fmt::format("hub_price_sum_{}", of)),
                   .denominator = "hubs"});
}

template <std::size_t... drug>
std::vector<OutcomeDeclaration> with_every_drug(KeptNames& name, std::index_sequence<drug...> /*each*/)
{
    std::vector<OutcomeDeclaration> all{common_table.begin(), common_table.end()};
    (add_way_outcomes<drug>(name, all), ...);
    (add_hub_outcomes<drug>(name, all), ...);
    return all;
}

} // namespace

std::span<const OutcomeDeclaration> supply_outcomes()
{
    static KeptNames names;
    static const std::vector<OutcomeDeclaration> all = with_every_drug(names, std::make_index_sequence<drug_count>{});
    return all;
}

} // namespace emprise
