#include "app/verbs/rerun.hpp"

#include "app/verbs/scenarios.hpp"
#include "files/whole_file.hpp"
#include "store/result_reader.hpp"

#include <fmt/format.h>
#include <stdlib.h>

namespace emprise {

namespace {

/// A private folder that goes when the scenarios have been read.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "emprise-from-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
            throw std::filesystem::filesystem_error{"cannot make a temporary folder", name, std::error_code{}};
        path_ = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace

std::vector<Scenario> scenarios_of_result(const Options& options)
{
    const ResultSet results = read_result(options.from);
    const TemporaryFolder folder;
    Options reread = options;
    for (std::size_t arm = 0; arm < results.arms.size(); ++arm) {
        // The label becomes the arm's id again: a file name, so only its last part counts.
        const auto label = std::filesystem::path{results.arms[arm].id}.filename().string();
        const auto file = folder.path() / fmt::format("{}.toml", label.empty() ? fmt::format("arm-{}", arm) : label);
        write_whole_file(real_disk(), file, std::as_bytes(std::span{results.arms[arm].scenario_resolved}),
                         Replace::refuse);
        reread.files.push_back(file);
    }
    return read_scenarios(reread);
}

} // namespace emprise
