#include "world/build/block_numbers.hpp"

#include "base/expects.hpp"

#include <map>
#include <string>
#include <utility>

namespace emprise {

void number_blocks(Territory& country)
{
    CommuneTable& communes = country.communes;
    using Group = std::pair<std::string, std::string>;
    const auto group_of = [&](CommuneId commune) {
        const EpciId epci = communes.epci[commune];
        return Group{country.departements.code[communes.departement[commune]],
                     epci.present() ? country.epcis.code[epci] : std::string{}};
    };
    struct Numbers {
        std::uint64_t population{};
        std::uint32_t first{};
    };
    std::map<Group, Numbers> groups;
    for (const CommuneId commune : each<Commune>(communes.size()))
        groups[group_of(commune)].population += communes.population[commune];
    std::uint64_t next = 0;
    for (auto& [group, numbers] : groups) {
        numbers.first = static_cast<std::uint32_t>(next);
        next += 1 + numbers.population / residents_per_block_number;
    }
    EXPECTS(next <= most_block_numbers);
    communes.first_block.assign(communes.size(), 0);
    for (const CommuneId commune : each<Commune>(communes.size()))
        communes.first_block[commune] = groups.at(group_of(commune)).first;
}

} // namespace emprise
