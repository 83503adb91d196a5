#pragma once
#include "levers/channel.hpp"
#include "settings/scenario_reader.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace emprise {

/// A folder of one test, removed at its end.
class ScenarioFolder {
public:
    ScenarioFolder()
    {
        static std::atomic<int> count{0};
        path_ = std::filesystem::temp_directory_path() /
                ("emprise-settings-" + std::to_string(getpid()) + "-" + std::to_string(count++));
        std::filesystem::create_directories(path_);
    }
    ScenarioFolder(const ScenarioFolder&) = delete;
    ScenarioFolder& operator=(const ScenarioFolder&) = delete;
    ~ScenarioFolder() { std::filesystem::remove_all(path_); }

    std::filesystem::path write(const std::string& name, std::string_view text) const
    {
        std::ofstream{path_ / name, std::ios::binary} << text;
        return path_ / name;
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Options of a test that runs in the source folder.
inline ReadOptions usual_options()
{
    static const KnownPlaces france = read_known_places("scenarios/france");
    ReadOptions options;
    options.data_folder = "scenarios";
    options.places = &france;
    options.known_outcomes = {"killings", "sites_active", "sites_known"};
    options.observed_outcomes = {"killings", "sites_known"};
    options.known_channels = channel_names();
    return options;
}

inline constexpr std::string_view smallest_scenario = "schema = 1\n[territory]\nregions = [\"27\"]\n";

inline Scenario read_text(std::string_view text, const Overrides& overrides = {})
{
    const ScenarioFolder folder;
    return read_scenario(folder.write("scenario.toml", text), overrides, usual_options());
}

/// What the reader says; empty when it reads the text.
inline std::vector<Problem> problems_of(std::string_view text, const Overrides& overrides = {})
{
    try {
        static_cast<void>(read_text(text, overrides));
    } catch (const InvalidScenario& invalid) {
        return invalid.problems();
    }
    return {};
}

inline std::string with(std::string_view more)
{
    return std::string{smallest_scenario} + std::string{more};
}

} // namespace emprise
