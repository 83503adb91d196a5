#include "base/suggestion.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace emprise {
namespace {

using Names = std::vector<std::string>;

TEST(PlainName, ForgetsCaseAccentsLigaturesAndHyphens)
{
    EXPECT_EQ(plain_name("Saint-Étienne"), "saint etienne");
    EXPECT_EQ(plain_name("VANDŒUVRE-lès-Nancy"), "vandoeuvre les nancy");
    EXPECT_EQ(plain_name("  L'Haÿ --les  Roses "), "l hay les roses");
    EXPECT_EQ(plain_name("Île-d’Yeu"), "ile d yeu");
    EXPECT_EQ(plain_name(""), "");
}

TEST(EditDistance, CountsSlipsOfTheHand)
{
    EXPECT_EQ(edit_distance("dijon", "dijon"), 0U);
    EXPECT_EQ(edit_distance("dijno", "dijon"), 1U);
    EXPECT_EQ(edit_distance("dijo", "dijon"), 1U);
    EXPECT_EQ(edit_distance("", "abc"), 3U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(NearestNames, ComeNearestFirstAndOnlyWhenNearEnough)
{
    const Names towns{"Dijon", "Dinan", "Dijonnais", "Lyon", "Marseille"};
    EXPECT_EQ(nearest_names("Dijno", towns), (Names{"Dijon"}));
    EXPECT_EQ(nearest_names("marseile", towns), (Names{"Marseille"}));
    EXPECT_EQ(nearest_names("Atlantis", towns), Names{});
    EXPECT_EQ(nearest_names("aaa", Names{"aab", "aac", "aad", "aae"}), (Names{"aab", "aac", "aad"}));
    EXPECT_EQ(nearest_names("aaa", Names{"aab", "aab"}, 5), (Names{"aab"}));
}

TEST(NearestNames, DoNotMindVeryLongText)
{
    EXPECT_EQ(nearest_names(std::string(100'000, 'x'), Names{"Dijon"}), Names{});
}

} // namespace
} // namespace emprise
