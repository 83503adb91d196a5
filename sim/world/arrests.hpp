#pragma once
#include "base/id.hpp"
#include "world/trade.hpp"

namespace emprise {

/// A member of the trade taken into custody this week: what enforcement hands to justice and to the records.
struct Arrest {
    ResidentId resident;
    CellId cell; ///< Where they worked or were on call; none() for a trader without cell.
    Role role{};
    CommuneId commune; ///< Of the cell, else of home.
    bool minor{};
    bool by_operation{}; ///< Found on post by an operation; else by a stop or an investigation.
    friend bool operator==(const Arrest&, const Arrest&) = default;
};

} // namespace emprise
