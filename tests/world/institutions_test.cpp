#include "world/build/institutions_build.hpp"

#include "processes/state_support.hpp"
#include "world/custody.hpp"
#include "world/territory.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace emprise::test {

namespace {

World build(const SmallWorld& plan, const LeverCatalogue& levers, Parameters parameters = usual_parameters())
{
    World world = make_small_world(plan);
    build_institutions(world, levers, parameters, Luck{11, 0, world.week});
    return world;
}

LeverCatalogue one_lever(const std::string& rule, double national_units, double vacancy = 0.0)
{
    return make_catalogue({{.id = "lever",
                            .channel = "mediation_hours",
                            .vacancy = vacancy,
                            .rule = rule,
                            .national_units = national_units}});
}

} // namespace

TEST(Institutions, GiveARegionItsPartOfTheNationalForce)
{
    const World world = build({.national_population = 8000}, {}); // 800 residents: a tenth
    double officers = 0.0;
    for (const double zone : world.forces.officers) officers += zone;
    const EnforcementParameters usual = usual_parameters().enforcement;
    // All police zones here: 48 % of the nation share the police.
    EXPECT_NEAR(officers, 0.1 * usual.police_officers / (1.0 - usual.gendarmerie_population_share), 1e-6);
}

TEST(Institutions, FillPrisonsBeyondTheirPlacesAsInTheCountry)
{
    const World world = build({.communes = 2, .quartiers = 5, .residents = 10000}, {});
    const JusticeParameters usual = usual_parameters().justice;
    double places = 0.0;
    double others = 0.0;
    for (const double departement : world.prisons.places) places += departement;
    for (const double departement : world.prisons.other_inmates) others += departement;
    EXPECT_NEAR(places, usual.prison_places, 1e-6);
    EXPECT_NEAR(others, usual.prisoners * (1.0 - usual.drug_share), 1e-6);
}

// 100,000 men of a nation of 10 million: 162 prisoners and 160 awaiting trial expected; 6 sigma: 77.
TEST(Institutions, DrawPrisonersForDrugCasesAsIndividuals)
{
    const World world =
        build({.communes = 2, .quartiers = 5, .residents = 10000, .national_population = 10'000'000}, {});
    std::int64_t held = 0;
    for (const Custody state : world.detainees.state) held += is_held(state) ? 1 : 0;
    const JusticeParameters usual = usual_parameters().justice;
    const double expected = usual.prisoners * usual.drug_share / 100.0;
    EXPECT_NEAR(static_cast<double>(held), expected, 6.0 * std::sqrt(expected));
    EXPECT_NEAR(static_cast<double>(world.detainees.size()) - static_cast<double>(held), 160.0, 77.0);
    EXPECT_TRUE(custody_is_consistent(world));
    for (const std::int16_t until : world.detainees.until) EXPECT_GT(until, world.week);
    EXPECT_NEAR(prison_density(world), usual.prisoners / usual.prison_places, 0.15);
}

// Facts C-01. 2,000 small communes and 2,000 middle ones: 6 sigma are 0.023 and 0.052.
TEST(Institutions, GiveAMunicipalPoliceToFewSmallCommunesAndMostOthers)
{
    const LeverCatalogue levers = one_lever("communes_by_size", 28100);
    for (const auto& [residents, share, tolerance] : {std::tuple{500, 0.03, 0.023}, std::tuple{3500, 0.82, 0.052}}) {
        const World world = build({.communes = 2000,
                                   .quartiers = 1,
                                   .residents = 1,
                                   .population = residents,
                                   .national_population = 68'000'000},
                                  levers);
        double with = 0.0;
        for (const double posts : world.services.of_lever[0].filled) {
            with += posts > 0.0 ? 1.0 : 0.0;
            EXPECT_TRUE(posts == 0.0 || posts >= 1.0);
        }
        EXPECT_NEAR(with / 2000.0, share, tolerance) << residents;
    }
}

TEST(Institutions, PutStaffForPriorityQuartiersOnlyWhereThereAreSome)
{
    const LeverCatalogue levers = one_lever("priority_quartiers", 12000, 0.31);
    const World world = build({.communes = 4, .quartiers = 2, .national_population = 1'000'000}, levers);
    // 800 of 80,000 residents of priority quartiers.
    EXPECT_NEAR(total(world.services.of_lever[0].filled), 12000.0 * 800.0 / 80000.0, 1e-9);
    EXPECT_NEAR(total(world.services.of_lever[0].authorised_base), 120.0 / 0.69, 1e-9); // C-23: 31 % empty
}

TEST(Institutions, ShareEveryRuleSoThatTheWholeCountryHasTheNationalUnits)
{
    for (const std::string rule : {"residents", "youth", "heavy_users"}) {
        World world = make_small_world({.communes = 3, .born = {2004, 2008}});
        for (QuartierStocks& stocks : world.stocks) stocks.users[1][static_cast<std::size_t>(Use::heavy)] = 7;
        build_institutions(world, one_lever(rule, 500.0), usual_parameters(), Luck{11, 0, 0});
        EXPECT_NEAR(total(world.services.of_lever[0].filled), 500.0, 1e-9) << rule;
    }
}

TEST(Institutions, DoNotDependOnTheSelectionForACommunesOwnPosts)
{
    const LeverCatalogue levers = one_lever("communes_by_size", 28100);
    const World few =
        build({.communes = 50, .residents = 3000, .departements = 1, .national_population = 68e6}, levers);
    const World many =
        build({.communes = 90, .residents = 3000, .departements = 1, .national_population = 68e6}, levers);
    for (const CommuneId commune : each<Commune>(50))
        EXPECT_EQ(few.services.of_lever[0].filled[commune], many.services.of_lever[0].filled[commune]);
}

} // namespace emprise::test
