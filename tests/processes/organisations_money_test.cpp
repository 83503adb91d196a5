#include "processes/organisations.hpp"
#include "processes/organisations/debts.hpp"
#include "processes/organisations/endings.hpp"
#include "processes/organisations/money.hpp"
#include "processes/organisations/relations.hpp"
#include "processes/staffing.hpp"
#include "processes/staffing/pay.hpp"
#include "processes/trade_support.hpp"
#include "support/toy_world.hpp"
#include "world/market_links.hpp"
#include "world/territory.hpp"
#include "world/ties.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>

namespace emprise {
namespace {

using namespace emprise::test;

std::int64_t count(const World& world, Flow flow)
{
    std::int64_t sum = 0;
    for (const std::int64_t value : world.tallies[flow]) sum += value;
    return sum;
}

Luck luck_of(const World& world)
{
    return Luck{1, 0, world.week};
}

/// Cash of a network and of its purse in the ledger.
void give_cash(World& world, OrganisationId network, std::int64_t cents)
{
    world.organisations.cash_cents[network] += cents;
    world.ledger.pay(Purse::users, Purse::organisations, cents);
}

TEST(NetworkMoney, ShopsOfATownAreSharedAndNothingBelowTheKeptCashIsLaundered)
{
    const Parameters parameters = trade_parameters();
    World world = make_trade_world(parameters);
    const Holdings holdings = survey_holdings(world);
    const auto capacity = laundering_capacity(world, holdings, parameters.organisations);
    Column<Commune, std::uint8_t> traded(world.territory->communes.size(), 0);
    for (const CellId cell : each<Cell>(world.cells.size()))
        traded[world.territory->quartiers.commune[world.cells.quartier[cell]]] = 1;
    double most = 0.0;
    for (const CommuneId town : each<Commune>(traded.size()))
        most += traded[town] * parameters.organisations.laundering_eur_week_resident *
                world.territory->communes.population[town] * 100.0;
    const double sum = static_cast<double>(std::accumulate(capacity.begin(), capacity.end(), std::int64_t{0}));
    EXPECT_GT(sum, 0.99 * most);
    EXPECT_LE(sum, most);
    for (const OrganisationId network : holdings.running) {
        const std::int64_t kept = kept_cash_cents(world, holdings.cells[network], parameters.organisations);
        give_cash(world, network, 2 * kept - world.organisations.cash_cents[network]);
    }
    OrganisationsParameters only_laundering = parameters.organisations;
    only_laundering.corrupting_share = 0.0;
    only_laundering.weapons_per_cell = 0.0;
    only_laundering.wealth_spent_year = 0.0;
    run_treasuries(world, holdings, only_laundering, luck_of(world));
    const double share = 1.0 - only_laundering.laundering_cost_share;
    for (const OrganisationId network : holdings.running) {
        const std::int64_t kept = kept_cash_cents(world, holdings.cells[network], parameters.organisations);
        EXPECT_GE(world.organisations.cash_cents[network], kept);
        EXPECT_NEAR(static_cast<double>(world.organisations.clean_cents[network]),
                    static_cast<double>(std::min(kept, capacity[network])) * share, 1.0);
    }
    expect_books_balance(world);
}

TEST(NetworkMoney, RivalsArmAndTheNumberOfFirearmsIsConserved)
{
    const OrganisationsParameters parameters = usual_parameters().organisations;
    EXPECT_GT(weapons_wanted(3.0, 1.0, 0.5, parameters), weapons_wanted(3.0, 1.0, 0.0, parameters));
    EXPECT_GT(weapons_wanted(3.0, 2.0, 0.0, parameters), weapons_wanted(3.0, 1.0, 0.0, parameters));
    World world = make_trade_world(trade_parameters());
    const Holdings holdings = survey_holdings(world);
    const std::int64_t before = count(world, Flow::weapons_bought);
    const OrganisationId network = holdings.running.front();
    give_cash(world, network, 100'000'00);
    const std::int32_t held = world.organisations.weapons[network];
    world.organisations.aggression[network] = 50.0;
    const std::int64_t dealers = world.ledger.balance_cents[static_cast<std::size_t>(Purse::arms_dealers)];
    run_treasuries(world, holdings, parameters, luck_of(world));
    EXPECT_EQ(world.organisations.weapons[network] - held, static_cast<std::int32_t>(parameters.weapons_bought_week));
    EXPECT_GE(world.ledger.balance_cents[static_cast<std::size_t>(Purse::arms_dealers)] - dealers,
              static_cast<std::int64_t>(parameters.weapons_bought_week * parameters.weapon_price_eur * 100.0));
    EXPECT_GT(count(world, Flow::weapons_bought), before);
    expect_books_balance(world);
}

TEST(NetworkMoney, ProtectionFollowsTheBribesOfThoseWhoPayAndFades)
{
    OrganisationsParameters parameters = usual_parameters().organisations;
    World world = make_trade_world(trade_parameters());
    const Holdings holdings = survey_holdings(world);
    const OrganisationId network = holdings.running.front();
    give_cash(world, network, 10'000'000'00);
    const double level =
        parameters.bribe_eur_week_cell / (parameters.bribe_eur_week_cell + parameters.bribe_half_eur_week);
    parameters.corrupting_share = 1.0;
    for (int week = 0; week < 260; ++week, ++world.week) run_treasuries(world, holdings, parameters, luck_of(world));
    EXPECT_NEAR(world.organisations.protection[network], level, 0.01 * level);
    EXPECT_GT(count(world, Flow::bribes_cents), 0);
    parameters.corrupting_share = 0.0;
    for (int week = 0; week < 260; ++week, ++world.week) run_treasuries(world, holdings, parameters, luck_of(world));
    EXPECT_LT(world.organisations.protection[network], 0.01 * level);
    expect_books_balance(world);
}

TEST(NetworkMoney, AHoleIsFilledFromLaunderedWealth)
{
    World world = make_trade_world(trade_parameters());
    const Holdings holdings = survey_holdings(world);
    const OrganisationId network = holdings.running.front();
    give_cash(world, network, -5'000 - world.organisations.cash_cents[network]);
    world.organisations.clean_cents[network] = 20'000;
    world.ledger.pay(Purse::users, Purse::laundered, 20'000);
    OrganisationsParameters parameters = usual_parameters().organisations;
    parameters.wealth_spent_year = 0.0;
    run_treasuries(world, holdings, parameters, luck_of(world));
    EXPECT_EQ(world.organisations.cash_cents[network], 0);
    EXPECT_EQ(world.organisations.clean_cents[network], 15'000);
    expect_books_balance(world);
}

TEST(NetworkMoney, StockSeizedIsOwedByPeopleOfTheCellAndWorkedOffBeforeTheyMayLeave)
{
    Parameters parameters = trade_parameters();
    parameters.staffing.entry_week.fill(0.0);
    parameters.staffing.exit_year.fill(20.0);
    parameters.organisations.largest_debt_eur = 1'000.0;
    parameters.organisations.charged_share = 0.5;
    World world = make_lone_quartier(parameters);
    const CellId cell = add_manned_cell(world, CellKind::site, 1.0, 4);
    world.cells.on_post[cell] = 0;
    add_on_call(world, cell, 12);
    for (const TraderId trader : each<TraderTag>(4)) assign_trader(world, trader, cell, true, 0);
    refresh_links(world, parameters.market);
    world.cells.lost_cents[cell] = 500'000;
    collect_debts(world, parameters.organisations, luck_of(world));
    const auto owed = [&] {
        return std::accumulate(world.traders.debt_cents.begin(), world.traders.debt_cents.end(), std::int64_t{0});
    };
    EXPECT_EQ(owed(), 250'000);
    EXPECT_EQ(count(world, Flow::pressed_into_debt), 3);
    EXPECT_EQ(world.cells.lost_cents[cell], 0);
    collect_debts(world, parameters.organisations, luck_of(world));
    EXPECT_EQ(owed(), 250'000) << "asked once only";
    for (int week = 1; week < 120 && owed() > 0; ++week) {
        world.cells.profit_cents[cell] = 1e9;
        advance_staffing(world, emprise::empty_channels(world), parameters.staffing, Luck{1, 0, week});
        ASSERT_EQ(owed() + count(world, Flow::debts_worked_off_cents), 250'000) << "nobody leaves with a debt";
    }
    EXPECT_EQ(owed(), 0);
    EXPECT_EQ(count(world, Flow::debts_worked_off_cents), 250'000);
    EXPECT_EQ(world.organisations.cash_cents[OrganisationId{0}], 250'000);
    expect_books_balance(world);
}

TEST(NetworkMoney, PartOfTheDebtsForLostLoadsIsPutOnPeopleOnCall)
{
    Parameters parameters = trade_parameters();
    World world = make_lone_quartier(parameters);
    const CellId cell = add_manned_cell(world, CellKind::site, 1.0, 4);
    world.cells.on_post[cell] = 0;
    add_on_call(world, cell, 8);
    assign_trader(world, TraderId{0}, cell, true, 0);
    world.organisations.debt_cents[OrganisationId{0}] = 5'000'000;
    for (int week = 0; week < 5; ++week) collect_debts(world, parameters.organisations, luck_of(world));
    std::int64_t owed = 0;
    for (const TraderId trader : each<TraderTag>(world.traders.size())) owed += world.traders.debt_cents[trader];
    EXPECT_EQ(owed, static_cast<std::int64_t>(5'000'000 * parameters.organisations.pressed_share));
    EXPECT_EQ(world.traders.debt_cents[TraderId{0}], 0) << "who is on post works already";
}

TEST(NetworkMoney, PayFollowsTheRoleAndItsMeanIsTheWage)
{
    const StaffingParameters parameters = usual_parameters().staffing;
    const std::array<std::int32_t, role_count> staff{4, 3, 1, 2, 5};
    const std::int64_t bill = 15 * 79'500;
    const PayByRole pay = share_pay(bill, staff, parameters);
    const auto of = [&](Role role) { return pay[static_cast<std::size_t>(role)]; };
    EXPECT_LT(of(Role::flat_keeper), of(Role::lookout));
    EXPECT_LT(of(Role::lookout), of(Role::seller));
    EXPECT_LT(of(Role::seller), of(Role::courier));
    EXPECT_LT(of(Role::courier), of(Role::manager));
    std::int64_t sum = 0;
    for (std::size_t role = 0; role < role_count; ++role) sum += pay[role] * staff[role];
    EXPECT_LE(sum, bill);
    EXPECT_GT(sum, bill - 15);
    EXPECT_EQ(share_pay(1'000, {1, 0, 0, 0, 0}, parameters)[0], 1'000) << "alone, a lookout gets the whole wage";
}

TEST(NetworkMoney, PayOfAllRolesIsTheWageBillOfTheMarket)
{
    const Parameters parameters = trade_parameters();
    World world = make_trade_world(parameters);
    for (int week = 0; week < 10; ++week) advance_trade(world, parameters, 3, 1);
    std::int64_t paid = 0;
    for (const Flow flow : {Flow::pay_lookouts_cents, Flow::pay_sellers_cents, Flow::pay_managers_cents,
                            Flow::pay_flat_keepers_cents, Flow::pay_couriers_cents})
        paid += count(world, flow);
    EXPECT_GT(paid, 0);
    EXPECT_EQ(paid, count(world, Flow::wages_cents));
}

/// A network with debts beyond its means and an ally.
struct Ruin {
    World world;
    OrganisationId broke;
    OrganisationId ally;
};

Ruin make_ruin(double alliance)
{
    World world = make_trade_world(trade_parameters());
    const Holdings holdings = survey_holdings(world);
    std::vector<OrganisationId> by_cells = holdings.running;
    std::stable_sort(by_cells.begin(), by_cells.end(), [&](OrganisationId a, OrganisationId b) {
        return holdings.cells[a].size() > holdings.cells[b].size();
    });
    const OrganisationId broke = by_cells[0];
    const OrganisationId ally = by_cells[1];
    give_cash(world, broke, -7'000'00 - world.organisations.cash_cents[broke]);
    world.organisations.debt_cents[broke] = 1'000'000'00;
    for (const CellId cell : holdings.cells[broke]) world.cells.profit_cents[cell] = 100.0;
    world.cells.profit_cents[holdings.cells[broke].front()] = -100.0;
    world.ties.alliance[tie_between(world.ties, world.organisations, broke, ally, world.week)] = alliance;
    return {world, broke, ally};
}

int weeks_to_the_end(Ruin& ruin, const OrganisationsParameters& parameters)
{
    int weeks = 0;
    for (; weeks < 60 && ruin.world.organisations.is_running(ruin.broke); ++weeks, ++ruin.world.week) {
        Holdings holdings = survey_holdings(ruin.world);
        end_networks(ruin.world, holdings, parameters, luck_of(ruin.world));
    }
    return weeks;
}

TEST(NetworkEnds, DebtsBeyondAllMeansEndANetworkAfterAWhileAndNothingIsLeft)
{
    Ruin ruin = make_ruin(0.0);
    const OrganisationsParameters parameters = usual_parameters().organisations;
    EXPECT_EQ(weeks_to_the_end(ruin, parameters), static_cast<int>(parameters.broke_weeks) + 1);
    EXPECT_EQ(ruin.world.organisations.ending[ruin.broke], Ending::broke);
    EXPECT_EQ(ruin.world.organisations.cash_cents[ruin.broke], 0);
    EXPECT_FALSE(ruin.world.organisations.decides(ruin.broke, ruin.world.week));
    EXPECT_TRUE(survey_holdings(ruin.world).cells[ruin.broke].empty());
    EXPECT_TRUE(staff_is_consistent(ruin.world));
    expect_books_balance(ruin.world);
    const auto ended = [](const Event& event) { return event.kind == EventKind::ended; };
    EXPECT_EQ(std::count_if(ruin.world.events.begin(), ruin.world.events.end(), ended), 1);
}

TEST(NetworkEnds, AnAllyTakesOverWhatEarnsWithItsPeople)
{
    Ruin ruin = make_ruin(0.9);
    const std::vector<CellId> cells = survey_holdings(ruin.world).cells[ruin.broke];
    ASSERT_GT(cells.size(), 1U);
    weeks_to_the_end(ruin, usual_parameters().organisations);
    EXPECT_EQ(ruin.world.organisations.ending[ruin.broke], Ending::taken_over);
    EXPECT_FALSE(ruin.world.cells.is_open(cells.front()));
    for (std::size_t i = 1; i < cells.size(); ++i) {
        EXPECT_TRUE(ruin.world.cells.is_open(cells[i]));
        EXPECT_EQ(ruin.world.cells.organisation[cells[i]], ruin.ally);
    }
    EXPECT_EQ(count(ruin.world, Flow::cells_inherited), static_cast<std::int64_t>(cells.size()) - 1);
    expect_books_balance(ruin.world);
}

TEST(NetworkEnds, WithoutCellsANetworkEndsAtOnceWithoutHeadAndLaterWithOne)
{
    const OrganisationsParameters parameters = usual_parameters().organisations;
    for (const bool head : {false, true}) {
        World world = make_lone_quartier(trade_parameters());
        if (head) world.organisations.leader[OrganisationId{0}] = ResidentId{0};
        int weeks = 0;
        for (; weeks < 60 && world.organisations.is_running(OrganisationId{0}); ++weeks) {
            Holdings holdings = survey_holdings(world);
            end_networks(world, holdings, parameters, luck_of(world));
        }
        EXPECT_EQ(weeks, head ? static_cast<int>(parameters.idle_weeks) + 1 : 1);
        EXPECT_EQ(world.organisations.ending[OrganisationId{0}], Ending::empty);
    }
}

TEST(NetworkTies, NeighboursBecomeRivalsOrAlliesUpToWhatTheyShareAndFewTiesAreKept)
{
    const Parameters parameters = trade_parameters();
    World world = make_trade_world(parameters);
    for (int week = 0; week < 200; ++week, ++world.week)
        renew_ties(world, survey_holdings(world), parameters.organisations, luck_of(world));
    ASSERT_GT(world.ties.size(), 0U);
    std::vector<int> ties_of(world.organisations.size(), 0);
    double rivals = 0.0;
    double allies = 0.0;
    for (const TieId tie : each<TieTag>(world.ties.size())) {
        EXPECT_GE(world.ties.rivalry[tie], 0.0);
        EXPECT_LE(world.ties.rivalry[tie], 1.0);
        EXPECT_LE(world.ties.alliance[tie], 1.0);
        rivals += world.ties.rivalry[tie];
        allies += world.ties.alliance[tie];
        ++ties_of[world.ties.first[tie].value()];
        ++ties_of[world.ties.second[tie].value()];
    }
    EXPECT_GT(rivals, 0.0);
    EXPECT_GT(allies, 0.0);
    EXPECT_LE(static_cast<double>(world.ties.size()),
              parameters.organisations.rivals_considered * static_cast<double>(world.organisations.size()));
    OrganisationsParameters apart = parameters.organisations;
    apart.rivals_considered = 0.0;
    for (int week = 0; week < 1000; ++week, ++world.week)
        renew_ties(world, survey_holdings(world), apart, luck_of(world));
    EXPECT_EQ(world.ties.size(), 0U) << "ties without occasion fade and are dropped";
}

TEST(NetworkTies, WhatBringsTwoTogetherOnlyMakesMoreAllies)
{
    const Parameters parameters = trade_parameters();
    const auto alliances = [&](double chance) {
        World world = make_trade_world(parameters);
        OrganisationsParameters friendly = parameters.organisations;
        friendly.ally_chance = chance;
        for (int week = 0; week < 40; ++week, ++world.week)
            renew_ties(world, survey_holdings(world), friendly, luck_of(world));
        std::size_t allies = 0;
        for (const double alliance : world.ties.alliance) allies += alliance > 0.0 ? 1 : 0;
        return std::pair{allies, world.ties.size()};
    };
    EXPECT_LE(alliances(0.0).first, alliances(0.5).first);
    EXPECT_EQ(alliances(1.0).first, alliances(1.0).second);
}

} // namespace
} // namespace emprise
