#pragma once
#include "chance/luck.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

/// Draws from the distributions the model uses: exact, and the same bits everywhere (std:: distributions are not).
/// All but the gamma invert the distribution function at one uniform, so a draw rises with its mean, probability or
/// median: two arms that differ a little draw nearly the same (common random numbers).
namespace emprise {

/// Successes in `n` independent trials. Exact; time grows with the standard deviation (about 5 us at 100).
[[nodiscard]] std::int64_t draw_binomial(const Luck& luck, Purpose why, Who who, Who other, std::int64_t n, double p);
/// Exact; `mean` at most 1e10.
[[nodiscard]] std::int64_t draw_poisson(const Luck& luck, Purpose why, Who who, Who other, double mean);
[[nodiscard]] double draw_exponential(const Luck& luck, Purpose why, Who who, Who other, double mean);
[[nodiscard]] double draw_normal(const Luck& luck, Purpose why, Who who, Who other, double mean, double deviation);
/// exp of a normal with mean log(median) and standard deviation sigma.
[[nodiscard]] double draw_lognormal(const Luck& luck, Purpose why, Who who, Who other, double median, double sigma);
/// Marsaglia and Tsang (2000); repeats are further `nth` of the same question. Mean = shape * scale.
[[nodiscard]] double draw_gamma(const Luck& luck, Purpose why, Who who, Who other, double shape, double scale);

/// The whole number below or above `x`, with expectation `x`.
[[nodiscard]] std::int64_t round_at_random(const Luck& luck, Purpose why, Who who, double x);

/// Index with probability weight / total: first index at which the running sum, taken in order, exceeds u * total.
/// Weights must be finite, none negative, one positive.
[[nodiscard]] std::size_t draw_index(double u, std::span<const double> weights);

/// The number with probability `u` below it under the standard normal, 0 < u < 1. Wichura (1988), AS 241.
[[nodiscard]] double standard_normal_quantile(double u);

/// The inversions themselves, for callers that hold a uniform already.
[[nodiscard]] std::int64_t binomial_quantile(double u, std::int64_t n, double p);
[[nodiscard]] std::int64_t poisson_quantile(double u, double mean);

} // namespace emprise
