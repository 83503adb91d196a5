#include "store/spread.hpp"

#include "world/cells.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace emprise {

namespace {

using Presence = std::pair<Who, CommuneId>; ///< A network in a town.

/// Comings and goings of sites by week: +1 or -1 for a network and town.
struct Change {
    Week week;
    Presence where;
    int step;
};

std::vector<Change> changes_of(const RunHistory& history)
{
    std::vector<Change> changes;
    for (const auto& [who, cell] : history.cells) {
        if (!cell.site) continue;
        for (std::size_t at = 0; at < cell.owners.size(); ++at) {
            const auto& [from, owner] = cell.owners[at];
            changes.push_back({from, {owner, cell.commune}, 1});
            const bool last = at + 1 == cell.owners.size();
            if (!last || cell.ended)
                changes.push_back({last ? cell.until : cell.owners[at + 1].first, {owner, cell.commune}, -1});
        }
    }
    std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.week < b.week; });
    return changes;
}

/// Follows who is where from week to week.
class Walk {
public:
    Walk(const ResultSet& results, const RunHistory& history, SpreadOfRun& spread)
        : results_{results},
          history_{history},
          spread_{spread},
          sizes_known_{results.towns.tier.size() == results.axes.communes.size() && !results.towns.towns.empty()},
          towns_of_(results.towns.towns.size(), 0),
          held_of_(results.towns.towns.size(), 0)
    {
        for (std::size_t departement = 0; departement < towns_of_.size(); ++departement)
            for (std::size_t tier = 0; tier < SpreadOfRun::tiers; ++tier) {
                towns_of_[departement] += results.towns.towns[departement][tier];
                all_towns_ += results.towns.towns[departement][tier];
                spread_.towns[tier] += results.towns.towns[departement][tier];
            }
    }

    void walk()
    {
        constexpr Week year = 52;
        const std::vector<Change> changes = changes_of(history_);
        std::size_t next = 0;
        for (Week week = history_.first; week < history_.last; ++week) {
            std::map<Presence, int> steps;
            for (; next < changes.size() && changes[next].week <= week; ++next)
                steps[changes[next].where] += changes[next].step;
            if (week > history_.first) spend_week();
            apply(steps, week > history_.first);
            if ((week - history_.first) % year == 0) look_back();
        }
        spread_.years = (history_.last - 1 - history_.first) / weeks_per_year;
    }

private:
    [[nodiscard]] std::size_t tier_of(CommuneId town) const
    {
        return static_cast<std::size_t>(results_.towns.tier[town.value()]);
    }
    [[nodiscard]] std::size_t departement_of(CommuneId town) const
    {
        return static_cast<std::size_t>(results_.towns.departement[town.value()]);
    }
    [[nodiscard]] bool is_known(CommuneId town) const
    {
        return sizes_known_ && town.present() && results_.towns.tier[town.value()] != TownSizes::unknown;
    }

    /// A week at risk, in the state it began with.
    void spend_week()
    {
        if (!sizes_known_) return;
        constexpr double week = 1.0 / weeks_per_year;
        for (std::size_t tier = 0; tier < SpreadOfRun::tiers; ++tier) {
            const auto held = static_cast<double>(held_by_tier_[tier]);
            spread_.first_site[tier].years += week * (static_cast<double>(spread_.towns[tier]) - held);
            spread_.last_site[tier].years += week * held;
        }
        for (const auto& [network, towns] : towns_by_network_) {
            std::set<std::size_t> departements;
            for (const CommuneId town : towns) departements.insert(departement_of(town));
            std::int64_t near_towns = 0;
            std::int64_t near_held = 0;
            for (const std::size_t departement : departements) {
                near_towns += towns_of_[departement];
                near_held += held_of_[departement];
            }
            const auto own = static_cast<std::int64_t>(towns.size());
            const auto years = [&](std::int64_t towns_at_risk) { return week * static_cast<double>(towns_at_risk); };
            spread_.entry[1][0].years += years(near_towns - near_held);
            spread_.entry[1][1].years += years(near_held - own);
            spread_.entry[0][0].years += years(all_towns_ - near_towns - held_ + near_held);
            spread_.entry[0][1].years += years(held_ - near_held);
        }
    }

