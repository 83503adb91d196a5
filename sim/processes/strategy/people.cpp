#include "processes/strategy/people.hpp"

#include "world/close_cell.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <utility>

namespace emprise {

namespace {

using Member = std::pair<OrganisationId, QuartierId>;

/// Gathers members of the networks asked for who live in a town without a cell of theirs.
class Gathering {
public:
    Gathering(const World& world, std::span<const OrganisationId> organisations,
              const Column<Organisation, std::vector<CellId>>& cells_of)
        : world_{world}, towns_of_(world.organisations.size()), wanted_(world.organisations.size(), 0)
    {
        for (const OrganisationId organisation : organisations) {
            wanted_[organisation] = 1;
            std::vector<CommuneId>& towns = towns_of_[organisation];
            for (const CellId cell : cells_of[organisation]) towns.push_back(commune_of(world, cell));
            std::sort(towns.begin(), towns.end());
            towns.erase(std::unique(towns.begin(), towns.end()), towns.end());
        }
    }

    void look_at(CellId cell, ResidentId resident)
    {
        if (!cell.present()) return;
        const OrganisationId organisation = world_.cells.organisation[cell];
        if (!organisation.present() || wanted_[organisation] == 0) return;
        const QuartierId home = world_.residents.record[resident].home();
        const std::vector<CommuneId>& towns = towns_of_[organisation];
        if (!std::binary_search(towns.begin(), towns.end(), world_.territory->quartiers.commune[home]))
            members_.emplace_back(organisation, home);
    }

    PeopleOf count()
    {
        std::sort(members_.begin(), members_.end());
        PeopleOf people(world_.organisations.size());
        for (const auto& [organisation, quartier] : members_) {
            std::vector<PeopleElsewhere>& found = people[organisation];
            if (found.empty() || found.back().quartier != quartier) found.push_back({quartier, 0});
            ++found.back().count;
        }
        return people;
    }

private:
    const World& world_;
    Column<Organisation, std::vector<CommuneId>> towns_of_;
    Column<Organisation, std::uint8_t> wanted_;
    std::vector<Member> members_;
};

} // namespace

PeopleOf find_people(const World& world, std::span<const OrganisationId> organisations,
                     const Column<Organisation, std::vector<CellId>>& cells_of)
{
    Gathering gathering{world, organisations, cells_of};
    for (const Id<TraderTag> row : each<TraderTag>(world.traders.size()))
        gathering.look_at(world.traders.cell[row], world.traders.resident[row]);
    for (const Id<DetaineeTag> row : each<DetaineeTag>(world.detainees.size()))
        gathering.look_at(world.detainees.former_cell[row], world.detainees.resident[row]);
    return gathering.count();
}

} // namespace emprise
