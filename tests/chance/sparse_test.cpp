#include "chance/sparse.hpp"

#include "base/expects.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace emprise {
namespace {

struct Range {
    std::uint32_t begin;
    std::uint32_t end;
    std::uint32_t band = 0;
};

Who block(std::uint32_t number)
{
    return Who::of(Kind::block, number);
}

std::vector<Candidate> list(const Luck& luck, Who stream, Range range, const Ladder& ladder, int strata)
{
    std::vector<Candidate> out;
    list_candidates(luck, Purpose::test_a, stream, range.begin, range.end, ladder, strata, out, range.band);
    return out;
}

std::vector<double> imply(const Luck& luck, Who stream, Range range, const Ladder& ladder, int strata)
{
    std::vector<double> out;
    imply_uniforms(luck, Purpose::test_a, stream, range.begin, range.end, ladder, strata, out, range.band);
    return out;
}

std::vector<Candidate> below(const std::vector<Candidate>& all, double bound)
{
    std::vector<Candidate> some;
    std::ranges::copy_if(all, std::back_inserter(some), [&](const Candidate& c) { return c.u < bound; });
    return some;
}

void expect_equal_to_dense(const Luck& luck, Who stream, Range range, const Ladder& ladder, int strata)
{
    const auto sparse = list(luck, stream, range, ladder, strata);
    const auto dense = imply(luck, stream, range, ladder, strata);
    std::vector<Candidate> from_dense;
    for (std::uint32_t i = 0; i < dense.size(); ++i)
        if (dense[i] < 1.0) from_dense.push_back({range.begin + i, dense[i]});
    ASSERT_EQ(sparse, from_dense);
}

TEST(SparseKernel, EqualsTheDenseReferenceBitForBit)
{
    const Luck luck{3, 1, 17};
    std::uint32_t stream = 0;
    for (const double first : {1e-6, 1.0 / 3000, 0.004, 0.03, 0.3, 0.7, 1.0})
        for (const Range range : {Range{0, 0}, {0, 1}, {0, 3000}, {100, 40'000, 3}, {65'000, 65'536, 127}})
            for (const int strata : {0, 1, 2, 3, 5, 8, 31})
                expect_equal_to_dense(luck, block(++stream), range, Ladder{first}, strata);
    expect_equal_to_dense(luck, block(0), {0, 1U << 20U}, Ladder{0.001}, 5);
}

TEST(SparseKernel, EqualsTheDenseReferenceForAnyLadderRangeBandAndWeek)
{
    const Luck choices{99, 0, 0};
    for (std::uint32_t i = 0; i < 500; ++i) {
        const auto pick = [&](std::uint16_t what, std::uint32_t below) {
            return static_cast<std::uint32_t>(choices.uniform(Purpose::test_c, block(i), {}, what) * below);
        };
        const std::uint32_t begin = pick(0, 5000);
        const Range range{begin, begin + pick(1, 5000), pick(2, 128)};
        const Luck luck{pick(3, 1U << 31U), pick(4, 100), static_cast<int>(pick(5, 5720)) - 520};
        expect_equal_to_dense(luck, block(pick(6, 65536)), range, Ladder{1.0 / (1.0 + pick(7, 5000))},
                              static_cast<int>(pick(8, 14)));
    }
}

TEST(SparseKernel, ListsTheSameCandidatesBelowABoundHoweverManyStrataAreOpen)
{
    const Luck luck{3, 2, 4};
    const Ladder ladder{0.001};
    for (std::uint32_t stream = 0; stream < 20; ++stream) {
        const auto all = list(luck, block(stream), {0, 20'000}, ladder, 12);
        for (int strata = 0; strata < 12; ++strata)
            ASSERT_EQ(list(luck, block(stream), {0, 20'000}, ladder, strata), below(all, ladder.bound(strata)));
    }
}

TEST(SparseKernel, AcceptsWhoeverALowerHazardAcceptsAlsoAtAHigherOne)
{
    const Luck luck{3, 3, 4};
    const Ladder ladder{0.002};
    std::size_t before = 0;
    std::vector<std::uint32_t> accepted_before;
    for (const double hazard : {0.0005, 0.002, 0.0021, 0.01, 0.0639, 0.3}) {
        std::vector<std::uint32_t> accepted;
        for (const auto& c : list(luck, block(1), {0, 30'000}, ladder, ladder.strata_for(hazard)))
            if (c.u < hazard) accepted.push_back(c.ordinal);
        ASSERT_TRUE(std::ranges::includes(accepted, accepted_before));
        ASSERT_GT(accepted.size(), before);
        before = accepted.size();
        accepted_before = accepted;
    }
}

TEST(SparseKernel, KeepsTheCandidatesOfARangeThatGrows)
{
    const Luck luck{3, 4, 4};
    auto all = list(luck, block(1), {500, 30'000}, Ladder{0.004}, 3);
    std::erase_if(all, [](const Candidate& c) { return c.ordinal >= 12'345; });
    EXPECT_EQ(list(luck, block(1), {500, 12'345}, Ladder{0.004}, 3), all);
}

TEST(SparseKernel, StaysTheSameInOneBandWhateverIsListedInOthers)
{
    const Luck luck{3, 5, 4};
    const auto alone = list(luck, block(1), {0, 10'000, 2}, Ladder{0.01}, 2);
    (void)list(luck, block(1), {0, 5'000, 1}, Ladder{0.02}, 4);
    (void)list(luck, block(1), {10'000, 20'000, 3}, Ladder{0.005}, 1);
    EXPECT_EQ(list(luck, block(1), {0, 10'000, 2}, Ladder{0.01}, 2), alone);
}

/// Rows chosen by both of two independent lists: expected 200 * 65,536 * 0.02^2 = 5,243, sd 72; 6 sigma is 8 %, while
/// lists that share their draws would have twenty times more in common.
TEST(SparseKernel, ListsBandsStrataWeeksPurposesAndSubRangesIndependently)
{
    const Luck luck{3, 6, 4};
    const Ladder ladder{0.02};
    const auto common = [&](auto other) {
        double both = 0.0;
        for (std::uint32_t stream = 0; stream < 200; ++stream) {
            const auto one = list(luck, block(stream), {0, 65'536}, ladder, 1);
            const std::vector<Candidate> two = other(stream);
            std::vector<Candidate> shared;
            std::ranges::set_intersection(one, two, std::back_inserter(shared), {}, &Candidate::ordinal,
                                          &Candidate::ordinal);
            both += static_cast<double>(shared.size());
        }
        return both;
    };
    const double expected = 200 * 65'536 * 0.02 * 0.02;
    const double tolerance = 6.0 * std::sqrt(expected);
    EXPECT_NEAR(common([&](auto s) { return list(luck, block(s), {0, 65'536, 1}, ladder, 1); }), expected, tolerance);
    EXPECT_NEAR(common([&](auto s) {
                    return list(luck, block(s + 1000), {0, 65'536}, ladder, 1);
                }),
                expected, tolerance);
    EXPECT_NEAR(common([&](auto s) {
                    return list(luck.at_week(5), block(s), {0, 65'536}, ladder, 1);
                }),
                expected, tolerance);
    EXPECT_NEAR(common([&](auto s) {
                    std::vector<Candidate> out;
                    list_candidates(luck, Purpose::test_b, block(s), 0, 65'536, ladder, 1, out);
                    return out;
                }),
                expected, tolerance);
    // Another begin is another question, also one row further.
    EXPECT_NEAR(common([&](auto s) {
                    auto shifted = list(luck, block(s), {1, 65'537}, ladder, 1);
                    for (auto& c : shifted) --c.ordinal;
                    return shifted;
                }),
                expected, tolerance);
}

/// Chi-square of 128 bins over 1.05 million rows: at 6 sigma finds bins wrong by 1.3 % (half up, half down).
TEST(SparseKernel, ImpliesAUniformThatIsUniform)
{
    constexpr int bins = 128;
    std::vector<double> count(bins);
    const Luck luck{3, 7, 4};
    double rows = 0.0;
    for (std::uint32_t stream = 0; stream < 16; ++stream)
        for (const double u : imply(luck, block(stream), {0, 65'536}, Ladder{1.0 / 96}, 8)) {
            ASSERT_GT(u, 0.0);
            ASSERT_LT(u, 1.0);
            count[static_cast<std::size_t>(u * bins)] += 1.0;
            rows += 1.0;
        }
    double chi_square = 0.0;
    for (const double c : count) chi_square += (c - rows / bins) * (c - rows / bins) * bins / rows;
    EXPECT_NEAR(chi_square, bins - 1, 6.0 * std::sqrt(2.0 * (bins - 1)));
}

/// Acceptances: 2000 * 65,536 * 0.003 = 393,216 expected, 6 sigma 0.96 %; 1.5 % is found with probability 0.999.
/// Neighbours both chosen: 1180, 6 sigma 17 %, where a skip that is off by one row would give none or twice as many.
TEST(SparseKernel, AcceptsWithTheProbabilityOfTheHazardAndNeighboursIndependently)
{
    const Luck luck{3, 8, 4};
    constexpr double hazard = 0.003;
    const Ladder ladder{0.0005};
    double accepted = 0.0;
    double neighbours = 0.0;
    for (std::uint32_t stream = 0; stream < 2000; ++stream) {
        std::uint32_t before = 1U << 30U;
        for (const auto& c : list(luck, block(stream), {0, 65'536}, ladder, ladder.strata_for(hazard))) {
            if (!(c.u < hazard)) continue;
            accepted += 1.0;
            neighbours += c.ordinal == before + 1 ? 1.0 : 0.0;
            before = c.ordinal;
        }
    }
    const double rows = 2000.0 * 65'536;
    EXPECT_NEAR(accepted, rows * hazard, 6.0 * std::sqrt(rows * hazard));
    EXPECT_NEAR(neighbours, rows * hazard * hazard, 6.0 * std::sqrt(rows) * hazard);
}

TEST(SparseKernel, GivesEachOfAMillionCertainRowsADrawOfItsOwn)
{
    auto all = list(Luck{3, 10, 4}, block(1), {0, 1U << 20U}, Ladder{1.0}, 1);
    ASSERT_EQ(all.size(), 1U << 20U);
    std::ranges::sort(all, {}, &Candidate::u);
    EXPECT_EQ(std::ranges::adjacent_find(all, {}, &Candidate::u), all.end());
}

/// First and last row of 400,000 lists, each chosen with probability 0.4: an error of 1.8 % of it is found with
/// probability 0.999.
TEST(SparseKernel, GivesTheFirstAndTheLastRowTheSameChanceAsAnyOther)
{
    double first = 0.0;
    double last = 0.0;
    const Luck luck{3, 9, 4};
    constexpr std::uint32_t lists = 400'000;
    for (std::uint32_t stream = 0; stream < lists; ++stream) {
        const auto chosen = list(luck, block(stream), {10, 60}, Ladder{0.1}, 3);
        if (chosen.empty()) continue;
        first += chosen.front().ordinal == 10 ? 1.0 : 0.0;
        last += chosen.back().ordinal == 59 ? 1.0 : 0.0;
    }
    EXPECT_NEAR(first, lists * 0.4, 6.0 * std::sqrt(lists * 0.4 * 0.6));
    EXPECT_NEAR(last, lists * 0.4, 6.0 * std::sqrt(lists * 0.4 * 0.6));
}

TEST(Ladder, DoublesItsBoundsUpToOneAndOpensNoMoreThanAHazardNeeds)
{
    const Ladder ladder{0.1};
    EXPECT_EQ(ladder.bound(0), 0.0);
    EXPECT_EQ(ladder.bound(1), 0.1);
    EXPECT_EQ(ladder.bound(4), 0.8);
    EXPECT_EQ(ladder.bound(5), 1.0);
    EXPECT_EQ(ladder.bound(31), 1.0);
    EXPECT_EQ(ladder.strata_for(0.0), 0);
    EXPECT_EQ(ladder.strata_for(-1.0), 0);
    EXPECT_EQ(ladder.strata_for(0.1), 1);
    EXPECT_EQ(ladder.strata_for(0.1000001), 2);
    EXPECT_EQ(ladder.strata_for(7.0), 5);
    EXPECT_THROW((void)Ladder{1e-12}.strata_for(1.0), ContractViolation);
}

TEST(SparseKernel, RefusesWhatItsCounterCannotHold)
{
    const Luck luck{1, 1, 1};
    EXPECT_THROW((void)list(luck, block(1), {0, (1U << 20U) + 1}, Ladder{0.1}, 1), ContractViolation);
    EXPECT_THROW((void)list(luck, block(1), {5, 4}, Ladder{0.1}, 1), ContractViolation);
    EXPECT_THROW((void)list(luck, block(1), {0, 4, 128}, Ladder{0.1}, 1), ContractViolation);
    EXPECT_THROW((void)list(luck, block(1), {0, 4}, Ladder{0.0}, 1), ContractViolation);
    EXPECT_THROW((void)list(luck, block(1), {0, 4}, Ladder{std::nan("")}, 1), ContractViolation);
    EXPECT_THROW((void)list(luck, block(1), {0, 4}, Ladder{0.1}, 32), ContractViolation);
}

} // namespace
} // namespace emprise
