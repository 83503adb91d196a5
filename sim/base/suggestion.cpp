#include "base/suggestion.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace emprise {
namespace {

using namespace std::string_view_literals;

/// Second byte (0x80..0xBF) of a two-byte letter after 0xC3, as lower-case ASCII; empty: keep the bytes.
constexpr std::array<std::string_view, 64> latin_after_c3{
    "a"sv, "a"sv, "a"sv, "a"sv, "a"sv, "a"sv, "ae"sv, "c"sv, "e"sv, "e"sv, "e"sv, "e"sv, "i"sv, "i"sv, "i"sv, "i"sv,
    "d"sv, "n"sv, "o"sv, "o"sv, "o"sv, "o"sv, "o"sv,  ""sv,  "o"sv, "u"sv, "u"sv, "u"sv, "u"sv, "y"sv, ""sv,  "ss"sv,
    "a"sv, "a"sv, "a"sv, "a"sv, "a"sv, "a"sv, "ae"sv, "c"sv, "e"sv, "e"sv, "e"sv, "e"sv, "i"sv, "i"sv, "i"sv, "i"sv,
    "d"sv, "n"sv, "o"sv, "o"sv, "o"sv, "o"sv, "o"sv,  ""sv,  "o"sv, "u"sv, "u"sv, "u"sv, "u"sv, "y"sv, ""sv,  "y"sv};

struct Letters {
    std::string_view plain;
    std::size_t bytes;
};

Letters fold_letter(std::string_view rest)
{
    const auto first = static_cast<unsigned char>(rest[0]);
    if (first == 0xC3 && rest.size() > 1) {
        const auto second = static_cast<unsigned char>(rest[1]);
        if (second >= 0x80 && second <= 0xBF && !latin_after_c3[second - 0x80U].empty()) {
            return {latin_after_c3[second - 0x80U], 2};
        }
    }
    if (rest.starts_with("\xC5\x93") || rest.starts_with("\xC5\x92")) {
        return {"oe", 2};
    }
    if (rest.starts_with("\xC5\xB8")) {
        return {"y", 2};
    }
    if (rest.starts_with("\xE2\x80\x99")) { // typographic apostrophe
        return {" ", 3};
    }
    return {rest.substr(0, 1), 1};
}

bool separates(char letter)
{
    return letter == ' ' || letter == '-' || letter == '\'' || letter == '_' || letter == '\t';
}

} // namespace

std::string plain_name(std::string_view utf8)
{
    std::string plain;
    plain.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const Letters letters = fold_letter(utf8.substr(at));
        at += letters.bytes;
        for (const char letter : letters.plain) {
            if (!separates(letter)) {
                plain += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
            } else if (!plain.empty() && plain.back() != ' ') {
                plain += ' ';
            }
        }
    }
    if (!plain.empty() && plain.back() == ' ') {
        plain.pop_back();
    }
    return plain;
}

std::size_t edit_distance(std::string_view one, std::string_view other)
{
    std::vector<std::size_t> before_last(other.size() + 1);
    std::vector<std::size_t> last(other.size() + 1);
    std::vector<std::size_t> row(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= one.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const std::size_t replace = last[j - 1] + (one[i - 1] == other[j - 1] ? 0U : 1U);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[other.size()];
}

std::vector<std::string> nearest_names(std::string_view wrong, std::span<const std::string> known, std::size_t most)
{
    const std::string asked = plain_name(wrong.substr(0, 200));
    const std::size_t allowed = std::max<std::size_t>(1, asked.size() / 3);
    std::vector<std::pair<std::size_t, std::size_t>> near; // distance, place in `known`
    for (std::size_t i = 0; i < known.size(); ++i) {
        const std::string candidate = plain_name(known[i]);
        const std::size_t longer = std::max(candidate.size(), asked.size());
        if (longer - std::min(candidate.size(), asked.size()) > allowed) {
            continue; // the lengths alone differ by more than a slip
        }
        if (const std::size_t distance = edit_distance(asked, candidate); distance <= allowed) {
            near.emplace_back(distance, i);
        }
    }
    std::sort(near.begin(), near.end());
    std::vector<std::string> names;
    for (const auto& [distance, place] : near) {
        if (names.size() < most && std::find(names.begin(), names.end(), known[place]) == names.end()) {
            names.push_back(known[place]);
        }
    }
    return names;
}

} // namespace emprise
