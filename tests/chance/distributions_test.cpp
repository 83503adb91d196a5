#include "chance/distributions.hpp"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <vector>

namespace emprise {
namespace {

constexpr int draws = 500'000;

Who person(int i)
{
    return Who::of(Kind::resident, static_cast<std::uint64_t>(i));
}

/// Chi-square against the exact probabilities, values with fewer than 10 expected pooled. A relative error of 2 % in
/// every probability, half of them up and half down, adds 500,000 * 0.02^2 = 200: beyond 6 sigma with probability above
/// 0.99 for the 160 values of the widest case here, and for certain for the others.
void expect_frequencies(const std::function<std::int64_t(int)>& draw, const std::function<double(int)>& probability,
                        int largest)
{
    std::vector<double> count(static_cast<std::size_t>(largest) + 1);
    for (int i = 0; i < draws; ++i) {
        const std::int64_t value = draw(i);
        ASSERT_GE(value, 0);
        count[static_cast<std::size_t>(std::min<std::int64_t>(value, largest))] += 1.0;
    }
    double chi_square = 0.0;
    int terms = -1;
    double pooled_count = 0.0;
    double pooled_expected = 0.0;
    double seen = 0.0;
    for (int k = 0; k <= largest; ++k) {
        const double p = k < largest ? probability(k) : 1.0 - seen;
        seen += p;
        pooled_count += count[static_cast<std::size_t>(k)];
        pooled_expected += p * draws;
        if (pooled_expected < 10.0) continue;
        chi_square += (pooled_count - pooled_expected) * (pooled_count - pooled_expected) / pooled_expected;
        pooled_count = pooled_expected = 0.0;
        ++terms;
    }
    ASSERT_GT(terms, 0);
    EXPECT_LT(chi_square, terms + 6.0 * std::sqrt(2.0 * terms));
}

/// Kolmogorov and Smirnov over 200,000 draws: 2 exp(-2 t^2) = 2e-9 at t = 3.22, so a distance of 0.0072 fails: an error
/// of 1.2 % in the distribution function is found for certain.
void expect_distribution(const std::function<double(int)>& draw, const std::function<double(double)>& below)
{
    constexpr int sample = 200'000;
    std::vector<double> values;
    for (int i = 0; i < sample; ++i) values.push_back(draw(i));
    std::ranges::sort(values);
    double distance = 0.0;
    for (int i = 0; i < sample; ++i) {
        const double p = below(values[static_cast<std::size_t>(i)]);
        distance = std::max({distance, p - static_cast<double>(i) / sample, static_cast<double>(i + 1) / sample - p});
    }
    EXPECT_LT(distance * std::sqrt(sample), 3.22);
}

double binomial_probability(int n, int k, double p)
{
    return std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) + k * std::log(p) +
                    (n - k) * std::log1p(-p));
}

TEST(Distributions, DrawABinomialWithItsExactProbabilities)
{
    const Luck luck{11, 1, 0};
    for (const auto& [n, p] : {std::pair{1, 0.2}, {5, 0.5}, {40, 0.3}, {1000, 0.002}, {2000, 0.99}, {3000, 0.01}})
        expect_frequencies(
            [&, n = n, p = p](int i) { return draw_binomial(luck.at_week(n), Purpose::test_a, person(i), {}, n, p); },
            [n = n, p = p](int k) { return binomial_probability(n, k, p); }, n);
}

TEST(Distributions, DrawAPoissonWithItsExactProbabilities)
{
    const Luck luck{11, 2, 0};
    for (const double mean : {0.01, 0.7, 3.0, 25.0, 400.0})
        expect_frequencies(
            [&](int i) {
                return draw_poisson(luck.at_week(static_cast<int>(mean * 50)), Purpose::test_a, person(i), {}, mean);
            },
            [=](int k) { return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0)); },
            static_cast<int>(mean + 9.0 * std::sqrt(mean) + 5.0));
}

/// Large counts: mean and variance of 20,000 draws at 6 sigma. Finds a mean wrong by 0.01 % and a variance by 9 %.
TEST(Distributions, KeepMeanAndVarianceOfABinomialOfAMillionTrials)
{
    const Luck luck{11, 3, 0};
    constexpr int few = 20'000;
    constexpr double mean = 300'000.0;
    constexpr double variance = 210'000.0;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < few; ++i) {
        const auto k = static_cast<double>(draw_binomial(luck, Purpose::test_a, person(i), {}, 1'000'000, 0.3)) - mean;
        sum += k;
        squares += k * k;
    }
    EXPECT_LT(std::abs(sum / few), 6.0 * std::sqrt(variance / few));
    EXPECT_NEAR(squares / few / variance, 1.0, 6.0 * std::sqrt(2.0 / few));
}

