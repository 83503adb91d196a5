#include "processes/organisations/succession.hpp"

#include "base/portable_math.hpp"
#include "processes/organisations/split.hpp"
#include "world/custody.hpp"
#include "world/ties.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

enum class HeadState : std::uint8_t { commands, arrested, gone };

/// Heads behind bars command from there or not, for life: a keyed question of head and network.
HeadState state_of_head(const World& world, OrganisationId network, const OrganisationsParameters& parameters,
                        const Luck& luck)
{
    const ResidentId head = world.organisations.leader[network];
    if (!world.residents.record[head].alive()) return HeadState::gone;
    if (find_trader(world.traders, head)) return HeadState::commands;
    const auto detainee = find_detainee(world.detainees, head);
    if (!detainee || !is_held(world.detainees.state[*detainee])) return HeadState::gone;
    const bool commands = luck.at_week(0).happens(parameters.command_from_custody, Purpose::successor,
                                                  who_is(world.residents, head), world.organisations.who[network]);
    return commands ? HeadState::commands : HeadState::arrested;
}

std::int16_t when_it_decides_again(const World& world, OrganisationId network,
                                   const OrganisationsParameters& parameters, const Luck& luck)
{
    const double u = luck.uniform(Purpose::successor, world.organisations.who[network]);
    const double weeks = parameters.succession_shortest_weeks +
                         u * (parameters.succession_longest_weeks - parameters.succession_shortest_weeks);
    return static_cast<std::int16_t>(world.week + static_cast<int>(std::max(0.0, weeks) + 0.5));
}

void contest(World& world, OrganisationId parent, OrganisationId born, Succession how, const Claims& claims,
             const OrganisationsParameters& parameters)
{
    const double rivalry = how == Succession::war ? parameters.war_rivalry * claims.survivors * claims.closeness
                                                  : parameters.split_rivalry;
    const TieId tie = tie_between(world.ties, world.organisations, parent, born, world.week);
    world.ties.rivalry[tie] = std::min(1.0, std::max(parameters.split_rivalry, rivalry));
    world.ties.alliance[tie] = 0.0;
}

void record_succession(World& world, OrganisationId network, Succession how, Who other, const Claims& claims,
                       double rivalry)
{
    constexpr std::array flows{Flow::successions_orderly, Flow::successions_split, Flow::successions_war};
    tally(world, flows[static_cast<std::size_t>(how)], network, 1);
    record(world, EventKind::succession, static_cast<std::uint8_t>(how), network, other,
           {static_cast<float>(claims.claimants), static_cast<float>(claims.closeness),
            static_cast<float>(claims.survivors), static_cast<float>(rivalry)});
}

/// The head is gone.
void succeed(World& world, Holdings& holdings, OrganisationId network, const std::vector<Member>& members,
             const OrganisationsParameters& parameters, const Luck& luck)
{
    Organisations& organisations = world.organisations;
    const Who who = organisations.who[network];
    organisations.leader[network] = ResidentId::none();
    organisations.acts_from[network] = when_it_decides_again(world, network, parameters, luck);
    const Claims claims = weigh_claims(world, network, members, parameters);
    const auto [contested, war] = luck.two_uniforms(Purpose::succession, who);
    if (contested < chance_of_contest(claims, parameters)) {
        const std::vector<Member> managers = managers_among(members);
        const auto born = split_network(world, holdings, network, managers[0], managers[1], parameters, luck);
        if (born) {
            const Succession how = war < chance_of_war(claims, parameters) ? Succession::war : Succession::split;
            make_head(world, holdings, network, managers[0]);
            world.organisations.acts_from[*born] = world.organisations.acts_from[network];
            contest(world, network, *born, how, claims, parameters);
            const auto tie = find_tie(world.ties, world.organisations, network, *born);
            record_succession(world, network, how, world.organisations.who[*born], claims, world.ties.rivalry[*tie]);
            return;
        }
    }
    record_succession(world, network, Succession::orderly, {}, claims, 0.0);
}

/// Networks whose head is gone this week, and networks whose wait for an heir is over; by name.
struct Changes {
    std::vector<OrganisationId> bereaved;
    std::vector<OrganisationId> waiting;
    std::vector<OrganisationId> newborn;
};

Changes list_changes(World& world, const Holdings& holdings, const OrganisationsParameters& parameters,
                     const Luck& luck)
{
    const Organisations& organisations = world.organisations;
    Changes changes;
    for (const OrganisationId network : holdings.running) {
        if (!organisations.leader[network].present()) {
            const bool born_now =
                organisations.founded[network] == world.week && organisations.parent[network] != Who{};
            if (born_now)
                changes.newborn.push_back(network);
            else if (organisations.acts_from[network] <= world.week)
                changes.waiting.push_back(network);
            continue;
        }
        const HeadState state = state_of_head(world, network, parameters, luck);
        if (state == HeadState::commands) continue;
        if (state == HeadState::arrested) tally(world, Flow::leaders_arrested, network, 1);
        changes.bereaved.push_back(network);
    }
    return changes;
}

