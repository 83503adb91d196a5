#include "record/outcome.hpp"

#include "base/expects.hpp"
#include "base/suggestion.hpp"
#include "record/outcome_tables.hpp"
#include "world/territory.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

namespace emprise {

namespace {

double units_per_integer(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::cents:
        return 100.0;
    case OutcomeKind::milligrams:
        return 1000.0;
    case OutcomeKind::thousandths:
        return 1000.0;
    case OutcomeKind::count:
    case OutcomeKind::ratio:
        break;
    }
    return 1.0;
}

std::vector<OutcomeDeclaration> all_tables()
{
    std::vector<OutcomeDeclaration> all;
    for (const auto& table :
         {state_outcomes(), drug_outcomes(), size_tier_outcomes(), flow_outcomes(), supply_outcomes(),
          network_outcomes(), departement_outcomes(), lever_outcomes(), ratio_outcomes()})
        all.insert(all.end(), table.begin(), table.end());
    return all;
}

} // namespace

std::span<const OutcomeDeclaration> outcome_declarations()
{
    static const std::vector<OutcomeDeclaration> all = all_tables();
    return all;
}

std::vector<std::string> observed_outcomes()
{
    return {"arrests",
            "arrests_minors",
            "attacks",
            "births",
            "bystanders_checked",
            "deaths",
            "fines",
            "implicated_trafficking",
            "implicated_use",
            "imprisoned",
            "in_prison",
            "in_remand",
            "injured",
            "killings",
            "operations",
            "police_officers",
            "prison_inmates",
            "prosecuted",
            "public_spending",
            "released",
            "reports",
            "residents",
            "residents_12_17",
            "seized_drugs",
            "seized_money",
            "seized_transit_cannabis",
            "seized_transit_cocaine",
            "seized_transit_heroin",
            "seized_transit_synthetic",
            "seized_under_way_cannabis",
            "seized_under_way_cocaine",
            "seized_under_way_heroin",
            "seized_under_way_synthetic",
            "sites_known"};
}

const OutcomeDeclaration* find_outcome(std::string_view name)
{
    for (const OutcomeDeclaration& outcome : outcome_declarations())
        if (outcome.name == name) return &outcome;
    return nullptr;
}

std::string_view cell_methods(CellMethod method)
{
    return method == CellMethod::sum ? "time: sum" : "time: point";
}

std::string_view name_of(Better better)
{
    if (better == Better::neutral) return "neutral";
    return better == Better::lower ? "lower" : "higher";
}

double in_unit(OutcomeKind kind, std::int64_t collected)
{
    return static_cast<double>(collected) / units_per_integer(kind);
}

std::int64_t from_unit(OutcomeKind kind, double written)
{
    return std::llround(written * units_per_integer(kind));
}

std::int64_t collect_total(const OutcomeDeclaration& outcome, const Snapshot& snapshot)
{
    EXPECTS(outcome.kind != OutcomeKind::ratio);
    const Territory& territory = *snapshot.world.territory;
    if (outcome.collect_departements != nullptr) {
        DepartementCounts counts(territory.departements.size());
        outcome.collect_departements(snapshot, counts);
        return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    }
    CommuneCounts counts(territory.communes.size());
    if (outcome.collect != nullptr) outcome.collect(snapshot, counts);
    if (outcome.collect_lever != nullptr)
        for (std::size_t lever = 0; lever < snapshot.world.services.of_lever.size(); ++lever)
            outcome.collect_lever(snapshot, lever, counts);
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

std::vector<Problem> check_outcome_names(std::span<const std::string> names, const std::string& file)
{
    std::vector<std::string> known;
    for (const OutcomeDeclaration& outcome : outcome_declarations()) known.emplace_back(outcome.name);
    std::vector<Problem> problems;
    for (const std::string& name : names) {
        if (find_outcome(name) != nullptr) continue;
        const std::vector<std::string> near = nearest_names(name, known);
        const std::string advice =
            near.empty() ? "`emprise outcomes` lists them all" : fmt::format("did you mean \"{}\"?", near.front());
        problems.push_back({.file = file,
                            .code = "S410",
                            .message = fmt::format("there is no outcome \"{}\"", name),
                            .advice = advice});
    }
    return problems;
}

} // namespace emprise
