#include "processes/violence/attacks.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"
#include "base/week.hpp"
#include "chance/distributions.hpp"
#include "chance/tickets.hpp"
#include "parallel/parallel.hpp"
#include "world/population_share.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace emprise {

namespace {

constexpr double log_two = 0.6931471805599453;
constexpr double never = std::numeric_limits<double>::infinity();
constexpr std::uint16_t most_attacks = 30'000; ///< Of a pair in a week: two questions each.
constexpr double least_distance_km = 0.3;      ///< Cells nearer than this fight in the quartier of the attacked one.

/// Time until the background strikes.
double wait_constant(double u, double rate)
{
    return rate > 0.0 ? -portable_log(u) / rate : never;
}

/// Time until a heat that decays strikes, if it ever does (Dassios and Zhao 2013).
double wait_decaying(double u, double heat, double decay)
{
    if (heat <= 0.0) return never;
    const double left = 1.0 + decay * portable_log(u) / heat;
    return left > 0.0 ? -portable_log(left) / decay : never;
}

/// A keyed name of its own for an attack, so that no two share their further questions.
Who name_attack(const Luck& luck, Who attacker, Who victim, std::uint16_t nth)
{
    return Who::of(Kind::event, luck.bits(Purpose::attack_place, attacker, victim, nth) >> 28U);
}

/// Cells of the two networks that are neighbours, in order of name of the victim's, then of the attacker's.
struct Front {
    std::vector<std::uint32_t> attacked;
    std::vector<std::uint32_t> attacking;
    std::vector<double> weight;
};

Front front_between(const Battleground& ground, OrganisationId attacker, OrganisationId victim)
{
    const Terrain& terrain = ground.terrain;
    const auto owner = [&](std::uint32_t cell) { return ground.world.cells.organisation[terrain.cells[cell]]; };
    struct Meeting {
        std::uint32_t attacked;
        std::uint32_t attacking;
        std::int64_t weight;
    };
    std::vector<Meeting> meetings;
    for (std::uint32_t cell = 0; cell < terrain.cells.size(); ++cell) {
        if (owner(cell) != victim) continue;
        for (std::uint32_t i = terrain.first_neighbour[cell]; i < terrain.first_neighbour[cell + 1]; ++i)
            if (owner(terrain.neighbours[i].cell) == attacker)
                meetings.push_back({cell, terrain.neighbours[i].cell, terrain.contact(cell, terrain.neighbours[i])});
    }
    std::sort(meetings.begin(), meetings.end(), [](const Meeting& a, const Meeting& b) {
        return std::tuple{a.attacked, a.attacking} < std::tuple{b.attacked, b.attacking};
    });
    Front front;
    for (const Meeting& meeting : meetings) {
        front.attacked.push_back(meeting.attacked);
        front.attacking.push_back(meeting.attacking);
        front.weight.push_back(static_cast<double>(meeting.weight) + 1.0);
    }
    return front;
}

/// A quartier between two cells, by how contested it is.
QuartierId contested_place(const Battleground& ground, CellId attacked, CellId attacking, double u)
{
    const QuartierTable& places = ground.world.territory->quartiers;
    const QuartierId here = ground.world.cells.quartier[attacked];
    const QuartierId there = ground.world.cells.quartier[attacking];
    const auto square = [&](QuartierId from, QuartierId to) {
        return square_km(places.latitude_deg[from], places.longitude_deg[from], places.latitude_deg[to],
                         places.longitude_deg[to]);
    };
    const double apart = std::sqrt(square(here, there));
    if (apart < least_distance_km) return here;
    std::vector<QuartierId> candidates;
    std::vector<double> weights;
    const double margin = 1.001; // the two homes count in spite of rounding
    ground.places.for_each_within(
        0.5 * (places.latitude_deg[here] + places.latitude_deg[there]),
        0.5 * (places.longitude_deg[here] + places.longitude_deg[there]), 0.5 * apart * margin,
        [&](std::uint32_t row, double) {
            if (row >= places.size()) return; // Beyond the edge of a part that runs alone.
            const QuartierId place{row};
            const double p = ground.world.cells.attractiveness[attacked] * ground.terrain.fade(square(place, here));
            const double q = ground.world.cells.attractiveness[attacking] * ground.terrain.fade(square(place, there));
            candidates.push_back(place);
            weights.push_back(p * q / (p + q));
        });
    return candidates.empty() ? here : candidates[draw_index(u, weights)];
}

/// A cell of the network by its posts; none() without any.
CellId any_cell(const Battleground& ground, OrganisationId network, Who attack)
{
    CellId best;
    Bid lowest{};
    for (const CellId cell : ground.terrain.cells) {
        if (ground.world.cells.organisation[cell] != network) continue;
        const Who name = ground.world.cells.who[cell];
        const Bid bid{ticket(ground.luck.uniform(Purpose::attack_place, attack, name), ground.world.cells.posts[cell]),
                      name};
        if (best.present() && lowest < bid) continue;
        best = cell;
        lowest = bid;
    }
    return best;
}

struct Claims {
    std::vector<QuartierId> quartiers;
    std::vector<double> weights;
    double total{};
};

Claims claims_of(const Battleground& ground, OrganisationId a, OrganisationId b)
{
    Claims found;
    for (const Claim& claim : ground.claims) {
        if (!((claim.first == a && claim.second == b) || (claim.first == b && claim.second == a))) continue;
        found.quartiers.push_back(claim.quartier);
        found.weights.push_back(ground.parameters.claim_weight * static_cast<double>(claim.weight));
        found.total += found.weights.back();
    }
    return found;
}

} // namespace

