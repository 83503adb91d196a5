#include "support/toy_run.hpp"

#include "files/shipped_data.hpp"
#include "levers/channel.hpp"
#include "runs/course.hpp"
#include "settings/catalogue.hpp"
#include "settings/scenario_reader.hpp"

#include <atomic>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>

namespace emprise {

namespace {

constexpr double toy_residents = 204'550.0;

std::filesystem::path toy_folder()
{
    return std::filesystem::absolute(std::filesystem::path{EMPRISE_TESTS_DIR} / "data" / "toy");
}

} // namespace

std::shared_ptr<const Territory> toy_territory()
{
    static const auto territory = load_territory_of(toy_scenario(""));
    return territory;
}

Scenario toy_scenario(const std::string& more)
{
    static std::atomic<int> count{0};
    const std::string head = fmt::format("schema = 1\n"
                                         "name = \"Toy\"\n"
                                         "[run]\n"
                                         "start = 2026-01-05\n"
                                         "weeks = 40\n"
                                         "burn_in = 10\n"
                                         "replicates = 2\n"
                                         "seed = 7\n"
                                         "[territory]\n"
                                         "files = \"{}\"\n"
                                         "all = true\n"
                                         "[outputs]\n"
                                         "every = \"2 weeks\"\n"
                                         "by = [\"region\", \"departement\"]\n",
                                         toy_folder().string());
    const auto file = std::filesystem::temp_directory_path() / fmt::format("emprise-toy-{}-{}.toml", getpid(), ++count);
    // style: a test writes its own scenario
    std::ofstream{file} << head << more;
    ReadOptions options;
    options.allow_outside = true;
    options.known_channels = channel_names();
    Scenario scenario = read_scenario(file, {}, options);
    std::filesystem::remove(file);
    return scenario;
}

std::vector<std::string> toy_lever_ids()
{
    std::vector<std::string> ids;
    for (const Lever& lever : read_catalogue(shipped_data_folder() / "levers", {}).levers) ids.push_back(lever.id);
    return ids;
}

std::string policy_text(const std::string& lever, const std::string& start, double euros_per_resident)
{
    return fmt::format("[[policy]]\nlever = \"{}\"\nstart = {}\nramp = \"4 weeks\"\namount = {{ eur_per_year = {} }}\n",
                       lever, start, euros_per_resident * toy_residents);
}

std::string all_levers_policies()
{
    std::string text;
    const std::vector<std::string> levers = toy_lever_ids();
    const char* starts[] = {"2026-02-02", "2026-03-09", "2026-04-06"};
    for (std::size_t i = 0; i < levers.size(); ++i)
        text += policy_text(levers[i], starts[i % 3], 100.0 / static_cast<double>(levers.size()));
    return text;
}

} // namespace emprise
