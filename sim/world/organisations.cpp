#include "world/organisations.hpp"

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
    return id;
}

} // namespace emprise
