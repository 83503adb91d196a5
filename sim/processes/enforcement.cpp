#include "processes/enforcement.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "parallel/parallel.hpp"
#include "processes/enforcement/clearance.hpp"
#include "processes/enforcement/plan.hpp"
#include "world/market_links.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

constexpr std::size_t traders_at_once = 8192;
constexpr int age_of_majority = 18;

/// Asks every trader of a range whether they are arrested. Rows are sorted by resident, so blocks go forward only.
class ArrestRound {
public:
    ArrestRound(const World& world, const ForcesWeek& plan, const EnforcementParameters& parameters, const Luck& luck)
        : world_{world}, plan_{plan}, parameters_{parameters}, luck_{luck}, year_{world.calendar.year_of(world.week)}
    {}

    void ask(std::size_t begin, std::size_t end, std::vector<Arrest>& arrests) const
    {
        if (begin == end) return;
        const Blocks& blocks = world_.residents.blocks;
        BlockId block = block_of(blocks, world_.traders.resident[row(begin)]);
        for (std::size_t i = begin; i < end; ++i) {
            const std::uint32_t resident = world_.traders.resident[row(i)].value();
            while (resident >= blocks.first_row[block] + blocks.capacity[block]) block = BlockId{block.value() + 1};
            ask_one(row(i), who_is(blocks, block, resident - blocks.first_row[block]), arrests);
        }
    }

private:
    using TraderRow = Id<TraderTag>;
    static TraderRow row(std::size_t i) { return TraderRow{static_cast<std::uint32_t>(i)}; }

    void ask_one(TraderRow trader, Who who, std::vector<Arrest>& arrests) const
    {
        const CellId cell = world_.traders.cell[trader];
        const bool on_post = world_.traders.on_post[trader] != 0;
        const ResidentId resident = world_.traders.resident[trader];
        const bool found = on_post && found_by_operations(cell, who);
        if (!found && !luck_.happens(risk_of(cell, resident, on_post), Purpose::investigation, who)) return;
        const QuartierId quartier =
            cell.present() ? world_.cells.quartier[cell] : world_.residents.record[resident].home();
        arrests.push_back({.resident = resident,
                           .cell = cell,
                           .role = world_.traders.role[trader],
                           .commune = world_.territory->quartiers.commune[quartier],
                           .minor = year_ - world_.residents.record[resident].birth_year() < age_of_majority,
                           .by_operation = found});
    }

    bool found_by_operations(CellId cell, Who who) const
    {
        const std::int32_t operations = plan_.operations[cell];
        if (operations == 0) return false;
        const double finds = parameters_.raid_finds_worker * (1.0 - spoilt_by_warnings(world_, cell, parameters_));
        const double missed = portable_pow(1.0 - finds, operations);
        return luck_.happens(1.0 - missed, Purpose::raid_finds_worker, who);
    }

    double risk_of(CellId cell, ResidentId resident, bool on_post) const
    {
        const ArrestRisk& risk = cell.present() ? plan_.risk_at[cell] : risk_at_home(resident);
        return on_post ? risk.on_post : risk.on_call;
    }

    const ArrestRisk& risk_at_home(ResidentId resident) const
    {
        const CommuneId home = world_.territory->quartiers.commune[world_.residents.record[resident].home()];
        return plan_.risk_in[world_.territory->communes.zone[home]];
    }

    const World& world_;
    const ForcesWeek& plan_;
    const EnforcementParameters& parameters_;
    const Luck& luck_;
    int year_;
};

std::vector<Arrest> propose_arrests(const World& world, const ForcesWeek& plan, const EnforcementParameters& parameters,
                                    const Luck& luck)
{
    const ArrestRound round{world, plan, parameters, luck};
    const std::size_t traders = world.traders.size();
    std::vector<std::vector<Arrest>> parts((traders + traders_at_once - 1) / traders_at_once);
    for_each_range(traders, traders_at_once,
                   [&](std::size_t begin, std::size_t end) { round.ask(begin, end, parts[begin / traders_at_once]); });
    std::vector<Arrest> arrests;
    for (const auto& part : parts) arrests.insert(arrests.end(), part.begin(), part.end());
    return arrests;
}

