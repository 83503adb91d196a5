#pragma once
#include <bit>
#include <cstdint>
#include <limits>

/// Elementary functions that give the same bits from g++ and clang, Debug and Release, with or without FMA.
/// Built from + - * / and bit operations only; the sources are compiled with -ffp-contract=off.
/// At most 4 ulp from the true value in the normal range (a test compares with libm).
namespace emprise {

namespace portable_detail {
// ln 2 in two parts; the first has 32 bits, so that its product with an exponent is exact.
inline constexpr double ln2_high = 0x1.62e42fee00000p-1;
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;
inline constexpr double inverse_ln2 = 0x1.71547652b82fep+0;
/// Adding and subtracting this rounds a double below 2^51 to the nearest integer.
inline constexpr double rounder = 0x1.8p52;

/// (e^r - 1 - r) / r^2 for |r| <= 0.35: Taylor series, first term left out below 1e-18.
constexpr double exponential_tail(double r)
{
    const double r2 = r * r;
    const double r4 = r2 * r2;
    const double a = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
    const double b = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
    const double c = (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600 + r * (1.0 / 6227020800.0));
    return a + r4 * (b + r4 * c);
}

/// 2^k for -1022 <= k <= 1023.
constexpr double power_of_two(std::int64_t k)
{
    return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52U);
}

/// Sum of 2 z^i / (2 i + 1), i >= 1, times z; with z = s^2 and s = f / (2 + f): log(1 + f) = 2 s + s * this.
constexpr double logarithm_tail(double z)
{
    const double z2 = z * z;
    const double z4 = z2 * z2;
    const double a = (2.0 / 3 + z * (2.0 / 5)) + z2 * (2.0 / 7 + z * (2.0 / 9));
    const double b = (2.0 / 11 + z * (2.0 / 13)) + z2 * (2.0 / 15 + z * (2.0 / 17));
    const double c = 2.0 / 19 + z * (2.0 / 21);
    return z * (a + z4 * (b + z4 * c));
}

/// The parts of a positive normal number: value = 2^exponent * (1 + fraction), 1 + fraction in [sqrt(1/2), sqrt(2)).
struct Parts {
    double exponent;
    double fraction;
};

constexpr Parts split(double x)
{
    constexpr std::uint64_t bits_of_root_half = 0x3fe6a09e667f3bcdULL;
    const std::uint64_t shifted = std::bit_cast<std::uint64_t>(x) - bits_of_root_half;
    const auto exponent = static_cast<std::int64_t>(shifted) >> 52;
    const std::uint64_t mantissa = (shifted & 0x000fffffffffffffULL) + bits_of_root_half;
    return {static_cast<double>(static_cast<std::int32_t>(exponent)), std::bit_cast<double>(mantissa) - 1.0};
}

/// log of a positive normal number; no check.
constexpr double logarithm_of_normal(double x)
{
    const auto [k, f] = split(x);
    const double s = f / (2.0 + f);
    const double half_square = 0.5 * f * f;
    const double inner = s * (half_square + logarithm_tail(s * s));
    return k * ln2_high - ((half_square - (inner + k * ln2_low)) - f);
}

/// exp outside [-708, 709]: underflow, overflow, not a number.
double exponential_at_the_edge(double x);
/// log of zero, negative, subnormal, infinite or not a number.
double logarithm_at_the_edge(double x);
} // namespace portable_detail

/// e^x.
[[nodiscard]] inline double portable_exp(double x)
{
    using namespace portable_detail;
    if (!(x >= -708.0 && x <= 709.0)) return exponential_at_the_edge(x);
    const double shifted = x * inverse_ln2 + rounder;
    const double k = shifted - rounder;
    const double r = (x - k * ln2_high) - k * ln2_low;
    const double value = 1.0 + (r + r * r * exponential_tail(r));
    return value * power_of_two(static_cast<std::int32_t>(k));
}

/// Natural logarithm: -infinity at 0, not a number below.
[[nodiscard]] inline double portable_log(double x)
{
    constexpr double smallest = std::numeric_limits<double>::min();
    constexpr double largest = std::numeric_limits<double>::max();
    if (!(x >= smallest && x <= largest)) return portable_detail::logarithm_at_the_edge(x);
    return portable_detail::logarithm_of_normal(x);
}

/// log(1 + x), exact for small x.
[[nodiscard]] double portable_log1p(double x);
/// e^x - 1, exact for small x.
[[nodiscard]] double portable_expm1(double x);
/// base^exponent with the rules of C: x^0 = 1, a negative base only with a whole exponent.
[[nodiscard]] double portable_pow(double base, double exponent);
/// 1 / (1 + e^-x).
[[nodiscard]] double portable_logistic(double x);
/// Radians; |x| <= 1e6 (contract).
[[nodiscard]] double portable_sin(double x);
[[nodiscard]] double portable_cos(double x);

} // namespace emprise
