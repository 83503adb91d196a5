#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "base/error.hpp"
#include "files/shipped_data.hpp"
#include "world/build/territory_import.hpp"

#include <fmt/format.h>

namespace emprise {

namespace {

std::string describe(const ImportedFile& file)
{
    std::string text = fmt::format("  {:<24} {:>7} rows, {:>6} joined, {:>6} communes replaced  {}\n", file.subject,
                                   file.rows, file.joined, file.communes, printable(file.file));
    for (const std::string& missing : file.not_found)
        text += fmt::format("    not in the territory: {}\n", printable(missing));
    return text;
}

} // namespace

int import_territory_files(const Options& options)
{
    ImportRequest request;
    request.folder = options.country_folder.empty() ? shipped_data_folder() / "france" : options.country_folder;
    request.files = options.files;
    request.output = options.output.empty() ? request.folder / "columns.csv" : options.output;
    request.replace = options.force ? Replace::allow : Replace::refuse;
    const ImportSummary summary = import_territory(real_disk(), request);
    std::string text = fmt::format("Wrote {} ({} communes)\n", summary.output.string(), summary.communes);
    for (const ImportedFile& file : summary.files) text += describe(file);
    print_result(text);
    return exit_fine;
}

} // namespace emprise
