#include "processes/strategy.hpp"

#include "parallel/parallel.hpp"
#include "processes/strategy/carry_out.hpp"
#include "processes/strategy/franchise.hpp"
#include "processes/strategy/outsiders.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

constexpr int weeks_per_turn = 4; ///< Each organisation thinks once in four weeks, staggered by name.

/// Organisations whose turn it is and who have somebody to decide, by name.
std::vector<OrganisationId> whose_turn(const World& world)
{
    const auto turn = static_cast<std::uint64_t>((world.week % weeks_per_turn + weeks_per_turn) % weeks_per_turn);
    std::vector<OrganisationId> thinking;
    for (const OrganisationId organisation : each<Organisation>(world.organisations.size()))
        if (world.organisations.is_running(organisation) &&
            world.organisations.who[organisation].key % weeks_per_turn == turn)
            thinking.push_back(organisation);
    std::sort(thinking.begin(), thinking.end(), [&](OrganisationId a, OrganisationId b) {
        return world.organisations.who[a] < world.organisations.who[b];
    });
    return thinking;
}

/// Posts follow what a cell is asked for, by small steps.
void resize(World& world, CellId cell, const StrategyParameters& parameters)
{
    Cells& cells = world.cells;
    std::int64_t asked = 0;
    std::int64_t sold = 0;
    for (const std::size_t drug : world.drugs) {
        asked += cells.demanded_mg[cell][drug];
        sold += cells.sold_mg[cell][drug];
    }
    if (sold <= 0 || cells.on_post[cell] <= 0) return;
    const double sales_eur =
        static_cast<double>(cells.revenue_cents[cell]) / 100.0 * static_cast<double>(asked) / static_cast<double>(sold);
    const double wanted = std::floor(sales_eur / parameters.sales_eur_post_week + 0.5);
    const double step = std::max(1.0, std::floor(parameters.resize_share * cells.posts[cell]));
    const double posts = std::clamp(wanted, cells.posts[cell] - step, cells.posts[cell] + step);
    cells.posts[cell] = static_cast<std::int32_t>(std::max(posts, parameters.smallest_cell_posts));
}

void rebuild_burned(World& world, const StrategyParameters& parameters, const Luck& luck, Undertaking& undertaking)
{
    std::vector<CellId> burned;
    std::vector<OrganisationId> owners;
    for (const CellId cell : open_cells_by_name(world.cells))
        if (world.cells.burned[cell] != 0) {
            burned.push_back(cell);
            owners.push_back(world.cells.organisation[cell]);
        }
    if (burned.empty()) return;
    Map map = draw_map(world, parameters, luck);
    meet_people(map, owners);
    std::vector<Decision> decisions(burned.size());
    for_each_index(burned.size(), [&](std::size_t i) { decisions[i] = choose_again(map, burned[i]); });
    for (const Decision& decision : decisions) undertaking.carry_out(decision, Closure::burned);
}

/// Those who consider a change, by name.
std::vector<OrganisationId> who_acts(const Map& map, const std::vector<OrganisationId>& thinking)
{
    std::vector<OrganisationId> acting;
    for (const OrganisationId organisation : thinking) {
        const Who who = map.world.organisations.who[organisation];
        if (map.luck.happens(chance_to_act(map, organisation), Purpose::whether_to_act, who))
            acting.push_back(organisation);
    }
    return acting;
}

void think(World& world, const StrategyParameters& parameters, const Luck& luck, Undertaking& undertaking)
{
    Map map = draw_map(world, parameters, luck);
    const std::vector<OrganisationId> thinking = whose_turn(world);
    const std::vector<OrganisationId> acting = who_acts(map, thinking);
    meet_people(map, acting);
    std::vector<Decision> decisions(acting.size());
    for_each_index(acting.size(), [&](std::size_t i) { decisions[i] = deliberate(map, acting[i]); });
    for (const OrganisationId organisation : thinking) {
        pay_franchise(world, organisation, map.cells_of[organisation], weeks_per_turn);
        for (const CellId cell : map.cells_of[organisation]) resize(world, cell, parameters);
    }
    const std::vector<Decision> strangers = outsiders_decide(map, weeks_per_turn);
    for (const std::vector<Decision>& group : {decisions, strangers})
        for (const Decision& decision : group) undertaking.carry_out(decision, Closure::unprofitable);
}

/// One entry cost by size of town, moved until the sites stay where they began; frozen after burn-in. The change of
/// the week counts as if it went on for a while, or the cost would swing around its level.
void steer_entry_costs(World& world, const StrategyParameters& parameters)
{
    std::array<double, size_tier_count> excess{};
    for (std::size_t tier = 0; tier < size_tier_count; ++tier)
        excess[tier] = -static_cast<double>(world.initial_sites[tier]);
    for (const CellId cell : each<Cell>(world.cells.size())) {
        if (world.cells.kind[cell] != CellKind::site) continue;
        const CommuneId commune = commune_of(world, cell);
        double& sites = excess[static_cast<std::size_t>(world.territory->communes.size_tier[commune])];
        const bool open = world.cells.is_open(cell);
        if (open) sites += 1.0;
        const bool first_map = world.cells.generator[cell] == Generator::initial;
        if (open && !first_map && world.cells.opened[cell] == world.week) sites += parameters.entry_cost_damping_weeks;
        if (!open && world.cells.closed[cell] == world.week) sites -= parameters.entry_cost_damping_weeks;
    }
    // Ever smaller steps, so that what is frozen is a level and not a moment of a swing.
    const double gain = parameters.entry_cost_gain_eur *
                        std::min(1.0, -static_cast<double>(world.week) / parameters.entry_cost_settling_weeks);
    for (std::size_t tier = 0; tier < size_tier_count; ++tier) {
        // A region has too few sites of a tier to find its cost alone: the cost it began with counts for some.
        const double sites = static_cast<double>(world.initial_sites[tier]) + parameters.entry_cost_prior_sites;
        double& cost = world.entry_cost_eur[tier];
        cost = std::max(0.0, cost + gain * excess[tier] / sites);
    }
}

} // namespace

void advance_strategy(World& world, const StrategyParameters& parameters, const Luck& luck, bool burn_in)
{
    if (world.links.outlook.size() != buyer_rows(world)) return; // No market yet, no beliefs.
    Undertaking undertaking{world, parameters, luck};
    rebuild_burned(world, parameters, luck, undertaking);
    think(world, parameters, luck, undertaking);
    undertaking.finish();
    if (burn_in) steer_entry_costs(world, parameters);
}

} // namespace emprise
