#pragma once
#include "base/column.hpp"
#include "base/week.hpp"
#include "world/organisations.hpp"

#include <cstdint>
#include <optional>

namespace emprise {

struct TieTag;
using TieId = Id<TieTag>;

/// What two networks are to each other, one row a pair, few pairs: those that met. The first is the one whose name
/// comes first; rows are sorted by both names.
struct Ties {
    Column<TieTag, OrganisationId> first;
    Column<TieTag, OrganisationId> second;
    Column<TieTag, double> rivalry;         ///< 0 none to 1 war.
    Column<TieTag, double> alliance;        ///< 0 none to 1.
    Column<TieTag, double> heat_of_first;   ///< Attacks a week of the first on the second beyond the background:
    Column<TieTag, double> heat_of_second;  ///< what attacks suffered excite, decaying (processes/violence).
    Column<TieTag, std::int16_t> last_seen; ///< Last week in which they had to do with each other.
    [[nodiscard]] std::size_t size() const { return first.size(); }

    template <class F>
    void for_each_column(F&& f)
    {
        f("ties.first", first);
        f("ties.second", second);
        f("ties.rivalry", rivalry);
        f("ties.alliance", alliance);
        f("ties.heat_of_first", heat_of_first);
        f("ties.heat_of_second", heat_of_second);
        f("ties.last_seen", last_seen);
    }
};

/// The row of a pair, in either order.
[[nodiscard]] std::optional<TieId> find_tie(const Ties& ties, const Organisations& organisations, OrganisationId a,
                                            OrganisationId b);
/// The row of a pair, made when missing. Ids of rows behind it move: keep none across calls.
TieId tie_between(Ties& ties, const Organisations& organisations, OrganisationId a, OrganisationId b, Week week);
/// Drops pairs of which one is no more, and pairs that mean nothing any longer (all four numbers below `least`).
void prune_ties(Ties& ties, const Organisations& organisations, double least);

} // namespace emprise
