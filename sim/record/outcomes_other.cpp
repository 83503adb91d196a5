#include "record/collect.hpp"
#include "record/outcome_tables.hpp"

#include <array>
#include <span>

namespace emprise {

namespace {

constexpr std::array<OutcomeDeclaration, 3> departement_table{{
    {.name = "police_officers",
     .unit = "1",
     .long_name_en = "National police and gendarmes on strength, full-time equivalents",
     .long_name_fr = "Policiers et gendarmes, équivalents temps plein",
     .kind = OutcomeKind::thousandths,
     .grain = Grain::departement,
     .collect_departements = collect_police_officers},
    {.name = "prison_places",
     .unit = "1",
     .long_name_en = "Prison places",
     .long_name_fr = "Places de prison",
     .grain = Grain::departement,
     .collect_departements = collect_prison_places},
    {.name = "prison_inmates",
     .unit = "1",
     .long_name_en = "Prison inmates, all causes",
     .long_name_fr = "Détenus, toutes causes",
     .grain = Grain::departement,
     .collect_departements = collect_prison_inmates},
}};

constexpr std::array<OutcomeDeclaration, 4> lever_table{{
    {.name = "spending",
     .unit = "EUR",
     .long_name_en = "Public money spent on each lever",
     .long_name_fr = "Argent public dépensé pour chaque levier",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .by_lever = true,
     .collect_lever = collect_spending},
    {.name = "committed",
     .unit = "EUR",
     .long_name_en = "Public money committed to each lever, spent or not",
     .long_name_fr = "Argent public engagé pour chaque levier, dépensé ou non",
     .method = CellMethod::sum,
     .kind = OutcomeKind::cents,
     .by_lever = true,
     .collect_lever = collect_committed},
    {.name = "posts_filled",
     .unit = "1",
     .long_name_en = "Full-time equivalents at work for each lever",
     .long_name_fr = "Équivalents temps plein en poste pour chaque levier",
     .kind = OutcomeKind::thousandths,
     .by_lever = true,
     .collect_lever = collect_posts_filled},
    {.name = "posts_authorised",
     .unit = "1",
     .long_name_en = "Full-time equivalents authorised for each lever",
     .long_name_fr = "Équivalents temps plein autorisés pour chaque levier",
     .kind = OutcomeKind::thousandths,
     .by_lever = true,
     .collect_lever = collect_posts_authorised},
}};

constexpr std::array<OutcomeDeclaration, 12> ratio_table{{
    {.name = "prison_density",
     .unit = "1",
     .long_name_en = "Inmates per prison place",
     .long_name_fr = "Détenus par place de prison",
     .kind = OutcomeKind::ratio,
     .headline = true,
     .better = Better::lower,
     .numerator = "prison_inmates",
     .denominator = "prison_places"},
    {.name = "share_communes_touched",
     .unit = "1",
     .long_name_en = "Share of communes with a street site that trades",
     .long_name_fr = "Part des communes où un point de deal est actif",
     .kind = OutcomeKind::ratio,
     .better = Better::lower,
     .numerator = "communes_touched",
     .denominator = "communes"},
    {.name = "share_feeling_unsafe",
     .unit = "1",
     .long_name_en = "Share of residents who feel unsafe",
     .long_name_fr = "Part des habitants qui se sentent en insécurité",
     .kind = OutcomeKind::ratio,
     .headline = true,
     .better = Better::lower,
     .numerator = "feeling_unsafe",
     .denominator = "residents"},
    {.name = "share_trusting_police",
     .unit = "1",
     .long_name_en = "Share of residents who trust the police",
     .long_name_fr = "Part des habitants qui font confiance à la police",
     .kind = OutcomeKind::ratio,
     .better = Better::higher,
     .numerator = "trusting_police",
     .denominator = "residents"},
    {.name = "share_exposed_to_dealing",
     .unit = "1",
     .long_name_en = "Share of residents who see dealing",
     .long_name_fr = "Part des habitants témoins du deal",
     .kind = OutcomeKind::ratio,
     .better = Better::lower,
     .numerator = "exposed_to_dealing",
     .denominator = "residents"},
    {.name = "share_traders_minors",
     .unit = "1",
     .long_name_en = "Share of minors among people in the trade",
     .long_name_fr = "Part des mineurs dans le trafic",
     .kind = OutcomeKind::ratio,
     .better = Better::lower,
     .numerator = "traders_minors",
     .denominator = "traders"},
    {.name = "share_posts_vacant",
     .unit = "1",
     .long_name_en = "Share of the trade's posts not filled",
     .long_name_fr = "Part des postes du trafic non pourvus",
     .kind = OutcomeKind::ratio,
     .better = Better::higher,
     .numerator = "posts_vacant",
     .denominator = "posts_wanted"},
    {.name = "reserve_per_post",
     .unit = "1",
     .long_name_en = "Traders on call per post wanted",
     .long_name_fr = "Trafiquants en réserve par poste voulu",
     .kind = OutcomeKind::ratio,
     .headline = true,
     .numerator = "traders_on_call",
     .denominator = "posts_wanted"},
    {.name = "wage_offered",
     .unit = "EUR week-1",
     .long_name_en = "Mean weekly wage offered for a full-time post in the trade",
     .long_name_fr = "Salaire hebdomadaire moyen offert pour un poste dans le trafic",
     .kind = OutcomeKind::ratio,
     .headline = true,
     .numerator = "wage_bill_offered",
     .denominator = "posts_wanted"},
    {.name = "share_sites_known",
     .unit = "1",
     .long_name_en = "Share of street sites known to the forces",
     .long_name_fr = "Part des points de deal connus des forces",
     .kind = OutcomeKind::ratio,
     .numerator = "sites_known",
     .denominator = "sites_active"},
    {.name = "share_quartiers_locked",
     .unit = "1",
     .long_name_en = "Share of quartiers where the trade's hold is above one half",
     .long_name_fr = "Part des quartiers où l'emprise du trafic dépasse la moitié",
     .kind = OutcomeKind::ratio,
     .better = Better::lower,
     .numerator = "quartiers_locked",
     .denominator = "quartiers"},
    {.name = "share_attacks_triggered",
     .unit = "1",
     .long_name_en = "Share of attacks in return for an earlier one",
     .long_name_fr = "Part des attaques en représailles",
     .kind = OutcomeKind::ratio,
     .numerator = "attacks_triggered",
     .denominator = "attacks"},
}};

} // namespace

std::span<const OutcomeDeclaration> departement_outcomes()
{
    return departement_table;
}

std::span<const OutcomeDeclaration> lever_outcomes()
{
    return lever_table;
}

std::span<const OutcomeDeclaration> ratio_outcomes()
{
    return ratio_table;
}

} // namespace emprise
