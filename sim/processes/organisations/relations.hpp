#pragma once
#include "chance/luck.hpp"
#include "processes/organisations/holdings.hpp"
#include "settings/parameters/organisations.hpp"
#include "world/market_links.hpp"

#include <vector>

namespace emprise {

/// A network whose cells share customers with those of another.
struct Neighbour {
    OrganisationId network;
    double overlap{}; ///< 0 to 1: closeness of cells, summed over pairs within reach, for each own cell.
};

/// The networks that share most customers, at most `rivals_considered`; by overlap, then by name.
class Neighbourhood {
public:
    Neighbourhood(const World& world, const OrganisationsParameters& parameters);
    [[nodiscard]] std::vector<Neighbour> around(OrganisationId network, const std::vector<CellId>& own) const;

private:
    const World& world_;
    const OrganisationsParameters& parameters_;
    std::vector<CellId> open_; ///< By name: row of the grid.
    PlaceGrid grid_;
};

/// Ties fade; a quarter of the networks each week, by name, take notice of their neighbours: allies by a keyed question
/// of the pair that a common town, descent or enemy makes likelier, rivals otherwise. Ties that mean nothing go.
void renew_ties(World& world, const Holdings& holdings, const OrganisationsParameters& parameters, const Luck& luck);

} // namespace emprise