TEST(Distributions, KnowCertaintyAndImpossibility)
{
    const Luck luck{1, 1, 0};
    EXPECT_EQ(draw_binomial(luck, Purpose::test_a, person(1), {}, 17, 0.0), 0);
    EXPECT_EQ(draw_binomial(luck, Purpose::test_a, person(1), {}, 17, 1.0), 17);
    EXPECT_EQ(draw_binomial(luck, Purpose::test_a, person(1), {}, 0, 0.5), 0);
    EXPECT_EQ(draw_poisson(luck, Purpose::test_a, person(1), {}, 0.0), 0);
    EXPECT_EQ(binomial_quantile(0x1p-53, 1000, 0.5), binomial_quantile(0x1p-53, 1000, 0.5));
    EXPECT_EQ(binomial_quantile(1.0 - 0x1p-53, 3, 0.5), 3);
    EXPECT_EQ(binomial_quantile(0x1p-53, 3, 0.5), 0);
    EXPECT_THROW((void)binomial_quantile(0.5, -1, 0.5), ContractViolation);
    EXPECT_THROW((void)binomial_quantile(0.5, 1, std::nan("")), ContractViolation);
    EXPECT_THROW((void)poisson_quantile(0.5, -1.0), ContractViolation);
}

TEST(Distributions, DrawMoreWhenTheProbabilityTheMeanOrTheLuckIsHigher)
{
    const Luck luck{11, 4, 0};
    for (int i = 0; i < 2000; ++i) {
        const double u = luck.uniform(Purpose::test_a, person(i));
        ASSERT_LE(binomial_quantile(u, 50, 0.20), binomial_quantile(u, 50, 0.21));
        ASSERT_LE(binomial_quantile(u, 50, 0.20), binomial_quantile(u, 51, 0.20));
        ASSERT_LE(poisson_quantile(u, 3.0), poisson_quantile(u, 3.1));
        ASSERT_LE(poisson_quantile(u * 0.9, 3.0), poisson_quantile(u, 3.0));
    }
}

TEST(Distributions, DrawContinuousValuesWithTheirExactDistribution)
{
    const Luck luck{11, 5, 0};
    const auto normal_below = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
    expect_distribution([&](int i) { return draw_exponential(luck, Purpose::test_a, person(i), {}, 3.0); },
                        [](double x) { return -std::expm1(-x / 3.0); });
    expect_distribution([&](int i) { return draw_normal(luck, Purpose::test_b, person(i), {}, 5.0, 2.0); },
                        [&](double x) { return normal_below((x - 5.0) / 2.0); });
    expect_distribution([&](int i) { return draw_lognormal(luck, Purpose::test_c, person(i), {}, 4.0, 0.8); },
                        [&](double x) { return normal_below(std::log(x / 4.0) / 0.8); });
    for (const double shape : {0.3, 1.0, 2.5, 40.0})
        expect_distribution(
            [&](int i) {
                return draw_gamma(luck.at_week(static_cast<int>(shape * 10)), Purpose::test_a, person(i), {}, shape,
                                  2.0);
            },
            [=](double x) { return boost::math::gamma_p(shape, x / 2.0); });
}

TEST(Distributions, InvertTheNormalDistributionToTheLastDigits)
{
    EXPECT_EQ(standard_normal_quantile(0.5), 0.0);
    EXPECT_NEAR(standard_normal_quantile(0.975), 1.959963984540054, 1e-14);
    EXPECT_NEAR(standard_normal_quantile(0.025), -1.959963984540054, 1e-14);
    EXPECT_NEAR(standard_normal_quantile(1e-3), -3.090232306167813, 1e-13);
    EXPECT_NEAR(standard_normal_quantile(1e-12), -7.034483825301131, 1e-12);
    for (double u = 0.0005; u < 1.0; u += 0.0005)
        ASSERT_NEAR(0.5 * std::erfc(-standard_normal_quantile(u) / std::sqrt(2.0)), u, 1e-14);
    EXPECT_THROW((void)standard_normal_quantile(0.0), ContractViolation);
    EXPECT_THROW((void)standard_normal_quantile(1.0), ContractViolation);
}

/// 6 sigma of the share 0.25 over 10^6 draws is 0.0026: an error of 1.6 % of it is found with probability 0.999.
TEST(Distributions, RoundAtRandomWithTheRightExpectation)
{
    const Luck luck{11, 6, 0};
    double sum = 0.0;
    constexpr int many = 1'000'000;
    for (int i = 0; i < many; ++i) {
        const std::int64_t whole = round_at_random(luck, Purpose::test_a, person(i), -2.75);
        ASSERT_TRUE(whole == -3 || whole == -2);
        sum += static_cast<double>(whole);
    }
    EXPECT_NEAR(sum / many, -2.75, 6.0 * std::sqrt(0.25 * 0.75 / many));
    EXPECT_EQ(round_at_random(luck, Purpose::test_a, person(1), 7.0), 7);
}

TEST(Distributions, DrawAnIndexInProportionToItsWeight)
{
    const Luck luck{11, 7, 0};
    constexpr std::array weights{0.0, 1.0, 3.0, 0.0, 6.0, 0.0};
    expect_frequencies(
        [&](int i) { return static_cast<std::int64_t>(draw_index(luck.uniform(Purpose::test_a, person(i)), weights)); },
        [&](int k) { return weights[static_cast<std::size_t>(k)] / 10.0; }, 5);
    EXPECT_EQ(draw_index(0x1p-53, weights), 1U);
    EXPECT_EQ(draw_index(1.0 - 0x1p-53, weights), 4U);
    EXPECT_THROW((void)draw_index(0.5, std::array{0.0, 0.0}), ContractViolation);
    EXPECT_THROW((void)draw_index(0.5, std::array{1.0, -1.0}), ContractViolation);
    EXPECT_THROW((void)draw_index(0.5, std::array{1.0, std::nan("")}), ContractViolation);
}

} // namespace
} // namespace emprise
