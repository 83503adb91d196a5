#include "world/organisations.hpp"

#include <algorithm>

namespace emprise {

OrganisationId add_organisation(Organisations& organisations, const NewOrganisation& born)
{
    const OrganisationId id{static_cast<std::uint32_t>(organisations.size())};
    organisations.for_each_column([](const char*, auto& column) { column.push_back({}); });
    organisations.who[id] = born.who;
    organisations.home[id] = born.home;
    organisations.parent[id] = born.parent;
    organisations.founded[id] = static_cast<std::int16_t>(born.founded);
    organisations.aggression[id] = born.aggression;
    organisations.reputation[id] = born.reputation;
    organisations.acts_from[id] = static_cast<std::int16_t>(born.founded);
    return id;
}

void raise_reputation(Organisations& organisations, OrganisationId id, double share)
{
    organisations.reputation[id] += share * (1.0 - organisations.reputation[id]);
}

std::vector<OrganisationId> running_by_name(const Organisations& organisations)
{
    std::vector<OrganisationId> running;
    for (const OrganisationId id : each<Organisation>(organisations.size()))
        if (organisations.is_running(id)) running.push_back(id);
    std::sort(running.begin(), running.end(),
              [&](OrganisationId a, OrganisationId b) { return organisations.who[a] < organisations.who[b]; });
    return running;
}

} // namespace emprise
