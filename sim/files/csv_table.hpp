#pragma once
#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace emprise {

/// Columns a table must have, and those it may have. Others are an error: a mistyped header never passes in silence.
struct CsvLayout {
    std::vector<std::string> required;
    std::vector<std::string> optional;
    bool others_allowed{}; ///< For files of other publishers, which may have more columns than we read.
};

/// A strict CSV table: UTF-8, comma, one header row, one record a line, the same number of fields in each.
/// A field may stand in double quotes, where a doubled quote is one quote; no field spans lines.
/// Every complaint of a reader goes to a list of problems with file, line and column (in characters, from 1).
class CsvTable {
public:
    CsvTable(std::string file, std::string text, const CsvLayout& layout, std::vector<Problem>& problems);

    [[nodiscard]] std::size_t size() const { return lines_.size(); }
    [[nodiscard]] bool has(std::string_view column) const { return place_of(column).has_value(); }
    /// Text of a field; empty when the table has no such (optional) column.
    [[nodiscard]] std::string_view text(std::size_t row, std::string_view column) const;
    /// A whole number from `least` to `most`; on anything else reports a problem and returns nothing.
    [[nodiscard]] std::optional<std::int64_t> whole(std::size_t row, std::string_view column, std::int64_t least,
                                                    std::int64_t most, std::vector<Problem>& problems) const;
    /// A number from `least` to `most`; on anything else reports a problem and returns nothing.
    [[nodiscard]] std::optional<double> number(std::size_t row, std::string_view column, double least, double most,
                                               std::vector<Problem>& problems) const;
    /// A problem located at a field.
    [[nodiscard]] Problem problem_at(std::size_t row, std::string_view column, std::string code, std::string message,
                                     std::string advice = {}) const;

private:
    [[nodiscard]] std::optional<std::size_t> place_of(std::string_view column) const;
    void read_header(std::string_view line, const CsvLayout& layout, std::vector<Problem>& problems);
    void read_record(std::string_view line, int number, std::vector<Problem>& problems);
    [[nodiscard]] int column_of(std::size_t row, std::size_t field) const;

    std::string file_;
    std::string text_;
    std::vector<std::string> header_;
    std::vector<std::string> cells_;                          ///< Row by row.
    std::vector<int> lines_;                                  ///< Line of each row, from 1.
    std::vector<std::pair<std::size_t, std::size_t>> source_; ///< Where the raw line of each row stands in text_.
};

/// Reads a whole file as such a table. Throws MissingInput when it cannot be read.
[[nodiscard]] CsvTable read_csv(const std::filesystem::path& file, const CsvLayout& layout,
                                std::vector<Problem>& problems);

/// One field as it must be written: quoted when it holds a comma or a quote. Expects no line break.
[[nodiscard]] std::string csv_field(std::string_view text);

} // namespace emprise
