#include "world/build/networks_build.hpp"

#include "chance/distributions.hpp"
#include "world/heads.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace emprise {

namespace {

Column<Organisation, std::int32_t> count_cells(const World& world)
{
    Column<Organisation, std::int32_t> count(world.organisations.size(), 0);
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (world.cells.is_open(cell)) ++count[world.cells.organisation[cell]];
    return count;
}

/// Reputation where what it gains by its cells equals what is forgotten.
double settled_reputation(const OrganisationsParameters& parameters, double cells)
{
    const double gain = parameters.reputation_per_cell_week * cells;
    return gain > 0.0 ? gain / (gain + parameters.reputation_fade_week) : 0.0;
}

void draw_temper(World& world, OrganisationId network, double cells, const OrganisationsParameters& parameters,
                 const Luck& luck)
{
    Organisations& organisations = world.organisations;
    const Who who = organisations.who[network];
    organisations.aggression[network] =
        draw_lognormal(luck, Purpose::aggression, who, {}, 1.0, parameters.aggression_sigma);
    organisations.reputation[network] = settled_reputation(parameters, cells);
    const double wanted = cells * parameters.weapons_per_cell * organisations.aggression[network];
    organisations.weapons[network] = static_cast<std::int32_t>(std::floor(wanted + 0.5));
    world.ledger.move_weapons(WeaponPlace::bought, WeaponPlace::held, organisations.weapons[network]);
}

ResidentId draw_head(const std::vector<Member>& members, Who network, const Luck& luck)
{
    ResidentId head;
    std::tuple<bool, double, Who> best{};
    for (const Member& member : members) {
        const std::tuple rank{member.role != Role::manager, luck.uniform(Purpose::which_member, member.who, network),
                              member.who};
        if (head.present() && best < rank) continue;
        head = member.resident;
        best = rank;
    }
    return head;
}

} // namespace

void build_networks(World& world, const Parameters& parameters, const Luck& luck)
{
    const Column<Organisation, std::int32_t> cells = count_cells(world);
    const std::vector<OrganisationId> networks = running_by_name(world.organisations);
    const auto members = members_of(world, networks);
    for (std::size_t i = 0; i < networks.size(); ++i) {
        draw_temper(world, networks[i], cells[networks[i]], parameters.organisations, luck);
        const ResidentId head = draw_head(members[i], world.organisations.who[networks[i]], luck);
        world.organisations.leader[networks[i]] = head;
        if (const auto row = head_in_trade(world, networks[i])) world.traders.role[*row] = Role::manager;
    }
}

} // namespace emprise
