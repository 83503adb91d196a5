#include "processes/organisations.hpp"

#include "processes/organisations/endings.hpp"
#include "processes/organisations/money.hpp"
#include "processes/organisations/promotion.hpp"
#include "processes/organisations/succession.hpp"
#include "processes/trade_support.hpp"
#include "support/toy_world.hpp"
#include "world/heads.hpp"
#include "world/ties.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>

namespace emprise {
namespace {

using namespace emprise::test;

Luck luck_of(const World& world, std::uint32_t seed = 1)
{
    return Luck{seed, 0, world.week};
}

void advance(World& world, const Parameters& parameters, int weeks, std::uint32_t seed = 1)
{
    for (int i = 0; i < weeks; ++i) {
        advance_trade(world, parameters, seed, 1);
        advance_organisations(world, parameters.organisations, luck_of(world, seed));
    }
}

Parameters quiet_parameters()
{
    Parameters parameters = trade_parameters();
    parameters.organisations.contest = 0.0;
    parameters.strategy.act_month = 0.0;
    return parameters;
}

/// The head dies; who is dead leaves the trade.
void kill_head(World& world, OrganisationId network)
{
    const std::array dead{world.organisations.leader[network]};
    world.residents.record[dead[0]].set_alive(false);
    remove_traders(world, dead);
}

std::vector<Member> members_of_one(const World& world, OrganisationId network)
{
    const std::array asked{network};
    return members_of(world, asked).front();
}

/// The first network by name with `cells` or more open cells and two managers at least, both long in the trade.
OrganisationId divisible_network(World& world, std::size_t cells)
{
    const Holdings holdings = survey_holdings(world);
    for (const OrganisationId network : holdings.running) {
        if (holdings.cells[network].size() < cells) continue;
        int managers = 0;
        for (const Member& member : members_of_one(world, network)) {
            world.traders.entered[member.trader] = static_cast<std::int16_t>(world.week - 100);
            if (managers < 3) world.traders.role[member.trader] = Role::manager;
            ++managers;
        }
        if (managers >= 3) return network;
    }
    return OrganisationId::none();
}

std::int64_t count(const World& world, Flow flow)
{
    std::int64_t sum = 0;
    for (const std::int64_t value : world.tallies[flow]) sum += value;
    return sum;
}

TEST(Organisations, EveryFirstNetworkWithPeopleHasAHeadWhoWorksForItAsManager)
{
    const World world = make_trade_world(trade_parameters());
    int heads = 0;
    for (const OrganisationId network : running_by_name(world.organisations)) {
        const std::vector<Member> members = members_of_one(world, network);
        ASSERT_EQ(world.organisations.leader[network].present(), !members.empty());
        if (members.empty()) continue;
        const auto row = head_in_trade(world, network);
        ASSERT_TRUE(row.has_value());
        EXPECT_EQ(world.cells.organisation[world.traders.cell[*row]], network);
        EXPECT_EQ(world.traders.role[*row], Role::manager);
        EXPECT_TRUE(world.residents.record[world.traders.resident[*row]].alive());
        ++heads;
    }
    EXPECT_GT(heads, 3);
}

TEST(Organisations, TheLineOfHeirsIsManagersThenExperience)
{
    const auto member = [](std::uint32_t name, Role role, std::int16_t entered) {
        return Member{{}, Who::of(Kind::resident, name), {}, {}, role, entered};
    };
    std::vector<Member> members{member(1, Role::seller, -90), member(2, Role::manager, -10),
                                member(3, Role::manager, -20)};
    std::sort(members.begin(), members.end(), is_more_experienced);
    EXPECT_EQ(first_heir(members)->who.number(), 3U);
    EXPECT_EQ(managers_among(members).size(), 2U);
    EXPECT_EQ(first_heir(std::vector{member(1, Role::seller, -5), member(2, Role::lookout, -9)})->who.number(), 1U);
    EXPECT_FALSE(first_heir({}).has_value());
}

TEST(Organisations, AHeadWhoDiesIsFollowedWithinSixMonthsAndNobodyDecidesMeanwhile)
{
    const Parameters parameters = quiet_parameters();
    World world = make_trade_world(parameters);
    const OrganisationId network = divisible_network(world, 1);
    const ResidentId dead = world.organisations.leader[network];
    kill_head(world, network);
    int without = 0;
    for (; without < 40; ++without) {
        advance(world, parameters, 1);
        ASSERT_NE(world.organisations.leader[network], dead);
        if (world.organisations.decides(network, world.week)) break;
        EXPECT_FALSE(world.organisations.leader[network].present());
    }
    EXPECT_GE(without, static_cast<int>(parameters.organisations.succession_shortest_weeks));
    EXPECT_LE(without, static_cast<int>(parameters.organisations.succession_longest_weeks) + 1);
    EXPECT_GE(count(world, Flow::successions_orderly), 1);
    ASSERT_TRUE(head_in_trade(world, network).has_value());
    EXPECT_EQ(world.cells.organisation[world.traders.cell[*head_in_trade(world, network)]], network);
}

TEST(Organisations, AHeadBehindBarsCommandsFromThereOrNotAtAll)
{
    for (const double command : {0.0, 1.0}) {
        Parameters parameters = quiet_parameters();
        parameters.organisations.command_from_custody = command;
        World world = make_trade_world(parameters);
        const OrganisationId network = divisible_network(world, 1);
        const std::array head{world.organisations.leader[network]};
        remove_traders(world, head);
        world.detainees.resident.push_back(head[0]);
        world.detainees.state.push_back(Custody::prison);
        world.detainees.until.push_back(500);
        world.detainees.former_cell.push_back(CellId::none());
        world.detainees.former_role.push_back(Role::manager);
        advance_organisations(world, parameters.organisations, luck_of(world));
        EXPECT_EQ(world.organisations.leader[network] == head[0], command > 0.5);
        EXPECT_EQ(count(world, Flow::leaders_arrested), command > 0.5 ? 0 : 1);
    }
}

struct Divided {
    World world;
    OrganisationId parent;
    OrganisationId born;
    std::size_t cells_before;
    Event event;
};

Divided divide(double war_share)
{
    Parameters parameters = quiet_parameters();
    parameters.trade_genesis.cells_per_organisation = 6.0;
    parameters.organisations.contest = 20.0;
    parameters.organisations.war_share = war_share;
    parameters.organisations.war_half_weapons = 0.01;
    World world = make_trade_world(parameters);
    const OrganisationId parent = divisible_network(world, 4);
    world.organisations.weapons[parent] += 20;
    world.ledger.move_weapons(WeaponPlace::bought, WeaponPlace::held, 20);
    world.organisations.debt_cents[parent] = 1'000'000;
    const std::size_t cells = survey_holdings(world).cells[parent].size();
    const std::size_t networks = world.organisations.size();
    kill_head(world, parent);
    Holdings holdings = survey_holdings(world);
    renew_heads(world, holdings, parameters.organisations, luck_of(world));
    Event event;
    for (const Event& one : world.events)
        if (one.kind == EventKind::succession && one.who == world.organisations.who[parent]) event = one;
    return {world, parent, OrganisationId{static_cast<std::uint32_t>(networks)}, cells, event};
}

TEST(Organisations, ASplitDividesCellsMoneyWeaponsAndDebtsBetweenTwoHeads)
{
    const Divided split = divide(0.0);
    const World& world = split.world;
    const Organisations& networks = world.organisations;
    ASSERT_GT(networks.size(), split.born.value());
    EXPECT_EQ(networks.parent[split.born], networks.who[split.parent]);
    const Holdings holdings = survey_holdings(world);
    const std::size_t left = holdings.cells[split.parent].size();
    const std::size_t gone = holdings.cells[split.born].size();
    EXPECT_GE(gone, 1U);
    EXPECT_EQ(left + gone, split.cells_before);
    EXPECT_LE(gone, left + 1);
    EXPECT_EQ(networks.debt_cents[split.parent] + networks.debt_cents[split.born], 1'000'000);
    EXPECT_GT(networks.weapons[split.born], 0);
    EXPECT_GT(networks.cash_cents[split.born], 0);
    EXPECT_NE(networks.leader[split.parent], networks.leader[split.born]);
    for (const OrganisationId one : {split.parent, split.born}) {
        ASSERT_TRUE(head_in_trade(world, one).has_value());
        EXPECT_EQ(world.cells.organisation[world.traders.cell[*head_in_trade(world, one)]], one);
        EXPECT_FALSE(networks.decides(one, world.week));
    }
    const auto tie = find_tie(world.ties, networks, split.parent, split.born);
    ASSERT_TRUE(tie.has_value());
    EXPECT_DOUBLE_EQ(world.ties.rivalry[*tie], usual_parameters().organisations.split_rivalry);
    EXPECT_EQ(split.event.reason, static_cast<std::uint8_t>(Succession::split));
    EXPECT_EQ(split.event.other, networks.who[split.born]);
    expect_books_balance(world);
    EXPECT_TRUE(staff_is_consistent(world));
}

TEST(Organisations, AWarOfSuccessionMakesWorseRivalsThanASplit)
{
    const Divided war = divide(1.0);
    const auto tie = find_tie(war.world.ties, war.world.organisations, war.parent, war.born);
    ASSERT_TRUE(tie.has_value());
    EXPECT_EQ(war.event.reason, static_cast<std::uint8_t>(Succession::war));
    EXPECT_GT(war.world.ties.rivalry[*tie], usual_parameters().organisations.split_rivalry);
    EXPECT_EQ(count(war.world, Flow::successions_war), 1);
    expect_books_balance(war.world);
}

TEST(Organisations, ContestRisesWithClaimantsClosenessSurvivorsAggressionAndReputation)
{
    const OrganisationsParameters parameters = usual_parameters().organisations;
    const Claims usual{
        .claimants = 2.0, .closeness = 0.5, .survivors = 0.5, .aggression = 1.0, .reputation = 0.3, .weapons = 2.0};
    const auto after = [&](auto change) {
        Claims other = usual;
        change(other);
        return chance_of_contest(other, parameters);
    };
    const double before = chance_of_contest(usual, parameters);
    EXPECT_GT(before, 0.0);
    EXPECT_GT(after([](Claims& claims) { claims.claimants = 3.0; }), before);
    EXPECT_GT(after([](Claims& claims) { claims.closeness = 0.9; }), before);
    EXPECT_GT(after([](Claims& claims) { claims.survivors = 0.9; }), before);
    EXPECT_GT(after([](Claims& claims) { claims.aggression = 2.0; }), before);
    EXPECT_GT(after([](Claims& claims) { claims.reputation = 0.8; }), before);
    EXPECT_EQ(after([](Claims& claims) { claims.survivors = 0.0; }), 0.0) << "a network removed whole";
    EXPECT_EQ(after([](Claims& claims) { claims.claimants = 1.0; }), 0.0);
    Claims unarmed = usual;
    unarmed.weapons = 0.0;
    EXPECT_EQ(chance_of_war(unarmed, parameters), 0.0);
    EXPECT_LT(chance_of_war(usual, parameters), parameters.war_share);
}

TEST(Organisations, ANetworkRemovedWholeHasNeitherHeirNorWar)
{
    Parameters parameters = quiet_parameters();
    parameters.organisations.contest = 20.0;
    World world = make_trade_world(parameters);
    const OrganisationId network = divisible_network(world, 2);
    std::vector<ResidentId> everybody;
    for (const Member& member : members_of_one(world, network)) everybody.push_back(member.resident);
    kill_head(world, network);
    remove_traders(world, everybody);
    const std::size_t networks = world.organisations.size();
    Holdings holdings = survey_holdings(world);
    renew_heads(world, holdings, parameters.organisations, luck_of(world));
    EXPECT_EQ(world.organisations.size(), networks);
    EXPECT_FALSE(world.organisations.leader[network].present());
    EXPECT_EQ(count(world, Flow::successions_split) + count(world, Flow::successions_war), 0);
}

TEST(Organisations, AMemberWhoStartsANetworkLeavesTheParentAndLeadsIt)
{
    const Parameters parameters = quiet_parameters();
    World world = make_trade_world(parameters);
    const OrganisationId parent = divisible_network(world, 2);
    const CellId cell = survey_holdings(world).cells[parent].front();
    const QuartierId home = world.cells.quartier[cell];
    const OrganisationId born = add_organisation(world.organisations, {.who = Who::of(Kind::organisation, 77),
                                                                       .home = home,
                                                                       .parent = world.organisations.who[parent],
                                                                       .founded = world.week});
    world.cells.organisation[cell] = born;
    const ResidentId head = world.organisations.leader[parent];
    advance_organisations(world, parameters.organisations, luck_of(world));
    ASSERT_TRUE(head_in_trade(world, born).has_value());
    EXPECT_NE(world.organisations.leader[born], head);
    EXPECT_EQ(world.organisations.leader[parent], head);
    EXPECT_EQ(world.cells.organisation[world.traders.cell[*head_in_trade(world, born)]], born);
    EXPECT_GT(world.organisations.aggression[born], 0.0);
    const auto tie = find_tie(world.ties, world.organisations, parent, born);
    ASSERT_TRUE(tie.has_value());
    EXPECT_GT(world.ties.alliance[*tie], 0.4);
    EXPECT_EQ(count(world, Flow::organisations_founded), 1);
}

TEST(Organisations, NewcomersAreNoManagersAndVacantPostsGoToTheMostExperienced)
{
    Parameters parameters = trade_parameters();
    parameters.organisations.promotion_week = 1.0;
    World world = make_lone_quartier(parameters);
    const CellId cell = add_manned_cell(world, CellKind::site, 1.0, 12);
    world.cells.on_post[cell] = 0;
    add_on_call(world, cell, 12);
    for (const TraderId trader : each<TraderTag>(12)) {
        assign_trader(world, trader, cell, true, 0);
        world.traders.entered[trader] = static_cast<std::int16_t>(-30 - 10 * static_cast<int>(trader.value()));
    }
    ASSERT_EQ(managers_wanted(12, parameters.organisations), 2);
    for (const std::uint32_t promoted : {11U, 10U}) {
        promote(world, parameters.organisations, luck_of(world));
        EXPECT_EQ(world.traders.role[TraderId{promoted}], Role::manager);
    }
    promote(world, parameters.organisations, luck_of(world));
    EXPECT_EQ(std::count(world.traders.role.begin(), world.traders.role.end(), Role::manager), 2);
    for (TraderId trader : each<TraderTag>(12)) world.traders.role[trader] = Role::seller;
    for (std::int16_t& entered : world.traders.entered) entered = -5;
    promote(world, parameters.organisations, luck_of(world));
    EXPECT_EQ(std::count(world.traders.role.begin(), world.traders.role.end(), Role::manager), 0);
}

std::vector<std::string> describe_networks(const World& world)
{
    std::vector<std::string> lines;
    const Organisations& all = world.organisations;
    for (const OrganisationId network : each<Organisation>(all.size()))
        lines.push_back(fmt::format(
            "{:x} parent {:x} ending {} head {} cash {} clean {} weapons {} reputation {} "
            "protection {} acts from {} aggression {}",
            all.who[network].key, all.parent[network].key, static_cast<int>(all.ending[network]),
            all.leader[network].value(), all.cash_cents[network], all.clean_cents[network], all.weapons[network],
            all.reputation[network], all.protection[network], all.acts_from[network], all.aggression[network]));
    std::sort(lines.begin(), lines.end());
    for (const TieId tie : each<TieTag>(world.ties.size()))
        lines.push_back(fmt::format("{:x} {:x} {} {}", all.who[world.ties.first[tie]].key,
                                    all.who[world.ties.second[tie]].key, world.ties.rivalry[tie],
                                    world.ties.alliance[tie]));
    return lines;
}

TEST(Organisations, DoNotDependOnTheOrderOfRows)
{
    Parameters parameters = trade_parameters();
    parameters.organisations.contest = 5.0;
    parameters.staffing.exit_ratio_leader = 10.0;
    World world = make_trade_world(parameters);
    World other = with_rows_reversed(world);
    advance(world, parameters, 40);
    advance(other, parameters, 40);
    EXPECT_EQ(describe_networks(world), describe_networks(other));
    EXPECT_EQ(describe_cells(world), describe_cells(other));
    EXPECT_GT(count(world, Flow::successions_orderly) + count(world, Flow::successions_split), 0);
    EXPECT_GT(world.ties.size(), 0U);
}

TEST(Organisations, KeepTheBooksAndTheirNamesThroughYearsOfSplitsAndEnds)
{
    Parameters parameters = trade_parameters();
    parameters.organisations.contest = 5.0;
    parameters.organisations.kept_cash_eur = 1000.0;
    parameters.organisations.broke_weeks = 2.0;
    parameters.organisations.corrupting_share = 1.0;
    parameters.staffing.exit_ratio_leader = 10.0;
    World world = make_trade_world(parameters);
    for (int year = 0; year < 3; ++year) {
        advance(world, parameters, 52);
        expect_books_balance(world);
        ASSERT_TRUE(staff_is_consistent(world));
    }
    std::set<std::uint64_t> names;
    for (const Who who : world.organisations.who) EXPECT_TRUE(names.insert(who.key).second);
    for (const CellId cell : each<Cell>(world.cells.size()))
        EXPECT_TRUE(!world.cells.is_open(cell) || world.organisations.is_running(world.cells.organisation[cell]));
    for (const OrganisationId network : each<Organisation>(world.organisations.size())) {
        if (world.organisations.is_running(network)) continue;
        EXPECT_EQ(world.organisations.cash_cents[network], 0);
        EXPECT_EQ(world.organisations.weapons[network], 0);
        EXPECT_FALSE(world.organisations.decides(network, world.week));
    }
    EXPECT_GT(count(world, Flow::successions_split), 0);
    EXPECT_GT(count(world, Flow::laundered_cents), 0);
    EXPECT_GT(count(world, Flow::bribes_cents), 0);
}

} // namespace
} // namespace emprise