double heat_decay_week(const ViolenceParameters& parameters)
{
    constexpr double days_in_week = 7.0;
    return log_two * days_in_week / parameters.delay_median_days;
}

Column<Organisation, double> count_armed(const World& world, const ViolenceParameters& parameters)
{
    constexpr std::size_t traders_at_once = 16384;
    Column<Organisation, std::int32_t> managers(world.organisations.size(), 0);
    const Traders& traders = world.traders;
    for_each_range(traders.size(), traders_at_once, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const Id<TraderTag> row{static_cast<std::uint32_t>(i)};
            if (traders.role[row] != Role::manager || !traders.cell[row].present()) continue;
            const OrganisationId owner = world.cells.organisation[traders.cell[row]];
            if (owner.present()) add_integer(managers[owner], 1);
        }
    });
    Column<Organisation, double> armed(world.organisations.size(), 0.0);
    for (const OrganisationId network : each<Organisation>(armed.size()))
        armed[network] = std::max(static_cast<double>(world.organisations.weapons[network]),
                                  parameters.armed_share_of_managers * managers[network]);
    return armed;
}

Background background_of(const Battleground& ground, const Conflict& conflict)
{
    const Organisations& networks = ground.world.organisations;
    const ViolenceParameters& p = ground.parameters;
    const double contact = static_cast<double>(conflict.contact) / Terrain::one;
    const double claims = static_cast<double>(conflict.claims) / Terrain::one * p.claim_weight;
    double alliance = 0.0;
    double rivalry = 0.0;
    if (conflict.tie != Conflict::none) {
        alliance = ground.world.ties.alliance[TieId{conflict.tie}];
        rivalry = ground.world.ties.rivalry[TieId{conflict.tie}];
    }
    const double at_war = std::max(0.0, (rivalry - p.war_from_rivalry) / (1.0 - p.war_from_rivalry));
    const auto attacks = [&](OrganisationId attacker) {
        const double armed = ground.armed[attacker];
        if (armed <= 0.0) return 0.0;
        const double debt = static_cast<double>(std::max<std::int64_t>(0, networks.debt_cents[attacker])) / 100.0;
        const double pressed = 1.0 + p.debt_weight * debt / (debt + p.debt_half_eur);
        const double usual = p.attacks_per_contact_year * networks.aggression[attacker] * armed /
                             (armed + p.armed_half) * (contact * pressed + claims) *
                             (1.0 + p.rivalry_weight * rivalry) * (1.0 - alliance);
        const double war = p.war_attacks_per_armed_year * at_war * armed * (contact + claims);
        return (usual + war) / weeks_per_year;
    };
    return {attacks(conflict.first), attacks(conflict.second)};
}

