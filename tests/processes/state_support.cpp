#include "processes/state_support.hpp"

#include "world/territory.hpp"
#include "world/traders.hpp"

#include <algorithm>

namespace emprise::test {

namespace {

std::shared_ptr<Territory> make_territory(const SmallWorld& plan)
{
    auto territory = std::make_shared<Territory>();
    territory->regions.code.push_back("01");
    territory->regions.name.push_back("Region");
    territory->regions.number.push_back(1);
    for (int i = 0; i < plan.departements; ++i) {
        territory->departements.code.push_back(std::to_string(10 + i));
        territory->departements.name.push_back("Departement");
        territory->departements.number.push_back(static_cast<std::uint64_t>(10 + i));
        territory->region_of.push_back(RegionId{0});
        territory->zones.departement.push_back(DepartementId{static_cast<std::uint32_t>(i)});
        territory->zones.force.push_back(Force::police);
        territory->zones.population.push_back(0);
    }
    CommuneTable& communes = territory->communes;
    QuartierTable& quartiers = territory->quartiers;
    for (int c = 0; c < plan.communes; ++c) {
        const CommuneId commune{static_cast<std::uint32_t>(c)};
        const auto part = static_cast<std::uint32_t>(c % plan.departements);
        const auto in_quartier = static_cast<std::uint32_t>(plan.population > 0 ? plan.population : plan.residents);
        const auto population = static_cast<std::uint32_t>(plan.quartiers) * in_quartier;
        communes.code.push_back(std::to_string(10000 + c));
        communes.name.push_back("Commune");
        communes.arrondissement.push_back("");
        communes.number.push_back(static_cast<std::uint64_t>(10000 + c));
        communes.departement.push_back(DepartementId{part});
        communes.region.push_back(RegionId{0});
        communes.epci.push_back(EpciId::none());
        communes.zone.push_back(ZoneId{part});
        communes.population.push_back(population);
        communes.size_tier.push_back(size_tier_of(population));
        communes.urban_class.push_back(UrbanClass::town);
        communes.force.push_back(Force::police);
        communes.deprivation.push_back(0.5);
        communes.latitude_deg.push_back(47.0 + 0.05 * c);
        communes.longitude_deg.push_back(5.0);
        communes.first_quartier.push_back(QuartierId{static_cast<std::uint32_t>(c * plan.quartiers)});
        communes.quartier_count.push_back(static_cast<std::uint32_t>(plan.quartiers));
        communes.first_block.push_back(100 + part);
        territory->zones.population[ZoneId{part}] += population;
        territory->population += population;
        for (int q = 0; q < plan.quartiers; ++q) {
            quartiers.commune.push_back(commune);
            quartiers.number.push_back(static_cast<std::uint64_t>(c * 100 + q));
            quartiers.population.push_back(in_quartier);
            quartiers.latitude_deg.push_back(47.0 + 0.05 * c);
            quartiers.longitude_deg.push_back(5.0 + 0.01 * q);
            quartiers.priority.push_back(q == 0 ? 1 : 0);
            quartiers.deprivation.push_back(0.5);
        }
    }
    territory->national_population =
        plan.national_population > 0.0 ? static_cast<std::uint64_t>(plan.national_population) : territory->population;
    territory->national_communes = communes.size();
    return territory;
}

/// One block per département: residents by birth year, then by quartier.
void add_residents(World& world, const SmallWorld& plan)
{
    const Territory& territory = *world.territory;
    Blocks& blocks = world.residents.blocks;
    for (int d = 0; d < plan.departements; ++d) {
        const auto first = static_cast<std::uint32_t>(world.residents.record.size());
        std::array<std::uint32_t, birth_year_slots + 1> born_in{};
        for (std::size_t year = 0; year < plan.born.size(); ++year)
            for (const QuartierId quartier : each<Quartier>(territory.quartiers.size())) {
                const CommuneId commune = territory.quartiers.commune[quartier];
                if (territory.communes.departement[commune].value() != static_cast<std::uint32_t>(d)) continue;
                for (std::size_t i = year; i < static_cast<std::size_t>(plan.residents); i += plan.born.size()) {
                    ResidentRecord record;
                    record.set_birth_year(plan.born[year]);
                    record.set_sex(Sex::man);
                    record.set_home(quartier);
                    record.set_activity(Activity::employed);
                    record.set_alive(true);
                    record.set_household_next(ResidentId{static_cast<std::uint32_t>(world.residents.record.size())});
                    world.residents.record.push_back(record);
                    ++born_in[static_cast<std::size_t>(plan.born[year] - ResidentRecord::first_birth_year)];
                    auto& stocks = world.stocks[quartier];
                    ++stocks.people[static_cast<std::size_t>(age_band_of(2026 - plan.born[year]))][1];
                    ++stocks.activity[static_cast<std::size_t>(Activity::employed)];
                }
            }
        std::array<std::uint32_t, birth_year_slots + 1> first_born{};
        for (std::size_t slot = 0; slot < birth_year_slots; ++slot)
            first_born[slot + 1] = first_born[slot] + born_in[slot];
        const auto rows = static_cast<std::uint32_t>(world.residents.record.size()) - first;
        blocks.national_number.push_back(static_cast<std::uint32_t>(100 + d));
        blocks.first_row.push_back(first);
        blocks.rows.push_back(rows);
        blocks.capacity.push_back(rows);
        blocks.departement.push_back(DepartementId{static_cast<std::uint32_t>(d)});
        blocks.first_born.push_back(first_born);
    }
    world.residents.living = static_cast<std::int64_t>(world.residents.record.size());
}

} // namespace

World make_small_world(const SmallWorld& plan)
{
    World world;
    world.territory = make_territory(plan);
    const std::size_t quartiers = world.territory->quartiers.size();
    const std::size_t communes = world.territory->communes.size();
    world.stocks.assign(quartiers, {});
    add_residents(world, plan);
    QuartierState& state = world.quartiers;
    state.fear.assign(quartiers, 0.2);
    state.trust.assign(quartiers, 0.7);
    state.collective_efficacy.assign(quartiers, 0.5);
    state.readiness_to_report.assign(quartiers, 0.0);
    state.exposure.assign(quartiers, 0.0);
    state.raid_memory.assign(quartiers, 0.0);
    state.vacated.assign(quartiers, QuartierState::never_vacated);
    state.unserved_cents.assign(quartiers, 0.0);
    state.hold.assign(quartiers, 0.0);
    state.violence_memory.assign(quartiers, 0.0);
    state.last_attack.assign(quartiers, QuartierState::never_vacated);
    state.usual_site.assign(quartiers, {});
    state.usual_crew.assign(quartiers, {});
    state.usual_site_part.assign(quartiers, 0.0);
    state.usual_crew_part.assign(quartiers, 0.0);
    world.forces.officers.assign(world.territory->zones.size(), 0.0);
    world.forces.evidence.assign(world.territory->zones.size(), 0.0);
    world.prisons.places.assign(world.territory->departements.size(), 0.0);
    world.prisons.other_inmates.assign(world.territory->departements.size(), 0.0);
    for (auto& flow : world.tallies.flows) flow.assign(communes, 0);
    return world;
}

World make_sampled_world(SmallWorld plan, double share)
{
    plan.population = plan.residents;
    plan.residents = static_cast<int>(plan.residents * share + 0.5);
    World world = make_small_world(plan);
    world.population_share = share;
    return world;
}

CellId add_site(World& world, QuartierId quartier, int on_post, int on_call, bool known)
{
    const CommuneId commune = world.territory->quartiers.commune[quartier];
    const auto nth = static_cast<std::uint32_t>(world.cells.size());
    const CellId cell = add_cell(
        world.cells, {.who = name_of_newborn(Kind::cell, world.territory->communes.code[commune], 0, nth % 256),
                      .kind = CellKind::site,
                      .quartier = quartier,
                      .organisation = OrganisationId::none(),
                      .posts = on_post,
                      .wage_cents_week = 50000});
    world.cells.known[cell] = known ? 1 : 0;
    std::vector<NewTrader> joining;
    for (std::uint32_t row = 0; row < world.residents.record.size(); ++row) {
        if (static_cast<int>(joining.size()) == on_post + on_call) break;
        const ResidentId resident{row};
        if (world.residents.record[resident].has_side_row()) continue;
        joining.push_back({.resident = resident,
                           .cell = cell,
                           .on_post = static_cast<std::uint8_t>(static_cast<int>(joining.size()) < on_post ? 1 : 0),
                           .role = Role::seller});
    }
    add_traders(world, joining);
    return cell;
}

LeverCatalogue make_catalogue(const std::vector<SmallLever>& levers)
{
    LeverCatalogue catalogue;
    for (const SmallLever& small : levers) {
        Lever lever;
        lever.id = small.id;
        lever.profession = small.profession;
        lever.places = small.places;
        lever.cost_eur_per_unit_year = small.cost_eur;
        lever.usual_vacancy = small.vacancy;
        lever.weekly_hiring = small.weekly_hiring;
        lever.weekly_quits = small.weekly_quits;
        lever.baseline.rule = small.rule;
        lever.baseline.national_units = small.national_units;
        LeverEffect effect;
        effect.channel = small.channel;
        effect.size = small.size;
        effect.reach_per_unit = small.reach_per_unit;
        effect.onset_weeks = small.onset_weeks;
        effect.half_life_weeks = small.half_life_weeks;
        lever.effects.push_back(effect);
        catalogue.levers.push_back(lever);
    }
    return catalogue;
}

void size_services(World& world, const LeverCatalogue& levers)
{
    const std::size_t communes = world.territory->communes.size();
    world.services.of_lever.clear();
    for (const Lever& lever : levers.levers) {
        const Column<Commune, double> none(communes, 0.0);
        world.services.of_lever.push_back({lever.id, none, none, none, none});
    }
    world.tallies.spent_cents.assign(levers.levers.size(), Column<Commune, std::int64_t>(communes, 0));
    world.tallies.committed_cents.assign(levers.levers.size(), Column<Commune, std::int64_t>(communes, 0));
}

Channels empty_channels(const World& world)
{
    Channels channels;
    clear(channels, world.territory->communes.size(), world.territory->quartiers.size());
    return channels;
}

std::int64_t total(const World& world, Flow flow)
{
    std::int64_t sum = 0;
    for (const std::int64_t value : world.tallies[flow]) sum += value;
    return sum;
}

double total(const Column<Commune, double>& column)
{
    double sum = 0.0;
    for (const double value : column) sum += value;
    return sum;
}

double total(const Column<Quartier, double>& column)
{
    double sum = 0.0;
    for (const double value : column) sum += value;
    return sum;
}

std::vector<Arrest> arrest_traders(const World& world, std::size_t count)
{
    std::vector<Arrest> arrests;
    for (std::uint32_t row = 0; row < world.traders.size() && arrests.size() < count; ++row) {
        const TraderId trader{row};
        const ResidentId resident = world.traders.resident[trader];
        const CommuneId commune = world.territory->quartiers.commune[world.residents.record[resident].home()];
        const int age = world.calendar.year_of(world.week) - world.residents.record[resident].birth_year();
        arrests.push_back({.resident = resident,
                           .cell = world.traders.cell[trader],
                           .role = world.traders.role[trader],
                           .commune = commune,
                           .minor = age < 18});
    }
    return arrests;
}

} // namespace emprise::test
