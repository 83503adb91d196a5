#include "files/digest.hpp"

#include "base/error.hpp"
#include "files/scratch_folder.hpp"
#include "files/whole_file.hpp"

#include <array>
#include <gtest/gtest.h>
#include <set>

namespace emprise {
namespace {

TEST(Sha256, GivesTheKnownAnswersOfFips180)
{
    EXPECT_EQ(sha256_of({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_of(bytes_of("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, DoesNotDependOnThePiecesNorOnALookInBetween)
{
    const std::string text(100'000, 'x');
    Sha256 digest;
    digest.update(bytes_of(text).first(37));
    EXPECT_EQ(digest.hex(), sha256_of(bytes_of(text).first(37)));
    digest.update(bytes_of(text).subspan(37));
    EXPECT_EQ(digest.hex(), sha256_of(bytes_of(text)));
}

TEST(Sha256, OfAFileIsThatOfItsBytes)
{
    const ScratchFolder folder;
    const std::string text(3'000'001, 'y');
    write_whole_file(real_disk(), folder / "large", text, Replace::refuse);
    EXPECT_EQ(sha256_of_file(folder / "large"), sha256_of(bytes_of(text)));
    EXPECT_THROW((void)sha256_of_file(folder / "none"), MissingInput);
    EXPECT_ANY_THROW((void)sha256_of_file(folder.path()));
}

std::uint64_t fingerprint(std::span<const std::byte> bytes)
{
    Fingerprint print;
    print.add(bytes);
    return print.value();
}

TEST(Fingerprint, NoticesEveryFlippedBitAndEveryLength)
{
    std::set<std::uint64_t> seen;
    std::size_t tables = 0;
    std::vector<std::byte> table(75);
    for (std::size_t length = 0; length <= table.size(); ++length, ++tables)
        seen.insert(fingerprint(std::span{table}.first(length)));
    for (std::size_t bit = 0; bit < 8 * table.size(); ++bit, ++tables) {
        table[bit / 8] ^= std::byte{1} << bit % 8;
        seen.insert(fingerprint(table));
        table[bit / 8] ^= std::byte{1} << bit % 8;
    }
    EXPECT_EQ(seen.size(), tables);
}

TEST(Fingerprint, NoticesTwoRowsThatChangedPlacesAndKeepsItsValueForEver)
{
    Fingerprint one;
    one.add_column(std::span<const std::int32_t>{std::array{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}});
    Fingerprint two;
    two.add_column(std::span<const std::int32_t>{std::array{1, 2, 3, 4, 5, 6, 7, 8, 10, 9}});
    EXPECT_NE(one.value(), two.value());
    EXPECT_EQ(one.value(), 0x5db2a67af6a5d067ULL) << std::hex << one.value();
}

} // namespace
} // namespace emprise
