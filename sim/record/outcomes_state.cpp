#include "record/collect.hpp"
#include "record/outcome_tables.hpp"

#include <array>
#include <span>

namespace emprise {

namespace {

void street_sites(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_cells(snapshot, CellKind::site, counts);
}

void delivery_crews(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_cells(snapshot, CellKind::crew, counts);
}

template <int first, int last>
void aged_bands(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_residents_of_bands(snapshot, first, last, counts);
}

template <Drug drug>
void stock_of(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_stock_held(snapshot, drug, counts);
}

template <Role which>
void in_role(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_traders_in_role(snapshot, which, counts);
}

template <Custody state>
void in_custody(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_detainees(snapshot, state, counts);
}

template <Drug drug, Use state>
void users_in(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_users(snapshot, drug, state, counts);
}

constexpr std::array<OutcomeDeclaration, 39> state_table{{
    {.name = "residents",
     .unit = "1",
     .long_name_en = "Residents",
     .long_name_fr = "Habitants",
     .collect = collect_residents},
    {.name = "residents_12_17",
     .unit = "1",
     .long_name_en = "Residents aged 12 to 17",
     .long_name_fr = "Habitants de 12 à 17 ans",
     .collect = aged_bands<2, 3>},
    {.name = "residents_18_and_over",
     .unit = "1",
     .long_name_en = "Residents aged 18 and over",
     .long_name_fr = "Habitants de 18 ans et plus",
     .collect = aged_bands<4, 8>},
    {.name = "neet",
     .unit = "1",
     .long_name_en = "Residents aged 15 to 29 neither in work, education nor training",
     .long_name_fr = "Habitants de 15 à 29 ans ni en emploi, ni en études, ni en formation",
     .collect = collect_neet},
    {.name = "newcomers",
     .unit = "1",
     .long_name_en = "Residents who arrived in their quartier in the last two years",
     .long_name_fr = "Habitants arrivés dans leur quartier depuis moins de deux ans",
     .collect = collect_newcomers},
    {.name = "communes",
     .unit = "1",
     .long_name_en = "Communes",
     .long_name_fr = "Communes",
     .collect = collect_communes},
    {.name = "communes_touched",
     .unit = "1",
     .long_name_en = "Communes with a street site that trades",
     .long_name_fr = "Communes où un point de deal est actif",
     .headline = true,
     .better = Better::lower,
     .collect = collect_communes_touched},
    {.name = "sites_active",
     .unit = "1",
     .long_name_en = "Street sites that trade",
     .long_name_fr = "Points de deal actifs",
     .headline = true,
     .better = Better::lower,
     .collect = street_sites},
    {.name = "sites_known",
     .unit = "1",
     .long_name_en = "Street sites that trade and are known to the forces",
     .long_name_fr = "Points de deal actifs connus des forces",
     .collect = collect_sites_known},
    {.name = "crews_active",
     .unit = "1",
     .long_name_en = "Delivery crews that trade",
     .long_name_fr = "Équipes de livraison actives",
     .headline = true,
     .better = Better::lower,
     .collect = delivery_crews},
    {.name = "organisations_active",
     .unit = "1",
     .long_name_en = "Networks with a cell that trades, where they are at home",
     .long_name_fr = "Réseaux ayant un point ou une équipe en activité, là où ils sont chez eux",
     .better = Better::lower,
     .collect = collect_organisations},
    {.name = "posts_wanted",
     .unit = "1",
     .long_name_en = "Full-time posts wanted by sites and crews",
     .long_name_fr = "Postes à plein temps voulus par les points et équipes",
     .better = Better::lower,
     .collect = collect_posts_wanted},
    {.name = "posts_vacant",
     .unit = "1",
     .long_name_en = "Posts wanted and not filled",
     .long_name_fr = "Postes voulus et non pourvus",
     .collect = collect_posts_vacant},
    {.name = "wage_bill_offered",
     .unit = "EUR",
     .long_name_en = "Weekly wage offered times posts wanted",
     .long_name_fr = "Salaire hebdomadaire offert multiplié par les postes voulus",
     .kind = OutcomeKind::cents,
     .collect = collect_wage_bill},
    {.name = "cells_cash",
     .unit = "EUR",
     .long_name_en = "Cash held by sites and crews",
     .long_name_fr = "Argent liquide des points et équipes",
     .kind = OutcomeKind::cents,
     .better = Better::lower,
     .collect = collect_cells_cash},
    {.name = "organisations_cash",
     .unit = "EUR",
     .long_name_en = "Cash held by networks, where they are at home",
     .long_name_fr = "Argent liquide des réseaux, là où ils sont chez eux",
     .kind = OutcomeKind::cents,
     .better = Better::lower,
     .collect = collect_organisations_cash},
    {.name = "stock_held_cannabis",
     .unit = "g",
     .long_name_en = "Cannabis held by sites and crews",
     .long_name_fr = "Cannabis détenu par les points et équipes",
     .kind = OutcomeKind::milligrams,
     .collect = stock_of<Drug::cannabis>},
    {.name = "stock_held_cocaine",
     .unit = "g",
     .long_name_en = "Cocaine held by sites and crews",
     .long_name_fr = "Cocaïne détenue par les points et équipes",
     .kind = OutcomeKind::milligrams,
     .collect = stock_of<Drug::cocaine>},
    {.name = "traders",
     .unit = "1",
     .long_name_en = "People in the drug trade",
     .long_name_fr = "Personnes dans le trafic",
     .headline = true,
     .better = Better::lower,
     .collect = collect_traders},
    {.name = "traders_minors",
     .unit = "1",
     .long_name_en = "People in the drug trade below 18",
     .long_name_fr = "Mineurs dans le trafic",
     .headline = true,
     .better = Better::lower,
     .collect = collect_traders_minors},
    {.name = "traders_on_post",
     .unit = "1",
     .long_name_en = "Traders who fill a post",
     .long_name_fr = "Trafiquants en poste",
     .better = Better::lower,
     .collect = collect_traders_on_post},
    {.name = "traders_on_call",
     .unit = "1",
     .long_name_en = "Traders in the reserve of a site or crew",
     .long_name_fr = "Trafiquants en réserve",
     .collect = collect_traders_on_call},
    {.name = "traders_without_cell",
     .unit = "1",
     .long_name_en = "Traders without site or crew",
     .long_name_fr = "Trafiquants sans point ni équipe",
     .collect = collect_traders_without_cell},
    {.name = "lookouts",
     .unit = "1",
     .long_name_en = "Lookouts",
     .long_name_fr = "Guetteurs",
     .better = Better::lower,
     .collect = in_role<Role::lookout>},
    {.name = "sellers",
     .unit = "1",
     .long_name_en = "Sellers",
     .long_name_fr = "Vendeurs",
     .better = Better::lower,
     .collect = in_role<Role::seller>},
    {.name = "managers",
     .unit = "1",
     .long_name_en = "Managers of sites and crews",
     .long_name_fr = "Gérants",
     .better = Better::lower,
     .collect = in_role<Role::manager>},
    {.name = "flat_keepers",
     .unit = "1",
     .long_name_en = "Keepers of drugs or money at home",
     .long_name_fr = "Nourrices",
     .better = Better::lower,
     .collect = in_role<Role::flat_keeper>},
    {.name = "couriers",
     .unit = "1",
     .long_name_en = "Couriers",
     .long_name_fr = "Livreurs",
     .better = Better::lower,
     .collect = in_role<Role::courier>},
    {.name = "in_police_custody",
     .unit = "1",
     .long_name_en = "Traders in police custody",
     .long_name_fr = "Trafiquants en garde à vue",
     .collect = in_custody<Custody::police>},
    {.name = "awaiting_trial_free",
     .unit = "1",
     .long_name_en = "Traders free on summons before trial",
     .long_name_fr = "Trafiquants libres dans l'attente du procès",
     .collect = in_custody<Custody::awaiting_trial_free>},
    {.name = "in_remand",
     .unit = "1",
     .long_name_en = "Traders in remand",
     .long_name_fr = "Trafiquants en détention provisoire",
     .collect = in_custody<Custody::remand>},
    {.name = "in_prison",
     .unit = "1",
     .long_name_en = "Traders serving a prison sentence",
     .long_name_fr = "Trafiquants condamnés détenus",
     .collect = in_custody<Custody::prison>},
    {.name = "feeling_unsafe",
     .unit = "1",
     .long_name_en = "Residents who feel unsafe",
     .long_name_fr = "Habitants qui se sentent en insécurité",
     .better = Better::lower,
     .collect = collect_feeling_unsafe},
    {.name = "trusting_police",
     .unit = "1",
     .long_name_en = "Residents who trust the police",
     .long_name_fr = "Habitants qui font confiance à la police",
     .better = Better::higher,
     .collect = collect_trusting_police},
    {.name = "exposed_to_dealing",
     .unit = "1",
     .long_name_en = "Residents who see dealing",
     .long_name_fr = "Habitants témoins du deal",
     .better = Better::lower,
     .collect = collect_exposed},
    {.name = "quartiers",
     .unit = "1",
     .long_name_en = "Quartiers",
     .long_name_fr = "Quartiers",
     .collect = collect_quartiers},
    {.name = "quartiers_locked",
     .unit = "1",
     .long_name_en = "Quartiers where the trade's hold is above one half",
     .long_name_fr = "Quartiers où l'emprise du trafic dépasse la moitié",
     .better = Better::lower,
     .collect = collect_quartiers_locked},
    {.name = "residents_under_hold",
     .unit = "1",
     .long_name_en = "Residents times the hold of the trade on their quartier",
     .long_name_fr = "Habitants multipliés par l'emprise du trafic sur leur quartier",
     .better = Better::lower,
     .collect = collect_residents_under_hold},
    {.name = "communes_attacked",
     .unit = "1",
     .long_name_en = "Communes with an attack between networks in the last 52 weeks",
     .long_name_fr = "Communes touchées par un règlement de comptes en 52 semaines",
     .better = Better::lower,
     .collect = collect_communes_attacked},
}};

constexpr std::array<OutcomeDeclaration, 6> user_table{{
    {.name = "users_cannabis_light",
     .unit = "1",
     .long_name_en = "Light users of cannabis",
     .long_name_fr = "Usagers occasionnels de cannabis",
     .better = Better::lower,
     .collect = users_in<Drug::cannabis, Use::light>},
    {.name = "users_cannabis_heavy",
     .unit = "1",
     .long_name_en = "Heavy users of cannabis",
     .long_name_fr = "Usagers réguliers de cannabis",
     .headline = true,
     .better = Better::lower,
     .collect = users_in<Drug::cannabis, Use::heavy>},
    {.name = "former_users_cannabis",
     .unit = "1",
     .long_name_en = "Former users of cannabis",
     .long_name_fr = "Anciens usagers de cannabis",
     .collect = users_in<Drug::cannabis, Use::former>},
    {.name = "users_cocaine_light",
     .unit = "1",
     .long_name_en = "Light users of cocaine",
     .long_name_fr = "Usagers occasionnels de cocaïne",
     .better = Better::lower,
     .collect = users_in<Drug::cocaine, Use::light>},
    {.name = "users_cocaine_heavy",
     .unit = "1",
     .long_name_en = "Heavy users of cocaine",
     .long_name_fr = "Usagers réguliers de cocaïne",
     .headline = true,
     .better = Better::lower,
     .collect = users_in<Drug::cocaine, Use::heavy>},
    {.name = "former_users_cocaine",
     .unit = "1",
     .long_name_en = "Former users of cocaine",
     .long_name_fr = "Anciens usagers de cocaïne",
     .collect = users_in<Drug::cocaine, Use::former>},
}};

} // namespace

std::span<const OutcomeDeclaration> state_outcomes()
{
    return state_table;
}

std::span<const OutcomeDeclaration> user_outcomes()
{
    return user_table;
}

} // namespace emprise
