#include "base/week.hpp"

#include "base/expects.hpp"

#include <charconv>
#include <fmt/format.h>

namespace emprise {

namespace chrono = std::chrono;

namespace {

int floor_divide(std::int64_t dividend, int divisor)
{
    const std::int64_t quotient = dividend / divisor;
    return static_cast<int>(dividend % divisor < 0 ? quotient - 1 : quotient);
}

} // namespace

Calendar::Calendar(Date start) : start_{start}
{
    EXPECTS(is_monday(start));
}

Date Calendar::date_of(Week week) const
{
    return Date{chrono::sys_days{start_} + chrono::days{7 * week}};
}

Week Calendar::week_of(Date date) const
{
    return floor_divide(days_between(start_, date), 7);
}

int Calendar::year_of(Week week) const
{
    return static_cast<int>(date_of(week).year());
}

unsigned Calendar::month_of(Week week) const
{
    return static_cast<unsigned>(date_of(week).month());
}

bool Calendar::is_summer(Week week) const
{
    const Date monday = date_of(week);
    const Date first{monday.year(), chrono::July, chrono::day{5}};
    const Date last{monday.year(), chrono::August, chrono::day{31}};
    return monday >= first && monday <= last;
}

bool Calendar::contains(Week week, chrono::month month, unsigned day) const
{
    const Date monday = date_of(week);
    const Date sunday{chrono::sys_days{monday} + chrono::days{6}};
    return week_of(Date{monday.year(), month, chrono::day{day}}) == week ||
           week_of(Date{sunday.year(), month, chrono::day{day}}) == week;
}

bool is_monday(Date date)
{
    return date.ok() && chrono::weekday{chrono::sys_days{date}} == chrono::Monday;
}

std::string format_date(Date date)
{
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::optional<Date> parse_date(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t from, std::size_t digits) {
        int value = -1;
        const char* last = text.data() + from + digits;
        const auto [end, failure] = std::from_chars(text.data() + from, last, value);
        return failure == std::errc{} && end == last ? value : -1;
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    if (year < 1 || month < 1 || day < 1) return std::nullopt;
    const Date date{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                    chrono::day{static_cast<unsigned>(day)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

std::int64_t days_between(Date from, Date to)
{
    return (chrono::sys_days{to} - chrono::sys_days{from}).count();
}

} // namespace emprise
