#include "app/command_line.hpp"
#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "base/error.hpp"
#include "runs/stop.hpp"

#include <exception>
#include <fmt/format.h>
#include <system_error>

namespace emprise {

namespace {

int fail(int code, const std::string& text)
{
    print_talk(text + "\n");
    return code;
}

int report_problems(const InvalidScenario& invalid)
{
    for (const Problem& problem : invalid.problems()) print_talk(describe(problem) + "\n");
    const std::size_t count = invalid.problems().size();
    return fail(exit_invalid_scenario, fmt::format("{} {}. Nothing was run.", count, count == 1 ? "error" : "errors"));
}

int dispatch(int argc, char** argv)
{
    const CommandLine line = read_command_line(argc, argv);
    if (line.finished) return line.exit_code;
    return line.verb(line.options);
}

} // namespace

int run_program(int argc, char** argv)
{
    try {
        return dispatch(argc, argv);
    } catch (const InvalidScenario& invalid) {
        return report_problems(invalid);
    } catch (const UsageError& usage) {
        return fail(exit_usage, usage.what());
    } catch (const MissingInput& missing) {
        return fail(exit_missing_input, missing.what());
    } catch (const OutputExists& exists) {
        return fail(exit_output_exists, exists.what());
    } catch (const StoppedWithCheckpoint& stopped) {
        return fail(exit_stopped_resumable, stopped.what());
    } catch (const std::system_error& failure) {
        return fail(exit_internal_error, fmt::format("emprise: {}", failure.what()));
    } catch (const std::exception& failure) {
        return fail(exit_internal_error,
                    fmt::format("emprise: internal error: {}\nThis is a bug: please report the command and this line.",
                                failure.what()));
    }
}

} // namespace emprise

int main(int argc, char** argv)
{
    return emprise::run_program(argc, argv);
}
