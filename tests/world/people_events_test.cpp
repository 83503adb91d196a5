#include "world/people_events.hpp"

#include "support/toy_world.hpp"
#include "world/life_course.hpp"
#include "world/traders.hpp"

#include <gtest/gtest.h>

namespace emprise {
namespace {

World small_world()
{
    return made_up_world(made_up_territory({.towns = 2, .quartiers = 2, .residents = 500}), usual_parameters());
}

ResidentId draw_living(const World& world, const Luck& luck, std::uint16_t nth)
{
    for (std::uint32_t i = 0;; ++i) {
        const auto block = BlockId{nth % static_cast<std::uint32_t>(world.residents.blocks.size())};
        const double u = luck.uniform(Purpose::test_a, Who::of(Kind::event, i), {}, nth);
        const ResidentId row =
            world.residents.row(block, static_cast<std::uint32_t>(u * world.residents.blocks.rows[block]));
        if (world.residents.record[row].alive()) return row;
    }
}

void make_couple(World& world, ResidentId a, ResidentId b, int year, int half_year)
{
    if (a == b) return;
    leave_household(world.residents, b);
    move_resident(world, b, year, half_year, world.residents.record[a].home());
    join_household(world.residents, a, b);
}

/// One of every kind of event, to residents drawn at random.
void happen(World& world, const Luck& luck, std::uint16_t nth)
{
    const int year = world.calendar.year_of(world.week);
    const int half_year = half_year_of(world.calendar, world.week);
    const ResidentId row = draw_living(world, luck, nth);
    const BlockId block = block_of(world.residents.blocks, row);
    const auto [u, v] = luck.two_uniforms(Purpose::test_b, who_is(world.residents, row), {}, nth);
    const QuartierId there{static_cast<std::uint32_t>(v * static_cast<double>(world.stocks.size()))};
    switch (static_cast<int>(u * 6)) {
    case 0:
        kill(world, row, year);
        break;
    case 1:
        move_household(world, row, year, half_year, there);
        break;
    case 2:
        set_activity(world, row, year, static_cast<Activity>(static_cast<int>(v * activity_count)));
        break;
    case 3:
        set_use(world, row, year, v < 0.5 ? 0 : 1, static_cast<Use>(static_cast<int>(v * 8) % 4));
        break;
    case 4:
        make_couple(world, row, draw_living(world, luck.at_week(1), nth), year, half_year);
        break;
    default:
        if (room_left(world.residents.blocks, block) > 0) {
            add_newborn(world, block, row, v < 0.5 ? Sex::woman : Sex::man, year);
            close_births(world.residents.blocks, block, year);
        }
    }
}

TEST(PeopleEvents, KeepEveryCounterEqualToARecountThroughTwoThousandRandomEvents)
{
    World world = small_world();
    const Luck luck{7, 0, 0};
    for (std::uint16_t nth = 0; nth < 2'000; ++nth) happen(world, luck, nth);
    expect_counters_agree(world);
}

TEST(PeopleEvents, TakeTheDeadOutOfTheirHouseholdAndEveryCount)
{
    World world = small_world();
    const int year = world.calendar.year_of(world.week);
    ResidentId member = world.residents.row(BlockId{0}, 0);
    while (world.residents.record[member].household_next() == member) member = ResidentId{member.value() + 1};
    const ResidentId other = world.residents.record[member].household_next();
    const std::int64_t before = world.residents.living;
    kill(world, member, year);
    EXPECT_EQ(world.residents.living, before - 1);
    EXPECT_FALSE(world.residents.record[member].alive());
    EXPECT_EQ(world.residents.record[member].household_next(), member);
    for (ResidentId next = world.residents.record[other].household_next(); next != other;
         next = world.residents.record[next].household_next())
        EXPECT_NE(next, member);
    EXPECT_THROW(kill(world, member, year), ContractViolation);
}

TEST(PeopleEvents, PutANewbornAtTheEndOfTheBlockInTheMothersHome)
{
    World world = small_world();
    const BlockId block{1};
    const ResidentId mother = world.residents.row(block, 0);
    const std::uint32_t rows = world.residents.blocks.rows[block];
    const ResidentId child = add_newborn(world, block, mother, Sex::woman, 2026);
    close_births(world.residents.blocks, block, 2026);
    EXPECT_EQ(child, world.residents.row(block, rows));
    EXPECT_EQ(world.residents.record[child].home(), world.residents.record[mother].home());
    EXPECT_EQ(world.residents.record[mother].household_next(), child);
    const OrdinalRange born = ordinals_aged(world.residents.blocks, block, 2026, 0, 0);
    EXPECT_EQ(born.last, rows + 1);
    EXPECT_EQ(born.last - born.first, 1U);
}

TEST(PeopleEvents, CarryAMemberOfTheTradeToTheNewQuartier)
{
    World world = small_world();
    const ResidentId member = world.residents.row(BlockId{0}, 40);
    NewTrader joining;
    joining.resident = member;
    add_traders(world, std::vector<NewTrader>{joining});
    const QuartierId from = world.residents.record[member].home();
    const QuartierId to{from.value() == 0 ? 1U : 0U};
    move_household(world, member, world.calendar.year_of(world.week), half_year_of(world.calendar, world.week), to);
    EXPECT_EQ(world.stocks[from].in_trade, 0);
    EXPECT_EQ(world.stocks[to].in_trade, 1);
    expect_counters_agree(world);
}

TEST(Arrival, CountsFourHalfYearsAsRecentAlsoAcrossTheTurnOfTheCode)
{
    for (int half_year = 4'000; half_year < 4'070; ++half_year)
        for (int ago = 0; ago < 8; ++ago)
            EXPECT_EQ(is_newcomer(arrival_code(half_year - ago), half_year), ago < newcomer_half_years);
    EXPECT_FALSE(is_newcomer(0, 4'000));
}

} // namespace
} // namespace emprise