void fade_raid_memory(World& world, double half_life_weeks)
{
    const double kept = portable_pow(0.5, 1.0 / half_life_weeks);
    for (double& memory : world.quartiers.raid_memory) memory *= kept;
}

std::int64_t part_of_amount(std::int64_t amount, double share)
{
    return amount > 0 ? static_cast<std::int64_t>(std::floor(static_cast<double>(amount) * share)) : 0;
}

/// Cash and drugs found by one operation leave the cell for good.
void seize(World& world, CellId cell, CommuneId commune, const EnforcementParameters& parameters)
{
    Cells& cells = world.cells;
    const std::int64_t cents = part_of_amount(cells.cash_cents[cell], parameters.seized_cash_share);
    cells.cash_cents[cell] -= cents;
    world.ledger.pay(Purse::cells, Purse::seized, cents);
    world.tallies[Flow::seized_cents][commune] += cents;
    std::int64_t seized_mg = 0;
    std::int64_t sold_mg = 0;
    for (const std::size_t drug : world.drugs) {
        std::int64_t& stock = cells.stock_mg[cell][drug];
        const std::int64_t milligrams = part_of_amount(stock, parameters.seized_stock_share);
        stock -= milligrams;
        world.ledger.move_drug(static_cast<int>(drug), DrugPlace::cell_stock, DrugPlace::seized, milligrams);
        world.tallies[Flow::seized_mg][commune] += milligrams;
        seized_mg += milligrams;
        sold_mg += cells.sold_mg[cell][drug];
    }
    if (sold_mg > 0)
        cells.lost_cents[cell] +=
            static_cast<std::int64_t>(std::floor(static_cast<double>(cells.revenue_cents[cell]) *
                                                 static_cast<double>(seized_mg) / static_cast<double>(sold_mg)));
}

/// Weapons and laundered wealth of the network that an operation at one of its cells leads to.
void seize_from_network(World& world, CellId cell, CommuneId commune, std::uint16_t nth,
                        const EnforcementParameters& parameters, const Luck& luck)
{
    const OrganisationId network = world.cells.organisation[cell];
    if (!network.present()) return;
    Organisations& organisations = world.organisations;
    const double u = luck.uniform(Purpose::raid_seizes, world.cells.who[cell], {}, nth);
    const std::int64_t weapons = binomial_quantile(u, organisations.weapons[network], parameters.seized_weapon_share);
    organisations.weapons[network] -= static_cast<std::int32_t>(weapons);
    world.ledger.move_weapons(WeaponPlace::held, WeaponPlace::seized, weapons);
    world.tallies[Flow::weapons_seized][commune] += weapons;
    const std::int64_t frozen = part_of_amount(organisations.clean_cents[network], parameters.frozen_clean_share);
    organisations.clean_cents[network] -= frozen;
    world.ledger.pay(Purse::laundered, Purse::seized, frozen);
    world.tallies[Flow::frozen_cents][commune] += frozen;
}

/// Users and bystanders on site are taken in too; only part of them is recorded for use.
void check_others(World& world, CellId cell, CommuneId commune, Who operation, double operations,
                  const EnforcementParameters& parameters, const Luck& luck)
{
    const double sales = static_cast<double>(world.cells.revenue_cents[cell]) / 100.0;
    const double busy = std::min(1.0, sales / parameters.reference_sales_eur_week);
    const Who who = world.cells.who[cell];
    const std::int64_t others = draw_poisson(luck, Purpose::sweep_catches_user, who, operation,
                                             operations * parameters.others_checked_per_operation * busy);
    world.tallies[Flow::bystanders_checked][commune] += others;
    world.tallies[Flow::implicated_use][commune] +=
        draw_binomial(luck, Purpose::recorded, who, operation, others, parameters.user_share_of_others);
}

