#include "settings/admission.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <utility>

namespace emprise {
namespace {

constexpr int most_dots = 16;
constexpr int most_brackets = 16;
constexpr std::size_t most_reasons = 20; // of one file: a binary file needs no list of a million

/// One character of UTF-8; `bytes` 0 when the sequence is not valid (overlong and surrogates included).
struct Character {
    std::uint32_t code{};
    std::size_t bytes{};
};

std::size_t announced_length(unsigned char first)
{
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return 2;
    if (first >= 0xE0 && first <= 0xEF) return 3;
    if (first >= 0xF0 && first <= 0xF4) return 4;
    return 0;
}

Character decode(std::string_view rest)
{
    const auto first = static_cast<unsigned char>(rest[0]);
    const std::size_t length = announced_length(first);
    if (length == 0 || length > rest.size()) return {};
    if (length == 1) return {first, 1};
    std::uint32_t code = first & (0xFFU >> (length + 1U));
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(rest[i]);
        if ((byte & 0xC0U) != 0x80U) return {};
        code = code << 6U | (byte & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (overlong || surrogate || code > 0x10FFFF) return {};
    return {code, length};
}

bool is_control(std::uint32_t code)
{
    const bool turns_direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0xFEFF || code == 0x2028 || code == 0x2029 ||
           turns_direction;
}

enum class Inside { nothing, comment, quoted, literal };

/// Walks through the bytes once; one small function per state.
class Admission {
public:
    Admission(std::string file, std::string_view bytes, std::vector<Problem>& problems)
        : bytes_{bytes}, problems_{problems}, problems_before_{problems.size()}
    {
        admitted_.file = std::move(file);
        admitted_.text.reserve(bytes.size() + bytes.size() / 8);
    }

    std::optional<AdmittedText> examine()
    {
        if (bytes_.starts_with("\xEF\xBB\xBF")) at_ = 3; // the mark some editors put first
        while (at_ < bytes_.size() && problems_.size() < problems_before_ + most_reasons) take_character();
        if (problems_.size() > problems_before_) return std::nullopt;
        return std::move(admitted_);
    }

private:
    void take_character()
    {
        const Character character = decode(bytes_.substr(at_));
        if (character.bytes == 0) {
            refuse("S102", fmt::format("byte 0x{:02x} is not valid UTF-8", static_cast<unsigned char>(bytes_[at_])),
                   "Save the file as UTF-8.");
            at_ += 1;
            column_ += 1;
            return;
        }
        if (character.code == '\n' || bytes_.substr(at_).starts_with("\r\n"))
            end_line(character.code == '\r' ? 2 : 1);
        else if (is_control(character.code) && character.code != '\t')
            refuse_and_skip(character, "S103", fmt::format("control character U+{:04X}", character.code), "Remove it.");
        else if (character.bytes > 1)
            take_beyond_ascii(character);
        else
            take_ascii(static_cast<char>(character.code));
    }

    void end_line(std::size_t bytes)
    {
        if (inside_ == Inside::quoted || inside_ == Inside::literal)
            refuse("S106", "a string does not end on its line", "Close it with the quote that opened it.");
        admitted_.text += '\n';
        at_ += bytes;
        ++line_;
        column_ = 1;
        written_ = 1;
        dots_ = brackets_ = 0;
        blank_so_far_ = true;
        inside_ = Inside::nothing;
    }

    void take_beyond_ascii(Character character)
    {
        if (inside_ == Inside::comment) {
            put("?", 1);
        } else if (inside_ == Inside::quoted) {
            const std::string escape = character.code > 0xFFFF ? fmt::format("\\U{:08X}", character.code)
                                                               : fmt::format("\\u{:04X}", character.code);
            admitted_.widened.push_back({line_, written_, static_cast<int>(escape.size()) - 1});
            put(escape, static_cast<int>(escape.size()));
        } else {
            refuse("S107", fmt::format("character U+{:04X} outside a double-quoted string", character.code),
                   inside_ == Inside::literal ? "Write the string with \" instead of '."
                                              : "Names with accents go between double quotes: \"Nièvre\".");
        }
        at_ += character.bytes;
        column_ += 1;
    }

    void take_ascii(char letter)
    {
        std::size_t taken = 1;
        if (inside_ == Inside::nothing)
            count_outside(letter);
        else if (inside_ == Inside::quoted && letter == '\\' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] >= ' ' &&
                 bytes_[at_ + 1] < 0x7F)
            taken = 2; // an escaped quote does not close
        else if ((inside_ == Inside::quoted && letter == '"') || (inside_ == Inside::literal && letter == '\''))
            inside_ = Inside::nothing;
        put(bytes_.substr(at_, taken), static_cast<int>(taken));
        at_ += taken;
        column_ += static_cast<int>(taken);
    }

    void count_outside(char letter)
    {
        const std::string_view rest = bytes_.substr(at_);
        if (rest.starts_with("\"\"\"") || rest.starts_with("'''")) {
            refuse("S106", "strings over several lines are not read", "Write the text on one line between \" and \".");
            at_ = bytes_.size(); // where it ends cannot be told from where it begins
            return;
        }
        if (letter == '"') inside_ = Inside::quoted;
        if (letter == '\'') inside_ = Inside::literal;
        if (letter == '#') inside_ = Inside::comment;
        if (letter == '.' && ++dots_ == most_dots + 1)
            refuse("S105", fmt::format("more than {} dots on one line", most_dots),
                   "Use [tables] instead of long dotted keys, or one number per line.");
        if (blank_so_far_ && depth_ == 0 && rest.starts_with("[[["))
            refuse("S105", "a line cannot begin with [[[", "Tables are [name], lists of tables [[name]].");
        if ((letter == '[' || letter == ']' || letter == '{' || letter == '}') && ++brackets_ == most_brackets + 1)
            refuse("S105", fmt::format("more than {} brackets on one line", most_brackets),
                   "Break the line, or use [tables].");
        depth_ += letter == '[' || letter == '{' ? 1 : (letter == ']' || letter == '}') && depth_ > 0 ? -1 : 0;
        blank_so_far_ = blank_so_far_ && (letter == ' ' || letter == '\t');
    }

    void put(std::string_view text, int columns)
    {
        admitted_.text += text;
        written_ += columns;
    }

    void refuse(std::string code, std::string message, std::string advice)
    {
        problems_.push_back({admitted_.file, line_, column_, std::move(code), std::move(message), std::move(advice)});
    }

    void refuse_and_skip(Character character, std::string code, std::string message, std::string advice)
    {
        refuse(std::move(code), std::move(message), std::move(advice));
        at_ += character.bytes;
        column_ += 1;
    }

    AdmittedText admitted_;
    std::string_view bytes_;
    std::vector<Problem>& problems_;
    std::size_t problems_before_;
    std::size_t at_{};
    int line_{1};
    int column_{1};  ///< In what the user wrote.
    int written_{1}; ///< In what the parser will see.
    int dots_{};
    int brackets_{};
    int depth_{};
    bool blank_so_far_{true};
    Inside inside_{Inside::nothing};
};

} // namespace

int AdmittedText::column_of_user(int line, int column) const
{
    int shift = 0;
    auto place = std::lower_bound(widened.begin(), widened.end(), line,
                                  [](const Widened& one, int wanted) { return one.line < wanted; });
    for (; place != widened.end() && place->line == line && place->column < column; ++place)
        shift += std::min(place->extra, column - place->column);
    return column - shift;
}

std::optional<AdmittedText> admit(std::string file, std::string_view bytes, std::vector<Problem>& problems)
{
    if (bytes.size() > most_scenario_bytes) {
        problems.push_back({std::move(file), 0, 0, "S101",
                            fmt::format("{} bytes; a settings file has at most {}", bytes.size(), most_scenario_bytes),
                            "Split it and use `extends`."});
        return std::nullopt;
    }
    return Admission{std::move(file), bytes, problems}.examine();
}

bool has_control_characters(std::string_view utf8)
{
    for (std::size_t at = 0; at < utf8.size();) {
        const Character character = decode(utf8.substr(at));
        if (character.bytes == 0 || is_control(character.code)) return true;
        at += character.bytes;
    }
    return false;
}

} // namespace emprise
