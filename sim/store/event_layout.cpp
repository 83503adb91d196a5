#include "store/event_layout.hpp"

#include "world/territory.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

namespace emprise {

namespace {

/// Position in the list of communes with events, for each commune of the axes; sorted by code, since axes may differ.
std::vector<std::int32_t> list_communes(const ResultSet& results, EventColumns& columns)
{
    const std::vector<PlaceLabel>& all = results.axes.communes;
    std::vector<std::uint8_t> used(all.size(), 0);
    for (const ArmResult& arm : results.arms)
        for (const RunResult& run : arm.runs)
            for (const Event& event : run.series.events)
                if (event.commune.present()) used.at(event.commune.value()) = 1;
    std::vector<std::size_t> order;
    for (std::size_t commune = 0; commune < all.size(); ++commune)
        if (used[commune] != 0) order.push_back(commune);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return all[a].code < all[b].code; });
    std::vector<std::int32_t> position(all.size(), -1);
    for (const std::size_t commune : order) {
        position[commune] = static_cast<std::int32_t>(columns.communes.size());
        columns.communes.push_back(all[commune]);
        if (results.towns.tier.size() != all.size()) continue;
        columns.size_tier.push_back(results.towns.tier[commune]);
        columns.departement.push_back(results.towns.departement[commune]);
    }
    return position;
}

void append(EventColumns& columns, const Event& event, std::size_t arm, std::size_t run, std::int32_t commune)
{
    columns.arm.push_back(static_cast<std::int32_t>(arm));
    columns.run.push_back(static_cast<std::int32_t>(run));
    columns.week.push_back(event.week);
    columns.kind.push_back(static_cast<std::int8_t>(event.kind));
    columns.reason.push_back(static_cast<std::int8_t>(event.reason));
    columns.commune.push_back(commune);
    columns.who.push_back(static_cast<std::int64_t>(event.who.key));
    columns.other.push_back(static_cast<std::int64_t>(event.other.key));
    const bool utility = has_utility(event.kind);
    for (std::size_t term = 0; term < utility_term_count; ++term)
        columns.utility[term].push_back(utility ? event.terms[term] : 0.0F);
    columns.distance_km.push_back(utility ? event.terms[Event::distance_km] : 0.0F);
    for (std::size_t term = 0; term < EventColumns::details; ++term)
        columns.detail[term].push_back(utility ? 0.0F : event.terms[term]);
}

std::vector<Attribute> attributes_of(std::string_view path)
{
    static const std::map<std::string_view, std::string> says{
        {"events/arm_index", "Position on the axis arm"},
        {"events/realization_index", "Position on the axis realization"},
        {"events/week", "Weeks since the end of the burn-in"},
        {"events/kind", "What happened"},
        {"events/reason", "Openings, relocations, take-overs, cells present: what proposed the place (0 initial, 1 own "
                          "and adjacent, 2 gravity, 3 vacated, 4 relocation, 5 people, 6 routes). Closures: why (1 "
                          "unmanned, 2 unprofitable, 3 burned, 5 cleared by the forces). Operations: 1 the place "
                          "burned. Claims: 0 another was first, 1 beaten off. Endings: 1 broke, 2 empty, 3 taken over. "
                          "Successions: 0 orderly, 1 "
                          "split, 2 war. Consignments lost: drug (0 cannabis, 1 cocaine)"},
        {"events/place_index", "Position on the axis place; -1: none"},
        {"events/cell", "Name of the site, crew or consignment; of the network where it is about one"},
        {"events/other", "Name of the network, of the cell it comes from, of the parent or the attacked, of the "
                         "département a load was sent to; 0: none"},
        {"events/utility_bias", "Utility of opening, moving or taking over: constant of the act"},
        {"events/utility_profit", "The same: believed discounted profit over the scale of decisions"},
        {"events/utility_set_up", "The same: set-up or fight over the scale"},
        {"events/utility_entry_cost", "The same: cost of entering the town over the scale"},
        {"events/utility_distance", "The same: cost of distance from home over the scale"},
        {"events/utility_sampling", "The same: correction for how often the place was proposed"},
        {"events/utility_other", "The same: pressure, less the worth of what is left behind"},
        {"events/distance_km", "Opening, moving or taking over: distance from home, km"},
        {"events/detail_1", "Operations: how many. Attacks: killed. Shrunk: posts before. Present: week of opening or "
                            "founding. Consignments lost: milligrams. Closures: sales of the last week, euros. Else 0"},
        {"events/detail_2", "Attacks: injured. Shrunk: posts after. Consignments lost: value, euros. Else 0"},
        {"events/detail_3", "Attacks: bystanders hit. Consignments lost: number of the gateway, from 1. Else 0"},
        {"events/detail_4", "Attacks: 1 if an earlier one triggered it. Consignments lost: 1 at the gateway. Else 0"}};
    std::vector<Attribute> attributes{{"long_name", says.at(path)}};
    if (path == "events/kind") {
        std::vector<std::int8_t> values(event_kind_names.size());
        std::iota(values.begin(), values.end(), std::int8_t{0});
        attributes.push_back({"flag_values", values});
        attributes.push_back({"flag_meanings", fmt::format("{}", fmt::join(event_kind_names, " "))});
    }
    if (path.starts_with("events/utility_")) attributes.push_back({"units", std::string{"1"}});
    if (path == "events/distance_km") attributes.push_back({"units", std::string{"km"}});
    return attributes;
}

