#include "parallel/parallel.hpp"
#include "support/toy_world.hpp"
#include "world/build/age_pyramid.hpp"
#include "world/build/residents_build.hpp"
#include "world/people_events.hpp"
#include "world/territory_support.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

namespace emprise {
namespace {

/// 120,000 residents: a share of 10 % has a standard deviation of 0.09 points.
const World& big_place()
{
    static const World world =
        made_up_world(made_up_territory({.towns = 12, .quartiers = 5, .residents = 2'000}), usual_parameters());
    return world;
}

template <class F>
void for_each_resident(const World& world, F&& f)
{
    const int year = world.calendar.year_of(world.week);
    for (const BlockId block : each<Block>(world.residents.blocks.size()))
        for (std::uint32_t i = 0; i < world.residents.blocks.rows[block]; ++i) {
            const ResidentId row = world.residents.row(block, i);
            f(row, world.residents.record[row], year - world.residents.record[row].birth_year());
        }
}

/// Share of those who satisfy `which` among those who satisfy `among`, and its standard deviation.
struct Share {
    double value;
    double deviation;
};
template <class Among, class Which>
Share share_of(const World& world, Among&& among, Which&& which)
{
    double all = 0;
    double some = 0;
    for_each_resident(world, [&](ResidentId, const ResidentRecord& record, int age) {
        if (!among(record, age)) return;
        ++all;
        some += which(record, age) ? 1 : 0;
    });
    const double share = some / all;
    return {share, std::sqrt(share * (1 - share) / all)};
}

bool uses(const ResidentRecord& record, Drug drug)
{
    const Use use = record.use(static_cast<int>(drug));
    return use == Use::light || use == Use::heavy;
}

TEST(Genesis, GivesEveryQuartierItsPopulation)
{
    const World& world = big_place();
    for (const QuartierId quartier : each<Quartier>(world.stocks.size()))
        EXPECT_EQ(world.stocks[quartier].residents(), 2'000);
    EXPECT_EQ(world.residents.living, 120'000);
    expect_counters_agree(world);
}

TEST(Genesis, HasTheAgesOfThePublishedPyramid)
{
    const AgePyramid pyramid = age_pyramid(usual_parameters().genesis);
    double young = 0;
    double old = 0;
    for (std::size_t age = 0; age < genesis_ages; ++age) {
        if (age < 20) young += pyramid.share[age];
        if (age >= 65) old += pyramid.share[age];
    }
    EXPECT_NEAR(young, 0.234, 0.005);        // F-10, January 2022.
    EXPECT_NEAR(old, 0.212, 0.008);          // F-10; the share grows by 0.3 points a year.
    EXPECT_NEAR(pyramid.youth, 0.12, 0.005); // F-11
}

TEST(Genesis, RoundsAgesSoThatNoAgeIsOffByAPersonInAQuartier)
{
    const AgePyramid pyramid = age_pyramid(usual_parameters().genesis);
    for (const std::uint32_t residents : {0U, 1U, 7U, 450U, 2'000U})
        for (const double u : {0.001, 0.37, 0.999}) {
            const CountsByAge counts = split_by_age(pyramid, residents, 0.15, u);
            std::uint32_t sum = 0;
            for (int age = 0; age < genesis_ages; ++age) {
                const std::uint32_t count = counts[static_cast<std::size_t>(age)];
                sum += count;
                EXPECT_LT(std::abs(count - residents * age_share(pyramid, age, 0.15)), 1.0);
            }
            EXPECT_EQ(sum, residents);
        }
}

TEST(Genesis, MakesHouseholdsOfThePublishedSizes)
{
    const World& world = big_place();
    std::array<double, 6> households{};
    double children_without_adult = 0;
    for_each_resident(world, [&](ResidentId row, const ResidentRecord& record, int) {
        std::size_t size = 1;
        int oldest = record.birth_year();
        for (ResidentId next = record.household_next(); next != row;
             next = world.residents.record[next].household_next()) {
            ++size;
            oldest = std::min(oldest, world.residents.record[next].birth_year());
        }
        households[std::min<std::size_t>(size, 6) - 1] += 1.0 / static_cast<double>(size);
        if (world.calendar.year_of(world.week) - oldest < 18) ++children_without_adult;
    });
    const double all = std::accumulate(households.begin(), households.end(), 0.0);
    EXPECT_NEAR(households[0] / all, 0.378, 0.02); // INSEE census 2021, recalled: 37.8, 32.6, 13.2, 11.2, 3.8, 1.5 %.
    EXPECT_NEAR(households[1] / all, 0.326, 0.03);
    EXPECT_NEAR(households[2] / all, 0.132, 0.02);
    EXPECT_NEAR(households[3] / all, 0.112, 0.02);
    EXPECT_NEAR(households[4] / all, 0.038, 0.01);
    EXPECT_NEAR(120'000 / all, 2.17, 0.07);
    EXPECT_EQ(children_without_adult, 0);
}

TEST(Genesis, GivesTheSurveyedNumbersOfUsers)
{
    const World& world = big_place();
    const auto adult = [](const ResidentRecord&, int age) { return age >= 18 && age <= 64; };
    const auto of_sex = [](Sex sex) {
        return [sex](const ResidentRecord& record, int age) { return age >= 18 && age <= 64 && record.sex() == sex; };
    };
    const auto cannabis = [](const ResidentRecord& record, int) { return uses(record, Drug::cannabis); };
    const auto cocaine = [](const ResidentRecord& record, int) { return uses(record, Drug::cocaine); };
    const auto ever = [](const ResidentRecord& record, int) { return record.use(0) != Use::never; };
    const auto expect = [&](Share found, double surveyed, double tolerance) {
        EXPECT_NEAR(found.value, surveyed, tolerance + 6 * found.deviation);
    };
    expect(share_of(world, adult, cannabis), 0.108, 0.005);              // E-04
    expect(share_of(world, of_sex(Sex::man), cannabis), 0.145, 0.007);   // E-04
    expect(share_of(world, of_sex(Sex::woman), cannabis), 0.072, 0.007); // E-04
    expect(share_of(world, adult, ever), 0.504, 0.02);                   // E-04
    expect(share_of(world, adult, cocaine), 0.027, 0.003);               // E-05
    expect(share_of(world, of_sex(Sex::man), cocaine), 0.039, 0.004);    // E-05
    expect(share_of(world, of_sex(Sex::woman), cocaine), 0.016, 0.003);  // E-05
    expect(share_of(
               world, [](const ResidentRecord&, int age) { return age == 17; }, cannabis),
           0.233, 0.02); // E-01
    const auto heavy = [](const ResidentRecord& record, int) { return record.use(0) == Use::heavy; };
    expect(share_of(
               world, [&](const ResidentRecord& record, int age) { return cannabis(record, age); }, heavy),
           0.20,
           0.02); // E-10: the heavy are the heaviest fifth.
}

TEST(Genesis, GivesThePublishedSharesOutOfEducationAndWork)
{
    const World& world = big_place();
    const auto neet = [](const ResidentRecord& record, int age) { return is_neet(record.activity(), age); };
    const auto expect = [&](int age, double published) {
        const Share found = share_of(
            world, [age](const ResidentRecord&, int own) { return own == age; }, neet);
        EXPECT_NEAR(found.value, published, 0.03 + 6 * found.deviation) << age;
    };
    expect(16, 0.01); // E-14 counts completed years; here age is the calendar year's.
    expect(22, 0.165);
    expect(25, 0.183);
    const Share all = share_of(
        world, [](const ResidentRecord&, int age) { return age >= 15 && age < 30; }, neet);
    EXPECT_NEAR(all.value, 0.115, 0.02); // E-14: 12.8 (2021), 11.6 (2022).
    const Share work = share_of(
        world, [](const ResidentRecord&, int age) { return age >= 30 && age < 50; },
        [](const ResidentRecord& record, int) { return record.activity() == Activity::employed; });
    EXPECT_NEAR(work.value, 0.86, 0.02);
}

TEST(Genesis, PutsMoreYoungPeopleOutOfWorkWhereDeprivationIsHigh)
{
    const Parameters parameters = usual_parameters();
    const LifeCourse course = life_course(parameters.demography);
    double in_priority_quartier = 0;
    for (int age = 16; age <= 25; ++age) {
        const double out = 1.0 - education_share(course, age, 0.75);
        in_priority_quartier += 0.1 * out * (1.0 - employed_share(course, age, 0.75));
    }
    EXPECT_GT(in_priority_quartier, 0.18); // E-14: above 25 % in QPV, whose scores lie around 0.75.
    EXPECT_GT(education_share(course, 20, 0.2), education_share(course, 20, 0.8));
}

TEST(Genesis, MakesPeerGroupsOfAboutEightNeighboursOfOneYear)
{
    const World& world = big_place();
    std::map<std::uint32_t, int> birth_year;
    for_each_resident(world, [&](ResidentId, const ResidentRecord& record, int) {
        const auto [found, fresh] = birth_year.emplace(record.peer_group().value(), record.birth_year());
        ASSERT_EQ(found->second, record.birth_year());
    });
    EXPECT_NEAR(120'000.0 / static_cast<double>(birth_year.size()), peer_group_size, 0.7);
}

TEST(Genesis, IsTheSameOnAnyNumberOfThreads)
{
    const auto territory = made_up_territory({});
    set_threads(1);
    const World one = made_up_world(territory, usual_parameters());
    for (const int threads : {2, 3, 7}) {
        set_threads(threads);
        const World several = made_up_world(territory, usual_parameters());
        EXPECT_EQ(one.residents.record, several.residents.record);
        EXPECT_EQ(one.residents.peers, several.residents.peers);
        EXPECT_EQ(one.stocks, several.stocks);
    }
    set_threads(2);
}

/// What a resident is, without row numbers: name, fields, home by its number, ring by names.
std::map<std::uint64_t, std::array<std::uint64_t, 8>> portraits(const World& world)
{
    std::map<std::uint64_t, std::array<std::uint64_t, 8>> found;
    for_each_resident(world, [&](ResidentId row, const ResidentRecord& record, int age) {
        found[who_is(world.residents, row).key] = {world.territory->quartiers.number[record.home()],
                                                   static_cast<std::uint64_t>(age),
                                                   static_cast<std::uint64_t>(record.sex()),
                                                   static_cast<std::uint64_t>(record.activity()),
                                                   static_cast<std::uint64_t>(record.use(0)),
                                                   static_cast<std::uint64_t>(record.use(1)),
                                                   who_is(world.residents, record.household_next()).key,
                                                   static_cast<std::uint64_t>(record.arrival_half_year())};
    });
    return found;
}

TEST(Genesis, KeepsTheNamesAndLivesOfARegionLoadedAlone)
{
    const auto whole = std::make_shared<const Territory>(load_toy());
    const World country = made_up_world(whole, usual_parameters());
    const auto everybody = portraits(country);
    std::size_t compared = 0;
    for (const std::string& region : whole->regions.name) {
        TerritoryQuery query;
        query.regions = {region};
        const World alone = made_up_world(std::make_shared<const Territory>(load_toy(query)), usual_parameters());
        for (const auto& [name, portrait] : portraits(alone)) {
            ASSERT_TRUE(everybody.contains(name));
            ASSERT_EQ(everybody.at(name), portrait);
            ++compared;
        }
    }
    EXPECT_EQ(compared, everybody.size());
}

TEST(Genesis, NumbersBlocksOfFranceOnceAndBelow65536)
{
    const std::vector<BlockPlan> plans = plan_blocks(whole_france(), 1.0, Luck{1, 0, 0});
    std::uint64_t residents = 0;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        residents += plans[i].rows;
        EXPECT_LT(plans[i].national_number, 65'536U);
        EXPECT_LE(plans[i].rows, 65'536U);
        if (i > 0) {
            EXPECT_LT(plans[i - 1].national_number, plans[i].national_number);
        }
    }
    EXPECT_EQ(residents, 68'350'798U);
}

TEST(Genesis, DrawsAShareOfResidentsWhenAsked)
{
    const World tenth =
        made_up_world(made_up_territory({}), usual_parameters(), MadeUpStart{.population_share = 0.101});
    EXPECT_NEAR(static_cast<double>(tenth.residents.living), 0.101 * 12'000, 12.0); // Each quartier rounds by itself.
    expect_counters_agree(tenth);
}

TEST(Genesis, CostsTwelveBytesAPersonBesidePeersAndRoomForBirths)
{
    const World& world = big_place();
    EXPECT_EQ(sizeof(ResidentRecord), 12U);
    const double bytes = static_cast<double>(world.residents.size() * sizeof(ResidentRecord) +
                                             world.residents.peers.size() * sizeof(PeerGroupCounts));
    EXPECT_LT(bytes / static_cast<double>(world.residents.living), 14.0); // Four years of births.
}

} // namespace
} // namespace emprise
