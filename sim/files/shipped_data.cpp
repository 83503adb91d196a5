#include "files/shipped_data.hpp"

#include <cstdlib>
#include <string>
#include <system_error>
#include <vector>

#include "base/build_info.hpp"

namespace emprise {
namespace {

namespace fs = std::filesystem;

bool holds_shipped_data(const fs::path& folder)
{
    std::error_code ignored;
    return fs::is_directory(folder / "france", ignored) || fs::is_directory(folder / "levers", ignored);
}

[[noreturn]] void complain(const char* what, const fs::path& where)
{
    throw fs::filesystem_error(what, where, std::make_error_code(std::errc::no_such_file_or_directory));
}

} // namespace

fs::path shipped_data_folder()
{
    if (const char* named = std::getenv("EMPRISE_DATA"); named != nullptr && *named != '\0') {
        if (!holds_shipped_data(named)) complain("EMPRISE_DATA names no folder with france/ or levers/", named);
        return named;
    }
    std::vector<fs::path> places;
    std::error_code no_proc;
    const fs::path program = fs::read_symlink("/proc/self/exe", no_proc);
    if (!no_proc) places.push_back(program.parent_path().parent_path() / "share" / "emprise");
    places.emplace_back(build_info().installed_data);
    places.emplace_back(build_info().source_scenarios);
    for (const fs::path& place : places)
        if (holds_shipped_data(place)) return place;
    complain("shipped data not found; set EMPRISE_DATA to the folder scenarios/", places.back());
}

} // namespace emprise