    void apply(const std::map<Presence, int>& steps, bool counts)
    {
        const auto before = networks_in_;
        const auto towns_before = towns_by_network_;
        for (const auto& [where, step] : steps) {
            const int old = sites_[where];
            const int now = std::max(0, sites_[where] += step);
            if ((old > 0) == (now > 0)) continue;
            if (now > 0)
                settle(where);
            else
                leave(where);
            if (counts && now > 0) count_entry(where, before, towns_before);
        }
        if (counts) count_towns(steps, before);
    }

    void settle(const Presence& where)
    {
        const auto& [network, town] = where;
        towns_by_network_[network].insert(town);
        if (networks_in_[town].insert(network).second && networks_in_[town].size() == 1) count_held(town, 1);
    }

    void leave(const Presence& where)
    {
        const auto& [network, town] = where;
        towns_by_network_[network].erase(town);
        if (towns_by_network_[network].empty()) towns_by_network_.erase(network);
        networks_in_[town].erase(network);
        if (networks_in_[town].empty()) count_held(town, -1);
    }

    void count_held(CommuneId town, int step)
    {
        if (!is_known(town)) return;
        held_by_tier_[tier_of(town)] += step;
        held_of_[departement_of(town)] += step;
        held_ += step;
    }

    /// Entries of networks that were somewhere the week before; a new network's first site founds it.
    void count_entry(const Presence& where, const std::map<CommuneId, std::set<Who>>& before,
                     const std::map<Who, std::set<CommuneId>>& towns_before)
    {
        const Who network = where.first;
        const CommuneId town = where.second;
        const auto had = towns_before.find(network);
        if (!is_known(town) || had == towns_before.end()) return;
        const bool near = std::any_of(had->second.begin(), had->second.end(),
                                      [&](CommuneId other) { return departement_of(other) == departement_of(town); });
        const auto there = before.find(town);
        const bool rival = there != before.end() && !there->second.empty();
        ++spread_.entry[near ? 1 : 0][rival ? 1 : 0].events;
    }

    void count_towns(const std::map<Presence, int>& steps, const std::map<CommuneId, std::set<Who>>& before)
    {
        std::set<CommuneId> touched;
        for (const auto& [where, step] : steps) touched.insert(where.second);
        for (const CommuneId town : touched) {
            if (!is_known(town)) continue;
            const auto there = before.find(town);
            const bool had = there != before.end() && !there->second.empty();
            const auto now = networks_in_.find(town);
            const bool has = now != networks_in_.end() && !now->second.empty();
            if (!had && has) ++spread_.first_site[tier_of(town)].events;
            if (had && !has) ++spread_.last_site[tier_of(town)].events;
        }
    }

    /// Once a year: who of a year ago is still there.
    void look_back()
    {
        if (!year_ago_.empty() || looked_) {
            for (const auto& [network, towns] : year_ago_)
                for (const CommuneId town : towns) {
                    const auto now = towns_by_network_.find(network);
                    ++spread_.presence_after_year.of;
                    if (now != towns_by_network_.end() && now->second.contains(town))
                        ++spread_.presence_after_year.part;
                }
            std::set<CommuneId> towns_then;
            for (const auto& [network, towns] : year_ago_) towns_then.insert(towns.begin(), towns.end());
            for (const CommuneId town : towns_then) {
                ++spread_.town_after_year.of;
                if (!networks_in_[town].empty()) ++spread_.town_after_year.part;
            }
        }
        looked_ = true;
        year_ago_ = towns_by_network_;
    }

