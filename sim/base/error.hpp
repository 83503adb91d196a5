#pragma once
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace emprise {

/// One thing wrong with what the user gave us: where, which rule, what to do.
struct Problem {
    std::string file;
    int line{};          ///< 1-based; 0 when the place is not a line (command line, environment).
    int column{};        ///< 1-based; 0 when unknown.
    std::string code;    ///< Stable rule name, such as "S104".
    std::string message; ///< What is wrong, with the value found and the range or rule.
    std::string advice;  ///< What to write instead; may be empty.
    friend auto operator<=>(const Problem&, const Problem&) = default;
};

/// "file:line:column: [code] message. advice" with control characters made visible.
[[nodiscard]] std::string describe(const Problem& problem);

/// The scenario, a catalogue or a table is wrong. Carries every problem found in one pass. Exit code 3.
class InvalidScenario : public std::runtime_error {
public:
    explicit InvalidScenario(std::vector<Problem> problems);
    [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }

private:
    std::vector<Problem> problems_;
};

/// A file that should be there is missing or cannot be read. Exit code 4.
class MissingInput : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The output exists and --force was not given. Exit code 6.
class OutputExists : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The user's command line is wrong. Exit code 2.
class UsageError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Text safe to print on a terminal: control characters and escape sequences are shown as \xNN.
[[nodiscard]] std::string printable(const std::string& text);

} // namespace emprise
