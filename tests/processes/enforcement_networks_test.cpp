#include "processes/enforcement.hpp"
#include "processes/enforcement/plan.hpp"
#include "processes/state_support.hpp"
#include "world/territory.hpp"
#include "world/traders.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace emprise::test {

namespace {

/// Known sites of one network, with hours of operations.
World sites_of_a_network(int communes, int on_post)
{
    World world = make_small_world({.communes = communes, .quartiers = 1, .residents = 4 * on_post, .departements = 1});
    const OrganisationId network =
        add_organisation(world.organisations, {.who = Who::of(Kind::organisation, 1), .home = QuartierId{0}});
    for (int commune = 0; commune < communes; ++commune)
        world.cells.organisation[add_site(world, QuartierId{static_cast<std::uint32_t>(commune)}, on_post, 0)] =
            network;
    return world;
}

Channels with_operations(const World& world, double hours)
{
    Channels channels = empty_channels(world);
    channels.raid_hours.assign(world.territory->communes.size(), hours);
    return channels;
}

std::size_t arrested(double protection, double effect)
{
    World world = sites_of_a_network(200, 10);
    world.organisations.protection[OrganisationId{0}] = protection;
    EnforcementParameters parameters = usual_parameters().enforcement;
    parameters.arrests_per_officer_year = 0.0;
    parameters.protection_effect = effect;
    const Channels channels = with_operations(world, parameters.officer_hours_per_operation);
    return advance_enforcement(world, channels, parameters, Luck{7, 0, 0}).size();
}

} // namespace

TEST(Corruption, WarningsOnlyTakeArrestsAwayAndNoneIsLeftWhenAllIsKnown)
{
    const std::size_t without = arrested(0.0, 0.5);
    EXPECT_GT(without, 50U);
    EXPECT_EQ(arrested(0.9, 0.0), without);
    EXPECT_LT(arrested(0.9, 0.5), without);
    EXPECT_EQ(arrested(1.0, 1.0), 0U);
}

TEST(Corruption, SitesOfAProtectedNetworkStayUnknown)
{
    for (const double protection : {0.0, 1.0}) {
        World world = sites_of_a_network(50, 2);
        for (std::uint8_t& known : world.cells.known) known = 0;
        world.organisations.protection[OrganisationId{0}] = protection;
        EnforcementParameters parameters = usual_parameters().enforcement;
        parameters.learn_site_per_week = 1.0;
        parameters.protection_effect = 1.0;
        const Channels channels = empty_channels(world);
        (void)advance_enforcement(world, channels, parameters, Luck{7, 0, 0});
        int known = 0;
        for (const std::uint8_t one : world.cells.known) known += one;
        EXPECT_EQ(known > 20, protection < 0.5);
        EXPECT_EQ(known == 0, protection > 0.5);
    }
}

// 200 operations on 10,000 firearms: 1 - 0.99^200 = 0.866 of them; 6 sigma are 0.02.
TEST(Seizures, OperationsTakeWeaponsAndFreezeWealthOfTheNetworkAndBooksAgree)
{
    constexpr std::int32_t weapons = 10'000;
    constexpr std::int64_t clean = 1'000'000'000;
    World world = sites_of_a_network(200, 1);
    Organisations& networks = world.organisations;
    networks.weapons[OrganisationId{0}] = weapons;
    networks.clean_cents[OrganisationId{0}] = clean;
    world.ledger.move_weapons(WeaponPlace::bought, WeaponPlace::held, weapons);
    world.ledger.pay(Purse::users, Purse::laundered, clean);
    EnforcementParameters parameters = usual_parameters().enforcement;
    parameters.seized_weapon_share = 0.01;
    parameters.frozen_clean_share = 0.005;
    const Channels channels = with_operations(world, parameters.officer_hours_per_operation);
    (void)advance_enforcement(world, channels, parameters, Luck{7, 0, 0});
    ASSERT_EQ(total(world, Flow::operations), 200);
    const auto held = world.ledger.weapons[static_cast<std::size_t>(WeaponPlace::held)];
    EXPECT_EQ(held, networks.weapons[OrganisationId{0}]);
    EXPECT_EQ(total(world, Flow::weapons_seized), weapons - held);
    EXPECT_NEAR(static_cast<double>(held) / weapons, std::pow(0.99, 200), 0.02);
    const std::int64_t left = networks.clean_cents[OrganisationId{0}];
    EXPECT_EQ(world.ledger.balance_cents[static_cast<std::size_t>(Purse::laundered)], left);
    EXPECT_EQ(total(world, Flow::frozen_cents), clean - left);
    EXPECT_NEAR(static_cast<double>(left), clean * std::pow(0.995, 200), 300.0);
}

TEST(Seizures, StockSeizedIsRememberedAtItsRetailValue)
{
    World world = sites_of_a_network(1, 2);
    const CellId cell{0};
    const std::int64_t stock = 100'000;
    world.cells.stock_mg[cell][0] = stock;
    world.cells.sold_mg[cell][0] = 50'000;
    world.cells.revenue_cents[cell] = 400'000;
    world.ledger.move_drug(0, DrugPlace::imported, DrugPlace::cell_stock, stock);
    EnforcementParameters parameters = usual_parameters().enforcement;
    const Channels channels = with_operations(world, parameters.officer_hours_per_operation);
    (void)advance_enforcement(world, channels, parameters, Luck{7, 0, 0});
    ASSERT_EQ(total(world, Flow::operations), 1);
    const auto seized = static_cast<double>(stock - world.cells.stock_mg[cell][0]);
    EXPECT_GT(seized, 0.0);
    EXPECT_NEAR(static_cast<double>(world.cells.lost_cents[cell]), 400'000.0 * seized / 50'000.0, 1.0);
}

} // namespace emprise::test
