#include "world/build/build_world.hpp"

#include "chance/luck.hpp"
#include "world/build/hold_build.hpp"
#include "world/build/institutions_build.hpp"
#include "world/build/outside_build.hpp"
#include "world/build/residents_build.hpp"
#include "world/build/trade_build.hpp"
#include "world/territory.hpp"

namespace emprise {

namespace {

void size_tallies(World& world, std::size_t levers)
{
    const std::size_t communes = world.territory->communes.size();
    for (auto& flow : world.tallies.flows) flow.assign(communes, 0);
    world.tallies.spent_cents.assign(levers, Column<Commune, std::int64_t>(communes, 0));
    world.tallies.committed_cents.assign(levers, Column<Commune, std::int64_t>(communes, 0));
}

} // namespace

World build_world(const Genesis& genesis)
{
    World world;
    world.territory = genesis.territory;
    world.calendar = Calendar{genesis.start};
    world.week = -genesis.burn_in;
    world.population_share = genesis.population_share;
    world.drugs = genesis.drugs;
    size_tallies(world, genesis.levers->levers.size());
    const Luck luck{genesis.seed, genesis.replicate, world.week};
    build_residents(world, genesis.parameters, luck, genesis.burn_in + genesis.weeks);
    build_institutions(world, *genesis.levers, genesis.parameters, luck);
    build_outside(world, genesis.parameters);
    build_trade(world, genesis.parameters, luck);
    build_hold(world, genesis.parameters);
    return world;
}

} // namespace emprise
