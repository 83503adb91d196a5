#include "world/build/traders_build.hpp"

#include "base/portable_math.hpp"
#include "chance/tickets.hpp"
#include "parallel/parallel.hpp"
#include "world/location.hpp"
#include "world/recruits.hpp"
#include "world/territory.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

struct Census {
    const World& world;
    const Parameters& parameters;
    const Luck& luck;
    int year;
};

/// Expected presence in the trade of one resident against others, before propensity and place.
double weight_of(const Census& census, const ResidentRecord& record)
{
    const int age = census.year - record.birth_year();
    const bool priority = census.world.territory->quartiers.priority[record.home()] != 0;
    const double risk = relative_risk(record, age, priority, census.parameters.staffing);
    return census.parameters.trade_genesis.age_weight[recruit_band_of(age)] *
           std::min(risk, census.parameters.staffing.risk_cap);
}

template <class F>
void for_each_of_age(const Census& census, BlockId block, F&& f)
{
    const Residents& residents = census.world.residents;
    const OrdinalRange range = ordinals_aged(residents.blocks, block, census.year, youngest_recruit, oldest_recruit);
    for (std::uint32_t ordinal = range.first; ordinal < range.last; ++ordinal) {
        const ResidentId row = residents.row(block, ordinal);
        const ResidentRecord& record = residents.record[row];
        if (record.alive() && !record.has_side_row()) f(ordinal, row, record);
    }
}

/// Sum of weights by quartier. In whole units, so that the order of blocks and threads cannot matter.
Column<Quartier, std::int64_t> weigh_quartiers(const Census& census)
{
    constexpr double units = 65536.0;
    Column<Quartier, std::int64_t> weights(census.world.territory->quartiers.size(), 0);
    for_each_index(census.world.residents.blocks.size(), [&](std::size_t index) {
        for_each_of_age(census, BlockId{static_cast<std::uint32_t>(index)},
                        [&](std::uint32_t, ResidentId, const ResidentRecord& record) {
                            const auto whole = static_cast<std::int64_t>(weight_of(census, record) * units + 0.5);
                            add_integer(weights[record.home()], whole);
                        });
    });
    return weights;
}

/// What one unit of weight in the quartiers of reach brings a cell: heads wanted / sum of weight x pull.
struct Demand {
    std::vector<float> pull;         ///< By link: fades with distance.
    Column<Cell, double> per_weight; ///< By cell.
};

Demand share_out(const Census& census, const Column<Quartier, std::int64_t>& weights)
{
    constexpr double units = 65536.0;
    const MarketLinks& links = census.world.links;
    const Cells& cells = census.world.cells;
    Demand demand{std::vector<float>(links.links.size()), Column<Cell, double>(cells.size(), 0.0)};
    for (const QuartierId quartier : each<Quartier>(weights.size()))
        for (std::uint32_t i = links.first[quartier.value()]; i < links.first[quartier.value() + 1]; ++i) {
            const auto& link = links.links[i];
            demand.pull[i] = static_cast<float>(
                portable_exp(-static_cast<double>(link.travel_km) / census.parameters.staffing.recruit_reach_km));
            demand.per_weight[link.cell] +=
                static_cast<double>(weights[quartier]) / units * static_cast<double>(demand.pull[i]);
        }
    const double mean_propensity = lognormal_mean(census.parameters.staffing.propensity_sigma);
    for (const CellId cell : each<Cell>(cells.size())) {
        const double heads = cells.posts[cell] * census.parameters.trade_genesis.heads_per_post / mean_propensity;
        double& value = demand.per_weight[cell];
        value = value > 0.0 ? heads / value : 0.0;
    }
    return demand;
}

/// Heads per unit of weight in each quartier.
std::vector<double> rates_by_quartier(const Census& census, const Demand& demand)
{
    const MarketLinks& links = census.world.links;
    std::vector<double> rates(links.first.size() - 1, 0.0);
    for (std::size_t quartier = 0; quartier < rates.size(); ++quartier)
        for (std::uint32_t i = links.first[quartier]; i < links.first[quartier + 1]; ++i)
            rates[quartier] += demand.per_weight[links.links[i].cell] * static_cast<double>(demand.pull[i]);
    return rates;
}