void add_text_column(std::vector<Variable>& variables, const std::string& path, const EventColumns& columns,
                     std::string PlaceLabel::*field, const std::string& long_name)
{
    std::vector<std::string> values;
    for (const PlaceLabel& label : columns.communes) values.push_back(label.*field);
    const std::size_t size = values.size();
    variables.push_back({.path = path,
                         .axes = {"place"},
                         .shape = {size},
                         .type = ValueType::text,
                         .attributes = {{"long_name", long_name}},
                         .values = std::move(values)});
}

void add_tiers(std::vector<Variable>& variables)
{
    std::vector<std::int8_t> tiers(size_tier_count);
    std::iota(tiers.begin(), tiers.end(), std::int8_t{0});
    variables.push_back({.path = "events/size_tier",
                         .axes = {"size_tier"},
                         .shape = {tiers.size()},
                         .type = ValueType::int8,
                         .attributes = {{"long_name", std::string{"Size of a town"}},
                                        {"flag_values", tiers},
                                        {"flag_meanings", fmt::format("{}", fmt::join(size_tier_names, " "))}},
                         .values = tiers});
}

/// Size and département of the places, and how many towns of each there are: hazards of entry need them.
void add_town_sizes(std::vector<Variable>& variables, EventColumns& columns, const TownSizes& sizes)
{
    if (columns.communes.empty() || columns.size_tier.size() != columns.communes.size()) return;
    std::vector<std::int32_t> towns;
    for (const auto& row : sizes.towns) towns.insert(towns.end(), row.begin(), row.end());
    add_tiers(variables);
    variables.push_back({.path = "events/departement",
                         .axes = {"departement"},
                         .shape = {sizes.departements.size()},
                         .type = ValueType::text,
                         .attributes = {{"long_name", std::string{"Official code of the département"}}},
                         .values = sizes.departements});
    variables.push_back({.path = "events/towns",
                         .axes = {"departement", "size_tier"},
                         .shape = {sizes.departements.size(), size_tier_count},
                         .type = ValueType::int32,
                         .attributes = {{"long_name", std::string{"Communes, with an event or not"}}},
                         .values = std::move(towns)});
    variables.push_back({.path = "events/place_size_tier",
                         .axes = {"place"},
                         .shape = {columns.size_tier.size()},
                         .type = ValueType::int8,
                         .attributes = {{"long_name", std::string{"Position on the axis size_tier"}}},
                         .values = columns.size_tier});
    variables.push_back({.path = "events/place_departement",
                         .axes = {"place"},
                         .shape = {columns.departement.size()},
                         .type = ValueType::int32,
                         .attributes = {{"long_name", std::string{"Position on the axis departement"}}},
                         .values = columns.departement});
}

} // namespace

std::array<float, 8> terms_of(const EventColumns& columns, std::size_t row)
{
    std::array<float, 8> terms{};
    if (has_utility(static_cast<EventKind>(columns.kind[row]))) {
        for (std::size_t term = 0; term < utility_term_count; ++term) terms[term] = columns.utility[term][row];
        terms[Event::distance_km] = columns.distance_km[row];
    } else
        for (std::size_t term = 0; term < EventColumns::details; ++term) terms[term] = columns.detail[term][row];
    return terms;
}

EventColumns columns_of_events(const ResultSet& results)
{
    EventColumns columns;
    const std::vector<std::int32_t> position = list_communes(results, columns);
    for (std::size_t arm = 0; arm < results.arms.size(); ++arm)
        for (std::size_t run = 0; run < results.arms[arm].runs.size(); ++run)
            for (const Event& event : results.arms[arm].runs[run].series.events)
                append(columns, event, arm, run, event.commune.present() ? position[event.commune.value()] : -1);
    return columns;
}

void add_events(std::vector<Variable>& variables, const ResultSet& results)
{
    EventColumns columns = columns_of_events(results);
    const std::size_t size = columns.size();
    if (size == 0) return;
    std::vector<std::int32_t> rows(size);
    std::iota(rows.begin(), rows.end(), 0);
    variables.push_back({.path = "events/event",
                         .axes = {"event"},
                         .shape = {size},
                         .type = ValueType::int32,
                         .attributes = {{"long_name", std::string{"Row, by arm, replicate and week"}}},
                         .values = std::move(rows)});
    if (!columns.communes.empty()) {
        add_text_column(variables, "events/place", columns, &PlaceLabel::code, "Official code of the commune");
        add_text_column(variables, "events/place_name", columns, &PlaceLabel::name, "Name of the commune");
    }
    add_town_sizes(variables, columns, results.towns);
    for_each_event_column(columns, [&](std::string_view path, auto& column) {
        Values values{std::move(column)};
        const ValueType type = type_of(values);
        const std::size_t in_column = size_of(values);
        variables.push_back({.path = std::string{path},
                             .axes = {"event"},
                             .shape = {in_column},
                             .type = type,
                             .attributes = attributes_of(path),
                             .values = std::move(values)});
    });
}

} // namespace emprise
