#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace emprise {

/// Mean of a paired difference over replicates, with a two-sided Student interval.
struct PairedDifference {
    double mean{};
    double low{};
    double high{};
    std::size_t replicates{};
    /// False when zero is inside the interval, or when one replicate gives no interval.
    [[nodiscard]] bool distinguishable() const { return replicates > 1 && (low > 0.0 || high < 0.0); }
    /// No difference at all, in any replicate: the two runs are the same.
    bool identical{};
};

/// Replicate k of `arm` against replicate k of `reference`; both met the same luck. Sizes must agree.
[[nodiscard]] PairedDifference paired_difference(std::span<const double> arm, std::span<const double> reference,
                                                 double confidence = 0.95);

[[nodiscard]] double mean_of(std::span<const double> values);

/// One outcome of a comparison: per arm and replicate its level before the policies and over the last year.
struct ComparedOutcome {
    std::string name;
    std::string unit;
    std::string label;
    std::vector<std::vector<double>> start; ///< [arm][replicate]
    std::vector<std::vector<double>> end;   ///< [arm][replicate]
};

struct ArmComparison {
    std::vector<std::string> arms; ///< Names; the first is the reference.
    std::string territory;
    std::string period; ///< "2026-01-05 to 2035-12-24"
    std::size_t replicates{};
    double start_year_weeks{}; ///< Weeks the start level is a mean of; 0 when there was no burn-in.
    std::vector<ComparedOutcome> outcomes;
};

/// Text for 80 columns: differences from the first arm, then each arm's change from its start.
[[nodiscard]] std::string describe_comparison(const ArmComparison& comparison);
[[nodiscard]] std::string comparison_as_json(const ArmComparison& comparison);

} // namespace emprise
