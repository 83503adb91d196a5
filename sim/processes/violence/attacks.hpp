#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "processes/violence/terrain.hpp"
#include "settings/parameters/violence.hpp"
#include "world/world.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace emprise {

/// One network attacks another.
struct Attack {
    OrganisationId attacker;
    OrganisationId victim;
    Who name;         ///< Of the attack itself, for the questions about it.
    CellId target;    ///< Cell whose people are attacked; none() when the network has none.
    QuartierId place; ///< Where.
    double time{};    ///< Within the week, 0 to 1.
    bool triggered{}; ///< In return for an earlier attack.
};

/// Attacks a week beside those in return.
struct Background {
    double first_on_second;
    double second_on_first;
};

/// Excitation of both directions, attacks a week.
struct Heat {
    double of_first{};
    double of_second{};
};

/// What the attacks of a week are drawn from. Refers to all it is given.
struct Battleground {
    const World& world;
    const Terrain& terrain;
    const std::vector<Claim>& claims;
    const Column<Organisation, double>& armed;
    const PlaceGrid& places;
    const Channels& channels;
    const ViolenceParameters& parameters;
    const Luck& luck;
};

/// A week of one pair.
struct PairWeek {
    Heat heat; ///< At the end of the week.
    std::vector<Attack> attacks;
};

/// Members who bear arms: weapons held, at least a share of the managers.
[[nodiscard]] Column<Organisation, double> count_armed(const World& world, const ViolenceParameters& parameters);

[[nodiscard]] Background background_of(const Battleground& ground, const Conflict& conflict);

/// Decay of heat a week: log 2 / median delay.
[[nodiscard]] double heat_decay_week(const ViolenceParameters& parameters);

/// Exact: the next attack of either direction is drawn as the earlier of a waiting time of the background and one of
/// the decaying heat; who attacks whom and whether in return follows from which came first.
[[nodiscard]] PairWeek simulate_pair(const Battleground& ground, const Conflict& conflict, Background background,
                                     Heat heat);

/// What an attack at this place adds to the heat of those attacked, mediators counted.
[[nodiscard]] double heat_added(const Battleground& ground, QuartierId place);

/// Where an attack of one network on another happens: a vacated site both claim, or between two of their cells, where
/// neither is at home: weight p q / (p + q) of what reaches there of both.
[[nodiscard]] Attack place_attack(const Battleground& ground, OrganisationId attacker, OrganisationId victim, Who name);

} // namespace emprise
