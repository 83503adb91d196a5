#pragma once
#include "base/column.hpp"
#include "base/error.hpp"
#include "record/snapshot.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

/// How the integer that is summed becomes the number a reader sees.
enum class OutcomeKind : std::uint8_t {
    count,       ///< As it is: persons, sites, events.
    cents,       ///< Written as euros.
    milligrams,  ///< Written as grams.
    thousandths, ///< Full-time equivalents kept to a thousandth.
    ratio,       ///< Numerator divided by denominator, two outcomes of their own; nothing is kept under this name.
};

enum class CellMethod : std::uint8_t {
    point, ///< State at the end of the period.
    sum,   ///< Added up over the period. Collected as a total since the first burn-in week.
};

enum class Better : std::uint8_t { neutral, lower, higher };

/// The smallest place an outcome is known for.
enum class Grain : std::uint8_t { commune, departement };

using CommuneCounts = Column<Commune, std::int64_t>;
using DepartementCounts = Column<Departement, std::int64_t>;

/// Something a run reports, declared once: recorder, result file, comparison, catalogue and report come from this row.
/// Collected as one integer a place, so that every level is an exact sum of the places below it.
struct OutcomeDeclaration {
    std::string_view name; ///< As in scenario files and result files.
    std::string_view unit; ///< Of the number written, UDUNITS where there is one: "1", "EUR", "g".
    std::string_view long_name_en;
    std::string_view long_name_fr;
    CellMethod method{CellMethod::point};
    OutcomeKind kind{OutcomeKind::count};
    bool headline{false};
    Better better{Better::neutral};
    Grain grain{Grain::commune};
    bool by_lever{false};
    /// Adds to counts that are zero. One of the three, none for a ratio.
    void (*collect)(const Snapshot&, CommuneCounts&){nullptr};
    void (*collect_departements)(const Snapshot&, DepartementCounts&){nullptr};
    void (*collect_lever)(const Snapshot&, std::size_t lever, CommuneCounts&){nullptr};
    std::string_view numerator{}; ///< Of a ratio: names of outcomes.
    std::string_view denominator{};
};

/// Every outcome, in the order of the catalogue.
[[nodiscard]] std::span<const OutcomeDeclaration> outcome_declarations();
/// Nothing if there is none of that name.
[[nodiscard]] const OutcomeDeclaration* find_outcome(std::string_view name);

/// What authorities can know: recorded figures, their own effort and spending, population. Triggers of policies may
/// look at these alone. No ratios.
[[nodiscard]] std::vector<std::string> observed_outcomes();

/// "time: point" or "time: sum", as CF writes it.
[[nodiscard]] std::string_view cell_methods(CellMethod method);
/// "lower", "higher" or "neutral".
[[nodiscard]] std::string_view name_of(Better better);

/// The number written for a collected integer: euros for cents, grams for milligrams.
[[nodiscard]] double in_unit(OutcomeKind kind, std::int64_t collected);
/// The integer again; exact for every integer below 2^50.
[[nodiscard]] std::int64_t from_unit(OutcomeKind kind, double written);
/// True if the number written is the integer itself.
[[nodiscard]] constexpr bool is_whole(OutcomeKind kind)
{
    return kind == OutcomeKind::count;
}

/// The integer of one outcome (not a ratio) over the whole territory, now; all levers together. A sum outcome gives
/// the total since the first burn-in week: take a difference.
[[nodiscard]] std::int64_t collect_total(const OutcomeDeclaration& outcome, const Snapshot& snapshot);

/// A problem with advice for each name that is no outcome.
[[nodiscard]] std::vector<Problem> check_outcome_names(std::span<const std::string> names, const std::string& file);

} // namespace emprise
