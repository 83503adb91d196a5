#include "processes/market.hpp"
#include "processes/market/choice.hpp"
#include "processes/trade_support.hpp"
#include "settings/scenario_reader.hpp"
#include "support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <vector>

namespace emprise {
namespace {

/// The textbook: utilities V, nests with a taste W and a dissimilarity lambda. P(j) = P(nest) P(j | nest),
/// P(j | nest) = e^(V_j / lambda) / sum, P(nest) = e^(W + lambda ln sum e^(V / lambda)) / sum over nests.
struct TextbookNest {
    double taste{};
    double lambda{1.0};
    std::vector<double> utilities;
};

std::vector<std::vector<double>> textbook_shares(const std::vector<TextbookNest>& nests)
{
    std::vector<double> weights;
    double all = 0.0;
    for (const TextbookNest& nest : nests) {
        double sum = 0.0;
        for (const double utility : nest.utilities) sum += std::exp(utility / nest.lambda);
        weights.push_back(nest.utilities.empty() ? 0.0 : std::exp(nest.taste + nest.lambda * std::log(sum)));
        all += weights.back();
    }
    std::vector<std::vector<double>> shares;
    for (std::size_t i = 0; i < nests.size(); ++i) {
        double sum = 0.0;
        for (const double utility : nests[i].utilities) sum += std::exp(utility / nests[i].lambda);
        shares.emplace_back();
        for (const double utility : nests[i].utilities)
            shares.back().push_back(weights[i] / all * std::exp(utility / nests[i].lambda) / sum);
    }
    return shares;
}

/// Numbers in [low, high), without pattern and the same everywhere.
class Numbers {
public:
    double next(double low, double high)
    {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return low + (high - low) * static_cast<double>(state_ >> 11U) * 0x1p-53;
    }

private:
    std::uint64_t state_{20260105};
};

TEST(NestedLogit, NestsHaveTheSharesOfTheTextbookForAThousandSetsOfNumbers)
{
    Numbers numbers;
    double worst = 0.0;
    for (int i = 0; i < 1000; ++i) {
        MarketParameters parameters = usual_parameters().market;
        const std::size_t drug = static_cast<std::size_t>(i) % drug_count;
        const double lambda = parameters.dissimilarity = numbers.next(0.05, 1.0);
        parameters.delivery_taste[drug] = numbers.next(-3.0, 3.0);
        parameters.online_taste[drug] = numbers.next(-3.0, 3.0);
        parameters.self_supply_taste[drug] = numbers.next(-3.0, 3.0);
        std::vector<TextbookNest> nests{{0.0, lambda, {}},
                                        {parameters.delivery_taste[drug], lambda, {}},
                                        {parameters.online_taste[drug], 1.0, {0.0}},
                                        {parameters.self_supply_taste[drug], 1.0, {0.0}}};
        std::array<double, 2> pull{};
        for (std::size_t nest = 0; nest < 2; ++nest)
            for (int seller = 0; seller < i % 5 + static_cast<int>(nest); ++seller) {
                const double weight = numbers.next(0.01, 10.0);
                pull[nest] += weight;
                nests[nest].utilities.push_back(lambda * std::log(weight));
            }
        const auto expected = textbook_shares(nests);
        const auto found = nest_shares(pull[0], pull[1], drug, parameters);
        for (std::size_t nest = 0; nest < nest_count; ++nest) {
            double share = 0.0;
            for (const double part : expected[nest]) share += part;
            worst = std::max(worst, std::abs(found[nest] - share));
        }
    }
    fmt::print("  1,000 sets of numbers: largest error of a share {:.1e}, tolerance 1e-12\n", worst);
    EXPECT_LT(worst, 1e-12);
}

/// Milligrams asked of each seller by the textbook, and online and self-supplied.
struct Asked {
    std::map<std::uint32_t, DrugNumbers> of_cell;
    DrugNumbers online{};
    DrugNumbers self_supplied{};
};

double utility_of(const World& world, const MarketLinks::Link& link, QuartierId quartier,
                  const MarketParameters& market)
{
    const CellId cell = link.cell;
    const bool site = world.cells.kind[cell] == CellKind::site;
    const double per_km =
        site ? market.travel_sensitivity_per_eur * 2.0 * market.travel_eur_hour / market.travel_speed_km_hour
             : market.delivery_sensitivity_per_km;
    const QuartierState& state = world.quartiers;
    const bool usual = world.cells.who[cell] == (site ? state.usual_site[quartier] : state.usual_crew[quartier]);
    const double part = site ? state.usual_site_part[quartier] : state.usual_crew_part[quartier];
    return market.dissimilarity * (std::log(world.cells.attractiveness[cell]) -
                                   market.seller_price_sensitivity * std::log(world.cells.price_factor[cell]) -
                                   market.risk_sensitivity * world.cells.buyers_risk[cell] -
                                   per_km * static_cast<double>(link.travel_km) + (usual ? market.habit * part : 0.0));
}

void ask_by_the_textbook(const World& world, QuartierId quartier, std::size_t drug, const MarketParameters& market,
                         Asked& asked)
{
    std::vector<TextbookNest> nests{{0.0, market.dissimilarity, {}},
                                    {market.delivery_taste[drug], market.dissimilarity, {}},
                                    {market.online_taste[drug], 1.0, {0.0}},
                                    {market.self_supply_taste[drug], 1.0, {0.0}}};
    std::array<std::vector<CellId>, 2> cells;
    for (std::uint32_t i = world.links.first[quartier.value()]; i < world.links.first[quartier.value() + 1]; ++i) {
        const MarketLinks::Link& link = world.links.links[i];
        const std::size_t nest = world.cells.kind[link.cell] == CellKind::site ? 0 : 1;
        nests[nest].utilities.push_back(utility_of(world, link, quartier, market));
        cells[nest].push_back(link.cell);
    }
    const auto shares = textbook_shares(nests);
    double price = shares[2][0] + shares[3][0];
    for (std::size_t nest = 0; nest < 2; ++nest)
        for (std::size_t i = 0; i < cells[nest].size(); ++i)
            price += shares[nest][i] * world.cells.price_factor[cells[nest][i]];
    const auto& users = world.stocks[quartier].users[drug];
    const double wanted = 1000.0 * (users[1] * market.light_g_week[drug] + users[2] * market.heavy_g_week[drug]) *
                          std::pow(price, market.price_elasticity[drug]);
    asked.online[drug] += wanted * shares[2][0];
    asked.self_supplied[drug] += wanted * shares[3][0];
    for (std::size_t nest = 0; nest < 2; ++nest)
        for (std::size_t i = 0; i < cells[nest].size(); ++i)
            asked.of_cell[cells[nest][i].value()][drug] += wanted * shares[nest][i];
}

double total_mg(const std::vector<DrugMilligrams>& by_quartier, std::size_t drug)
{
    double sum = 0.0;
    for (const DrugMilligrams& milligrams : by_quartier) sum += static_cast<double>(milligrams[drug]);
    return sum;
}

TEST(NestedLogit, EverySellerIsAskedForWhatTheTextbookSays)
{
    const Scenario scenario = read_scenario("scenarios/validation/nested-logit.toml", {}, {});
    Parameters parameters = test::trade_parameters();
    parameters.market = scenario.parameters.market;
    World world = test::make_trade_world(parameters, 1, scenario.drugs);
    Numbers numbers;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        world.cells.price_factor[cell] = numbers.next(0.8, 1.4);
        world.cells.buyers_risk[cell] = numbers.next(0.0, 0.6);
        world.cells.on_post[cell] = 5;
    }
    static_cast<void>(choose_sellers(world, parameters.market)); // A week that leaves a habit.
    const World before = world;
    const WeekOfSales sales = choose_sellers(world, parameters.market);
    Asked expected;
    for (const QuartierId quartier : each<Quartier>(world.stocks.size()))
        for (const std::size_t drug : world.drugs)
            ask_by_the_textbook(before, quartier, drug, parameters.market, expected);
    // A seller is asked for whole milligrams by each quartier, and proximity is kept to 24 bits.
    const double rounding_mg = static_cast<double>(world.stocks.size());
    double worst = 0.0;
    double worst_share = 0.0;
    for (const std::size_t drug : world.drugs) {
        const double wanted = total_mg(sales.wanted_mg, drug);
        const auto check = [&](double found, double wished) {
            EXPECT_NEAR(found, wished, rounding_mg + 1e-6 * wished);
            worst = std::max(worst, std::abs(found - wished));
            worst_share = std::max(worst_share, std::abs(found - wished) / wanted);
        };
        for (std::size_t slot = 0; slot < sales.sellers.size(); ++slot)
            check(static_cast<double>(sales.asked_mg[slot][drug]), expected.of_cell[sales.sellers[slot].value()][drug]);
        check(total_mg(sales.online_mg, drug), expected.online[drug]);
        check(total_mg(sales.self_supplied_mg, drug), expected.self_supplied[drug]);
    }
    fmt::print("  {} sellers, {} quartiers, {} drugs: largest error {:.2g} mg ({:.1e} of a drug), tolerance {} mg\n",
               sales.sellers.size(), world.stocks.size(), world.drugs.size(), worst, worst_share, rounding_mg);
    EXPECT_GT(sales.sellers.size(), 10U);
}

} // namespace
} // namespace emprise
