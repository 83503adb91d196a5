#include "world/build/residents_build.hpp"

#include "base/expects.hpp"
#include "chance/distributions.hpp"
#include "parallel/parallel.hpp"
#include "world/build/age_pyramid.hpp"
#include "world/people_events.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace emprise {

namespace {

constexpr std::uint32_t most_rows = 1U << 20U;        ///< 20 bits of a resident's name.
constexpr std::uint64_t most_residents = 1U << 27U;   ///< 27 bits of a household's ring.
constexpr std::uint32_t most_peer_groups = 1U << 24U; ///< 24 bits of the record.

/// Everything a block needs to be drawn, by age.
struct GenesisTables {
    AgePyramid pyramid;
    HouseholdShares households;
    LifeCourse life;
    /// Upper ranks of heavy, light and former users: [drug][sex][age].
    std::array<std::array<std::array<std::array<double, 3>, oldest_age + 1>, 2>, drug_count> use_rank{};
    int year;
    int school_year;
};

GenesisTables genesis_tables(const World& world, const Parameters& parameters)
{
    GenesisTables tables{.pyramid = age_pyramid(parameters.genesis),
                         .households = household_shares(parameters.genesis, half_year_of(world.calendar, world.week)),
                         .life = life_course(parameters.demography),
                         .year = world.calendar.year_of(world.week),
                         .school_year = school_year_of(world.calendar, world.week)};
    ByAge people{};
    for (std::size_t age = 0; age <= oldest_age; ++age) people[age] = tables.pyramid.share[age];
    for (const std::size_t drug : world.drugs) {
        const UseShares shares =
            initial_use_shares(parameters.drug_use.drugs[drug], people, parameters.drug_use.innovators_deterred);
        for (std::size_t sex = 0; sex < 2; ++sex)
            for (std::size_t age = first_age_of_use; age <= oldest_age; ++age) {
                const auto& state = shares.share[sex][age];
                const auto of = [&](Use use) { return state[static_cast<std::size_t>(use)]; };
                tables.use_rank[drug][sex][age] = {of(Use::heavy), of(Use::heavy) + of(Use::light),
                                                   of(Use::heavy) + of(Use::light) + of(Use::former)};
            }
    }
    return tables;
}

Who name_of(const Territory& territory, QuartierId quartier)
{
    return Who::of(Kind::quartier, territory.quartiers.number[quartier]);
}

/// Counts of every quartier of a block and where its rows begin: birth year first, then quartier.
struct BlockAges {
    std::vector<CountsByAge> counts;
    CountsByAge total{};
};

BlockAges count_ages(const BlockPlan& plan, const Territory& territory, const AgePyramid& pyramid, const Luck& luck)
{
    BlockAges ages;
    ages.counts.reserve(plan.quartiers.size());
    for (std::size_t i = 0; i < plan.quartiers.size(); ++i) {
        const QuartierId quartier = plan.quartiers[i];
        const double youth = territory.communes.youth_share[territory.quartiers.commune[quartier]];
        const double u = luck.uniform(Purpose::genesis_age, name_of(territory, quartier));
        ages.counts.push_back(split_by_age(pyramid, plan.residents[i], youth, u));
        for (std::size_t age = 0; age < genesis_ages; ++age) ages.total[age] += ages.counts.back()[age];
    }
    return ages;
}

std::uint32_t peer_groups_of(std::uint32_t residents)
{
    return residents == 0 ? 0 : std::max(1U, (residents + peer_group_size / 2) / peer_group_size);
}

std::uint32_t peer_groups_of(const BlockPlan& plan, const BlockAges& ages)
{
    std::uint32_t groups = 0;
    for (const std::uint32_t residents : ages.total) groups += peer_groups_of(residents);
    return groups + (plan.capacity - plan.rows) / peer_group_size + 2; // Newborns fill the rest.
}

Use initial_use(const std::array<double, 3>& rank, double u)
{
    if (u >= rank[2]) return Use::never;
    if (u >= rank[1]) return Use::former;
    return u < rank[0] ? Use::heavy : Use::light;
}

class BlockBuilder {
public:
    BlockBuilder(World& world, const GenesisTables& tables, const Luck& luck, BlockId block, const BlockPlan& plan)
        : world_{world},
          tables_{tables},
          luck_{luck},
          block_{block},
          plan_{plan},
          ages_{count_ages(plan, *world.territory, tables.pyramid, luck)}
    {}

