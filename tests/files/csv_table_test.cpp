#include "files/csv_table.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace emprise {
namespace {

CsvTable table_of(const std::string& text, std::vector<Problem>& problems)
{
    return CsvTable{"t.csv", text, {{"code", "name"}, {"value"}}, problems};
}

TEST(CsvTable, ReadsQuotedFieldsDoubledQuotesAndBackslashes)
{
    std::vector<Problem> problems;
    const CsvTable table = table_of("\xEF\xBB\xBF"
                                    "code,name,value\r\n"
                                    "a,\"one, two\",1\r\n"
                                    "b,\"say \"\"so\"\"\",2\n"
                                    "c,back\\slash,3\n"
                                    "d,\"\",4\n"
                                    "e,,5",
                                    problems);
    EXPECT_TRUE(problems.empty());
    ASSERT_EQ(table.size(), 5U);
    EXPECT_EQ(table.text(0, "name"), "one, two");
    EXPECT_EQ(table.text(1, "name"), "say \"so\"");
    EXPECT_EQ(table.text(2, "name"), "back\\slash");
    EXPECT_EQ(table.text(3, "name"), "");
    EXPECT_EQ(table.text(4, "name"), "");
    EXPECT_EQ(table.whole(4, "value", 0, 9, problems), 5);
    EXPECT_FALSE(table.has("other"));
    EXPECT_EQ(table.text(0, "other"), "");
}

TEST(CsvTable, StaysReadableWhenMoved)
{
    std::vector<Problem> problems;
    CsvTable first = table_of("code,name\nx,y\n", problems);
    const CsvTable second = std::move(first);
    EXPECT_EQ(second.problem_at(0, "name", "T103", "m").column, 3);
    EXPECT_EQ(second.problem_at(0, "name", "T103", "m").line, 2);
}

TEST(CsvTable, ReportsNumbersOutOfRangeOrWithTrailingText)
{
    std::vector<Problem> problems;
    const CsvTable table = table_of("code,name,value\na,b,12x\na,b,nan\na,b,10\n", problems);
    EXPECT_EQ(table.whole(0, "value", 0, 99, problems), std::nullopt);
    EXPECT_EQ(table.number(1, "value", 0, 99, problems), std::nullopt);
    EXPECT_EQ(table.whole(2, "value", 0, 9, problems), std::nullopt);
    EXPECT_EQ(table.number(2, "value", 0, 10, problems), 10.0);
    ASSERT_EQ(problems.size(), 3U);
    EXPECT_EQ(problems[0].column, 5);
    EXPECT_EQ(problems[2].advice, "a whole number from 0 to 9");
}

TEST(CsvTable, RefusesControlCharactersBrokenTextAndStrayQuotes)
{
    const auto code_of = [](const std::string& text) {
        std::vector<Problem> problems;
        static_cast<void>(table_of(text, problems));
        return problems.empty() ? std::string{} : problems[0].code;
    };
    EXPECT_EQ(code_of(""), "T101");
    EXPECT_EQ(code_of("code,name\na,\x1b[31m\n"), "T107");
    EXPECT_EQ(code_of("code,name\na,\xC3\n"), "T107");
    EXPECT_EQ(code_of("code,name\na,b\"c\n"), "T108");
    EXPECT_EQ(code_of("code,name\na,\"open\n"), "T108");
    EXPECT_EQ(code_of("code,name\na,\"b\"c\n"), "T108");
    EXPECT_EQ(code_of("code,name,code\n"), "T101");
    EXPECT_EQ(code_of("code,name\na\n"), "T102");
    EXPECT_EQ(code_of("code,name\na,b,c\n"), "T102");
}

TEST(CsvTable, SuggestsTheColumnThatWasMeant)
{
    std::vector<Problem> problems;
    static_cast<void>(table_of("code,name,valeu\n", problems));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].column, 11);
    EXPECT_EQ(problems[0].advice, "did you mean 'value'?");
}

TEST(CsvTable, WritesFieldsItCanReadBack)
{
    for (const std::string text : {"plain", "with, comma", "say \"so\"", "\"", ",", "", "é\\è"}) {
        std::vector<Problem> problems;
        const CsvTable table = table_of("code,name\na," + csv_field(text) + "\n", problems);
        ASSERT_EQ(table.size(), 1U) << text;
        EXPECT_EQ(table.text(0, "name"), text);
    }
}

} // namespace
} // namespace emprise
