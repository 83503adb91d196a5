#include "processes/services.hpp"

#include "processes/services/zone_hours.hpp"
#include "processes/state_support.hpp"
#include "processes/trade_support.hpp"
#include "world/territory.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

namespace emprise::test {

namespace {

constexpr CommuneId first_commune{0};
constexpr CommuneId second_commune{1};

Channels deliver(World& world, const LeverCatalogue& levers, int weeks = 1)
{
    const Parameters parameters = usual_parameters();
    Channels channels;
    for (int week = 0; week < weeks; ++week)
        deliver_services(world, levers, parameters.services, channels, Luck{1, 0, week});
    return channels;
}

void authorise(World& world, std::size_t lever, double posts)
{
    for (double& base : world.services.of_lever[lever].authorised_base) base = posts;
    for (double& filled : world.services.of_lever[lever].filled) filled = posts;
}

/// The levers with as many authorised and filled posts in every commune.
LeverCatalogue give_posts(World& world, const std::vector<SmallLever>& levers, const std::vector<double>& posts)
{
    LeverCatalogue catalogue = make_catalogue(levers);
    size_services(world, catalogue);
    for (std::size_t lever = 0; lever < posts.size(); ++lever) authorise(world, lever, posts[lever]);
    return catalogue;
}

SmallLever raids()
{
    return {.id = "raids", .channel = "raid_hours", .size = 10.0, .places = "known_sites", .rule = "police_zones"};
}

/// Of a scarce profession (C-23).
SmallLever mediators()
{
    return {.id = "mediators",
            .channel = "mediation_hours",
            .profession = "mediator",
            .vacancy = 0.31,
            .weekly_hiring = 0.05,
            .weekly_quits = 0.005,
            .cost_eur = 38500.0};
}

double filled_in_all(const World& world, std::size_t lever)
{
    return total(world.services.of_lever[lever].filled);
}

TEST(Services, APartThatRunsAloneKeepsTheMobileHoursThatItsSitesWouldDrawInTheCountry)
{
    World world = make_trade_world(trade_parameters());
    EXPECT_EQ(mobile_share(world), 1.0);
    Territory territory = *world.territory;
    territory.national_population = 3 * territory.population;
    world.territory = std::make_shared<const Territory>(territory);
    double sites = 0.0;
    for (const CellId cell : each<Cell>(world.cells.size()))
        sites += world.cells.is_open(cell) && world.cells.kind[cell] == CellKind::site ? 1.0 : 0.0;
    world.outside.networks.assign(2, 1.0);
    world.outside.sites.assign(2, sites); // As many for each resident as here.
    EXPECT_NEAR(mobile_share(world), 1.0, 1e-12);
    world.outside.sites.assign(2, 4.0 * sites);
    EXPECT_NEAR(mobile_share(world), 3.0 / 9.0, 1e-12);
}

} // namespace

TEST(Services, GiveEveryHourOfPoliceToItsChannel)
{
    World world = make_small_world({.communes = 6});
    add_site(world, QuartierId{0}, 1, 0);
    add_site(world, QuartierId{8}, 1, 0);
    const LeverCatalogue levers =
        give_posts(world,
                   {{.id = "a", .channel = "municipal_presence_hours", .size = 2.0, .places = "known_sites"},
                    {.id = "b",
                     .channel = "national_presence_hours",
                     .size = 30.0,
                     .places = "known_sites",
                     .rule = "police_zones"},
                    {.id = "c", .channel = "raid_hours", .size = 25.0, .places = "known_sites", .rule = "police_zones"},
                    {.id = "d", .channel = "control_hours", .size = 20.0, .places = "everywhere"}},
                   {0.75, 0.75, 0.75, 0.75});
    const Channels channels = deliver(world, levers);
    for (const double hours : channels.municipal_presence_hours) EXPECT_DOUBLE_EQ(hours, 1.5);
    EXPECT_NEAR(total(channels.national_presence_hours), 6 * 0.75 * 30.0, 1e-9);
    EXPECT_NEAR(total(channels.raid_hours), 6 * 0.75 * 25.0, 1e-9);
    for (const double hours : channels.control_hours) EXPECT_DOUBLE_EQ(hours, 15.0);
}

TEST(Services, PoolTheNationalBaselineOfAZoneAtItsKnownSitesAndLeavePolicyPostsWhereTheyAre)
{
    World world = make_small_world({.communes = 4, .departements = 1});
    add_site(world, QuartierId{0}, 1, 0);
    add_site(world, QuartierId{1}, 1, 0);
    add_site(world, QuartierId{2}, 1, 0);
    add_site(world, QuartierId{4}, 1, 0, false);
    const LeverCatalogue levers = give_posts(world, {raids()}, {3.0});
    Channels channels = deliver(world, levers);
    EXPECT_NEAR(channels.raid_hours[first_commune], 80.0, 1e-9); // two of three known sites, 120 hours
    EXPECT_NEAR(channels.raid_hours[second_commune], 40.0, 1e-9);
    EXPECT_EQ(channels.raid_hours[CommuneId{2}], 0.0); // its site is not known
    world.services.of_lever[0].authorised_policy[second_commune] = 3.0;
    channels = deliver(world, levers);
    EXPECT_NEAR(channels.raid_hours[second_commune], 40.0 + 30.0, 1e-9);
    EXPECT_NEAR(channels.raid_hours[first_commune], 80.0, 1e-9);
}

TEST(Services, LendTheHoursOfZonesThatKnowNoSiteToThoseThatDo)
{
    World world = make_small_world({.communes = 4, .departements = 2});
    add_site(world, QuartierId{0}, 1, 0);
    const LeverCatalogue levers = give_posts(world, {raids()}, {3.0});
    const Channels channels = deliver(world, levers);
    EXPECT_NEAR(channels.raid_hours[first_commune], 120.0, 1e-9);
    EXPECT_NEAR(total(channels.raid_hours), 120.0, 1e-9);
}

TEST(Services, PutMediatorsIntoPriorityQuartiersAndLoseNoHour)
{
    World world = make_small_world({.communes = 1, .quartiers = 3});
    const LeverCatalogue levers = give_posts(
        world, {{.id = "mediators", .channel = "mediation_hours", .size = 25.0, .places = "priority"}}, {2.0});
    const Channels channels = deliver(world, levers);
    EXPECT_NEAR(channels.mediation_hours[QuartierId{0}], 50.0, 1e-9);
    EXPECT_NEAR(total(channels.mediation_hours), 50.0, 1e-9);
}

TEST(Services, CombineDosesAsOneMinusTheProductOfWhatEachLeaves)
{
    World world = make_small_world({.communes = 1, .quartiers = 1, .residents = 100});
    const LeverCatalogue levers =
        give_posts(world,
                   {{.id = "a", .channel = "dose_against_entry", .size = 0.2, .reach_per_unit = 5.0},
                    {.id = "b", .channel = "dose_against_entry", .size = 0.5, .reach_per_unit = 10.0}},
                   {4.0, 3.0}); // 20 and 30 of 100 reached
    const double fidelity = usual_parameters().services.fidelity;
    const Channels channels = deliver(world, levers);
    EXPECT_NEAR(channels.dose_against_entry[QuartierId{0}],
                1.0 - (1.0 - fidelity * 0.2 * 0.2) * (1.0 - fidelity * 0.3 * 0.5), 1e-12);
}

TEST(Services, ReachNobodyTwiceHoweverManyThePosts)
{
    World world = make_small_world({.communes = 1, .quartiers = 2, .residents = 100});
    const LeverCatalogue levers = give_posts(
        world,
        {{.id = "a", .channel = "dose_against_initiation", .size = 0.3, .reach_per_unit = 10.0, .places = "priority"}},
        {15.0}); // 150 places: all of the priority quartier, half of the other
    const double effect = 0.3 * usual_parameters().services.fidelity;
    const Channels channels = deliver(world, levers);
    EXPECT_NEAR(channels.dose_against_initiation[QuartierId{0}], effect, 1e-12);
    EXPECT_NEAR(channels.dose_against_initiation[QuartierId{1}], 0.5 * effect, 1e-12);
}

TEST(Services, SupportAsManyYoungPeopleAsThereArePlaces)
{
    World world = make_small_world({.communes = 1, .quartiers = 1});
    world.stocks[QuartierId{0}].neet = 100;
    const LeverCatalogue levers =
        give_posts(world, {{.id = "jobs", .channel = "support_eur_week", .size = 80.0, .reach_per_unit = 1.0}}, {31.0});
    const ServicesParameters usual = usual_parameters().services;
    const Channels channels = deliver(world, levers);
    EXPECT_NEAR(channels.support_reach[QuartierId{0}], 31.0 / (100.0 * usual.neet_share_aged_16_to_25), 1e-12);
    EXPECT_NEAR(channels.support_eur_week[QuartierId{0}], 80.0 * usual.fidelity, 1e-9);
}

TEST(Services, TreatOneHeavyUserAPlaceWhateverTheDrug)
{
    World world = make_small_world({.communes = 1, .quartiers = 1});
    world.stocks[QuartierId{0}].users[0][static_cast<std::size_t>(Use::heavy)] = 30;
    world.stocks[QuartierId{0}].users[1][static_cast<std::size_t>(Use::heavy)] = 10;
    const LeverCatalogue levers = give_posts(
        world, {{.id = "treatment", .channel = "treatment_reach", .size = 1.0, .reach_per_unit = 1.0}}, {10.0});
    const Channels channels = deliver(world, levers);
    EXPECT_NEAR(channels.treatment_reach[0][QuartierId{0}], 0.25, 1e-12);
    EXPECT_NEAR(channels.treatment_reach[1][QuartierId{0}], 0.25, 1e-12);
}

TEST(Services, TreatTheUsersOfOneDrugThroughItsOwnChannel)
{
    World world = make_small_world({.communes = 1, .quartiers = 1});
    world.drugs.add(Drug::heroin);
    world.stocks[QuartierId{0}].users[0][static_cast<std::size_t>(Use::heavy)] = 30;
    world.stocks[QuartierId{0}].users[2][static_cast<std::size_t>(Use::heavy)] = 20;
    const LeverCatalogue levers = give_posts(
        world, {{.id = "treatment", .channel = "treatment_reach_heroin", .size = 1.0, .reach_per_unit = 1.0}}, {10.0});
    const Channels channels = deliver(world, levers);
    EXPECT_EQ(channels.treatment_reach[0][QuartierId{0}], 0.0);
    EXPECT_NEAR(channels.treatment_reach[2][QuartierId{0}], 0.5, 1e-12);
}

TEST(Services, NeverDeliverLessDoseForMoreAuthorisedPosts)
{
    double before = -1.0;
    for (const double added : {-3.0, -1.0, 0.0, 0.5, 2.0, 10.0, 80.0}) {
        World world = make_small_world({.communes = 3, .residents = 400});
        const LeverCatalogue levers = give_posts(world,
                                                 {{.id = "educators",
                                                   .channel = "dose_against_entry",
                                                   .size = 0.3,
                                                   .reach_per_unit = 20.0,
                                                   .profession = "educator",
                                                   .vacancy = 0.09,
                                                   .weekly_hiring = 0.03,
                                                   .weekly_quits = 0.004,
                                                   .onset_weeks = 39.0,
                                                   .half_life_weeks = 39.0}},
                                                 {2.0});
        world.services.of_lever[0].authorised_policy[first_commune] = added;
        const double dose = deliver(world, levers, 60).dose_against_entry[QuartierId{0}];
        EXPECT_GE(dose, before) << added;
        before = dose;
    }
    EXPECT_GT(before, 0.1);
}

TEST(Services, KeepTheVacanciesOfTheFactsAtTheSteadyState)
{
    World world = make_small_world({.communes = 5});
    const LeverCatalogue levers = give_posts(world,
                                             {{.id = "educators",
                                               .channel = "dose_against_entry",
                                               .profession = "educator",
                                               .vacancy = 0.09,
                                               .weekly_hiring = 0.03,
                                               .weekly_quits = 0.004},
                                              mediators()},
                                             {10.0, 10.0});
    for (const std::size_t lever : {0, 1}) {
        for (double& filled : world.services.of_lever[lever].filled) filled = 2.0; // far from it
    }
    deliver(world, levers, 600);
    EXPECT_NEAR(filled_in_all(world, 0) / 50.0, 0.91, 1e-6); // C-25
    EXPECT_NEAR(filled_in_all(world, 1) / 50.0, 0.69, 1e-6); // C-23
}

TEST(Services, LeaveNewPostsOfAScarceProfessionPartlyEmpty)
{
    World world = make_small_world({.communes = 2});
    const LeverCatalogue levers = give_posts(world, {mediators()}, {10.0});
    for (double& filled : world.services.of_lever[0].filled) filled = 6.9;
    for (double& added : world.services.of_lever[0].authorised_policy) added = 10.0;
    deliver(world, levers, 1000);
    const double elasticity = usual_parameters().services.pool_elasticity;
    EXPECT_NEAR(filled_in_all(world, 0), 13.8 * std::pow(2.0, elasticity), 1e-6);
}

TEST(Services, NeverHaveMoreStaffThanPosts)
{
    World world = make_small_world({.communes = 2});
    const LeverCatalogue levers = give_posts(world,
                                             {{.id = "police",
                                               .channel = "municipal_presence_hours",
                                               .profession = "police",
                                               .vacancy = 0.05,
                                               .weekly_hiring = 0.02,
                                               .weekly_quits = 0.0015}},
                                             {10.0});
    world.services.of_lever[0].authorised_policy[first_commune] = -8.0;
    world.services.of_lever[0].authorised_policy[second_commune] = -80.0;
    deliver(world, levers);
    EXPECT_LE(world.services.of_lever[0].filled[first_commune], 2.0);
    EXPECT_EQ(world.services.of_lever[0].filled[second_commune], 0.0);
}

TEST(Services, LetADoseClimbOverItsOnsetAndHalveInItsHalfLife)
{
    World world = make_small_world({.communes = 1, .quartiers = 1});
    const LeverCatalogue levers = give_posts(world,
                                             {{.id = "school",
                                               .channel = "dose_against_initiation",
                                               .size = 0.2,
                                               .reach_per_unit = 2.0,
                                               .onset_weeks = 20.0,
                                               .half_life_weeks = 30.0}},
                                             {10.0});
    const double half_way = deliver(world, levers, 10).dose_against_initiation[QuartierId{0}];
    const double full = deliver(world, levers, 10).dose_against_initiation[QuartierId{0}];
    EXPECT_NEAR(half_way, 0.5 * full, 1e-12);
    EXPECT_NEAR(deliver(world, levers, 50).dose_against_initiation[QuartierId{0}], full, 1e-12);
    authorise(world, 0, 0.0);
    EXPECT_NEAR(deliver(world, levers, 30).dose_against_initiation[QuartierId{0}], 0.5 * full, 1e-9);
}

TEST(Services, CommitForPostsAndSpendForPersonsToTheCent)
{
    World world = make_small_world({.communes = 2});
    const LeverCatalogue levers = give_posts(world, {mediators()}, {10.0});
    for (double& filled : world.services.of_lever[0].filled) filled = 6.9;
    deliver(world, levers, 52);
    const std::int64_t committed = world.tallies.committed_cents[0][first_commune];
    const std::int64_t spent = world.tallies.spent_cents[0][first_commune];
    EXPECT_NEAR(static_cast<double>(committed), 10.0 * 3850000.0 * 52.0 / weeks_per_year, 52.0);
    EXPECT_NEAR(static_cast<double>(spent), 0.69 * static_cast<double>(committed), 100.0);
    EXPECT_EQ(total(world, Flow::public_cents), 2 * spent);
    EXPECT_EQ(world.ledger.balance_cents[static_cast<std::size_t>(Purse::public_services)], 2 * spent);
    EXPECT_EQ(world.ledger.balance_cents[static_cast<std::size_t>(Purse::public_payers)], -2 * spent);
}

} // namespace emprise::test