CellId employer_of(const Census& census, const Demand& demand, Who who, QuartierId home)
{
    const MarketLinks& links = census.world.links;
    CellId best;
    Bid lowest{};
    for (std::uint32_t i = links.first[home.value()]; i < links.first[home.value() + 1]; ++i) {
        const CellId cell = links.links[i].cell;
        const Who name = census.world.cells.who[cell];
        const double weight = demand.per_weight[cell] * static_cast<double>(demand.pull[i]);
        const Bid bid{ticket(census.luck.uniform(Purpose::genesis_trade, who, name), weight), name};
        if (best.present() && lowest < bid) continue;
        best = cell;
        lowest = bid;
    }
    return best;
}

std::vector<NewTrader> draw_block(const Census& census, const Demand& demand, const std::vector<double>& rates,
                                  BlockId block)
{
    const StaffingParameters& staffing = census.parameters.staffing;
    constexpr double nearly_all = 0.9;
    std::vector<NewTrader> drawn;
    for_each_of_age(census, block, [&](std::uint32_t ordinal, ResidentId row, const ResidentRecord& record) {
        const double rate = rates[record.home().value()];
        if (rate <= 0.0) return;
        const Who who = who_is(census.world.residents.blocks, block, ordinal);
        const double chance = rate * weight_of(census, record);
        const double u = census.luck.uniform(Purpose::genesis_trade, who);
        if (u >= std::min(nearly_all, chance * staffing.propensity_cap)) return;
        if (u >= std::min(nearly_all, chance * propensity_to_enter(census.luck, who, staffing))) return;
        const CellId cell = employer_of(census, demand, who, record.home());
        const auto week = static_cast<std::int16_t>(census.world.week);
        const double u_role = census.luck.uniform(Purpose::genesis_trade_role, who);
        const int age = census.year - record.birth_year();
        const Role role = role_of_recruit(u_role, census.world.cells.kind[cell], age, staffing);
        drawn.push_back({row, cell, 0, role, week, week});
    });
    return drawn;
}

/// Each cell puts people on post until only the usual vacancies are left; who stands first is drawn by ticket.
void fill_posts(World& world, const StaffingParameters& staffing, const Luck& luck)
{
    struct Waiting {
        CellId cell;
        Bid bid;
        TraderId trader;
    };
    std::vector<Waiting> waiting;
    waiting.reserve(world.traders.size());
    for (const TraderId trader : each<TraderTag>(world.traders.size())) {
        const Who who = who_is(world.residents, world.traders.resident[trader]);
        waiting.push_back({world.traders.cell[trader], {luck.uniform(Purpose::which_recruit, who), who}, trader});
    }
    std::sort(waiting.begin(), waiting.end(),
              [](const Waiting& a, const Waiting& b) { return a.cell != b.cell ? a.cell < b.cell : a.bid < b.bid; });
    for (const Waiting& next : waiting) {
        const double wanted = world.cells.posts[next.cell] * (1.0 - staffing.usual_vacancy);
        const auto wanted_now = static_cast<std::int32_t>(std::floor(wanted + 0.5));
        if (world.cells.on_post[next.cell] < wanted_now) assign_trader(world, next.trader, next.cell, true, world.week);
    }
}

} // namespace

void build_traders(World& world, const Parameters& parameters, const Luck& luck)
{
    const Census census{world, parameters, luck, world.calendar.year_of(world.week)};
    const Column<Quartier, std::int64_t> weights = weigh_quartiers(census);
    const Demand demand = share_out(census, weights);
    const std::vector<double> rates = rates_by_quartier(census, demand);
    std::vector<std::vector<NewTrader>> drawn(world.residents.blocks.size());
    for_each_index(drawn.size(), [&](std::size_t index) {
        drawn[index] = draw_block(census, demand, rates, BlockId{static_cast<std::uint32_t>(index)});
    });
    std::vector<NewTrader> all;
    for (const auto& block : drawn) all.insert(all.end(), block.begin(), block.end());
    add_traders(world, all);
    fill_posts(world, parameters.staffing, luck);
}

} // namespace emprise
