#include "files/shipped_data.hpp"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace emprise {
namespace {

/// Sets EMPRISE_DATA for one test and puts back what was there.
class DataVariable {
public:
    explicit DataVariable(const char* value)
    {
        if (const char* before = std::getenv("EMPRISE_DATA")) before_ = before;
        set(value);
    }
    ~DataVariable() { set(before_ ? before_->c_str() : nullptr); }
    DataVariable(const DataVariable&) = delete;
    DataVariable& operator=(const DataVariable&) = delete;

private:
    static void set(const char* value)
    {
        if (value)
            ::setenv("EMPRISE_DATA", value, 1);
        else
            ::unsetenv("EMPRISE_DATA");
    }
    std::optional<std::string> before_;
};

TEST(ShippedData, IsFoundWithoutBeingTold)
{
    const DataVariable unset(nullptr);
    EXPECT_TRUE(std::filesystem::is_directory(shipped_data_folder() / "france"));
}

TEST(ShippedData, FollowsTheVariable)
{
    const auto folder = std::filesystem::temp_directory_path() / "emprise_shipped_data_test";
    std::filesystem::create_directories(folder / "levers");
    const DataVariable set(folder.c_str());
    EXPECT_EQ(shipped_data_folder(), folder);
    std::filesystem::remove_all(folder);
}

TEST(ShippedData, RefusesAVariableThatNamesNoSuchFolder)
{
    const DataVariable set("/nonexistent/emprise");
    EXPECT_THROW((void)shipped_data_folder(), std::filesystem::filesystem_error);
}

} // namespace
} // namespace emprise
