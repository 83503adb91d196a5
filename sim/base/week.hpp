#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace emprise {

/// Week number of a run: 0 is the first week after burn-in, negative weeks are burn-in.
using Week = int;
using Date = std::chrono::year_month_day;

inline constexpr double weeks_per_year = 365.2425 / 7.0;

/// Which real Monday each week begins on. Standard calendar.
class Calendar {
public:
    Calendar() = default;
    /// `start` must be a Monday.
    explicit Calendar(Date start);
    [[nodiscard]] Date date_of(Week week) const;
    /// The week that contains `date`.
    [[nodiscard]] Week week_of(Date date) const;
    [[nodiscard]] int year_of(Week week) const;
    /// 1 to 12.
    [[nodiscard]] unsigned month_of(Week week) const;
    /// True in the one week of a year that contains 1 September.
    [[nodiscard]] bool school_year_begins(Week week) const { return contains(week, std::chrono::September, 1); }
    /// True in the one week of a year that contains 1 January.
    [[nodiscard]] bool calendar_year_begins(Week week) const { return contains(week, std::chrono::January, 1); }
    /// 5 July to 31 August.
    [[nodiscard]] bool is_summer(Week week) const;
    [[nodiscard]] Date start() const { return start_; }

private:
    [[nodiscard]] bool contains(Week week, std::chrono::month month, unsigned day) const;
    Date start_{std::chrono::year{2026}, std::chrono::January, std::chrono::day{5}};
};

[[nodiscard]] bool is_monday(Date date);
/// "2026-01-05".
[[nodiscard]] std::string format_date(Date date);
/// Strict ISO date; nothing for anything else, including 2026-02-30.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
/// Whole days from `from` to `to`.
[[nodiscard]] std::int64_t days_between(Date from, Date to);

} // namespace emprise
