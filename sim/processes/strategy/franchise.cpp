#include "processes/strategy/franchise.hpp"

#include <algorithm>

namespace emprise {

namespace {

OrganisationId find_organisation(const Organisations& organisations, Who who)
{
    for (const OrganisationId id : each<Organisation>(organisations.size()))
        if (organisations.who[id] == who) return id;
    return OrganisationId::none();
}

} // namespace

void pay_franchise(World& world, OrganisationId organisation, const std::vector<CellId>& cells, int weeks)
{
    Organisations& organisations = world.organisations;
    if (!(organisations.franchise_share[organisation] > 0.0)) return;
    double profit_cents = 0.0;
    for (const CellId cell : cells) profit_cents += world.cells.profit_cents[cell];
    const double owed = std::max(0.0, profit_cents * weeks * organisations.franchise_share[organisation]);
    const OrganisationId owner = find_organisation(organisations, organisations.parent[organisation]);
    if (!owner.present() || !organisations.is_running(owner)) return;
    const std::int64_t cents =
        std::clamp<std::int64_t>(organisations.cash_cents[organisation], 0, static_cast<std::int64_t>(owed));
    organisations.cash_cents[organisation] -= cents;
    organisations.cash_cents[owner] += cents;
}

} // namespace emprise
