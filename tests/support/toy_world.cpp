#include "support/toy_world.hpp"

#include "world/build/block_numbers.hpp"
#include "world/build/residents_build.hpp"
#include "world/people_events.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace emprise {

namespace {

constexpr double degrees_per_10_km = 0.09;

void add_quartiers(Territory& territory, CommuneId commune, MadeUpPlace place)
{
    for (std::uint32_t i = 0; i < place.quartiers; ++i) {
        territory.quartiers.commune.push_back(commune);
        territory.quartiers.number.push_back(std::uint64_t{commune.value()} * 1'000 + i);
        territory.quartiers.population.push_back(place.residents);
        territory.quartiers.latitude_deg.push_back(territory.communes.latitude_deg[commune]);
        territory.quartiers.longitude_deg.push_back(territory.communes.longitude_deg[commune]);
        territory.quartiers.priority.push_back(0);
        territory.quartiers.deprivation.push_back(0.5);
    }
}

void add_town(Territory& territory, std::uint32_t i, MadeUpPlace place)
{
    CommuneTable& communes = territory.communes;
    const DepartementId departement{i < (place.towns + 1) / 2 ? 0U : 1U};
    communes.code.push_back("0000" + std::to_string(i));
    communes.name.push_back("Town " + std::to_string(i));
    communes.number.push_back(i);
    communes.departement.push_back(departement);
    communes.region.push_back(RegionId{0});
    communes.epci.push_back(EpciId{departement.value()});
    communes.zone.push_back(ZoneId{departement.value()});
    communes.population.push_back(place.residents * place.quartiers);
    communes.latitude_deg.push_back(47.0 + degrees_per_10_km * i);
    communes.longitude_deg.push_back(5.0);
    communes.size_tier.push_back(size_tier_of(place.residents * place.quartiers));
    communes.deprivation.push_back(0.5);
    communes.youth_share.push_back(0.12);
    communes.first_quartier.push_back(QuartierId{i * place.quartiers});
    communes.quartier_count.push_back(place.quartiers);
    add_quartiers(territory, CommuneId{i}, place);
}

/// Living and dead: every ring closes on its member, and no dead resident is in a household of others.
void expect_rings_close(const World& world)
{
    const Residents& residents = world.residents;
    for (const BlockId block : each<Block>(residents.blocks.size()))
        for (std::uint32_t ordinal = 0; ordinal < residents.blocks.rows[block]; ++ordinal) {
            const ResidentId member = residents.row(block, ordinal);
            int members = 1;
            for (ResidentId next = residents.record[member].household_next(); next != member;
                 next = residents.record[next].household_next()) {
                ASSERT_TRUE(residents.record[next].alive());
                ASSERT_EQ(residents.record[next].home(), residents.record[member].home());
                ASSERT_LT(++members, 100);
            }
            ASSERT_TRUE(residents.record[member].alive() || members == 1);
        }
}

} // namespace

std::shared_ptr<const Territory> made_up_territory(MadeUpPlace place)
{
    auto territory = std::make_shared<Territory>();
    for (const char* code : {"A", "B"}) {
        territory->departements.code.push_back(code);
        territory->departements.name.push_back(code);
        territory->departements.number.push_back(number_of_code(code));
        territory->epcis.code.push_back(code);
        territory->epcis.name.push_back(code);
        territory->epcis.number.push_back(number_of_code(code));
        territory->region_of.push_back(RegionId{0});
    }
    territory->regions.code.push_back("R");
    territory->regions.name.push_back("R");
    territory->regions.number.push_back(number_of_code("R"));
    for (std::uint32_t i = 0; i < place.towns; ++i) add_town(*territory, i, place);
    territory->population = std::uint64_t{place.towns} * place.quartiers * place.residents;
    territory->national_population = territory->population;
    territory->national_communes = place.towns;
    number_blocks(*territory);
    return territory;
}

World made_up_world(const std::shared_ptr<const Territory>& territory, const Parameters& parameters, MadeUpStart start)
{
    World world;
    world.territory = territory;
    world.calendar = Calendar{Date{std::chrono::year{2026}, std::chrono::January, std::chrono::day{5}}};
    world.week = start.first_week;
    world.population_share = start.population_share;
    world.drugs = start.drugs;
    for (auto& flow : world.tallies.flows) flow.assign(territory->communes.size(), 0);
    build_residents(world, parameters, Luck{start.seed, 0, start.first_week}, start.weeks);
    return world;
}

Channels empty_channels(const World& world)
{
    Channels channels;
    clear(channels, world.territory->communes.size(), world.territory->quartiers.size());
    return channels;
}

void expect_counters_agree(const World& world)
{
    const Stocks stocks = rebuild_stocks(world);
    std::int64_t living = 0;
    for (const QuartierId quartier : each<Quartier>(stocks.size())) {
        EXPECT_TRUE(stocks[quartier] == world.stocks[quartier]) << "quartier " << quartier.value();
        living += stocks[quartier].residents();
    }
    EXPECT_EQ(living, world.residents.living);
    EXPECT_TRUE(rebuild_peers(world).values() == world.residents.peers.values());
    expect_rings_close(world);
}

} // namespace emprise
