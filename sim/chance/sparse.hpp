#pragma once
#include "chance/luck.hpp"

#include <cstdint>
#include <vector>

/// The one sparse kernel: rare decisions of millions of residents at the cost of the few who could decide.
///
/// Every (stream, band, begin, ordinal, purpose, week) has one implied uniform U. The ladder cuts (0, 1) into strata;
/// stratum i holds the rows with bound(i-1) <= U < bound(i). Each stratum is listed by geometric skips at its
/// conditional rate (bound(i) - bound(i-1)) / (1 - bound(i-1)); a row in several strata belongs to the lowest. One
/// Philox block gives the skip and the place of U inside the stratum. A row accepts when U < its own hazard, so
/// acceptance is monotone in the hazard and two arms with different hazards share their candidates.
namespace emprise {

/// Doubling bounds: a constant of purpose and age band, never of the state.
struct Ladder {
    double first; ///< Upper bound of stratum 1; in (0, 1].

    static constexpr int most_strata = 31;
    /// bound(0) = 0, bound(i) = first * 2^(i-1), at most 1.
    [[nodiscard]] double bound(int i) const;
    /// Fewest strata whose bound is not below `hazard`; hazards above 1 count as 1.
    [[nodiscard]] int strata_for(double hazard) const;
};

struct Candidate {
    std::uint32_t ordinal;
    double u; ///< Implied uniform: accept if u < own hazard.
    friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// Ordinals in [begin, end) of `stream` whose U lies below ladder.bound(strata), ascending; `out` is cleared first.
/// The candidates below a bound do not depend on how many further strata are opened, nor on `end`.
/// `begin` and `band` are part of the question: bands and sub-ranges with another begin are independent, and arms
/// share luck only where they list a band from the same begin. begin <= end <= 2^20; band < 128; strata <= 31.
void list_candidates(const Luck& luck, Purpose why, Who stream, std::uint32_t begin, std::uint32_t end,
                     const Ladder& ladder, int strata, std::vector<Candidate>& out, std::uint32_t band = 0);

/// Dense reference: U of every ordinal in [begin, end), 1.0 for a row in no open stratum. Equal bit for bit to
/// `list_candidates`; written without its shortcuts.
void imply_uniforms(const Luck& luck, Purpose why, Who stream, std::uint32_t begin, std::uint32_t end,
                    const Ladder& ladder, int strata, std::vector<double>& out, std::uint32_t band = 0);

} // namespace emprise
