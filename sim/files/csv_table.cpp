#include "files/csv_table.hpp"

#include "base/expects.hpp"
#include "base/suggestion.hpp"
#include "files/whole_file.hpp"

#include <boost/tokenizer.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace emprise {
namespace {

constexpr std::size_t largest_table_bytes = 256U << 20U;
/// Beyond this, further complaints about one file help nobody.
constexpr std::size_t most_problems = 100;

using Separator = boost::escaped_list_separator<char>;

/// Stands before a doubled quote for the tokenizer; it cannot occur in a line, where control characters are refused.
constexpr char escape = '\x01';

void report(std::vector<Problem>& problems, Problem problem)
{
    if (problems.size() < most_problems) {
        problems.push_back(std::move(problem));
    }
}

bool is_continuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

int characters(std::string_view utf8)
{
    return static_cast<int>(std::count_if(utf8.begin(), utf8.end(), [](char byte) { return !is_continuation(byte); }));
}

/// Bytes of the UTF-8 letter that begins with this byte; 0 when none does.
std::size_t letter_bytes(unsigned char first)
{
    if (first < 0x80U) return 1;
    if (first >= 0xC2U && first <= 0xDFU) return 2;
    if (first >= 0xE0U && first <= 0xEFU) return 3;
    return first >= 0xF0U && first <= 0xF4U ? 4 : 0;
}

/// Place of the first byte that is not UTF-8 or is a control character; npos when all is well.
std::size_t first_bad_byte(std::string_view line)
{
    for (std::size_t at = 0; at < line.size();) {
        const auto byte = static_cast<unsigned char>(line[at]);
        const std::size_t bytes = letter_bytes(byte);
        if (bytes == 0 || byte < 0x20U || byte == 0x7FU || at + bytes > line.size()) return at;
        for (std::size_t i = 1; i < bytes; ++i) {
            if (!is_continuation(line[at + i])) return at;
        }
        at += bytes;
    }
    return std::string_view::npos;
}

/// Where fields begin in a raw line (byte offsets).
std::vector<std::size_t> field_starts(std::string_view line)
{
    std::vector<std::size_t> starts{0};
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '"') quoted = !quoted;
        if (line[at] == ',' && !quoted) starts.push_back(at + 1);
    }
    return starts;
}

/// End of the quoted field that begins at `opening`, past doubled quotes; npos when it never closes.
std::size_t closing_quote(std::string_view line, std::size_t opening)
{
    std::size_t at = line.find('"', opening + 1);
    while (at != std::string_view::npos && at + 1 < line.size() && line[at + 1] == '"') at = line.find('"', at + 2);
    return at;
}

/// Quotes may only enclose a whole field, or stand doubled within it; place of the first that does not, or npos.
std::size_t first_bad_quote(std::string_view line)
{
    for (std::size_t at = line.find('"'); at != std::string_view::npos; at = line.find('"', at + 1)) {
        if (at != 0 && line[at - 1] != ',') return at;
        const std::size_t closing = closing_quote(line, at);
        if (closing == std::string_view::npos) return at;
        if (closing + 1 != line.size() && line[closing + 1] != ',') return closing;
        at = closing;
    }
    return std::string_view::npos;
}

/// The line with doubled quotes inside fields written as the tokenizer wants them.
std::string with_escapes(std::string_view line)
{
    std::string text;
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '"' && quoted && at + 1 < line.size() && line[at + 1] == '"') {
            text += escape;
            ++at;
        } else if (line[at] == '"') {
            quoted = !quoted;
        }
        text += line[at];
    }
    return text;
}

std::vector<std::string> split(std::string_view line)
{
    if (line.find('"') != std::string_view::npos) {
        const std::string escaped = with_escapes(line);
        const boost::tokenizer<Separator> fields(escaped, Separator{escape, ',', '"'});
        return {fields.begin(), fields.end()};
    }
    using Plain = boost::char_separator<char>; // the common line, several times faster
    const boost::tokenizer<Plain, std::string_view::const_iterator> fields(line.begin(), line.end(),
                                                                           Plain{",", "", boost::keep_empty_tokens});
    return {fields.begin(), fields.end()};
}

std::string in_words(const std::vector<std::string>& names)
{
    return fmt::format("{}", fmt::join(names, ", "));
}

} // namespace

CsvTable::CsvTable(std::string file, std::string text, const CsvLayout& layout, std::vector<Problem>& problems)
    : file_{std::move(file)}, text_{std::move(text)}
{
    const std::string_view all{text_};
    std::size_t at = all.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    int number = 0;
    while (at < all.size()) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        std::string_view line = all.substr(at, end - at);
        at = end + 1;
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        const std::size_t bad = first_bad_byte(line);
        const std::size_t quote = bad == std::string_view::npos ? first_bad_quote(line) : bad;
        if (bad != std::string_view::npos) {
            report(problems, {file_, number, characters(line.substr(0, bad)) + 1, "T107",
                              "not UTF-8 text, or a control character", "save the table as UTF-8"});
        } else if (quote != std::string_view::npos) {
            report(problems, {file_, number, characters(line.substr(0, quote)) + 1, "T108",
                              "a double quote that does not enclose a whole field", "remove it"});
        } else if (header_.empty()) {
            read_header(line, layout, problems);
            if (header_.empty()) return;
        } else {
            read_record(line, number, problems);
        }
    }
    if (header_.empty()) {
        report(problems, {file_, 1, 1, "T101", "no header row", "columns: " + in_words(layout.required)});
    }
}