double heat_added(const Battleground& ground, QuartierId place)
{
    const ViolenceParameters& p = ground.parameters;
    const double hours = ground.channels.mediation_hours[place] * 1000.0 / simulated_residents(ground.world, place);
    const double cut = p.mediation_cut * std::min(1.0, hours / p.mediation_full_hours);
    return p.branching * heat_decay_week(p) * (1.0 - cut);
}

Attack place_attack(const Battleground& ground, OrganisationId attacker, OrganisationId victim, Who name)
{
    Attack attack{.attacker = attacker, .victim = victim, .name = name, .target = {}, .place = {}};
    const auto [which, where] = ground.luck.two_uniforms(Purpose::attack_place, name);
    const Front front = front_between(ground, attacker, victim);
    const Claims claims = claims_of(ground, attacker, victim);
    double total = claims.total;
    for (const double weight : front.weight) total += weight;
    if (which * total < claims.total) {
        attack.place = claims.quartiers[draw_index(where, claims.weights)];
        attack.target = any_cell(ground, victim, name);
    } else if (!front.weight.empty()) {
        const double u = (which * total - claims.total) / (total - claims.total);
        const std::size_t meeting = draw_index(std::clamp(u, 0x1p-53, 1.0 - 0x1p-53), front.weight);
        attack.target = ground.terrain.cells[front.attacked[meeting]];
        const CellId attacking = ground.terrain.cells[front.attacking[meeting]];
        attack.place = contested_place(ground, attack.target, attacking, where);
    } else {
        attack.target = any_cell(ground, victim, name);
        attack.place = attack.target.present() ? ground.world.cells.quartier[attack.target]
                                               : ground.world.organisations.home[victim];
    }
    return attack;
}

PairWeek simulate_pair(const Battleground& ground, const Conflict& conflict, Background background, Heat heat)
{
    const Who first = ground.world.organisations.who[conflict.first];
    const Who second = ground.world.organisations.who[conflict.second];
    const double decay = heat_decay_week(ground.parameters);
    const double constant = background.first_on_second + background.second_on_first;
    PairWeek week;
    double now = 0.0;
    const auto pass = [&](double time) {
        const double kept = portable_exp(-decay * time);
        heat.of_first *= kept;
        heat.of_second *= kept;
        now += time;
    };
    for (std::uint16_t nth = 0;; ++nth) {
        const double both = heat.of_first + heat.of_second;
        const auto question = static_cast<std::uint16_t>(2 * nth);
        const auto [u, v] = ground.luck.two_uniforms(Purpose::attack_time, first, second, question);
        const double wait_background = wait_constant(u, constant);
        const double wait_heat = wait_decaying(v, both, decay);
        const double wait = std::min(wait_background, wait_heat);
        if (!(now + wait < 1.0)) break;
        EXPECTS(nth < most_attacks);
        pass(wait);
        const bool triggered = wait_heat < wait_background;
        const double w =
            ground.luck.uniform(Purpose::attack_time, first, second, static_cast<std::uint16_t>(question + 1));
        const bool by_first = triggered ? w * (heat.of_first + heat.of_second) < heat.of_first
                                        : w * constant < background.first_on_second;
        const OrganisationId attacker = by_first ? conflict.first : conflict.second;
        const OrganisationId victim = by_first ? conflict.second : conflict.first;
        Attack attack = place_attack(ground, attacker, victim, name_attack(ground.luck, first, second, nth));
        attack.time = now;
        attack.triggered = triggered;
        (by_first ? heat.of_second : heat.of_first) += heat_added(ground, attack.place);
        week.attacks.push_back(attack);
    }
    pass(1.0 - now);
    week.heat = heat;
    return week;
}

} // namespace emprise
