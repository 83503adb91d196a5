#pragma once
#include "world/territory.hpp"
#include "world/world.hpp"

#include <memory>
#include <string>

namespace emprise::testing_support {

/// Two regions, three départements, four communes of one quartier each; a hundred residents in each, two levers.
inline std::shared_ptr<const Territory> small_territory()
{
    auto territory = std::make_shared<Territory>();
    const auto name = [](auto& names, const std::string& code, const std::string& text) {
        names.code.push_back(code);
        names.name.push_back(text);
        names.number.push_back(number_of_code(code));
    };
    name(territory->regions, "27", "Bourgogne-Franche-Comté");
    name(territory->regions, "44", "Grand Est");
    name(territory->departements, "21", "Côte-d'Or");
    name(territory->departements, "2A", "Corse-du-Sud");
    name(territory->departements, "67", "Bas-Rhin");
    for (const std::uint32_t region : {0U, 0U, 1U}) territory->region_of.push_back(RegionId{region});
    const struct {
        const char* code;
        const char* name;
        std::uint32_t departement;
        SizeTier tier;
    } rows[]{{"21001", "=Agencourt", 0, SizeTier::below_2k},
             {"21231", "Dijon", 0, SizeTier::from_100k},
             {"2A004", "Ajaccio", 1, SizeTier::from_50k},
             {"67482", "Strasbourg", 2, SizeTier::from_100k}};
    for (const auto& row : rows) {
        CommuneTable& communes = territory->communes;
        communes.code.push_back(row.code);
        communes.name.push_back(row.name);
        communes.departement.push_back(DepartementId{row.departement});
        communes.region.push_back(territory->region_of[DepartementId{row.departement}]);
        communes.size_tier.push_back(row.tier);
        territory->quartiers.commune.push_back(CommuneId{static_cast<std::uint32_t>(communes.code.size() - 1)});
        territory->quartiers.latitude_deg.push_back(45.0);
        territory->quartiers.longitude_deg.push_back(5.0);
    }
    for (const std::uint32_t departement : {0U, 1U, 2U}) {
        territory->zones.departement.push_back(DepartementId{departement});
        territory->zones.force.push_back(Force::police);
        territory->zones.population.push_back(100);
    }
    return territory;
}

inline void add_site(World& world, std::uint32_t quartier, int posts, int on_post, bool known = false)
{
    NewCell born{.who = Who::born(Kind::cell, quartier, 0, static_cast<std::uint32_t>(world.cells.size())),
                 .kind = CellKind::site,
                 .quartier = QuartierId{quartier},
                 .organisation = OrganisationId::none(),
                 .posts = posts,
                 .wage_cents_week = 50'000,
                 .cash_cents = 1'000};
    const CellId cell = add_cell(world.cells, born);
    world.cells.on_post[cell] = on_post;
    world.cells.known[cell] = known ? 1 : 0;
}

/// A resident of the quartier, who trades if `role` is given.
inline ResidentId add_resident(World& world, std::uint32_t quartier, int birth_year)
{
    ResidentRecord record;
    record.set_alive(true);
    record.set_home(QuartierId{quartier});
    record.set_birth_year(birth_year);
    world.residents.record.push_back(record);
    return ResidentId{static_cast<std::uint32_t>(world.residents.record.size() - 1)};
}

inline void add_trader(World& world, ResidentId resident, CellId cell, bool on_post, Role role)
{
    world.traders.for_each_column([](const char*, auto& column) { column.push_back({}); });
    const Id<TraderTag> trader{static_cast<std::uint32_t>(world.traders.size() - 1)};
    world.traders.resident[trader] = resident;
    world.traders.cell[trader] = cell;
    world.traders.on_post[trader] = on_post ? 1 : 0;
    world.traders.role[trader] = role;
}

inline World small_world(Week week = 0)
{
    World world;
    world.territory = small_territory();
    world.week = week;
    constexpr std::size_t communes = 4;
    QuartierStocks stocks;
    stocks.people[5] = {40, 60};
    stocks.users[0][1] = 10;
    stocks.users[0][2] = 3;
    stocks.neet = 7;
    world.stocks.assign(communes, stocks);
    world.quartiers.for_each_column([](const char*, auto& column) { column.assign(communes, {}); });
    for (auto& flow : world.tallies.flows) flow.assign(communes, 0);
    world.tallies.spent_cents.assign(2, Column<Commune, std::int64_t>(communes));
    world.tallies.committed_cents.assign(2, Column<Commune, std::int64_t>(communes));
    for (const char* lever : {"mediators", "raids"}) {
        ServicePosts posts;
        posts.lever = lever;
        posts.authorised_base.assign(communes, 2.0);
        posts.authorised_policy.assign(communes, 0.5);
        posts.filled.assign(communes, 1.25);
        posts.dose.assign(communes, 0.0);
        world.services.of_lever.push_back(posts);
    }
    world.forces.officers.assign(3, 12.5);
    world.forces.evidence.assign(3, 0.0);
    world.prisons.places.assign(3, 100.0);
    world.prisons.other_inmates.assign(3, 120.0);
    world.residents.living = 400;
    return world;
}

} // namespace emprise::testing_support
