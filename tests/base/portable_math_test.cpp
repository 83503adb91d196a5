#include "base/portable_math.hpp"

#include "base/expects.hpp"
#include "files/digest.hpp"

#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace emprise {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Arguments for the comparisons; any engine would do, this one is specified by the standard.
class Arguments {
public:
    double between(double low, double high)
    {
        return low + (high - low) * (static_cast<double>(engine_() >> 11U) * 0x1p-53);
    }

private:
    std::mt19937_64 engine_{20260105};
};

/// Distance to the long double result of libm in units of the last place of a double.
double ulps(double got, long double wanted)
{
    const double rounded = std::abs(static_cast<double>(wanted));
    const double last_place = std::nextafter(rounded, infinity) - rounded;
    return static_cast<double>(std::abs(static_cast<long double>(got) - wanted) / static_cast<long double>(last_place));
}

TEST(PortableMath, IsWithinFourUlpOfTheTrueExponentialAndLogarithm)
{
    Arguments draw;
    for (int i = 0; i < 50'000; ++i) {
        for (const double x : {draw.between(-708, 709), draw.between(-1, 1)})
            ASSERT_LE(ulps(portable_exp(x), std::exp(static_cast<long double>(x))), 4.0) << x;
        for (const double x : {portable_exp(draw.between(-700, 700)), draw.between(0.5, 2.0)})
            ASSERT_LE(ulps(portable_log(x), std::log(static_cast<long double>(x))), 4.0) << x;
        for (const double x : {draw.between(-1, 3), portable_exp(draw.between(-40, 40))})
            ASSERT_LE(ulps(portable_log1p(x), std::log1p(static_cast<long double>(x))), 4.0) << x;
        for (const double x : {draw.between(-2, 2), draw.between(-50, 300), portable_exp(draw.between(-40, 0))})
            ASSERT_LE(ulps(portable_expm1(x), std::expm1(static_cast<long double>(x))), 4.0) << x;
        const double x = draw.between(-700, 700);
        ASSERT_LE(ulps(portable_logistic(x), 1.0L / (1.0L + std::exp(-static_cast<long double>(x)))), 4.0) << x;
    }
}

TEST(PortableMath, IsWithinFourUlpOfTheTruePower)
{
    Arguments draw;
    const auto check = [](double base, double exponent) {
        const long double wanted = std::pow(static_cast<long double>(base), static_cast<long double>(exponent));
        ASSERT_LE(ulps(portable_pow(base, exponent), wanted), 4.0) << base << "^" << exponent;
    };
    for (int i = 0; i < 50'000; ++i) {
        check(portable_exp(draw.between(-20, 20)), draw.between(-30, 30));
        check(draw.between(0.5, 2.0), draw.between(-900, 900));
        check(1.0 + draw.between(-1e-6, 1e-6), draw.between(-6e8, 6e8));
    }
    check(5e-324, 0.25);
}

TEST(PortableMath, IsWithinFourUlpOfTheTrueSineAndCosineAlsoWhereTheyVanish)
{
    Arguments draw;
    const auto check = [](double x) {
        ASSERT_LE(ulps(portable_sin(x), std::sin(static_cast<long double>(x))), 4.0) << x;
        ASSERT_LE(ulps(portable_cos(x), std::cos(static_cast<long double>(x))), 4.0) << x;
    };
    for (int i = 0; i < 50'000; ++i) {
        check(draw.between(-10, 10));
        check(draw.between(-1e6, 1e6));
        check(i * 1.5707963267948966);
    }
    EXPECT_THROW((void)portable_sin(2e6), ContractViolation);
    EXPECT_THROW((void)portable_cos(std::nan("")), ContractViolation);
}

