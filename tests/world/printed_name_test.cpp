#include "world/printed_name.hpp"

#include "world/cells.hpp"

#include <gtest/gtest.h>

namespace emprise {
namespace {

TEST(PrintedName, SaysPlaceWeekAndOrdinal)
{
    EXPECT_EQ(printed_name(name_of_newborn(Kind::cell, "21231", 52, 3)), "C-21231-052-3");
    EXPECT_EQ(printed_name(name_of_newborn(Kind::cell, "21231", 52, 3), 'S'), "S-21231-052-3");
    EXPECT_EQ(printed_name(name_of_newborn(Kind::organisation, "2B033", -512, 0)), "N-2B033-b512-0");
    EXPECT_EQ(printed_name(name_of_newborn(Kind::cell, "01001", 1535, 255)), "C-01001-1535-255");
    EXPECT_EQ(printed_name(Who{}), "");
}

TEST(PrintedName, IsReadBackWhateverThePlaceAndWeek)
{
    for (const Kind kind : {Kind::cell, Kind::organisation})
        for (const char* code : {"00000", "01001", "21231", "2A004", "2B033", "97302", "99999", "N1-17", "Aldport"})
            for (const Week week : {-512, -400, -1, 0, 7, 99, 520, 1535})
                for (const std::uint32_t nth : {0U, 9U, 255U}) {
                    const Who who = name_of_newborn(kind, code, week, nth);
                    const auto read = parse_name(printed_name(who));
                    ASSERT_TRUE(read.has_value()) << printed_name(who);
                    EXPECT_EQ(*read, who) << printed_name(who);
                }
}

TEST(PrintedName, ForgivesSmallLettersAndRefusesTheRest)
{
    EXPECT_EQ(parse_name("s-2a004-b012-3"), name_of_newborn(Kind::cell, "2A004", -12, 3));
    for (const char* wrong : {"", "S", "S-21231-052", "S-21231-052-3-1", "X-21231-052-3", "S-2123-052-3",
                              "S-21231-5000-3", "S-21231-b513-3", "S-21231-052-256", "S-21231-052--3", "S-21231--52-3",
                              "N-x999999-0-0", "S-21231-052-3 ", "S-2C004-052-3"})
        EXPECT_FALSE(parse_name(wrong).has_value()) << wrong;
}

} // namespace
} // namespace emprise
