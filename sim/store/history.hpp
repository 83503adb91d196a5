#pragma once
#include "store/result_set.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace emprise {

/// A cell from its first to its last week at one place.
struct CellHistory {
    bool site{};
    CommuneId commune;
    Week from{};                              ///< It opened; may lie before the table of events begins.
    Week seen_from{};                         ///< First week of the table in which it was there.
    Week until{};                             ///< First week without it; the end of the table while it is open.
    bool ended{};                             ///< It closed or moved before the end of the table.
    Who came_from;                            ///< The cell whose work it took over.
    Who went_to;                              ///< The cell that took over its work.
    std::vector<std::pair<Week, Who>> owners; ///< Network that has it from a week on; the first one first.

    [[nodiscard]] Who owner_at(Week week) const;
};

struct NetworkHistory {
    CommuneId home;
    Week founded{};
    Who parent;
    std::optional<Week> ended;
};

/// What the events of one run tell, put together.
struct RunHistory {
    Week first{}; ///< Of the table of events.
    Week last{};  ///< One past.
    std::map<Who, CellHistory> cells;
    std::map<Who, NetworkHistory> networks;
};

[[nodiscard]] RunHistory history_of(const Series& series);

/// S-21231-052-3 for a site, C- for a crew, N- for a network.
[[nodiscard]] std::string shown_name(const RunHistory& history, Who who);

} // namespace emprise
