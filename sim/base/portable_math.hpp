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

/// Two numbers side by side in one register: each operation is that of a double, so each lane has the same bits.
using TwoReals = double __attribute__((vector_size(16)));
using TwoWords = std::uint64_t __attribute__((vector_size(16)));

/// The bits of a Real: std::uint64_t of a double, TwoWords of TwoReals.
template <class Real>
struct WordsOf {
    using type = std::uint64_t;
};
template <>
struct WordsOf<TwoReals> {
    using type = TwoWords;
};

/// Sum of 2 z^i / (2 i + 1), i >= 1; with z = s^2 and s = f / (2 + f): log(1 + f) = 2 s + s * this.
template <class Real>
constexpr Real logarithm_tail(Real z)
{
    const Real z2 = z * z;
    const Real z4 = z2 * z2;
    const Real a = (2.0 / 3 + z * (2.0 / 5)) + z2 * (2.0 / 7 + z * (2.0 / 9));
    const Real b = (2.0 / 11 + z * (2.0 / 13)) + z2 * (2.0 / 15 + z * (2.0 / 17));
    const Real c = 2.0 / 19 + z * (2.0 / 21);
    return z * (a + z4 * (b + z4 * c));
}

/// The parts of a positive normal number: value = 2^exponent * (1 + fraction), 1 + fraction in [sqrt(1/2), sqrt(2)).
template <class Real>
struct Parts {
    Real exponent;
    Real fraction;
};

/// Unsigned operations only: they exist for one number and for two side by side.
template <class Real>
constexpr Parts<Real> split(Real x)
{
    using Words = typename WordsOf<Real>::type;
    constexpr std::uint64_t bits_of_root_half = 0x3fe6a09e667f3bcdULL;
    const Words shifted = std::bit_cast<Words>(x) - bits_of_root_half;
    const Words exponent_plus_1024 = (shifted + (std::uint64_t{1024} << 52U)) >> std::uint64_t{52};
    const Words mantissa = (shifted & std::uint64_t{0x000fffffffffffff}) + bits_of_root_half;
    return {std::bit_cast<Real>(exponent_plus_1024 | std::uint64_t{0x4330000000000000}) - (0x1p52 + 1024.0),
            std::bit_cast<Real>(mantissa) - 1.0};
}

/// log of a positive normal number; no check.
template <class Real>
constexpr Real logarithm_of_normal(Real x)
{
    const Parts<Real> parts = split(x);
    const Real k = parts.exponent;
    const Real f = parts.fraction;
    const Real s = f / (2.0 + f);
    const Real half_square = 0.5 * f * f;
    const Real inner = s * (half_square + logarithm_tail(s * s));
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
