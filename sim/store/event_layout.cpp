#include "store/event_layout.hpp"

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
    for (std::size_t term = 0; term < event.terms.size(); ++term) columns.terms[term].push_back(event.terms[term]);
}

std::vector<Attribute> attributes_of(std::string_view path)
{
    static const std::map<std::string_view, std::string> says{
        {"events/arm_index", "Position on the axis arm"},
        {"events/realization_index", "Position on the axis realization"},
        {"events/week", "Weeks since the end of the burn-in"},
        {"events/kind", "What happened"},
        {"events/reason", "Openings: what proposed it (0 initial, 1 own and adjacent, 2 gravity, 3 vacated, 4 "
                          "relocation). Closures: why (1 unmanned, 2 unprofitable, 3 burned, 4 relocated). "
                          "Consignments lost: drug (0 cannabis, 1 cocaine)"},
        {"events/place_index", "Position on the axis place; -1: none"},
        {"events/cell", "Name of the site, crew or consignment"},
        {"events/other", "Name of the network, of the cell it comes from, or of the département a load was sent to; "
                         "0: none"},
        {"events/profit_eur", "Openings: expected profit, euros. Consignments lost: milligrams"},
        {"events/entry_cost_eur", "Openings: cost of entry, euros. Consignments lost: value, euros"},
        {"events/sampling_correction", "Openings: weight that corrects for how the place was proposed. Consignments "
                                       "lost: number of the gateway, from 1"},
        {"events/distance_km", "Openings: distance from home, km. Consignments lost: 1 at the gateway"}};
    std::vector<Attribute> attributes{{"long_name", says.at(path)}};
    if (path == "events/kind") {
        std::vector<std::int8_t> values(event_kind_names.size());
        std::iota(values.begin(), values.end(), std::int8_t{0});
        attributes.push_back({"flag_values", values});
        attributes.push_back({"flag_meanings", fmt::format("{}", fmt::join(event_kind_names, " "))});
    }
    return attributes;
}

void add_text_column(std::vector<Variable>& variables, const std::string& path, const EventColumns& columns,
                     std::string PlaceLabel::*field, const std::string& long_name)
{
    std::vector<std::string> values;
    for (const PlaceLabel& label : columns.communes) values.push_back(label.*field);
    variables.push_back({.path = path,
                         .axes = {"place"},
                         .shape = {values.size()},
                         .type = ValueType::text,
                         .attributes = {{"long_name", long_name}},
                         .values = std::move(values)});
}

} // namespace

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
    if (columns.size() == 0) return;
    std::vector<std::int32_t> rows(columns.size());
    std::iota(rows.begin(), rows.end(), 0);
    variables.push_back({.path = "events/event",
                         .axes = {"event"},
                         .shape = {rows.size()},
                         .type = ValueType::int32,
                         .attributes = {{"long_name", std::string{"Row, by arm, replicate and week"}}},
                         .values = std::move(rows)});
    if (!columns.communes.empty()) {
        add_text_column(variables, "events/place", columns, &PlaceLabel::code, "Official code of the commune");
        add_text_column(variables, "events/place_name", columns, &PlaceLabel::name, "Name of the commune");
    }
    for_each_event_column(columns, [&](std::string_view path, auto& column) {
        Values values{std::move(column)};
        const ValueType type = type_of(values);
        variables.push_back({.path = std::string{path},
                             .axes = {"event"},
                             .shape = {size_of(values)},
                             .type = type,
                             .attributes = attributes_of(path),
                             .values = std::move(values)});
    });
}

} // namespace emprise
