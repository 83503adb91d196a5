#include "chance/luck.hpp"

#include "chance/philox_lanes.hpp"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <vector>

namespace emprise {
namespace {

using Words = std::pair<std::uint64_t, std::uint64_t>;

constexpr std::uint64_t all_forty_bits = (std::uint64_t{1} << 40U) - 1;

// Known answers of Random123's own file kat_vectors, asked through the packing of a question.
TEST(Luck, GivesTheKnownAnswersOfRandom123)
{
    const Luck zero{0, 0, -32768};
    EXPECT_EQ(zero.two_words(Purpose{0}, Who{0}), (Words{0x6627e8d5e169c58d, 0xbc57ac4c9b00dbd8}));
    const Luck ones{0xffffffff, 0xffffffff, 32767};
    EXPECT_EQ(ones.two_words(Purpose{0xffff}, Who{all_forty_bits}, Who{all_forty_bits}, 0xffff),
              (Words{0x408f276d41c83b0e, 0xa20bc7c66d5451fd}));
    const Luck pi{0xa4093822, 0x299f31d0, 0x8a2e - 32768};
    EXPECT_EQ(pi.two_words(Purpose{0x0370}, Who{0x13243f6a88}, Who{0x1985a308d3}, 0x7344),
              (Words{0xd16cfe0994fdcceb, 0x5001e42024126ea1}));
}

TEST(Luck, NeverPutsTwoQuestionsInOneCounter)
{
    std::vector<Who> whos;
    for (const int kind : {0, 1, 2, 15})
        for (const std::uint64_t number : {0ULL, 1ULL, 0xffffffffULL, 0x100000000ULL, 0xfffffffffULL})
            whos.push_back(Who::of(static_cast<Kind>(kind), number));
    std::set<std::array<std::uint32_t, 4>> counters;
    std::size_t questions = 0;
    for (const Who who : whos)
        for (const Who other : whos)
            for (const int week : {-32768, -1, 0, 1, 32767})
                for (const int why : {0, 1, 255, 256, 65535})
                    for (const int nth : {0, 1, 255, 65535}) {
                        const auto c = Luck{1, 1, week}.counter(static_cast<Purpose>(why), who, other,
                                                                static_cast<std::uint16_t>(nth));
                        counters.insert({c[0], c[1], c[2], c[3]});
                        ++questions;
                    }
    EXPECT_EQ(counters.size(), questions);
}

TEST(Luck, GivesTheSameAnswerWhoeverAsksInWhateverOrder)
{
    const Luck luck{7, 3, 12};
    const Who who = Who::resident(5, 77);
    const double first = luck.uniform(Purpose::test_a, who);
    (void)luck.uniform(Purpose::test_b, who);
    EXPECT_EQ(luck.uniform(Purpose::test_a, who), first);
    EXPECT_EQ((Luck{7, 3, -4}.at_week(12).uniform(Purpose::test_a, who)), first);
    EXPECT_EQ(luck.two_uniforms(Purpose::test_a, who).first, first);
    EXPECT_EQ(luck.happens(std::nextafter(first, 2.0), Purpose::test_a, who), true);
    EXPECT_EQ(luck.happens(first, Purpose::test_a, who), false);
}

TEST(Luck, NeverSaysZeroOrOne)
{
    EXPECT_EQ(open_unit(0), 0x1p-53);
    EXPECT_EQ(open_unit(~std::uint64_t{0}), 1.0 - 0x1p-53);
}

TEST(Luck, RefusesAWeekThatTheCounterCannotHold)
{
    EXPECT_THROW((Luck{1, 1, 32768}), ContractViolation);
    EXPECT_THROW((Luck{1, 1, -32769}), ContractViolation);
}

/// Chi-square of 1000 bins over 10^6 draws against 999 +- 6 * sqrt(2 * 999). Bins wrong by 2 % in half the cases would
/// add 10^6 * 0.02^2 = 400, nine standard deviations: found with probability above 0.99.
template <class Draw>
void expect_uniform(Draw draw)
{
    constexpr int bins = 1000;
    constexpr int draws = 1'000'000;
    std::vector<int> count(bins);
    for (int i = 0; i < draws; ++i) ++count[static_cast<std::size_t>(draw(i) * bins)];
    double chi_square = 0.0;
    constexpr double expected = static_cast<double>(draws) / bins;
    for (const int c : count) chi_square += (c - expected) * (c - expected) / expected;
    EXPECT_NEAR(chi_square, bins - 1, 6.0 * std::sqrt(2.0 * (bins - 1)));
}

TEST(Luck, IsUniformWhicheverFieldOfTheQuestionRunsFast)
{
    const Luck luck{2026, 1, 5};
    const auto who = [](int i) { return Who::of(Kind::resident, static_cast<std::uint64_t>(i)); };
    expect_uniform([&](int i) { return luck.uniform(Purpose::test_a, who(i)); });
    expect_uniform([&](int i) { return luck.uniform(Purpose::test_a, who(0), who(i)); });
    expect_uniform(
        [&](int i) { return luck.at_week(i % 65536 - 32768).uniform(static_cast<Purpose>(i / 65536), who(1)); });
    expect_uniform([&](int i) {
        return luck.uniform(static_cast<Purpose>(i % 1000), who(2), {}, static_cast<std::uint16_t>(i / 1000));
    });
    expect_uniform([&](int i) { return Luck{static_cast<std::uint32_t>(i), 0, 0}.uniform(Purpose::test_a, who(3)); });
    expect_uniform([&](int i) { return luck.two_uniforms(Purpose::test_a, who(i)).second; });
}

/// Correlation of 10^6 pairs: standard deviation 0.001; 6 sigma catches 0.01 for certain.
TEST(Luck, GivesNeighboursAndTheTwoWordsOfABlockIndependentAnswers)
{
    const Luck luck{2026, 2, 5};
    double neighbours = 0.0;
    double words = 0.0;
    constexpr int draws = 1'000'000;
    double before = luck.uniform(Purpose::test_a, Who::of(Kind::resident, 0)) - 0.5;
    for (int i = 1; i <= draws; ++i) {
        const auto [u, v] = luck.two_uniforms(Purpose::test_a, Who::of(Kind::resident, static_cast<std::uint64_t>(i)));
        neighbours += before * (u - 0.5);
        words += (u - 0.5) * (v - 0.5);
        before = u - 0.5;
    }
    EXPECT_LT(std::abs(neighbours / draws * 12.0), 0.006);
    EXPECT_LT(std::abs(words / draws * 12.0), 0.006);
}

TEST(PhiloxLanes, AnswerFourQuestionsAtOnceAsRandom123AnswersEach)
{
    for (std::uint32_t i = 0; i < 2000; ++i) {
        const Luck luck{i * 2654435761U, ~i, static_cast<int>(i) - 1000};
        const Who who = Who::of(Kind::block, i * 40503ULL);
        const Who other = Who::of(Kind::stratum, i * 7919ULL);
        const auto nth = static_cast<std::uint16_t>(i * 4);
        const auto c = luck.counter(Purpose::test_a, who, other, nth);
        const FourAnswers four = answer_four({c[0], c[1], c[2], c[3]}, luck.seed(), luck.replicate());
        for (std::uint16_t j = 0; j < 4; ++j)
            ASSERT_EQ((Words{four.first[j], four.second[j]}),
                      luck.two_words(Purpose::test_a, who, other, static_cast<std::uint16_t>(nth + j)));
    }
}

TEST(Who, KeepsKindAndNumberAndRefusesWhatDoesNotFit)
{
    const Who who = Who::of(Kind::cell, 123456789);
    EXPECT_EQ(who.kind(), Kind::cell);
    EXPECT_EQ(who.number(), 123456789U);
    EXPECT_EQ(Who::resident(3, 9).number(), (3ULL << 20U) + 9);
    EXPECT_NE(Who::born(Kind::cell, 7, -1, 0), Who::born(Kind::cell, 7, 0, 0));
    EXPECT_NE(Who::born(Kind::cell, 7, 3, 0), Who::born(Kind::cell, 7, 3, 1));
    EXPECT_NE(Who::born(Kind::cell, 7, 3, 0), Who::born(Kind::cell, 8, 3, 0));
    EXPECT_THROW((void)Who::of(Kind::cell, std::uint64_t{1} << 36U), ContractViolation);
    EXPECT_THROW((void)Who::resident(65536, 0), ContractViolation);
    EXPECT_THROW((void)Who::resident(0, 1U << 20U), ContractViolation);
    EXPECT_THROW((void)Who::born(Kind::cell, 1, 3072, 0), ContractViolation);
}

} // namespace
} // namespace emprise
