#include "store/history.hpp"

#include "world/printed_name.hpp"

#include <algorithm>
#include <array>

namespace emprise {

namespace {

/// In which order the events of one week are looked at: what opens is there before it moves or changes hands.
int turn_of(EventKind kind)
{
    switch (kind) {
    case EventKind::network_present:
    case EventKind::founded:
        return 0;
    case EventKind::site_present:
    case EventKind::crew_present:
        return 1;
    case EventKind::site_opened:
    case EventKind::crew_opened:
        return 2;
    case EventKind::relocated:
        return 3;
    case EventKind::taken_over:
        return 4;
    default:
        return 5;
    }
}

class Replay {
public:
    explicit Replay(RunHistory& history) : history_{history} {}

    void look_at(const Event& event)
    {
        switch (event.kind) {
        case EventKind::network_present:
        case EventKind::founded:
            return found(event);
        case EventKind::site_present:
        case EventKind::crew_present:
        case EventKind::site_opened:
        case EventKind::crew_opened:
            return open(event);
        case EventKind::relocated:
            return move(event);
        case EventKind::taken_over:
            return change_hands(event);
        case EventKind::site_closed:
        case EventKind::crew_closed:
            return close(event);
        case EventKind::ended:
            history_.networks[event.who].ended = event.week;
            return;
        default:
            return;
        }
    }

private:
    void found(const Event& event)
    {
        NetworkHistory& network = history_.networks[event.who];
        network.home = event.commune;
        network.parent = event.other;
        network.founded = event.kind == EventKind::founded ? event.week : static_cast<Week>(event.terms[0]);
    }

    void know(Who network, const Event& event)
    {
        if (network == Who{} || history_.networks.contains(network)) return;
        history_.networks[network] = {.home = event.commune, .founded = event.week, .parent = {}, .ended = {}};
    }

    void open(const Event& event)
    {
        const bool present = event.kind == EventKind::site_present || event.kind == EventKind::crew_present;
        CellHistory& cell = history_.cells[event.who];
        cell.site = event.kind == EventKind::site_present || event.kind == EventKind::site_opened;
        cell.commune = event.commune;
        cell.from = present ? static_cast<Week>(event.terms[0]) : event.week;
        cell.seen_from = event.week;
        cell.until = history_.last;
        cell.owners = {{event.week, event.other}};
        know(event.other, event);
    }

    void move(const Event& event)
    {
        const auto before = history_.cells.find(event.other);
        CellHistory next{.site = true,
                         .commune = event.commune,
                         .from = event.week,
                         .seen_from = event.week,
                         .until = history_.last,
                         .ended = false,
                         .came_from = event.other,
                         .went_to = {},
                         .owners = {}};
        if (before != history_.cells.end()) {
            next.site = before->second.site;
            if (!before->second.owners.empty()) next.owners = {{event.week, before->second.owners.back().second}};
            before->second.went_to = event.who;
            end(before->second, event.week);
        }
        history_.cells[event.who] = next;
    }

    void change_hands(const Event& event)
    {
        know(event.other, event);
        const auto cell = history_.cells.find(event.who);
        if (cell == history_.cells.end()) return;
        auto& owners = cell->second.owners;
        if (owners.empty() || owners.back().second != event.other) owners.emplace_back(event.week, event.other);
    }

    void close(const Event& event)
    {
        const auto cell = history_.cells.find(event.who);
        if (cell != history_.cells.end()) end(cell->second, event.week);
    }

    static void end(CellHistory& cell, Week week)
    {
        cell.until = week;
        cell.ended = true;
    }

    RunHistory& history_;
};

} // namespace

Who CellHistory::owner_at(Week week) const
{
    Who owner;
    for (const auto& [since, network] : owners)
        if (since <= week || owner == Who{}) owner = network;
    return owner;
}

RunHistory history_of(const Series& series)
{
    RunHistory history;
    if (series.events.empty()) return history;
    std::vector<const Event*> events;
    for (const Event& event : series.events) events.push_back(&event);
    std::stable_sort(events.begin(), events.end(), [](const Event* a, const Event* b) {
        return a->week != b->week ? a->week < b->week : turn_of(a->kind) < turn_of(b->kind);
    });
    history.first = events.front()->week;
    history.last =
        std::max(events.back()->week + 1, series.time.empty() ? events.back()->week + 1 : series.time.back());
    Replay replay{history};
    for (const Event* event : events) replay.look_at(*event);
    return history;
}

std::string shown_name(const RunHistory& history, Who who)
{
    const auto cell = history.cells.find(who);
    if (cell == history.cells.end()) return printed_name(who);
    return printed_name(who, cell->second.site ? 'S' : 'C');
}

} // namespace emprise
