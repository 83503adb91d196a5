#pragma once
#include "base/error.hpp"
#include "settings/scenario_keys.hpp"
#include "settings/toml_document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {

/// Reads the keys of one table of a section as declared in scenario_keys. What is wrong goes to the list of problems
/// and reads as nothing, so that one pass finds everything. Unknown keys are reported by the constructor.
class TableReader {
public:
    /// `what` names the table in messages: "policy mediators".
    TableReader(const TomlNode& table, std::string_view section, std::string what, std::vector<Problem>& problems);

    [[nodiscard]] const TomlNode* find(std::string_view key) const;
    [[nodiscard]] std::optional<std::string> text(std::string_view key) const; ///< Also of a choice.
    [[nodiscard]] std::optional<bool> truth(std::string_view key) const;
    [[nodiscard]] std::optional<std::int64_t> whole(std::string_view key) const;
    [[nodiscard]] std::optional<double> number(std::string_view key) const;
    [[nodiscard]] std::optional<Date> date(std::string_view key) const;
    [[nodiscard]] std::optional<int> weeks(std::string_view key) const;
    [[nodiscard]] std::optional<Interval> range(std::string_view key) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const; ///< Also of choices.
    [[nodiscard]] const TomlNode* table(std::string_view key) const;
    [[nodiscard]] std::vector<const TomlNode*> tables(std::string_view key) const;
    /// Reports a key that must be there and is not.
    bool require(std::string_view key) const;
    void report(const Place& place, std::string code, std::string message, std::string advice = {}) const;
    [[nodiscard]] const TomlNode& node() const { return table_; }
    [[nodiscard]] const std::string& what() const { return what_; }
    [[nodiscard]] std::vector<Problem>& problems() const { return problems_; }

private:
    [[nodiscard]] const TomlNode* typed(std::string_view key, TomlType wanted) const;
    void check_word(const TomlNode& value, const KeyRow& row) const;
    void check_range(const TomlNode& value, double number, const KeyRow& row) const;

    const TomlNode& table_;
    std::string_view section_;
    std::string what_;
    std::vector<Problem>& problems_;
};

/// "did you mean `x`?" or nothing.
[[nodiscard]] std::string suggestion(std::string_view wrong, std::span<const std::string> known);
/// "26 weeks", "6 months", "3 years", "14 days": whole weeks, the nearest. Nothing for anything else.
[[nodiscard]] std::optional<double> parse_duration(std::string_view text);
/// The shortest text that reads as the same number.
[[nodiscard]] std::string format_number(double number);

} // namespace emprise
