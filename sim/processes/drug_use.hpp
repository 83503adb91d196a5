#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/parameters/drug_use.hpp"
#include "world/use_hazards.hpp"
#include "world/world.hpp"

#include <array>
#include <vector>

namespace emprise {

/// Drug use, per simulated drug: never, light, heavy, former.
///
/// Reads     residents, peer counts, stocks, unserved demand; channels dose_against_initiation, treatment_reach.
/// Writes    use of residents, stocks, peer counts; tallies of first use; clamped_hazards.
/// Equation  first use = [tau_a (1 - d + d e^(-q H/L)) + s_a ((1 - eps) light share of own peers + eps light share of
/// the
///           commune) e^(-q H/L)] m(age, sex) availability (1 - dose); escalation, remission, quitting and relapse at
///           given rates; treatment multiplies both ways out of heavy use.                             MODEL 3.4
/// Luck      use_cannabis, use_cocaine, use_heroin, use_synthetic, treatment_place
/// Source    facts E-01 to E-10, E-12, A-21, A-22; Behrens, Caulkins et al. 1999 for e^(-q H/L)
///
/// Every resident aged 11 or more has one implied uniform per simulated drug and week, which decides between all ways
/// out of the present state. All decisions look at the state before the week; then each block writes its own rows. Who
/// is in treatment is asked once per half-year of 26 weeks, so a larger reach only adds people.
void advance_drug_use(World& world, const Channels& channels, const DrugUseParameters& parameters, const Luck& luck);

/// What never-users of a quartier meet this week.
struct UsePlace {
    double light_share{};       ///< Light users of the commune among its residents aged 11 and over.
    double discouragement{1.0}; ///< e^(-q H/L) of the département, smoothed.
    double availability{1.0};   ///< 1 where everybody who wants finds a seller.
    double dose{};              ///< Channel dose_against_initiation.
};

/// Ages that share one candidate stream; lower bounds.
inline constexpr std::array<int, 5> use_bands{11, 18, 26, 36, 51};
inline constexpr int last_age_of_change = 90;

/// One drug in one week: rebuilt every week, holds no state.
struct UseWeek {
    int drug{};
    int year{};
    UseTable table{};
    Column<Quartier, UsePlace> places;
    double treatment_exit_ratio{1.0};
    /// Bound of each band's first stratum: the largest hazard without treatment, with every peer and neighbour a light
    /// user and everything available. From parameters alone, so that arms share their candidates.
    std::array<double, use_bands.size()> bound{};
    std::array<int, use_bands.size()> strata{}; ///< More than one where treatment makes exits faster.
    std::array<ByAge, 2> most_initiation{};     ///< [sex] No never-user's hazard is larger.
};
[[nodiscard]] UseWeek use_week(const World& world, const Channels& channels, const DrugUseParameters& parameters,
                               int drug);

/// The surroundings of one resident: what the hazards of world/use_hazards.hpp need. Pure.
[[nodiscard]] UseSurroundings surroundings_of(const World& world, const Channels& channels, const UseWeek& week,
                                              const Luck& luck, BlockId block, std::uint32_t ordinal);

struct UseChange {
    ResidentId resident;
    Use from;
    Use to;
    friend bool operator==(const UseChange&, const UseChange&) = default;
};
struct UseProposals {
    std::vector<UseChange> changes; ///< In order of band, then row.
    std::int64_t clamped{};         ///< Hazards above the last bound.
    friend bool operator==(const UseProposals&, const UseProposals&) = default;
};
[[nodiscard]] UseProposals propose_use(const World& world, const Channels& channels, const UseWeek& week,
                                       const Luck& luck, BlockId block);
/// The same from a loop over every resident without shortcuts: the reference the sparse one must equal bit for bit.
[[nodiscard]] UseProposals propose_use_densely(const World& world, const Channels& channels, const UseWeek& week,
                                               const Luck& luck, BlockId block);

} // namespace emprise
