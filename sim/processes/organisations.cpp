#include "processes/organisations.hpp"

#include "processes/organisations/debts.hpp"
#include "processes/organisations/endings.hpp"
#include "processes/organisations/money.hpp"
#include "processes/organisations/promotion.hpp"
#include "processes/organisations/relations.hpp"
#include "processes/organisations/succession.hpp"

namespace emprise {

/// Ends come first, so that nobody who is no more inherits or pays; heads before money, which follows the cells.
void advance_organisations(World& world, const OrganisationsParameters& parameters, const Luck& luck)
{
    Holdings holdings = survey_holdings(world);
    end_networks(world, holdings, parameters, luck);
    renew_heads(world, holdings, parameters, luck);
    promote(world, parameters, luck);
    collect_debts(world, parameters, luck);
    run_treasuries(world, holdings, parameters, luck);
    build_reputations(world, holdings, parameters);
    renew_ties(world, holdings, parameters, luck);
}

} // namespace emprise