    void build()
    {
        place_rows();
        for (std::size_t i = 0; i < plan_.quartiers.size(); ++i)
            for (std::size_t age = 0; age < genesis_ages; ++age) draw_people(i, age);
        HouseholdBuilder households{tables_.households};
        for (std::size_t i = 0; i < plan_.quartiers.size(); ++i)
            households.build(world_.residents.record, rows_[i], luck_, name_of(*world_.territory, plan_.quartiers[i]));
    }

private:
    /// Oldest first, then by quartier; the first peer group and the first row of each age.
    void place_rows()
    {
        Blocks& blocks = world_.residents.blocks;
        rows_.resize(plan_.quartiers.size());
        std::uint32_t row = plan_.first_row;
        std::uint32_t group = plan_.first_peer_group;
        auto& first_born = blocks.first_born[block_];
        first_born.fill(0);
        for (std::size_t age = genesis_ages; age-- > 0;) {
            const int birth_year = tables_.year - static_cast<int>(age);
            age_row_[age] = row;
            age_group_[age] = group;
            for (std::size_t i = 0; i < rows_.size(); ++i) {
                rows_[i].first[age] = row;
                rows_[i].count[age] = ages_.counts[i][age];
                row += ages_.counts[i][age];
            }
            group += peer_groups_of(ages_.total[age]);
            const auto later = birth_year - ResidentRecord::first_birth_year + 1;
            std::fill(first_born.begin() + later, first_born.end(), row - plan_.first_row);
        }
        ENSURES(row == plan_.first_row + plan_.rows);
    }

    void draw_people(std::size_t i, std::size_t age)
    {
        const std::uint32_t count = rows_[i].count[age];
        if (count == 0) return;
        const QuartierId quartier = plan_.quartiers[i];
        const double men = tables_.pyramid.men[age];
        const double u = luck_.uniform(Purpose::genesis_sex, name_of(*world_.territory, quartier), {},
                                       static_cast<std::uint16_t>(age));
        const double deprivation = world_.territory->quartiers.deprivation[quartier];
        auto men_before = static_cast<std::uint32_t>(u);
        for (std::uint32_t k = 0; k < count; ++k) { // Men are spread evenly: their number is off by less than one.
            const auto men_upto = static_cast<std::uint32_t>(men * (k + 1) + u);
            draw_person(rows_[i].first[age] + k, static_cast<int>(age), men_upto > men_before ? Sex::man : Sex::woman,
                        quartier, deprivation);
            men_before = men_upto;
        }
    }

    void draw_person(std::uint32_t row, int age, Sex sex, QuartierId home, double deprivation)
    {
        const auto at = static_cast<std::size_t>(age);
        const LifeTraits traits = life_traits(luck_, Who::resident(plan_.national_number, row - plan_.first_row));
        const std::uint32_t of_this_age = ages_.total[at];
        const std::uint64_t place = row - age_row_[at];
        const auto group =
            static_cast<std::uint32_t>(age_group_[at] + place * peer_groups_of(of_this_age) / of_this_age);
        ResidentRecord record;
        record.set_household_next(ResidentId{row});
        record.set_peer_group(PeerGroupId{group});
        record.set_home(home);
        record.set_birth_year(tables_.year - age);
        record.set_sex(sex);
        const int school_age = std::max(0, age - (tables_.year - tables_.school_year));
        record.set_activity(first_activity(tables_.life, traits, school_age, age, deprivation));
        record.set_alive(true);
        PeerGroupCounts& peers = world_.residents.peers[PeerGroupId{group}];
        ++peers.members;
        if (age >= first_age_of_use) {
            const auto ranks = use_ranks(traits, row);
            for (const std::size_t drug : world_.drugs) {
                const Use use = initial_use(tables_.use_rank[drug][static_cast<std::size_t>(sex)][at], ranks[drug]);
                record.set_use(static_cast<int>(drug), use);
                peers.light[drug] = static_cast<std::uint8_t>(peers.light[drug] + (use == Use::light ? 1 : 0));
            }
        }
        world_.residents.record[ResidentId{row}] = record;
    }

    [[nodiscard]] std::array<double, drug_count> use_ranks(const LifeTraits& traits, std::uint32_t row) const
    {
        std::array<double, drug_count> ranks{traits.use[0], traits.use[1]};
        if (!world_.drugs.has(Drug::heroin) && !world_.drugs.has(Drug::synthetic)) return ranks;
        const auto further = further_use_ranks(luck_, Who::resident(plan_.national_number, row - plan_.first_row));
        ranks[static_cast<std::size_t>(Drug::heroin)] = further[0];
        ranks[static_cast<std::size_t>(Drug::synthetic)] = further[1];
        return ranks;
    }

