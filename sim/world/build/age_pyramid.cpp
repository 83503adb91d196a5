#include "world/build/age_pyramid.hpp"

#include "base/portable_math.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

constexpr bool is_youth(int age)
{
    return age >= 15 && age <= 24;
}

constexpr int first_fertile_age = 15;
constexpr int last_fertile_age = 49;

} // namespace

AgePyramid age_pyramid(const GenesisParameters& parameters)
{
    AgePyramid pyramid{};
    double total = 0.0;
    for (int age = 0; age < genesis_ages; ++age) total += at_age(pyramid_ages, parameters.cohort_thousands, age);
    for (int age = 0; age <= oldest_age; ++age) {
        const auto at = static_cast<std::size_t>(age);
        pyramid.share[at] = age < genesis_ages ? at_age(pyramid_ages, parameters.cohort_thousands, age) / total : 0.0;
        pyramid.men[at] = at_age(men_share_ages, parameters.men_share, age);
        if (is_youth(age)) pyramid.youth += pyramid.share[at];
    }
    return pyramid;
}

double age_share(const AgePyramid& pyramid, int age, double youth_share)
{
    const double national = pyramid.share[static_cast<std::size_t>(age)];
    return is_youth(age) ? national * youth_share / pyramid.youth
                         : national * (1.0 - youth_share) / (1.0 - pyramid.youth);
}

CountsByAge split_by_age(const AgePyramid& pyramid, std::uint32_t residents, double youth_share, double u)
{
    CountsByAge counts{};
    double cumulative = 0.0;
    std::uint32_t placed = 0;
    for (int age = 0; age < genesis_ages; ++age) {
        cumulative += age_share(pyramid, age, youth_share);
        const double exact = static_cast<double>(residents) * std::min(cumulative, 1.0);
        const auto upto =
            age + 1 < genesis_ages ? std::min(residents, static_cast<std::uint32_t>(std::floor(exact + u))) : residents;
        counts[static_cast<std::size_t>(age)] = upto - placed;
        placed = upto;
    }
    return counts;
}

ByAge fertility_by_age(const DemographyParameters& parameters)
{
    ByAge fertility{};
    double total = 0.0;
    for (int age = first_fertile_age; age <= last_fertile_age; ++age) {
        const double z = (age + 0.5 - parameters.age_at_birth_mean) / parameters.age_at_birth_spread;
        fertility[static_cast<std::size_t>(age)] = portable_exp(-0.5 * z * z);
        total += fertility[static_cast<std::size_t>(age)];
    }
    for (double& births : fertility) births *= parameters.children_per_woman / total;
    return fertility;
}

ExpectedBirths expected_births(const AgePyramid& pyramid, const ByAge& fertility, double years)
{
    ExpectedBirths expected{};
    for (int age = 0; age < genesis_ages; ++age) {
        const auto at = static_cast<std::size_t>(age);
        double births = 0.0;
        for (int lived = 0; lived < years; ++lived) {
            const auto then = static_cast<std::size_t>(std::min(age + lived, oldest_age));
            births += fertility[then] * std::min(1.0, years - lived);
        }
        births *= pyramid.share[at] * (1.0 - pyramid.men[at]);
        (is_youth(age) ? expected.per_youth : expected.per_other) += births;
    }
    expected.per_youth /= pyramid.youth;
    expected.per_other /= 1.0 - pyramid.youth;
    return expected;
}

} // namespace emprise