void CsvTable::read_header(std::string_view line, const CsvLayout& layout, std::vector<Problem>& problems)
{
    std::vector<std::string> header = split(line);
    std::vector<std::string> known = layout.required;
    known.insert(known.end(), layout.optional.begin(), layout.optional.end());
    const std::vector<std::size_t> starts = field_starts(line);
    bool usable = true;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const int column = characters(line.substr(0, starts[i])) + 1;
        const bool expected = std::find(known.begin(), known.end(), header[i]) != known.end();
        const auto before = header.begin() + static_cast<std::ptrdiff_t>(i);
        if (!expected && !layout.others_allowed) {
            const auto near = nearest_names(header[i], known, 1);
            report(problems,
                   {file_, 1, column, "T101", fmt::format("unknown column '{}'", header[i]),
                    near.empty() ? "columns: " + in_words(known) : fmt::format("did you mean '{}'?", near[0])});
        } else if (std::find(header.begin(), before, header[i]) != before) {
            report(problems, {file_, 1, column, "T101", fmt::format("column '{}' stands twice", header[i]), ""});
        }
    }
    for (const std::string& name : layout.required) {
        if (std::find(header.begin(), header.end(), name) == header.end()) {
            report(problems, {file_, 1, 1, "T101", fmt::format("column '{}' is missing", name),
                              "columns: " + in_words(layout.required)});
            usable = false;
        }
    }
    if (usable) header_ = std::move(header);
}

void CsvTable::read_record(std::string_view line, int number, std::vector<Problem>& problems)
{
    std::vector<std::string> fields = split(line);
    if (line.empty() || fields.size() != header_.size()) {
        report(problems,
               {file_, number, 1, "T102",
                fmt::format("{} fields where the header has {}", line.empty() ? 0 : fields.size(), header_.size()),
                "quote a field that holds a comma"});
        return;
    }
    std::move(fields.begin(), fields.end(), std::back_inserter(cells_));
    lines_.push_back(number);
    source_.emplace_back(static_cast<std::size_t>(line.data() - text_.data()), line.size());
}

std::optional<std::size_t> CsvTable::place_of(std::string_view column) const
{
    const auto found = std::find(header_.begin(), header_.end(), column);
    if (found == header_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header_.begin());
}

std::string_view CsvTable::text(std::size_t row, std::string_view column) const
{
    EXPECTS(row < size());
    const auto place = place_of(column);
    return place ? std::string_view{cells_[row * header_.size() + *place]} : std::string_view{};
}

std::optional<std::int64_t> CsvTable::whole(std::size_t row, std::string_view column, std::int64_t least,
                                            std::int64_t most, std::vector<Problem>& problems) const
{
    const std::string_view field = text(row, column);
    std::int64_t value{};
    const auto [end, fault] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (fault == std::errc{} && end == field.data() + field.size() && value >= least && value <= most) return value;
    report(problems, problem_at(row, column, "T103", fmt::format("{} is '{}'", column, field),
                                fmt::format("a whole number from {} to {}", least, most)));
    return std::nullopt;
}

std::optional<double> CsvTable::number(std::size_t row, std::string_view column, double least, double most,
                                       std::vector<Problem>& problems) const
{
    const std::string_view field = text(row, column);
    double value{};
    const auto [end, fault] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (fault == std::errc{} && end == field.data() + field.size() && value >= least && value <= most) return value;
    report(problems, problem_at(row, column, "T103", fmt::format("{} is '{}'", column, field),
                                fmt::format("a number from {} to {}", least, most)));
    return std::nullopt;
}

int CsvTable::column_of(std::size_t row, std::size_t field) const
{
    const std::string_view line = std::string_view{text_}.substr(source_[row].first, source_[row].second);
    return characters(line.substr(0, field_starts(line)[field])) + 1;
}

Problem CsvTable::problem_at(std::size_t row, std::string_view column, std::string code, std::string message,
                             std::string advice) const
{
    EXPECTS(row < size());
    const auto place = place_of(column);
    return {file_,           lines_[row],        place ? column_of(row, *place) : 1,
            std::move(code), std::move(message), std::move(advice)};
}

CsvTable read_csv(const std::filesystem::path& file, const CsvLayout& layout, std::vector<Problem>& problems)
{
    try {
        return CsvTable{file.string(), read_text_file(file, largest_table_bytes), layout, problems};
    } catch (const std::system_error& fault) {
        throw MissingInput{fmt::format("cannot read {}: {}", printable(file.string()), fault.code().message())};
    }
}

std::string csv_field(std::string_view text)
{
    EXPECTS(text.find_first_of("\r\n") == std::string_view::npos);
    if (text.find_first_of(",\"") == std::string_view::npos) return std::string{text};
    std::string field{"\""};
    for (const char letter : text) field.append(letter == '"' ? 2 : 1, letter);
    return field + '"';
}

} // namespace emprise