TEST(PortableMath, FollowsTheRulesOfCAtTheEdges)
{
    EXPECT_EQ(portable_exp(-infinity), 0.0);
    EXPECT_EQ(portable_exp(-750.0), 0.0);
    EXPECT_EQ(portable_exp(-745.1), 4.9406564584124654e-324);
    EXPECT_EQ(portable_exp(0.0), 1.0);
    EXPECT_EQ(portable_exp(710.0), infinity);
    EXPECT_TRUE(std::isnan(portable_exp(std::nan(""))));
    EXPECT_EQ(portable_log(0.0), -infinity);
    EXPECT_EQ(portable_log(1.0), 0.0);
    EXPECT_EQ(portable_log(infinity), infinity);
    EXPECT_TRUE(std::isnan(portable_log(-1.0)));
    EXPECT_LE(ulps(portable_log(5e-324), std::log(static_cast<long double>(5e-324))), 4.0);
    EXPECT_EQ(portable_log1p(-1.0), -infinity);
    EXPECT_EQ(portable_log1p(0.0), 0.0);
    EXPECT_TRUE(std::isnan(portable_log1p(-1.5)));
    EXPECT_EQ(portable_expm1(0.0), 0.0);
    EXPECT_EQ(portable_expm1(-800.0), -1.0);
    EXPECT_EQ(portable_expm1(800.0), infinity);
    EXPECT_EQ(portable_logistic(-infinity), 0.0);
    EXPECT_EQ(portable_logistic(0.0), 0.5);
    EXPECT_EQ(portable_logistic(infinity), 1.0);
}

TEST(PortableMath, RaisesToAPowerByTheRulesOfC)
{
    EXPECT_EQ(portable_pow(0.0, 0.0), 1.0);
    EXPECT_EQ(portable_pow(0.0, 2.5), 0.0);
    EXPECT_EQ(portable_pow(0.0, -1.0), infinity);
    EXPECT_EQ(portable_pow(-2.0, 3.0), -8.0);
    EXPECT_EQ(portable_pow(-2.0, 4.0), 16.0);
    EXPECT_TRUE(std::isnan(portable_pow(-2.0, 0.5)));
    EXPECT_EQ(portable_pow(2.0, 10.0), 1024.0);
    EXPECT_EQ(portable_pow(2.0, 2000.0), infinity);
    EXPECT_EQ(portable_pow(2.0, -2000.0), 0.0);
    EXPECT_EQ(portable_pow(2.0, 1e300), infinity);
    EXPECT_EQ(portable_pow(0.5, infinity), 0.0);
    EXPECT_EQ(portable_pow(1.0, std::nan("")), 1.0);
    EXPECT_EQ(portable_pow(infinity, -1.0), 0.0);
}

TEST(PortableMath, GivesTheSameBitsWhateverTheCompilerAndTheOptimisation)
{
    Fingerprint bits;
    const auto add = [&](double value) { bits.add(std::bit_cast<std::uint64_t>(value)); };
    Arguments draw;
    for (int i = 0; i < 20'000; ++i) {
        const double x = draw.between(-30, 30);
        const double positive = draw.between(0.001, 100);
        add(portable_exp(x));
        add(portable_expm1(x * 0.1));
        add(portable_logistic(x));
        add(portable_sin(x));
        add(portable_cos(x));
        add(portable_log(positive));
        add(portable_log1p(positive - 0.9));
        add(portable_pow(positive, x));
    }
    // Changes only with the formulas; every preset and both compilers must print this one.
    EXPECT_EQ(bits.value(), 0x50c1aad4842ef3faULL) << std::hex << bits.value();
}

TEST(PortableMath, GivesEachOfTwoNumbersSideBySideTheBitsOfOneAlone)
{
    Arguments draw;
    for (int i = 0; i < 10'000; ++i) {
        const double a = portable_exp(draw.between(-700, 700));
        const double b = draw.between(0.5, 2.0);
        const auto both = portable_detail::logarithm_of_normal(portable_detail::TwoReals{a, b});
        ASSERT_EQ(both[0], portable_log(a));
        ASSERT_EQ(both[1], portable_log(b));
    }
}

} // namespace
} // namespace emprise
