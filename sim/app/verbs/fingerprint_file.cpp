#include "app/verbs/fingerprint_file.hpp"

#include "base/error.hpp"
#include "files/whole_file.hpp"

#include <fmt/format.h>
#include <sstream>

namespace emprise {

std::filesystem::path fingerprint_path(const std::filesystem::path& result)
{
    return result.string() + ".fingerprints.csv";
}

std::string fingerprints_as_csv(const ArmRuns& runs)
{
    std::string text = "arm,replicate,week,table,fingerprint\n";
    for (const ArmRun& run : runs.runs)
        for (const WeekFingerprint& week : run.fingerprints)
            for (const TableFingerprint& table : week.tables)
                text +=
                    fmt::format("{},{},{},{},{:016x}\n", run.arm, run.replicate, week.week, table.table, table.value);
    return text;
}

std::string describe_divergence(const std::filesystem::path& first, const std::filesystem::path& second)
{
    constexpr std::size_t most_bytes = std::size_t{1} << 30U;
    for (const auto& result : {first, second})
        if (!std::filesystem::exists(fingerprint_path(result)))
            throw MissingInput{
                fmt::format("{} has no fingerprints beside it: run again with --fingerprints.", result.string())};
    std::istringstream one{read_text_file(fingerprint_path(first), most_bytes)};
    std::istringstream other{read_text_file(fingerprint_path(second), most_bytes)};
    std::string line;
    std::string other_line;
    std::size_t compared = 0;
    while (true) {
        const bool more = static_cast<bool>(std::getline(one, line));
        const bool other_more = static_cast<bool>(std::getline(other, other_line));
        if (!more && !other_more) return fmt::format("The same in all {} fingerprints.\n", compared - 1);
        if (more != other_more || line != other_line)
            return fmt::format("They part at (arm,replicate,week,table,fingerprint)\n  {}\n  {}\n",
                               more ? line : "end of file", other_more ? other_line : "end of file");
        ++compared;
    }
}

} // namespace emprise