    World& world_;
    const GenesisTables& tables_;
    const Luck& luck_;
    BlockId block_;
    const BlockPlan& plan_;
    BlockAges ages_;
    std::vector<QuartierRows> rows_;
    CountsByAge age_row_{};
    CountsByAge age_group_{};
};

/// Room for the births of the run: expected and six standard deviations.
void reserve_births(std::vector<BlockPlan>& plans, const Territory& territory, const Parameters& parameters,
                    const AgePyramid& pyramid, double years)
{
    const ExpectedBirths births = expected_births(pyramid, fertility_by_age(parameters.demography), years);
    for_each_index(plans.size(), [&](std::size_t i) {
        double expected = 0.0;
        for (std::size_t q = 0; q < plans[i].quartiers.size(); ++q) {
            const double youth = territory.communes.youth_share[territory.quartiers.commune[plans[i].quartiers[q]]];
            expected += plans[i].residents[q] * (youth * births.per_youth + (1.0 - youth) * births.per_other);
        }
        const auto room = static_cast<std::uint32_t>(std::ceil(expected + 6.0 * std::sqrt(expected))) + peer_group_size;
        plans[i].capacity = plans[i].rows + room;
        EXPECTS(plans[i].capacity <= most_rows);
    });
}

/// Rows and peer groups one block after the other; returns the sums.
std::pair<std::uint64_t, std::uint64_t> place_blocks(std::vector<BlockPlan>& plans, const Territory& territory,
                                                     const AgePyramid& pyramid, const Luck& luck)
{
    std::vector<std::uint32_t> groups(plans.size());
    for_each_index(plans.size(), [&](std::size_t i) {
        groups[i] = peer_groups_of(plans[i], count_ages(plans[i], territory, pyramid, luck));
    });
    std::uint64_t row = 0;
    std::uint64_t group = 0;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        plans[i].first_row = static_cast<std::uint32_t>(row);
        plans[i].first_peer_group = static_cast<std::uint32_t>(group);
        row += plans[i].capacity;
        group += groups[i];
        EXPECTS(row < most_residents && group < most_peer_groups);
    }
    return {row, group};
}

void size_residents(Residents& residents, const std::vector<BlockPlan>& plans, std::uint64_t rows, std::uint64_t groups)
{
    residents.record.assign(rows, ResidentRecord{});
    residents.peers.assign(groups, PeerGroupCounts{});
    Blocks& blocks = residents.blocks;
    blocks = Blocks{};
    residents.living = 0;
    for (const BlockPlan& plan : plans) {
        blocks.national_number.push_back(plan.national_number);
        blocks.first_row.push_back(plan.first_row);
        blocks.rows.push_back(plan.rows);
        blocks.capacity.push_back(plan.capacity);
        blocks.departement.push_back(plan.departement);
        blocks.first_born.push_back({});
        residents.living += plan.rows;
    }
}

/// Communes of each (département, EPCI) by its first block number: the order of the whole country.
std::map<std::uint32_t, std::vector<CommuneId>> groups_of(const Territory& territory)
{
    EXPECTS(territory.communes.first_block.size() == territory.communes.size());
    std::map<std::uint32_t, std::vector<CommuneId>> groups;
    for (const CommuneId commune : each<Commune>(territory.communes.size()))
        groups[territory.communes.first_block[commune]].push_back(commune);
    return groups;
}

BlockPlan empty_plan(std::uint32_t national_number, DepartementId departement)
{
    BlockPlan plan;
    plan.national_number = national_number;
    plan.departement = departement;
    return plan;
}

} // namespace

std::vector<BlockPlan> plan_blocks(const Territory& territory, double population_share, const Luck& luck)
{
    std::vector<BlockPlan> plans;
    for (const auto& [first_number, communes] : groups_of(territory)) {
        std::uint32_t number = first_number;
        const DepartementId departement = territory.communes.departement[communes.front()];
        plans.push_back(empty_plan(number, departement));
        for (const CommuneId commune : communes)
            for (const QuartierId quartier : quartiers_of(territory, commune)) {
                const auto residents = static_cast<std::uint32_t>(
                    round_at_random(luck.at_week(0), Purpose::genesis_household, name_of(territory, quartier),
                                    population_share * territory.quartiers.population[quartier]));
                EXPECTS(residents <= most_rows / 2);
                if (plans.back().rows > 0 && plans.back().rows + residents > most_rows_at_genesis)
                    plans.push_back(empty_plan(++number, departement));
                plans.back().quartiers.push_back(quartier);
                plans.back().residents.push_back(residents);
                plans.back().rows += residents;
            }
    }
    std::erase_if(plans, [](const BlockPlan& plan) { return plan.rows == 0; });
    return plans;
}

void build_residents(World& world, const Parameters& parameters, const Luck& luck, Week weeks_to_simulate)
{
    const Territory& territory = *world.territory;
    const GenesisTables tables = genesis_tables(world, parameters);
    std::vector<BlockPlan> plans = plan_blocks(territory, world.population_share, luck);
    reserve_births(plans, territory, parameters, tables.pyramid, weeks_to_simulate / weeks_per_year);
    const auto [rows, groups] = place_blocks(plans, territory, tables.pyramid, luck);
    size_residents(world.residents, plans, rows, groups);
    world.stocks.assign(territory.quartiers.size(), QuartierStocks{});
    for_each_index(plans.size(), [&](std::size_t i) {
        BlockBuilder{world, tables, luck, BlockId{static_cast<std::uint32_t>(i)}, plans[i]}.build();
    });
    world.stocks = rebuild_stocks(world);
    world.stocks_year = tables.year;
}

} // namespace emprise
