#include "runs/arm_runs.hpp"
#include "runs/course.hpp"
#include "runs/paired.hpp"
#include "support/toy_run.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace emprise {
namespace {

TEST(PairedDifference, IsTheStudentIntervalOfTheDifferences)
{
    // Differences 1, 2, 3: mean 2, standard error 1/sqrt(3), t(0.975, 2) = 4.302653.
    const std::vector<double> arm{11.0, 22.0, 33.0};
    const std::vector<double> reference{10.0, 20.0, 30.0};
    const PairedDifference difference = paired_difference(arm, reference);
    EXPECT_DOUBLE_EQ(difference.mean, 2.0);
    EXPECT_NEAR(difference.high - difference.mean, 4.302653 / std::sqrt(3.0), 1e-5);
    EXPECT_NEAR(difference.mean - difference.low, 4.302653 / std::sqrt(3.0), 1e-5);
    EXPECT_FALSE(difference.distinguishable());
}

TEST(PairedDifference, KnowsTheSameRunFromADifferenceOfZeroMean)
{
    const std::vector<double> reference{1.0, 2.0};
    EXPECT_TRUE(paired_difference(reference, reference).identical);
    EXPECT_FALSE(paired_difference(std::vector<double>{2.0, 1.0}, reference).identical);
}

TEST(PairedDifference, GivesNoIntervalForOneReplicate)
{
    const PairedDifference difference = paired_difference(std::vector<double>{3.0}, std::vector<double>{1.0});
    EXPECT_DOUBLE_EQ(difference.mean, 2.0);
    EXPECT_FALSE(difference.distinguishable());
}

TEST(Comparison, SaysNotDistinguishableWhereZeroIsInsideAndFitsEightyColumns)
{
    ArmComparison comparison;
    comparison.arms = {"town-status-quo", "town-repression", "town-prevention"};
    comparison.territory = "A town";
    comparison.period = "2026-01-05 to 2035-12-24";
    comparison.replicates = 3;
    comparison.start_year_weeks = 52.0;
    comparison.outcomes.push_back({"sites_active",
                                   "1",
                                   "Street sites that trade",
                                   {{10.0, 11.0, 12.0}, {10.0, 11.0, 12.0}, {10.0, 11.0, 12.0}},
                                   {{10.0, 11.0, 12.0}, {9.0, 12.0, 12.0}, {5.0, 6.0, 7.1}}});
    const std::string text = describe_comparison(comparison);
    EXPECT_NE(text.find("not distinguishable"), std::string::npos);
    EXPECT_NE(text.find("-45.2"), std::string::npos) << text;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        EXPECT_LE(end - begin, 80U) << text.substr(begin, end - begin);
        begin = end + 1;
    }
}

TEST(Crowd, FitsTheMemoryAndTheWork)
{
    constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30U;
    EXPECT_EQ(plan_crowd(gibibyte, 4 * gibibyte, 8, 100).at_once, 1);
    EXPECT_EQ(plan_crowd(gibibyte / 20, 24 * gibibyte, 2, 20).at_once, 2);
    EXPECT_EQ(plan_crowd(gibibyte / 20, 24 * gibibyte, 16, 3).at_once, 3);
    EXPECT_GE(plan_crowd(8 * gibibyte, 4 * gibibyte, 4, 4).snapshots, 1U);
}

TEST(HoldLoop, IsRefusedWhereHoldCouldSustainItselfUnlessThatIsDeclared)
{
    Scenario scenario = toy_scenario("");
    EXPECT_NO_THROW(expect_one_resting_hold(scenario));
    scenario.parameters.perception.fear_per_hold = 2.0;
    scenario.parameters.perception.efficacy_per_fear = -2.0;
    EXPECT_THROW(expect_one_resting_hold(scenario), InvalidScenario);
    scenario.parameters.hold.allow_bistable = 1.0;
    EXPECT_NO_THROW(expect_one_resting_hold(scenario));
}

TEST(SocialGain, IsRefusedWhereUseWouldSpreadByExampleAlone)
{
    Scenario scenario = toy_scenario("");
    EXPECT_NO_THROW(expect_bounded_social_gain(scenario));
    scenario.parameters.drug_use.drugs[0].imitation.fill(50.0);
    EXPECT_THROW(expect_bounded_social_gain(scenario), InvalidScenario);
}

TEST(Comparison, NothingFinishedIsSaidInsteadOfATable)
{
    ArmComparison comparison;
    comparison.territory = "Somewhere: 1 communes, 2 residents";
    comparison.arms = {"one", "two"};
    EXPECT_EQ(describe_comparison(comparison),
              "Somewhere: 1 communes, 2 residents\nNo replicate finished: nothing to compare.\n");
}

} // namespace
} // namespace emprise
