#include "processes/violence_support.hpp"

#include "world/market_links.hpp"
#include "world/territory.hpp"

namespace emprise::test {

World make_mortal_world(const SmallWorld& plan)
{
    World world = make_small_world(plan);
    for (const ResidentId resident : each<Resident>(world.residents.size())) {
        world.residents.record[resident].set_peer_group(PeerGroupId{resident.value()});
        world.residents.peers.push_back({.members = 1, .light = {}, .in_trade = 0});
    }
    return world;
}

OrganisationId add_network(World& world, std::uint32_t number, QuartierId home, int weapons)
{
    NewOrganisation born;
    born.who = Who::of(Kind::organisation, number);
    born.home = home;
    const OrganisationId network = add_organisation(world.organisations, born);
    world.organisations.weapons[network] = weapons;
    return network;
}

CellId add_site_of(World& world, OrganisationId network, QuartierId quartier, int on_post)
{
    const CellId cell = add_site(world, quartier, on_post, 0);
    world.cells.organisation[cell] = network;
    world.cells.who[cell] = Who::of(Kind::cell, cell.value() + 1);
    return cell;
}

World make_duels(int duels, int residents)
{
    World world = make_mortal_world({.communes = duels, .quartiers = 1, .residents = residents, .departements = 1});
    for (int duel = 0; duel < duels; ++duel) {
        const QuartierId quartier{static_cast<std::uint32_t>(duel)};
        for (const std::uint32_t side : {0U, 1U})
            add_site_of(world, add_network(world, 2 * quartier.value() + side, quartier), quartier, residents / 8);
    }
    return world;
}

Ground::Ground(World& world, const ViolenceParameters& parameters, const Channels& channels, int week,
               std::uint32_t seed)
    : terrain_{world, parameters},
      claims_{list_claims(world, terrain_, parameters)},
      conflicts_{list_conflicts(world, terrain_, claims_)},
      armed_{count_armed(world, parameters)},
      luck_{seed, 0, week},
      ground_{world, terrain_, claims_, armed_, buyer_grid(world), channels, parameters, luck_}
{}

} // namespace emprise::test
