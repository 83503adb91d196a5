#include "files/whole_file.hpp"

#include "base/error.hpp"
#include "files/scratch_folder.hpp"

#include <array>
#include <gtest/gtest.h>
#include <system_error>
#include <thread>

namespace emprise {
namespace {

namespace fs = std::filesystem;

TEST(WholeFile, PutsTheBytesUnderTheNameAndLeavesNothingElse)
{
    const ScratchFolder folder;
    const fs::path path = folder / "result.h5";
    write_whole_file(real_disk(), path, "first", Replace::refuse);
    EXPECT_EQ(read_text_file(path, 100), "first");
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"result.h5"}));
}

TEST(WholeFile, JoinsSeveralPiecesAndWritesAnEmptyFile)
{
    const ScratchFolder folder;
    const std::array pieces{bytes_of("one "), bytes_of(""), bytes_of("two")};
    write_whole_file(real_disk(), folder / "a", std::span<const std::span<const std::byte>>{pieces}, Replace::refuse);
    write_whole_file(real_disk(), folder / "b", "", Replace::refuse);
    EXPECT_EQ(read_text_file(folder / "a", 100), "one two");
    EXPECT_EQ(read_text_file(folder / "b", 100), "");
}

TEST(WholeFile, RefusesAnExistingNameUnlessReplacingIsAllowed)
{
    const ScratchFolder folder;
    const fs::path path = folder / "result";
    write_whole_file(real_disk(), path, "old", Replace::refuse);
    EXPECT_THROW(write_whole_file(real_disk(), path, "new", Replace::refuse), OutputExists);
    EXPECT_EQ(read_text_file(path, 100), "old");
    write_whole_file(real_disk(), path, "new", Replace::allow);
    EXPECT_EQ(read_text_file(path, 100), "new");
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"result"}));
}

/// Somebody else takes the name between our look and our rename.
class DiskWithARival : public FileSystem {
public:
    explicit DiskWithARival(fs::path path) : path_{std::move(path)} {}
    int sync(int file) override
    {
        if (!fs::exists(path_)) write_whole_file(real_disk(), path_, "rival", Replace::refuse);
        return FileSystem::sync(file);
    }

private:
    fs::path path_;
};

TEST(WholeFile, NeverOverwritesARivalThatFinishedFirst)
{
    const ScratchFolder folder;
    DiskWithARival disk{folder / "result"};
    EXPECT_THROW(write_whole_file(disk, folder / "result", "mine", Replace::refuse), OutputExists);
    EXPECT_EQ(read_text_file(folder / "result", 100), "rival");
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"result"}));
}

TEST(WholeFile, LetsExactlyOneOfManyWritersWin)
{
    const ScratchFolder folder;
    std::atomic<int> winners{0};
    {
        std::vector<std::jthread> writers;
        for (int i = 0; i < 8; ++i)
            writers.emplace_back([&, i] {
                try {
                    write_whole_file(real_disk(), folder / "result", std::string(1000, static_cast<char>('a' + i)),
                                     Replace::refuse);
                    ++winners;
                } catch (const OutputExists&) {
                }
            });
    }
    EXPECT_EQ(winners, 1);
    const std::string text = read_text_file(folder / "result", 2000);
    EXPECT_EQ(text, std::string(1000, text.at(0)));
    EXPECT_EQ(folder.names().size(), 1U);
}

TEST(WholeFile, NamesTheFileAndTheCauseWhenTheFolderIsMissing)
{
    const ScratchFolder folder;
    try {
        write_whole_file(real_disk(), folder / "missing" / "result", "x", Replace::allow);
        FAIL();
    } catch (const std::system_error& problem) {
        EXPECT_EQ(problem.code().value(), ENOENT);
        EXPECT_NE(std::string{problem.what()}.find("result"), std::string::npos);
    }
}

TEST(WholeFile, ReplacesALinkAndNotTheFileItPointsTo)
{
    const ScratchFolder folder;
    write_whole_file(real_disk(), folder / "precious", "precious", Replace::refuse);
    fs::create_symlink(folder / "precious", folder / "result");
    EXPECT_THROW(write_whole_file(real_disk(), folder / "result", "x", Replace::refuse), OutputExists);
    write_whole_file(real_disk(), folder / "result", "new", Replace::allow);
    EXPECT_EQ(read_text_file(folder / "precious", 100), "precious");
    EXPECT_FALSE(fs::is_symlink(folder / "result"));
}

TEST(Claim, IsGivenToOneAskerOnly)
{
    const ScratchFolder folder;
    EXPECT_TRUE(claim_file(real_disk(), folder / "shard.claim", "host 1"));
    EXPECT_FALSE(claim_file(real_disk(), folder / "shard.claim", "host 2"));
    EXPECT_EQ(read_text_file(folder / "shard.claim", 100), "host 1");
    remove_file(real_disk(), folder / "shard.claim");
    remove_file(real_disk(), folder / "shard.claim");
    EXPECT_TRUE(claim_file(real_disk(), folder / "shard.claim", "host 2"));
}

TEST(RenameFile, MovesAClosedFileAndRefusesATakenName)
{
    const ScratchFolder folder;
    make_folders(real_disk(), folder / "a" / "b");
    make_folders(real_disk(), folder / "a" / "b");
    write_whole_file(real_disk(), folder / "x", "x", Replace::refuse);
    write_whole_file(real_disk(), folder / "y", "y", Replace::refuse);
    EXPECT_THROW(rename_file(real_disk(), folder / "x", folder / "y", Replace::refuse), OutputExists);
    rename_file(real_disk(), folder / "x", folder / "a" / "b" / "x", Replace::refuse);
    rename_file(real_disk(), folder / "y", folder / "a" / "b" / "x", Replace::allow);
    EXPECT_EQ(read_text_file(folder / "a" / "b" / "x", 10), "y");
    EXPECT_THROW(make_folders(real_disk(), folder / "a" / "b" / "x"), std::system_error);
}

TEST(Reading, SaysWhatIsMissingTooLargeOrNotAFile)
{
    const ScratchFolder folder;
    write_whole_file(real_disk(), folder / "ten", "0123456789", Replace::refuse);
    EXPECT_EQ(read_text_file(folder / "ten", 10), "0123456789");
    EXPECT_EQ(read_whole_file(folder / "ten", 10).size(), 10U);
    EXPECT_THROW((void)read_text_file(folder / "ten", 9), std::system_error);
    EXPECT_THROW((void)read_text_file(folder / "none", 9), MissingInput);
    EXPECT_THROW((void)read_text_file(folder.path(), 9), MissingInput);
    EXPECT_THROW((void)read_text_file("/dev/zero", 9), MissingInput);
}

} // namespace
} // namespace emprise
