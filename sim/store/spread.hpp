#pragma once
#include "base/listing_format.hpp"
#include "store/history.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace emprise {

/// Events over the time in which they could have happened.
struct Hazard {
    std::int64_t events{};
    double years{}; ///< Of towns, or of networks and towns, at risk.
    /// A year; nothing without time at risk.
    [[nodiscard]] std::optional<double> per_year() const;
};

/// A number of those asked.
struct Share {
    std::int64_t part{};
    std::int64_t of{};
    [[nodiscard]] std::optional<double> value() const;
};

/// How networks spread over towns in one run. Presence means at least one street site at the end of a week.
struct SpreadOfRun {
    static constexpr std::size_t tiers = 7;
    double years{};
    std::array<std::int64_t, tiers> towns{}; ///< By size, in the territory.
    std::array<Hazard, tiers> first_site{};  ///< Of a town without any.
    std::array<Hazard, tiers> last_site{};   ///< Of a town with some: it loses them all.
    /// A network enters a town where it has no site: [it has one in the département][another network has one there].
    std::array<std::array<Hazard, 2>, 2> entry{};
    Share presence_after_year;                 ///< Network and town, a year on.
    Share town_after_year;                     ///< Town with any site, a year on.
    std::vector<std::pair<Week, bool>> spells; ///< Length of sites that opened or moved in while on record; ended?
    /// By Generator: openings of sites, of crews, moves.
    std::array<std::array<std::int64_t, 3>, 7> by_generator{};
    Share burned_elsewhere;     ///< Of burned sites: started again at another place.
    Share vacated_by_others;    ///< Of places that sites left: held by another network within half a year.
    std::int64_t taken_cells{}; ///< Of other networks, by contest.
    std::int64_t lost_contests{};
    std::int64_t claims_too_late{};
};

[[nodiscard]] SpreadOfRun spread_of(const ResultSet& results, const Series& series);

/// Weeks by which half of the sites have gone (Kaplan-Meier); nothing when fewer have.
[[nodiscard]] std::optional<Week> median_spell(const std::vector<const SpreadOfRun*>& runs);

/// Hazards, persistence, spells and generators over the replicates of an arm that are done: pooled, and from the lowest
/// to the highest of them. 80 columns of text, one JSON document, or CSV. Throws UsageError without a run or events.
[[nodiscard]] std::string describe_spread(const ResultSet& results, std::size_t arm,
                                          const std::optional<std::size_t>& run, ListingFormat format);

} // namespace emprise
