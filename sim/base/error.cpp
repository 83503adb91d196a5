#include "base/error.hpp"

#include <fmt/format.h>

namespace emprise {

std::string printable(const std::string& text)
{
    std::string shown;
    shown.reserve(text.size());
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x20 || byte == 0x7F)
            shown += fmt::format("\\x{:02x}", byte);
        else
            shown += character;
    }
    return shown;
}

std::string describe(const Problem& problem)
{
    std::string place = printable(problem.file);
    if (problem.line > 0) place += fmt::format(":{}", problem.line);
    if (problem.column > 0) place += fmt::format(":{}", problem.column);
    std::string text = fmt::format("{}: [{}] {}", place, problem.code, printable(problem.message));
    if (!problem.advice.empty()) text += "\n    " + printable(problem.advice);
    return text;
}

namespace {

std::string describe_all(const std::vector<Problem>& problems)
{
    std::string text;
    for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + describe(problem);
    return text;
}

} // namespace

InvalidScenario::InvalidScenario(std::vector<Problem> problems)
    : std::runtime_error{describe_all(problems)}, problems_{std::move(problems)}
{}

} // namespace emprise
