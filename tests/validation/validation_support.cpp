#include "validation/validation_support.hpp"

#include "levers/channel.hpp"
#include "settings/scenario_reader.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <iostream>

namespace emprise::test {

Scenario validation_scenario(const std::string& name)
{
    ReadOptions options;
    options.known_channels = channel_names();
    const auto tests = std::filesystem::absolute(std::filesystem::path{EMPRISE_TESTS_DIR});
    return read_scenario(tests.parent_path() / "scenarios" / "validation" / (name + ".toml"), {}, options);
}

Parameters validation_parameters(const std::string& name)
{
    return validation_scenario(name).parameters;
}

void expect_figure(const std::string& what, double value, double expected, double tolerance)
{
    // style: a table for the reader of the test's output
    std::cout << fmt::format("{:<60} value {:10.4f}  expected {:10.4f}  tolerance {:8.4f}\n", what, value, expected,
                             tolerance);
    EXPECT_NEAR(value, expected, tolerance) << what;
}

} // namespace emprise::test
