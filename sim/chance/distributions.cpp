#include "chance/distributions.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

/// Terms this much smaller than the largest are beyond what a uniform of 52 bits can reach.
constexpr double negligible = 0x1p-80;

/// Smallest k with distribution function above u. Probabilities come as ratios to the most likely value, so that
/// only + - * / are needed and nothing cancels: down(k) = P(k-1) / P(k), up(k) = P(k+1) / P(k).
template <class Down, class Up>
std::int64_t quantile_around_mode(double u, std::int64_t mode, Down down, Up up)
{
    double below = 0.0;
    double weight = 1.0;
    for (std::int64_t k = mode; (weight *= down(k)) > negligible; --k) below += weight;
    double total = below;
    weight = 1.0;
    for (std::int64_t k = mode; weight > negligible; ++k) {
        total += weight;
        weight *= up(k);
    }

    const double target = u * total;
    std::int64_t k = mode;
    weight = 1.0;
    if (target < below) {
        for (double rest = below - target;; rest -= weight) {
            const double next = weight * down(k);
            if (!(next > negligible)) return k;
            weight = next;
            --k;
            if (weight >= rest) return k;
        }
    }
    for (double rest = target - below; rest >= weight; ++k) {
        const double next = weight * up(k);
        if (!(next > negligible)) return k;
        rest -= weight;
        weight = next;
    }
    return k;
}

double horner(double x, std::span<const double> highest_first)
{
    double value = 0.0;
    for (const double coefficient : highest_first) value = value * x + coefficient;
    return value;
}

// Wichura (1988), Algorithm AS 241, PPND16: numerators and denominators by distance from the median.
constexpr double centre_above[] = {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
                                   4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
                                   1.3314166789178437745e+2, 3.3871328727963666080e+0};
constexpr double centre_below[] = {
    5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
    5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0};
constexpr double flank_above[] = {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
                                  1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0,
                                  4.63033784615654529590e+0, 1.42343711074968357734e+0};
constexpr double flank_below[] = {
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
    6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0};
constexpr double tail_above[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
                                 2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0,
                                 5.46378491116411436990e+0, 6.65790464350110377720e+0};
constexpr double tail_below[] = {
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
    1.48753612908506148525e-2,  1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0};

/// Normal with mean 0: the proposals of the gamma.
struct Proposal {
    double normal;
    double uniform;
};

Proposal propose(const Luck& luck, Purpose why, Who who, Who other, std::uint16_t nth)
{
    const auto [first, second] = luck.two_uniforms(why, who, other, nth);
    return {standard_normal_quantile(first), second};
}

double draw_gamma_above_one(const Luck& luck, Purpose why, Who who, Who other, double shape)
{
    const double d = shape - 1.0 / 3;
    const double c = 1.0 / std::sqrt(9.0 * d);
    for (std::uint16_t nth = 0;; ++nth) {
        ENSURES(nth < 65535); // each repeat succeeds with probability above 0.95
        const auto [normal, uniform] = propose(luck, why, who, other, nth);
        const double root = 1.0 + c * normal;
        if (root <= 0.0) continue;
        const double v = root * root * root;
        if (portable_log(uniform) < 0.5 * normal * normal + d - d * v + d * portable_log(v)) return d * v;
    }
}

} // namespace

std::int64_t binomial_quantile(double u, std::int64_t n, double p)
{
    EXPECTS(n >= 0 && p >= 0.0 && p <= 1.0);
    if (n == 0 || p == 0.0) return 0;
    if (p == 1.0) return n;
    const double odds = p / (1.0 - p);
    const double inverse_odds = (1.0 - p) / p;
    const auto mode = std::min(n, static_cast<std::int64_t>((static_cast<double>(n) + 1.0) * p));
    const auto down = [=](std::int64_t k) {
        return static_cast<double>(k) / static_cast<double>(n - k + 1) * inverse_odds;
    };
    const auto up = [=](std::int64_t k) { return static_cast<double>(n - k) / static_cast<double>(k + 1) * odds; };
    return quantile_around_mode(u, mode, down, up);
}

std::int64_t poisson_quantile(double u, double mean)
{
    EXPECTS(mean >= 0.0 && mean <= 1e10);
    if (mean == 0.0) return 0;
    const double inverse_mean = 1.0 / mean;
    const auto down = [=](std::int64_t k) { return static_cast<double>(k) * inverse_mean; };
    const auto up = [=](std::int64_t k) { return mean / static_cast<double>(k + 1); };
    return quantile_around_mode(u, static_cast<std::int64_t>(mean), down, up);
}

std::int64_t draw_binomial(const Luck& luck, Purpose why, Who who, Who other, std::int64_t n, double p)
{
    return binomial_quantile(luck.uniform(why, who, other), n, p);
}

std::int64_t draw_poisson(const Luck& luck, Purpose why, Who who, Who other, double mean)
{
    return poisson_quantile(luck.uniform(why, who, other), mean);
}

double draw_exponential(const Luck& luck, Purpose why, Who who, Who other, double mean)
{
    return -mean * portable_log1p(-luck.uniform(why, who, other));
}

double draw_normal(const Luck& luck, Purpose why, Who who, Who other, double mean, double deviation)
{
    return mean + deviation * standard_normal_quantile(luck.uniform(why, who, other));
}

double draw_lognormal(const Luck& luck, Purpose why, Who who, Who other, double median, double sigma)
{
    return median * portable_exp(sigma * standard_normal_quantile(luck.uniform(why, who, other)));
}

double draw_gamma(const Luck& luck, Purpose why, Who who, Who other, double shape, double scale)
{
    EXPECTS(shape > 0.0 && scale >= 0.0);
    if (shape >= 1.0) return scale * draw_gamma_above_one(luck, why, who, other, shape);
    // G(shape) = G(shape + 1) * U^(1 / shape); the last repeat number is kept for this U.
    const double u = luck.uniform(why, who, other, 65535);
    return scale * draw_gamma_above_one(luck, why, who, other, shape + 1.0) * portable_pow(u, 1.0 / shape);
}

std::int64_t round_at_random(const Luck& luck, Purpose why, Who who, double x)
{
    EXPECTS(std::abs(x) < 0x1p62);
    const double whole = std::floor(x);
    return static_cast<std::int64_t>(whole) + (luck.happens(x - whole, why, who) ? 1 : 0);
}

std::size_t draw_index(double u, std::span<const double> weights)
{
    double total = 0.0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        EXPECTS(weights[i] >= 0.0);
        total += weights[i];
        if (weights[i] > 0.0) last = i;
    }
    EXPECTS(total > 0.0 && std::isfinite(total));
    const double target = u * total;
    double sum = 0.0;
    for (std::size_t i = 0; i < last; ++i) {
        sum += weights[i];
        if (target < sum) return i;
    }
    return last;
}

double standard_normal_quantile(double u)
{
    EXPECTS(u > 0.0 && u < 1.0);
    const double q = u - 0.5;
    if (std::abs(q) <= 0.425) {
        const double r = 0.180625 - q * q;
        return q * horner(r, centre_above) / horner(r, centre_below);
    }
    const double r = std::sqrt(-portable_log(q < 0.0 ? u : 1.0 - u));
    const double size = r <= 5.0 ? horner(r - 1.6, flank_above) / horner(r - 1.6, flank_below)
                                 : horner(r - 5.0, tail_above) / horner(r - 5.0, tail_below);
    return q < 0.0 ? -size : size;
}

} // namespace emprise
