#include "chance/tickets.hpp"

#include "chance/luck.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace emprise {
namespace {

/// 10^6 contests: 6 sigma of the share 0.2 is 0.0024; an error of 1.8 % of it is found with probability 0.999.
TEST(Tickets, LetEachCompetitorWinInProportionToItsWeight)
{
    const Luck luck{5, 1, 0};
    constexpr std::array weights{2.0, 3.0, 5.0};
    std::array<double, 3> wins{};
    constexpr int contests = 1'000'000;
    for (int contest = 0; contest < contests; ++contest) {
        const Who prize = Who::of(Kind::cell, static_cast<std::uint64_t>(contest));
        std::array<double, 3> tickets{};
        for (std::size_t i = 0; i < 3; ++i)
            tickets[i] = ticket(luck.uniform(Purpose::test_a, Who::of(Kind::resident, i), prize), weights[i]);
        wins[static_cast<std::size_t>(std::ranges::min_element(tickets) - tickets.begin())] += 1.0;
    }
    for (std::size_t i = 0; i < 3; ++i) {
        const double share = weights[i] / 10.0;
        EXPECT_NEAR(wins[i] / contests, share, 6.0 * std::sqrt(share * (1.0 - share) / contests));
    }
}

TEST(Tickets, AreExponentialWithTheWeightAsRate)
{
    EXPECT_NEAR(ticket(0.5, 1.0), 0.6931471805599453, 1e-15);
    EXPECT_NEAR(ticket(0.999, 4.0), 1.7269388197455342, 1e-13);
}

TEST(Tickets, GiveNothingToACompetitorWithoutWeight)
{
    EXPECT_EQ(ticket(0.3, 0.0), std::numeric_limits<double>::infinity());
    EXPECT_LT(ticket(1.0 - 0x1p-53, 1e-9), ticket(0.3, 0.0));
    EXPECT_THROW((void)ticket(0.3, -1.0), ContractViolation);
}

TEST(Tickets, SettleATieByNameWhateverTheOrderOfTheList)
{
    std::array bids{Bid{0.5, Who{9}}, Bid{0.5, Who{3}}, Bid{0.7, Who{1}}};
    do {
        EXPECT_EQ(std::ranges::min_element(bids)->who, Who{3});
    } while (std::next_permutation(bids.begin(), bids.end()));
}

} // namespace
} // namespace emprise