    const ResultSet& results_;
    const RunHistory& history_;
    SpreadOfRun& spread_;
    bool sizes_known_;
    std::vector<std::int64_t> towns_of_; ///< By département.
    std::vector<std::int64_t> held_of_;
    std::int64_t all_towns_{};
    std::int64_t held_{};
    std::array<std::int64_t, SpreadOfRun::tiers> held_by_tier_{};
    std::map<Presence, int> sites_;
    std::map<CommuneId, std::set<Who>> networks_in_;
    std::map<Who, std::set<CommuneId>> towns_by_network_;
    std::map<Who, std::set<CommuneId>> year_ago_;
    bool looked_{false};
};

void count_generators(const Series& series, SpreadOfRun& spread)
{
    for (const Event& event : series.events) {
        if (event.reason >= spread.by_generator.size()) continue;
        auto& counts = spread.by_generator[event.reason];
        if (event.kind == EventKind::site_opened) ++counts[0];
        if (event.kind == EventKind::crew_opened) ++counts[1];
        if (event.kind == EventKind::relocated) ++counts[2];
    }
}

void count_contests(const Series& series, SpreadOfRun& spread)
{
    for (const Event& event : series.events) {
        if (event.kind == EventKind::claimed) ++(event.reason == 0 ? spread.claims_too_late : spread.lost_contests);
        const auto found_by = static_cast<Generator>(event.reason);
        if (event.kind == EventKind::taken_over && found_by != Generator::vacated && found_by != Generator::initial)
            ++spread.taken_cells; // Initial: inherited from a network that ended.
    }
}

/// A burned site chooses the week after; the last week of the table says nothing about its own.
void count_burned(const Series& series, const RunHistory& history, SpreadOfRun& spread)
{
    for (const Event& event : series.events) {
        const auto cell = history.cells.find(event.who);
        if (event.kind != EventKind::operation || event.reason == 0 || cell == history.cells.end()) continue;
        if (event.week + 1 >= history.last) continue;
        ++spread.burned_elsewhere.of;
        if (cell->second.went_to != Who{} && cell->second.until <= event.week + 1) ++spread.burned_elsewhere.part;
    }
}

/// Places left, and those of them that another network holds within half a year.
void count_vacated(const Series& series, const RunHistory& history, SpreadOfRun& spread)
{
    constexpr Week known_weeks = 26;
    for (const auto& [who, cell] : history.cells)
        if (cell.site && cell.ended && cell.until + known_weeks < history.last) ++spread.vacated_by_others.of;
    for (const Event& event : series.events)
        if (event.kind == EventKind::taken_over && event.reason == static_cast<std::uint8_t>(Generator::vacated))
            ++spread.vacated_by_others.part;
}

} // namespace

std::optional<double> Hazard::per_year() const
{
    if (!(years > 0.0)) return std::nullopt;
    return static_cast<double>(events) / years;
}

std::optional<double> Share::value() const
{
    if (of == 0) return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(of);
}

SpreadOfRun spread_of(const ResultSet& results, const Series& series)
{
    SpreadOfRun spread;
    const RunHistory history = history_of(series);
    Walk{results, history, spread}.walk();
    for (const auto& [who, cell] : history.cells)
        if (cell.site && cell.from == cell.seen_from && cell.from > history.first)
            spread.spells.emplace_back(cell.until - cell.from, cell.ended);
    count_generators(series, spread);
    count_contests(series, spread);
    count_burned(series, history, spread);
    count_vacated(series, history, spread);
    return spread;
}

std::optional<Week> median_spell(const std::vector<const SpreadOfRun*>& runs)
{
    std::map<Week, std::pair<std::int64_t, std::int64_t>> at; // Ended, still there.
    std::int64_t at_risk = 0;
    for (const SpreadOfRun* run : runs)
        for (const auto& [weeks, ended] : run->spells) {
            ++(ended ? at[weeks].first : at[weeks].second);
            ++at_risk;
        }
    double surviving = 1.0;
    for (const auto& [weeks, counts] : at) {
        surviving *= 1.0 - static_cast<double>(counts.first) / static_cast<double>(at_risk);
        if (surviving <= 0.5) return weeks;
        at_risk -= counts.first + counts.second;
    }
    return std::nullopt;
}

} // namespace emprise