/// Two cells of one quartier do not see each other's operations of the week: memory is added after all of them.
void commit_operations(World& world, CellId cell, std::int32_t operations, const EnforcementParameters& parameters,
                       const Luck& luck)
{
    Cells& cells = world.cells;
    const QuartierId quartier = cells.quartier[cell];
    const CommuneId commune = world.territory->quartiers.commune[quartier];
    const double remembered = world.quartiers.raid_memory[quartier];
    const std::uint8_t burned_before = cells.burned[cell];
    for (std::int32_t nth = 0; nth < operations; ++nth) {
        seize(world, cell, commune, parameters);
        seize_from_network(world, cell, commune, static_cast<std::uint16_t>(nth), parameters, luck);
        if (luck.happens(burn_probability(parameters, remembered + nth), Purpose::raid_burns_location, cells.who[cell],
                         {}, static_cast<std::uint16_t>(nth)) &&
            cells.burned[cell] == 0) {
            cells.burned[cell] = 1;
            ++world.tallies[Flow::sites_burned][commune];
        }
    }
    check_others(world, cell, commune, Who::of(Kind::commune, world.territory->communes.number[commune]), operations,
                 parameters, luck);
    world.tallies[Flow::operations][commune] += operations;
    world.events.push_back({.week = static_cast<std::int16_t>(world.week),
                            .kind = EventKind::operation,
                            .reason = static_cast<std::uint8_t>(cells.burned[cell] - burned_before),
                            .commune = commune,
                            .who = cells.who[cell],
                            .other = {},
                            .terms = {static_cast<float>(operations), 0.0F, 0.0F, 0.0F}});
}

void commit_beliefs(World& world, const ForcesWeek& plan, const std::vector<Arrest>& arrests,
                    const EnforcementParameters& parameters)
{
    Cells& cells = world.cells;
    Column<Cell, std::int32_t> arrested(cells.size(), 0);
    for (const Arrest& arrest : arrests)
        if (arrest.cell.present()) ++arrested[arrest.cell];
    for (const CellId cell : each<Cell>(cells.size())) {
        if (!cells.is_open(cell)) continue;
        if (plan.learnt[cell] != 0) cells.known[cell] = 1;
        cells.open_share[cell] = open_share(parameters, plan.visits[cell], plan.operations[cell]);
        cells.buyers_risk[cell] += parameters.buyers_learn * (1.0 - cells.open_share[cell] - cells.buyers_risk[cell]);
        if (cells.on_post[cell] > 0)
            cells.perceived_arrests[cell] +=
                parameters.staff_learn *
                (static_cast<double>(arrested[cell]) / cells.on_post[cell] - cells.perceived_arrests[cell]);
    }
}

void tally_arrests(World& world, const std::vector<Arrest>& arrests)
{
    for (const Arrest& arrest : arrests) {
        ++world.tallies[Flow::arrests][arrest.commune];
        if (arrest.minor) ++world.tallies[Flow::arrests_minors][arrest.commune];
    }
}

} // namespace

double burn_probability(const EnforcementParameters& parameters, double remembered)
{
    return parameters.burn_first * portable_pow(1.0 + remembered, -parameters.burn_fall);
}

double open_share(const EnforcementParameters& parameters, double visits, double operations)
{
    const double lost = visits * parameters.visit_downtime_hours + operations * parameters.operation_downtime_hours;
    return std::max(parameters.open_share_floor, 1.0 - lost / parameters.opening_hours_week);
}

std::vector<Arrest> advance_enforcement(World& world, const Channels& channels, const EnforcementParameters& parameters,
                                        const Luck& luck)
{
    vacate_largest_sites(world, parameters, luck);
    const ForcesWeek plan = plan_week(world, channels, parameters, luck);
    std::vector<Arrest> arrests = propose_arrests(world, plan, parameters, luck);
    commit_beliefs(world, plan, arrests, parameters);
    fade_raid_memory(world, parameters.raid_memory_half_life_weeks);
    for (const CellId cell : open_cells_by_name(world.cells)) // Cells of one network share what is found of it.
        if (plan.operations[cell] > 0) commit_operations(world, cell, plan.operations[cell], parameters, luck);
    for (const CellId cell : each<Cell>(world.cells.size()))
        world.quartiers.raid_memory[world.cells.quartier[cell]] += plan.operations[cell];
    tally_arrests(world, arrests);
    return arrests;
}

} // namespace emprise
