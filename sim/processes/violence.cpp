#include "processes/violence.hpp"

#include "parallel/parallel.hpp"
#include "processes/violence/attacks.hpp"
#include "processes/violence/terrain.hpp"
#include "processes/violence/victims.hpp"
#include "world/market_links.hpp"

#include <vector>

namespace emprise {

namespace {

constexpr std::size_t pairs_at_once = 512;
constexpr double least_heat = 1e-6; ///< Attacks a week; a pair that means less is forgotten.

/// A pair whose week left a trace.
struct Outcome {
    std::size_t conflict;
    PairWeek week;
};

std::vector<Outcome> simulate_pairs(const Battleground& ground, const std::vector<Conflict>& conflicts)
{
    const Ties& ties = ground.world.ties;
    std::vector<std::vector<Outcome>> parts((conflicts.size() + pairs_at_once - 1) / pairs_at_once);
    for_each_range(conflicts.size(), pairs_at_once, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const Conflict& conflict = conflicts[i];
            Heat heat;
            if (conflict.tie != Conflict::none)
                heat = {ties.heat_of_first[TieId{conflict.tie}], ties.heat_of_second[TieId{conflict.tie}]};
            const bool hot = heat.of_first + heat.of_second > 0.0;
            PairWeek week = simulate_pair(ground, conflict, background_of(ground, conflict), heat);
            if (hot || !week.attacks.empty()) parts[begin / pairs_at_once].push_back({i, std::move(week)});
        }
    });
    std::vector<Outcome> outcomes;
    for (auto& part : parts)
        for (Outcome& outcome : part) outcomes.push_back(std::move(outcome));
    return outcomes;
}

/// Known pairs first, whose rows stand; then those that met this week, whose rows are made.
void write_heat(World& world, const std::vector<Conflict>& conflicts, const std::vector<Outcome>& outcomes)
{
    const auto write = [&](TieId tie, const Heat& heat) {
        world.ties.heat_of_first[tie] = heat.of_first;
        world.ties.heat_of_second[tie] = heat.of_second;
    };
    for (const Outcome& outcome : outcomes) {
        const Conflict& conflict = conflicts[outcome.conflict];
        if (conflict.tie == Conflict::none) continue;
        write(TieId{conflict.tie}, outcome.week.heat);
        if (!outcome.week.attacks.empty())
            world.ties.last_seen[TieId{conflict.tie}] = static_cast<std::int16_t>(world.week);
    }
    for (const Outcome& outcome : outcomes) {
        const Conflict& conflict = conflicts[outcome.conflict];
        if (conflict.tie == Conflict::none)
            write(tie_between(world.ties, world.organisations, conflict.first, conflict.second, world.week),
                  outcome.week.heat);
    }
}

} // namespace

void advance_violence(World& world, const Channels& channels, const ViolenceParameters& parameters, const Luck& luck)
{
    const PlaceGrid& places = buyer_grid(world);
    const Terrain terrain{world, parameters};
    const std::vector<Claim> claims = list_claims(world, terrain, parameters);
    const std::vector<Conflict> conflicts = list_conflicts(world, terrain, claims);
    const auto armed = count_armed(world, parameters);
    const Battleground ground{world, terrain, claims, armed, places, channels, parameters, luck};
    const std::vector<Outcome> outcomes = simulate_pairs(ground, conflicts);
    write_heat(world, conflicts, outcomes);
    std::vector<Attack> attacks;
    for (const Outcome& outcome : outcomes)
        attacks.insert(attacks.end(), outcome.week.attacks.begin(), outcome.week.attacks.end());
    strike(world, attacks, parameters, luck);
    prune_ties(world.ties, world.organisations, least_heat);
}

} // namespace emprise
