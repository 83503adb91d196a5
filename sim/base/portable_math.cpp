#include "base/portable_math.hpp"

#include "base/expects.hpp"

#include <cmath>

namespace emprise {

namespace {

using namespace portable_detail;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// A number as the unrounded sum of two doubles: about 106 bits.
struct Pair {
    double high;
    double low;
};

Pair add_exactly(double a, double b)
{
    const double sum = a + b;
    const double part = sum - a;
    return {sum, (a - (sum - part)) + (b - part)};
}

/// Dekker's product: no FMA, hence the same bits everywhere.
Pair multiply_exactly(double a, double b)
{
    constexpr double splitter = 134217729.0; // 2^27 + 1
    const double a_scaled = a * splitter;
    const double b_scaled = b * splitter;
    const double a_high = a_scaled - (a_scaled - a);
    const double b_high = b_scaled - (b_scaled - b);
    const double a_low = a - a_high;
    const double b_low = b - b_high;
    const double product = a * b;
    return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

Pair multiply(Pair a, Pair b)
{
    const Pair product = multiply_exactly(a.high, b.high);
    return add_exactly(product.high, product.low + (a.high * b.low + a.low * b.high));
}

Pair add(Pair a, Pair b)
{
    const Pair sum = add_exactly(a.high, b.high);
    return add_exactly(sum.high, sum.low + (a.low + b.low));
}

/// f / (2 + f) to about 100 bits.
Pair divide_by_two_plus(double f)
{
    const Pair divisor = add_exactly(2.0, f);
    const double quotient = f / divisor.high;
    const Pair back = multiply_exactly(quotient, divisor.high);
    const double rest = ((f - back.high) - back.low) - quotient * divisor.low;
    return add_exactly(quotient, rest / divisor.high);
}

/// Sum of 2 z^(i-2) / (2 i + 1), i >= 2: what follows the first two terms of the series of the logarithm.
double logarithm_tail_after_cubic(double z)
{
    const double a = 2.0 / 5 + z * (2.0 / 7 + z * (2.0 / 9 + z * (2.0 / 11)));
    const double z4 = z * z * z * z;
    return a + z4 * (2.0 / 13 + z * (2.0 / 15 + z * (2.0 / 17 + z * (2.0 / 19 + z * (2.0 / 21)))));
}

/// log(x) of a positive normal number to about 66 bits: what portable_pow needs before it multiplies by up to 2^10.
Pair precise_logarithm(double x)
{
    const auto [k, f] = split(x);
    const Pair s = divide_by_two_plus(f);
    const Pair z = multiply(s, s);
    const Pair cubic = multiply(multiply(s, z), {2.0 / 3, 0x1.5555555555555p-55});
    const double higher = s.high * z.high * z.high * logarithm_tail_after_cubic(z.high);
    const Pair logarithm = add({2.0 * s.high, 2.0 * s.low}, add(cubic, {higher, 0.0}));
    return add(add({k * ln2_high, 0.0}, {k * ln2_low, 0.0}), logarithm);
}

/// exp(x.high + x.low).
double exponential(Pair x)
{
    const double value = portable_exp(x.high);
    return std::isfinite(value) && std::isfinite(x.low) ? value + value * x.low : value;
}

bool is_whole(double x)
{
    return std::floor(x) == x;
}
bool is_odd(double x)
{
    return is_whole(x) && std::floor(x * 0.5) * 2.0 != x;
}

double power_at_the_edge(double base, double exponent)
{
    if (std::isnan(base) || std::isnan(exponent)) return not_a_number;
    const double size = std::abs(base);
    if (std::isinf(exponent)) return size == 1.0 ? 1.0 : ((size > 1.0) == (exponent > 0.0) ? infinity : 0.0);
    const double sign = std::signbit(base) && is_odd(exponent) ? -1.0 : 1.0;
    if (size == 0.0) return sign * (exponent > 0.0 ? 0.0 : infinity);
    return sign * (exponent > 0.0 ? infinity : 0.0); // size is infinite
}

double power_of_positive(double base, double exponent)
{
    double scaled = base;
    double shift = 0.0;
    if (base < std::numeric_limits<double>::min()) {
        scaled = base * 0x1p54;
        shift = -54.0;
    }
    Pair logarithm = precise_logarithm(scaled);
    logarithm = add(logarithm, {shift * ln2_high, shift * ln2_low});
    if (std::abs(exponent) > 0x1p70) return base == 1.0 ? 1.0 : ((base > 1.0) == (exponent > 0.0) ? infinity : 0.0);
    return exponential(multiply(logarithm, {exponent, 0.0}));
}

/// x = quarter turns * pi / 2 + (high + low), |high| <= pi / 4.
struct Angle {
    int quadrant;
    Pair rest;
};

Angle reduce(double x)
{
    // pi / 2 in parts of 33, 33 and 53 bits: the products with a number below 2^20 are exact or negligible.
    constexpr double first = 0x1.921fb54400000p+0;
    constexpr double second = 0x1.0b4611a600000p-34;
    constexpr double third = 0x1.3198a2e037073p-69;
    constexpr double two_over_pi = 0x1.45f306dc9c883p-1;
    const double turns = (x * two_over_pi + rounder) - rounder;
    const Pair rest = add(add_exactly(x - turns * first, -turns * second), {-turns * third, 0.0});
    return {static_cast<int>(static_cast<std::int64_t>(turns) & 3), rest};
}

double sine_near_zero(Pair x)
{
    const double z = x.high * x.high;
    constexpr double c3 = -1.0 / 6;
    constexpr double c5 = 1.0 / 120;
    constexpr double c7 = -1.0 / 5040;
    constexpr double c9 = 1.0 / 362880;
    constexpr double c11 = -1.0 / 39916800;
    constexpr double c13 = 1.0 / 6227020800.0;
    constexpr double c15 = -1.0 / 1307674368000.0;
    constexpr double c17 = 1.0 / 355687428096000.0;
    const double tail = c3 + z * (c5 + z * (c7 + z * (c9 + z * (c11 + z * (c13 + z * (c15 + z * c17))))));
    return x.high + (x.high * z * tail + x.low * (1.0 - 0.5 * z));
}

double cosine_near_zero(Pair x)
{
    const double z = x.high * x.high;
    constexpr double c4 = 1.0 / 24;
    constexpr double c6 = -1.0 / 720;
    constexpr double c8 = 1.0 / 40320;
    constexpr double c10 = -1.0 / 3628800;
    constexpr double c12 = 1.0 / 479001600;
    constexpr double c14 = -1.0 / 87178291200.0;
    constexpr double c16 = 1.0 / 20922789888000.0;
    const double tail = c4 + z * (c6 + z * (c8 + z * (c10 + z * (c12 + z * (c14 + z * c16)))));
    const double half = 0.5 * z;
    const double head = 1.0 - half;
    return head + (((1.0 - head) - half) + (z * z * tail - x.high * x.low));
}

double sine_of(const Angle& angle)
{
    const double value = angle.quadrant % 2 == 0 ? sine_near_zero(angle.rest) : cosine_near_zero(angle.rest);
    return angle.quadrant < 2 ? value : -value;
}

} // namespace

double portable_detail::exponential_at_the_edge(double x)
{
    if (std::isnan(x)) return not_a_number;
    if (x > 709.8) return infinity;
    if (x < -746.0) return 0.0;
    // Two factors, so that neither overflows nor is rounded twice above the subnormal range.
    const double k = std::floor(x * inverse_ln2 + 0.5);
    const double r = (x - k * ln2_high) - k * ln2_low;
    const double value = 1.0 + (r + r * r * exponential_tail(r));
    const double half = std::floor(k * 0.5);
    return value * power_of_two(static_cast<std::int64_t>(half)) * power_of_two(static_cast<std::int64_t>(k - half));
}

double portable_detail::logarithm_at_the_edge(double x)
{
    if (x == 0.0) return -infinity;
    if (!(x > 0.0)) return not_a_number;
    if (std::isinf(x)) return infinity;
    return logarithm_of_normal(x * 0x1p54) - 54.0 * ln2_high - 54.0 * ln2_low;
}

double portable_log1p(double x)
{
    if (!(x > -1.0)) return x == -1.0 ? -infinity : not_a_number;
    if (x > -0.29 && x < 0.41) {
        const double s = x / (2.0 + x);
        const double half_square = 0.5 * x * x;
        return x - (half_square - s * (half_square + logarithm_tail(s * s)));
    }
    if (std::isinf(x)) return infinity;
    const double sum = 1.0 + x;
    const double lost = x > 1.0 ? 1.0 - (sum - x) : x - (sum - 1.0);
    return portable_log(sum) + lost / sum;
}

double portable_expm1(double x)
{
    if (x > -0.35 && x < 0.35) return x + x * x * exponential_tail(x);
    if (!(x >= -40.0 && x <= 700.0)) return portable_exp(x) - 1.0;
    const double k = (x * inverse_ln2 + rounder) - rounder;
    const double r = (x - k * ln2_high) - k * ln2_low;
    const double scale = power_of_two(static_cast<std::int32_t>(k));
    return (scale - 1.0) + scale * (r + r * r * exponential_tail(r));
}

double portable_pow(double base, double exponent)
{
    if (exponent == 0.0 || base == 1.0) return 1.0;
    if (base == 0.0 || !std::isfinite(base) || !std::isfinite(exponent)) return power_at_the_edge(base, exponent);
    if (base > 0.0) return power_of_positive(base, exponent);
    if (!is_whole(exponent)) return not_a_number;
    const double size = power_of_positive(-base, exponent);
    return is_odd(exponent) ? -size : size;
}

double portable_logistic(double x)
{
    if (x >= 0.0) return 1.0 / (1.0 + portable_exp(-x));
    const double e = portable_exp(x);
    return e / (1.0 + e);
}

double portable_sin(double x)
{
    EXPECTS(std::abs(x) <= 1e6);
    return sine_of(reduce(x));
}

double portable_cos(double x)
{
    EXPECTS(std::abs(x) <= 1e6);
    Angle angle = reduce(x);
    angle.quadrant = (angle.quadrant + 1) % 4;
    return sine_of(angle);
}

} // namespace emprise
