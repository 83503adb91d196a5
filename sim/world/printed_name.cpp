#include "world/printed_name.hpp"

#include "world/cells.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <vector>

namespace emprise {

namespace {

constexpr std::uint64_t first_corsican = 100'000;
constexpr std::uint64_t first_foreign = 102'000;
constexpr std::uint64_t communes_of_half_corsica = 1'000;

/// The code a short number was made from; codes of other countries cannot be had back and stay numbers.
std::string code_of(std::uint64_t number)
{
    if (number < first_corsican) return fmt::format("{:05}", number);
    if (number >= first_foreign) return fmt::format("x{}", number);
    const std::uint64_t in_island = number - first_corsican;
    return fmt::format("2{}{:03}", in_island < communes_of_half_corsica ? 'A' : 'B',
                       in_island % communes_of_half_corsica);
}

std::optional<std::uint64_t> whole_number(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return number;
}

std::optional<std::uint64_t> number_of(std::string_view code)
{
    if (code.starts_with('x') || code.starts_with('X')) return whole_number(code.substr(1));
    if (code.starts_with("2A") || code.starts_with("2a") || code.starts_with("2B") || code.starts_with("2b")) {
        const auto in_half = whole_number(code.substr(2));
        if (!in_half || code.size() != 5) return std::nullopt;
        const bool south = code[1] == 'A' || code[1] == 'a';
        return first_corsican + (south ? 0 : communes_of_half_corsica) + *in_half;
    }
    return code.size() == 5 ? whole_number(code) : std::nullopt;
}

std::optional<std::int64_t> week_of(std::string_view text)
{
    const bool before = text.starts_with('b') || text.starts_with('B');
    const auto number = whole_number(before ? text.substr(1) : text);
    if (!number || *number > name_weeks) return std::nullopt;
    return before ? -static_cast<std::int64_t>(*number) : static_cast<std::int64_t>(*number);
}

std::vector<std::string_view> parts_of(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('-', begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::optional<Kind> kind_of(std::string_view letter)
{
    if (letter == "S" || letter == "s" || letter == "C" || letter == "c") return Kind::cell;
    if (letter == "N" || letter == "n") return Kind::organisation;
    return std::nullopt;
}

} // namespace

std::string printed_name(Who who, char letter)
{
    if (who == Who{}) return "";
    const std::uint64_t number = who.number();
    if (letter == '\0') letter = who.kind() == Kind::organisation ? 'N' : 'C';
    const std::int64_t week =
        static_cast<std::int64_t>(number >> 8U & (name_weeks - 1)) + static_cast<std::int64_t>(first_name_week);
    const std::string week_text = week < 0 ? fmt::format("b{:03}", -week) : fmt::format("{:03}", week);
    return fmt::format("{}-{}-{}-{}", letter, code_of(number >> 19U), week_text, number & 0xFFU);
}

std::optional<Who> parse_name(std::string_view text)
{
    constexpr std::uint64_t short_numbers = std::uint64_t{1} << 17U;
    const std::vector<std::string_view> parts = parts_of(text);
    if (parts.size() != 4) return std::nullopt;
    const auto kind = kind_of(parts[0]);
    const auto commune = number_of(parts[1]);
    const auto week = week_of(parts[2]);
    const auto nth = whole_number(parts[3]);
    if (!kind || !commune || !week || !nth || *commune >= short_numbers || *nth > 0xFFU) return std::nullopt;
    const std::int64_t slot = *week - first_name_week;
    if (slot < 0 || slot >= static_cast<std::int64_t>(name_weeks)) return std::nullopt;
    return Who::of(*kind, *commune << 19U | static_cast<std::uint64_t>(slot) << 8U | *nth);
}

} // namespace emprise
