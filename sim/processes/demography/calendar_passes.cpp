#include "processes/demography/calendar_passes.hpp"

#include "parallel/parallel.hpp"
#include "settings/parameters/drug_use.hpp"
#include "world/people_events.hpp"
#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

namespace {

/// f(resident, ordinal) for the living of the block whose age in `year` lies in [youngest, oldest].
template <class F>
void for_each_aged(World& world, BlockId block, int year, int youngest, int oldest, F&& f)
{
    const OrdinalRange range = ordinals_aged(world.residents.blocks, block, year, youngest, oldest);
    for (std::uint32_t ordinal = range.first; ordinal < range.last; ++ordinal) {
        const ResidentId resident = world.residents.row(block, ordinal);
        if (world.residents.record[resident].alive()) f(resident, ordinal);
    }
}

template <class F>
void for_each_block(World& world, F&& f)
{
    for_each_index(world.residents.blocks.size(), [&](std::size_t i) { f(BlockId{static_cast<std::uint32_t>(i)}); });
}

constexpr int neet_from = 15;
constexpr int neet_until = 30;

} // namespace

void shift_age_bands(World& world)
{
    const int year = world.calendar.year_of(world.week);
    if (world.stocks_year == year) return;
    if (world.stocks_year != year - 1) {
        world.stocks = rebuild_stocks(world);
        world.stocks_year = year;
        return;
    }
    world.stocks_year = year;
    for_each_block(world, [&](BlockId block) {
        for (std::size_t band = 1; band < age_band_count; ++band)
            for_each_aged(world, block, year, age_band_from[band], age_band_from[band],
                          [&](ResidentId resident, std::uint32_t) {
                              const ResidentRecord& record = world.residents.record[resident];
                              const auto sex = static_cast<std::size_t>(record.sex());
                              QuartierStocks& stocks = world.stocks[record.home()];
                              add_integer(stocks.people[band - 1][sex], -1);
                              add_integer(stocks.people[band][sex], 1);
                          });
        for_each_aged(world, block, year, first_age_of_use, first_age_of_use, [&](ResidentId resident, std::uint32_t) {
            const ResidentRecord& record = world.residents.record[resident];
            for (const std::size_t drug : world.drugs) {
                const Use use = record.use(static_cast<int>(drug));
                add_integer(world.stocks[record.home()].users[drug][static_cast<std::size_t>(use)], 1);
            }
        });
        for (const int age : {neet_from, neet_until})
            for_each_aged(world, block, year, age, age, [&](ResidentId resident, std::uint32_t) {
                const ResidentRecord& record = world.residents.record[resident];
                const int change =
                    (is_neet(record.activity(), age) ? 1 : 0) - (is_neet(record.activity(), age - 1) ? 1 : 0);
                add_integer(world.stocks[record.home()].neet, change);
            });
    });
}

void retire(World& world, const LifeCourse& course, const Luck& luck)
{
    const int year = world.calendar.year_of(world.week);
    const auto youngest = static_cast<int>(retirement_ages.front());
    const auto oldest = static_cast<int>(retirement_ages.back());
    for_each_block(world, [&](BlockId block) {
        for_each_aged(world, block, year, youngest, oldest, [&](ResidentId resident, std::uint32_t ordinal) {
            const ResidentRecord& record = world.residents.record[resident];
            if (record.activity() == Activity::retired) return;
            const auto age = static_cast<std::size_t>(year - record.birth_year());
            const LifeTraits traits = life_traits(luck, who_is(world.residents.blocks, block, ordinal));
            if (traits.schooling < course.retired[age]) set_activity(world, resident, year, Activity::retired);
        });
    });
}

void begin_school_year(World& world, const LifeCourse& course, const Luck& luck)
{
    const int year = world.calendar.year_of(world.week);
    const int school_year = school_year_of(world.calendar, world.week);
    constexpr int first_stage_change = 15;
    const auto last_age = static_cast<int>(education_ages.back()) + 1;
    const Column<Quartier, double>& deprivation = world.territory->quartiers.deprivation;
    for_each_block(world, [&](BlockId block) {
        for_each_aged(world, block, school_year, 3, first_stage_change - 1, [&](ResidentId resident, std::uint32_t) {
            if (world.residents.record[resident].activity() == Activity::at_home_child)
                set_activity(world, resident, year, Activity::pupil);
        });
        for_each_aged(world, block, school_year, first_stage_change, last_age,
                      [&](ResidentId resident, std::uint32_t ordinal) {
                          const ResidentRecord& record = world.residents.record[resident];
                          if (!is_in_education(record.activity())) return;
                          const LifeTraits traits = life_traits(luck, who_is(world.residents.blocks, block, ordinal));
                          const int age = school_year - record.birth_year();
                          const Activity now = first_activity(course, traits, age, age, deprivation[record.home()]);
                          if (now != record.activity()) set_activity(world, resident, year, now);
                      });
    });
}

void forget_old_arrivals(World& world)
{
    const int half_year = half_year_of(world.calendar, world.week);
    for_each_block(world, [&](BlockId block) {
        for (std::uint32_t ordinal = 0; ordinal < world.residents.blocks.rows[block]; ++ordinal) {
            ResidentRecord& record = world.residents.record[world.residents.row(block, ordinal)];
            const int arrival = record.arrival_half_year();
            if (arrival == 0 || is_newcomer(arrival, half_year)) continue;
            record.set_arrival_half_year(0);
            if (record.alive()) add_integer(world.stocks[record.home()].newcomers, -1);
        }
    });
}

} // namespace emprise