/// The member who starts a network elsewhere: a manager of the parent who is not its head, else an experienced member.
std::optional<Member> draw_founder(const World& world, OrganisationId parent, OrganisationId born,
                                   std::span<const Member> members, const OrganisationsParameters& parameters,
                                   const Luck& luck)
{
    std::optional<Member> founder;
    std::pair<bool, double> best{};
    for (const Member& member : members) {
        if (member.resident == world.organisations.leader[parent]) continue;
        const bool manager = member.role == Role::manager;
        if (!manager && world.week - member.entered < parameters.founder_experience_weeks) continue;
        const std::pair rank{!manager, luck.uniform(Purpose::founder, member.who, world.organisations.who[born])};
        if (founder && best <= rank) continue;
        founder = member;
        best = rank;
    }
    return founder;
}

void inaugurate(World& world, const Holdings& holdings, OrganisationId born, OrganisationId parent,
                std::span<const Member> members, const OrganisationsParameters& parameters, const Luck& luck)
{
    Organisations& organisations = world.organisations;
    organisations.aggression[born] = inherit_aggression(world, parent, organisations.who[born], parameters, luck);
    const bool franchise =
        organisations.franchise_share[born] > 0.0; // Run by people of the place, once there are some.
    const auto founder = franchise ? std::nullopt : draw_founder(world, parent, born, members, parameters, luck);
    if (founder) make_head(world, holdings, born, *founder);
    if (organisations.is_running(parent)) {
        const TieId tie = tie_between(world.ties, organisations, parent, born, world.week);
        world.ties.alliance[tie] = std::max(world.ties.alliance[tie], parameters.founder_alliance);
    }
    tally(world, Flow::organisations_founded, born, 1);
    record(world, EventKind::founded, static_cast<std::uint8_t>(Founding::by_member), born, organisations.who[parent],
           {static_cast<float>(holdings.cells[born].size()), 0.0F, 0.0F, 0.0F});
}

OrganisationId find_network(const Organisations& organisations, Who who)
{
    const auto found = std::find(organisations.who.begin(), organisations.who.end(), who);
    return found == organisations.who.end()
               ? OrganisationId::none()
               : OrganisationId{static_cast<std::uint32_t>(found - organisations.who.begin())};
}

/// One at a time: a member who leaves to lead one network is not there to lead the next.
void inaugurate_all(World& world, const Holdings& holdings, const std::vector<OrganisationId>& newborn,
                    const OrganisationsParameters& parameters, const Luck& luck)
{
    for (const OrganisationId born : newborn) {
        const OrganisationId parent = find_network(world.organisations, world.organisations.parent[born]);
        if (!parent.present()) continue;
        const std::array asked{parent};
        inaugurate(world, holdings, born, parent, members_of(world, asked).front(), parameters, luck);
    }
}

/// A head at large who works for nobody, or for another network, goes to a cell of the own one.
void follow_cells(World& world, const Holdings& holdings)
{
    for (const OrganisationId network : holdings.running) {
        if (holdings.cells[network].empty()) continue;
        const auto row = head_in_trade(world, network);
        if (!row) continue;
        const CellId at = world.traders.cell[*row];
        if (!at.present() || world.cells.organisation[at] != network)
            assign_trader(world, *row, holdings.cells[network].front(), false, world.week);
    }
}

} // namespace

Claims weigh_claims(const World& world, OrganisationId network, std::span<const Member> members,
                    const OrganisationsParameters& parameters)
{
    const std::vector<Member> managers = managers_among(members);
    Claims claims;
    claims.aggression = world.organisations.aggression[network];
    claims.reputation = world.organisations.reputation[network];
    claims.weapons = world.organisations.weapons[network];
    const auto alive = static_cast<double>(members.size());
    claims.survivors = alive / (alive + parameters.contest_half_members);
    if (managers.size() < 2) return claims;
    claims.claimants = std::min(static_cast<double>(managers.size()), 1.0 + parameters.contest_most_claimants);
    const auto experience = [&](const Member& one) { return 1.0 + world.week - one.entered; };
    claims.closeness = experience(managers[1]) / experience(managers[0]);
    return claims;
}

double chance_of_contest(const Claims& claims, const OrganisationsParameters& parameters)
{
    const double hazard = parameters.contest * std::max(0.0, claims.claimants - 1.0) * claims.aggression *
                          (1.0 + parameters.contest_per_reputation * claims.reputation) * claims.closeness *
                          claims.survivors;
    return -portable_expm1(-hazard);
}

double chance_of_war(const Claims& claims, const OrganisationsParameters& parameters)
{
    return parameters.war_share * claims.weapons / (claims.weapons + parameters.war_half_weapons);
}

void renew_heads(World& world, Holdings& holdings, const OrganisationsParameters& parameters, const Luck& luck)
{
    const Changes changes = list_changes(world, holdings, parameters, luck);
    std::vector<OrganisationId> asked = changes.bereaved;
    asked.insert(asked.end(), changes.waiting.begin(), changes.waiting.end());
    if (!asked.empty()) {
        const auto members = members_of(world, asked);
        for (std::size_t i = 0; i < changes.bereaved.size(); ++i)
            succeed(world, holdings, changes.bereaved[i], members[i], parameters, luck);
        for (std::size_t i = 0; i < changes.waiting.size(); ++i)
            if (const auto heir = first_heir(members[changes.bereaved.size() + i]))
                make_head(world, holdings, changes.waiting[i], *heir);
    }
    inaugurate_all(world, holdings, changes.newborn, parameters, luck);
    follow_cells(world, holdings);
}

} // namespace emprise
