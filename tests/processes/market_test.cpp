#include "processes/market.hpp"

#include "processes/market/choice.hpp"
#include "processes/trade_support.hpp"
#include "support/toy_world.hpp"
#include "world/market_links.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace emprise {
namespace {

using namespace emprise::test;

DrugMilligrams sum_of(const std::vector<DrugMilligrams>& values)
{
    DrugMilligrams sum{};
    for (const DrugMilligrams& value : values)
        for (std::size_t drug = 0; drug < drug_count; ++drug) sum[drug] += value[drug];
    return sum;
}

std::size_t slot_of(const WeekOfSales& sales, CellId cell)
{
    return static_cast<std::size_t>(std::find(sales.sellers.begin(), sales.sellers.end(), cell) -
                                    sales.sellers.begin());
}

TEST(Market, NestsHaveTheSharesOfTheNestedLogit)
{
    const MarketParameters parameters = usual_parameters().market;
    for (std::size_t drug = 0; drug < drug_count; ++drug) {
        const double sites = std::pow(7.5, parameters.dissimilarity);
        const double crews = std::exp(parameters.delivery_taste[drug]) * std::pow(2.5, parameters.dissimilarity);
        const double online = std::exp(parameters.online_taste[drug]);
        const double self_supply = std::exp(parameters.self_supply_taste[drug]);
        const double sum = sites + crews + online + self_supply;
        const auto shares = nest_shares(7.5, 2.5, drug, parameters);
        EXPECT_NEAR(shares[0], sites / sum, 1e-12);
        EXPECT_NEAR(shares[1], crews / sum, 1e-12);
        EXPECT_NEAR(shares[2], online / sum, 1e-12);
        EXPECT_NEAR(shares[3], self_supply / sum, 1e-12);
    }
}

TEST(Market, NobodyBuysWhereNobodySells)
{
    const MarketParameters parameters = usual_parameters().market;
    const auto shares = nest_shares(0.0, 0.0, 0, parameters);
    EXPECT_EQ(shares[0] + shares[1], 0.0);
    World world = make_lone_quartier(usual_parameters());
    add_manned_cell(world, CellKind::site, 1.0, 0);
    const WeekOfSales sales = choose_sellers(world, parameters);
    EXPECT_EQ(sum_of(sales.sold_mg), DrugMilligrams{});
    EXPECT_GT(sum_of(sales.online_mg)[1], 0);
}

TEST(Market, SitesSideBySideShareBuyersByAttractivenessAndPrice)
{
    const MarketParameters parameters = usual_parameters().market;
    World world = make_lone_quartier(usual_parameters());
    const CellId plain = add_manned_cell(world, CellKind::site, 1.0, 1000);
    const CellId liked = add_manned_cell(world, CellKind::site, 3.0, 1000);
    const CellId dear = add_manned_cell(world, CellKind::site, 1.0, 1000);
    world.cells.price_factor[dear] = 1.25;
    const WeekOfSales sales = choose_sellers(world, parameters);
    const auto sold = [&](CellId cell) { return static_cast<double>(sales.sold_mg[slot_of(sales, cell)][0]); };
    EXPECT_NEAR(sold(liked) / sold(plain), 3.0, 1e-3); // Whole milligrams of about 100 g.
    EXPECT_NEAR(sold(dear) / sold(plain), std::pow(1.25, -parameters.seller_price_sensitivity), 1e-3);
}

TEST(Market, WhoWouldOpenSeesAllSellersInReachNotOnlyThoseThatBuyersChooseAmong)
{
    const MarketParameters parameters = usual_parameters().market;
    const auto pull_of = [&](std::size_t sites) {
        World world = make_lone_quartier(usual_parameters());
        for (std::size_t i = 0; i < sites; ++i) add_manned_cell(world, CellKind::site, 1.0, 5);
        (void)choose_sellers(world, parameters);
        EXPECT_LE(world.links.links.size(), most_site_links);
        return world.links.outlook[0].site_pull;
    };
    const float one = pull_of(1);
    EXPECT_FLOAT_EQ(pull_of(most_site_links), one * most_site_links);
    EXPECT_FLOAT_EQ(pull_of(4 * most_site_links), one * 4 * most_site_links);
}

TEST(Market, EveryMilligramWantedIsSoldOrderedGrownOrUnserved)
{
    Parameters parameters = trade_parameters();
    parameters.market.capacity_eur_post_week = 900.0; // Tight: many are turned away.
    World world = make_trade_world(parameters);
    const WeekOfSales sales = choose_sellers(world, parameters.market);
    const DrugMilligrams wanted = sum_of(sales.wanted_mg);
    const DrugMilligrams sold = sum_of(sales.sold_mg);
    const DrugMilligrams unserved = sum_of(sales.unserved_mg);
    for (const std::size_t drug : world.drugs) {
        EXPECT_GT(unserved[drug], 0);
        EXPECT_GT(sold[drug], 0);
        EXPECT_EQ(wanted[drug],
                  sold[drug] + unserved[drug] + sum_of(sales.online_mg)[drug] + sum_of(sales.self_supplied_mg)[drug]);
    }
}

TEST(Market, NoCellSellsMoreThanItsStaffedAndOpenCapacity)
{
    Parameters parameters = trade_parameters();
    parameters.market.capacity_eur_post_week = 900.0;
    World world = make_trade_world(parameters);
    for (const CellId cell : each<Cell>(world.cells.size()))
        world.cells.open_share[cell] = cell.value() % 2 == 0 ? 1.0 : 0.4;
    const WeekOfSales sales = choose_sellers(world, parameters.market);
    const DrugNumbers price = retail_price_eur_g(parameters.market, world.week);
    int full = 0;
    for (std::size_t slot = 0; slot < sales.sellers.size(); ++slot) {
        const double value = (static_cast<double>(sales.sold_mg[slot][0]) * price[0] +
                              static_cast<double>(sales.sold_mg[slot][1]) * price[1]) /
                             1000.0 * world.cells.price_factor[sales.sellers[slot]];
        EXPECT_LE(value, sales.capacity_eur[slot] * (1.0 + 1e-12) + 1e-9);
        full += value > 0.99 * sales.capacity_eur[slot] ? 1 : 0;
    }
    EXPECT_GT(full, 0);
}

TEST(Market, BuyersTurnedAwayByAFullSiteGoToTheNext)
{
    const MarketParameters parameters = usual_parameters().market;
    World world = make_lone_quartier(usual_parameters());
    const CellId small = add_manned_cell(world, CellKind::site, 5.0, 1);
    const CellId large = add_manned_cell(world, CellKind::site, 1.0, 1000);
    const WeekOfSales tight = choose_sellers(world, parameters);
    world.cells.on_post[small] = 1000;
    const WeekOfSales roomy = choose_sellers(world, parameters);
    EXPECT_GT(tight.sold_mg[slot_of(tight, large)][1], roomy.sold_mg[slot_of(roomy, large)][1]);
    EXPECT_LT(tight.sold_mg[slot_of(tight, small)][1], roomy.sold_mg[slot_of(roomy, small)][1]);
}

TEST(Market, DemandFallsWithThePriceByItsElasticity)
{
    MarketParameters parameters = usual_parameters().market;
    World world = make_lone_quartier(usual_parameters());
    const auto wanted_at = [&](double factor) {
        for (const CellId cell : each<Cell>(world.cells.size())) world.cells.price_factor[cell] = factor;
        MarketParameters only_sites = parameters;
        only_sites.online_taste.fill(-20.0);
        only_sites.self_supply_taste.fill(-20.0);
        return static_cast<double>(choose_sellers(world, only_sites).wanted_mg[0][0]);
    };
    add_manned_cell(world, CellKind::site, 1.0, 1000);
    EXPECT_NEAR(wanted_at(1.2) / wanted_at(1.0), std::pow(1.2, parameters.price_elasticity[0]), 1e-4);
}

TEST(Market, WholesalePricesHoldDuringBurnInAndThenFollowTheirPath)
{
    MarketParameters parameters = usual_parameters().market;
    parameters.wholesale_change_year = {0.0, -0.1};
    EXPECT_EQ(wholesale_price_eur_g(parameters, -50)[1], parameters.wholesale_price_eur_g[1]);
    const double after = wholesale_price_eur_g(parameters, 261)[1] / parameters.wholesale_price_eur_g[1];
    EXPECT_NEAR(after, std::pow(0.9, 261 / weeks_per_year), 1e-12);
    const double retail = retail_price_eur_g(parameters, 261)[1] / parameters.reference_price_eur_g[1];
    EXPECT_NEAR(retail - 1.0, parameters.wholesale_pass_through * (after - 1.0), 1e-12);
}

TEST(Market, PricesRiseWhereSellersAreFullAndFallWhereTheyAreIdle)
{
    MarketParameters parameters = usual_parameters().market;
    parameters.cost_step_week = 0.0;
    const auto price_after_a_week = [&](int posts) {
        World world = make_lone_quartier(usual_parameters());
        const CellId cell = add_manned_cell(world, CellKind::site, 1.0, posts);
        advance_market(world, emprise::empty_channels(world), parameters, Luck{1, 0, world.week});
        return world.cells.price_factor[cell];
    };
    EXPECT_GT(price_after_a_week(1), 1.0);
    EXPECT_LT(price_after_a_week(1000), 1.0);
}

TEST(Market, AUsualSellerKeepsTheBuyersThatHabitBringsBack)
{
    MarketParameters parameters = usual_parameters().market;
    World world = make_lone_quartier(usual_parameters());
    const CellId liked = add_manned_cell(world, CellKind::site, 3.0, 1000);
    const CellId other = add_manned_cell(world, CellKind::site, 1.0, 1000);
    const auto ratio = [&](const WeekOfSales& sales) {
        return static_cast<double>(sales.sold_mg[slot_of(sales, liked)][0]) /
               static_cast<double>(sales.sold_mg[slot_of(sales, other)][0]);
    };
    parameters.habit = 0.0;
    EXPECT_NEAR(ratio(choose_sellers(world, parameters)), 3.0, 1e-3);
    EXPECT_EQ(world.quartiers.usual_site[QuartierId{0}], world.cells.who[liked]);
    EXPECT_NEAR(world.quartiers.usual_site_part[QuartierId{0}], 0.75, 1e-3);
    parameters.habit = 2.0;
    EXPECT_NEAR(ratio(choose_sellers(world, parameters)), 3.0 * std::exp(2.0 * 0.75), 2e-2);
    // Whoever was first stays first when both become equal.
    world.cells.attractiveness[other] = 3.0;
    EXPECT_GT(ratio(choose_sellers(world, parameters)), 2.0);
}

TEST(Market, NeverCountsADrugBothAsItselfAndAmongTheOthers)
{
    const MarketParameters parameters = usual_parameters().market;
    EXPECT_EQ(share_of_other_drugs(parameters, {}), parameters.other_drugs_share);
    for (const SimulatedDrugs drugs :
         {SimulatedDrugs{Drug::cannabis}, SimulatedDrugs{Drug::cocaine, Drug::heroin},
          SimulatedDrugs{Drug::cannabis, Drug::cocaine, Drug::heroin, Drug::synthetic}, SimulatedDrugs{}}) {
        double followed = 0.0;
        for (const std::size_t drug : drugs) followed += parameters.revenue_share[drug];
        EXPECT_NEAR(followed + share_of_other_drugs(parameters, drugs), 1.0, 1e-9);
    }
}

TEST(Market, SellsOnlyWhatIsSimulatedAndEveryDrugThatIs)
{
    const Parameters parameters = trade_parameters();
    for (const SimulatedDrugs drugs :
         {SimulatedDrugs{}, SimulatedDrugs{Drug::heroin, Drug::synthetic, Drug::cannabis}}) {
        World world = make_trade_world(parameters, 1, drugs);
        advance_trade(world, parameters, 1, 3);
        expect_books_balance(world);
        for (std::size_t drug = 0; drug < drug_count; ++drug) {
            std::int64_t sold = 0;
            for (const std::int64_t milligrams : world.tallies[sales_of(drug)]) sold += milligrams;
            EXPECT_EQ(sold > 0, drugs.has(drug)) << drug_names[drug];
            for (const DrugMilligrams& stock : world.cells.stock_mg)
                ASSERT_EQ(drugs.has(drug) || stock[drug] == 0, true);
            EXPECT_EQ(world.ledger.drug_mg[drug][static_cast<std::size_t>(DrugPlace::consumed)] > 0, drugs.has(drug));
        }
    }
}

TEST(Market, PurchasesAtSitesAndSecondChoicesAddUp)
{
    Parameters parameters = trade_parameters();
    parameters.market.capacity_eur_post_week = 900.0; // Tight: many are turned away.
    World world = make_trade_world(parameters);
    const WeekOfSales sales = choose_sellers(world, parameters.market);
    const DrugNumbers price = retail_price_eur_g(parameters.market, world.week);
    double sold_at_sites = 0.0;
    for (std::size_t slot = 0; slot < sales.sellers.size(); ++slot) {
        if (world.cells.kind[sales.sellers[slot]] != CellKind::site) continue;
        for (const std::size_t drug : world.drugs)
            sold_at_sites += static_cast<double>(sales.sold_mg[slot][drug]) * price[drug] / 1000.0 *
                             world.cells.price_factor[sales.sellers[slot]];
    }
    Purchases all;
    for (const Purchases& bought : sales.purchases) {
        all.at_sites_eur += bought.at_sites_eur;
        all.near_eur += bought.near_eur;
        all.displaced_eur += bought.displaced_eur;
        all.delivered_eur += bought.delivered_eur + bought.same_town_eur + bought.other_town_eur;
    }
    EXPECT_NEAR(all.at_sites_eur, sold_at_sites, 1e-6 * sold_at_sites);
    EXPECT_GT(all.near_eur, 0.0);
    EXPECT_LT(all.near_eur, all.at_sites_eur); // Towns lie 10 km apart.
    EXPECT_GT(all.delivered_eur, 0.0);
    EXPECT_LT(all.delivered_eur, all.displaced_eur);
}

TEST(Market, BooksBalanceEveryWeek)
{
    const Parameters parameters = trade_parameters();
    World world = make_trade_world(parameters);
    expect_books_balance(world);
    for (int week = 0; week < 20; ++week) {
        advance_trade(world, parameters, 1, 1);
        expect_books_balance(world);
    }
    EXPECT_GT(world.ledger.balance_cents[static_cast<std::size_t>(Purse::workers)], 0);
    EXPECT_GT(world.ledger.drug_mg[1][static_cast<std::size_t>(DrugPlace::consumed)], 0);
}

} // namespace
} // namespace emprise
