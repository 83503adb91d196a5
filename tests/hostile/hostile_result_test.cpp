#include "files/scratch_folder.hpp"
#include "files/whole_file.hpp"
#include "store/hdf5_handle.hpp"
#include "store/result_image.hpp"
#include "store/result_reader.hpp"
#include "store/sample_result.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

namespace emprise {
namespace {

namespace fs = std::filesystem;
using testing_support::sample_results;

/// An open file that a stranger changes through the library, as anybody could.
class Tampering {
public:
    explicit Tampering(const fs::path& path)
    {
        start_hdf5();
        file_ = {H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open"};
    }
    [[nodiscard]] hid_t file() const { return file_.get(); }
    void drop(const char* path) const { check_hdf5(H5Ldelete(file(), path, H5P_DEFAULT), "delete"); }

    /// Another dataset under an old name.
    void replace(const char* path, hid_t type, std::vector<hsize_t> shape, hid_t creation = H5P_DEFAULT) const
    {
        drop(path);
        const Hdf5Handle space{H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose,
                               "space"};
        const Hdf5Handle dataset{H5Dcreate2(file(), path, type, space.get(), H5P_DEFAULT, creation, H5P_DEFAULT),
                                 H5Dclose, "create"};
    }
    template <class T>
    void overwrite(const char* path, hid_t type, const std::vector<T>& values) const
    {
        const Hdf5Handle dataset{H5Dopen2(file(), path, H5P_DEFAULT), H5Dclose, "open"};
        check_hdf5(H5Dwrite(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "write");
    }

private:
    Hdf5Handle file_;
};

Hdf5Handle creation_properties()
{
    return {H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "properties"};
}

Hdf5Handle chunked(std::vector<hsize_t> chunk)
{
    Hdf5Handle properties = creation_properties();
    check_hdf5(H5Pset_chunk(properties.get(), static_cast<int>(chunk.size()), chunk.data()), "chunk");
    return properties;
}

/// Two arms, three replicates, six periods (see sample_results).
class HostileResult : public testing::Test {
protected:
    /// The message of the refusal; fails the test when the file is taken.
    std::string refusal_after(const std::function<void(const Tampering&)>& tamper,
                              const ResultReadOptions& options = {})
    {
        const fs::path path = folder_ / "result.h5";
        write_result(real_disk(), path, sample_results(), true);
        {
            const Tampering tampering{path};
            tamper(tampering);
        }
        try {
            static_cast<void>(read_result(path, options));
        } catch (const UnreadableResult& refused) {
            return refused.what();
        }
        ADD_FAILURE() << "the file was taken";
        return "";
    }
    static void expect_says(const std::string& message, std::string_view words)
    {
        EXPECT_NE(message.find(words), std::string::npos) << message;
    }
    ScratchFolder folder_;
};

TEST_F(HostileResult, IsTakenWhenNobodyChangedIt)
{
    const fs::path path = folder_ / "result.h5";
    write_result(real_disk(), path, sample_results(), true);
    {
        const Tampering only_looking{path};
    }
    EXPECT_NO_THROW(static_cast<void>(read_result(path)));
}

TEST_F(HostileResult, ClaimingThirtyFiveTerabytesIsRefusedBeforeAnythingIsAllocated)
{
    expect_says(refusal_after([](const Tampering& file) {
                    const Hdf5Handle chunk = chunked({1024});
                    file.replace("week", H5T_STD_I32LE, {hsize_t{9'000'000'000'000}}, chunk.get());
                }),
                "claims more than this file can hold");
}

TEST_F(HostileResult, WhoseSizesMultiplyToZeroIsRefused)
{
    expect_says(refusal_after([](const Tampering& file) {
                    const Hdf5Handle chunk = chunked({1024, 1024});
                    file.replace("run_status", H5T_STD_I8LE, {hsize_t{1} << 32U, hsize_t{1} << 32U}, chunk.get());
                }),
                "claims more than this file can hold");
}

TEST_F(HostileResult, CannotAllocateMoreThanAHonestFileOfItsSizeCould)
{
    expect_says(refusal_after([](const Tampering& file) {
                    const Hdf5Handle chunk = chunked({1 << 20});
                    file.replace("realization", H5T_STD_I32LE, {hsize_t{4} << 30U}, chunk.get());
                }),
                "claims more than this file can hold");
}

TEST_F(HostileResult, CannotShowAForeignFileAsItsData)
{
    const fs::path secret = folder_ / "secret.txt";
    write_whole_file(real_disk(), secret, std::string(24, 's'), Replace::refuse);
    expect_says(refusal_after([&](const Tampering& file) {
                    const Hdf5Handle properties = creation_properties();
                    check_hdf5(H5Pset_external(properties.get(), secret.c_str(), 0, 24), "external");
                    file.replace("seed", H5T_STD_I64LE, {3}, properties.get());
                }),
                "its data are in another file");
}

TEST_F(HostileResult, CannotMapAForeignFileAsItsData)
{
    expect_says(refusal_after([](const Tampering& file) {
                    const Hdf5Handle properties = creation_properties();
                    const hsize_t extent = 3;
                    const Hdf5Handle space{H5Screate_simple(1, &extent, nullptr), H5Sclose, "space"};
                    check_hdf5(H5Pset_virtual(properties.get(), space.get(), "other.h5", "seed", space.get()),
                               "virtual");
                    file.replace("seed", H5T_STD_I64LE, {3}, properties.get());
                }),
                "its data are in other files");
}

TEST_F(HostileResult, CannotLinkElsewhere)
{
    expect_says(refusal_after([](const Tampering& file) {
                    file.drop("seed");
                    check_hdf5(H5Lcreate_external("other.h5", "/seed", file.file(), "seed", H5P_DEFAULT, H5P_DEFAULT),
                               "link");
                }),
                "is a link to somewhere else");
    expect_says(refusal_after([](const Tampering& file) {
                    file.drop("seed");
                    check_hdf5(H5Lcreate_soft("/realization", file.file(), "seed", H5P_DEFAULT, H5P_DEFAULT), "link");
                }),
                "is a link to somewhere else");
}

TEST_F(HostileResult, WithAnotherTypeOfValuesIsRefused)
{
    expect_says(refusal_after([](const Tampering& file) { file.replace("seed", H5T_IEEE_F64LE, {3}); }),
                "another type of values");
    expect_says(refusal_after([](const Tampering& file) { file.replace("arm", H5T_STD_I32LE, {2}); }),
                "should hold text");
    expect_says(refusal_after([](const Tampering& file) { file.replace("week", H5T_STD_I32BE, {6}); }),
                "another type of values");
}

TEST_F(HostileResult, WithAnotherShapeIsRefused)
{
    expect_says(refusal_after([](const Tampering& file) {
                    file.replace("week", H5T_STD_I32LE, {2, 3});
                }),
                "2 axes instead of 1");
    expect_says(refusal_after([](const Tampering& file) {
                    file.replace("arrests", H5T_STD_I64LE, {2, 3, 7});
                }),
                "does not match the axes");
}

TEST_F(HostileResult, WithAGroupWhereDataShouldBeIsRefused)
{
    expect_says(refusal_after([](const Tampering& file) {
                    file.drop("arrests");
                    const Hdf5Handle group{H5Gcreate2(file.file(), "arrests", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                                           H5Gclose, "group"};
                }),
                "not the kind of object expected");
}

TEST_F(HostileResult, WithAFilterWeDoNotUseIsRefused)
{
    expect_says(refusal_after([](const Tampering& file) {
                    const Hdf5Handle chunk = chunked({6});
                    check_hdf5(H5Pset_scaleoffset(chunk.get(), H5Z_SO_INT, 0), "filter");
                    file.replace("week", H5T_STD_I32LE, {6}, chunk.get());
                }),
                "a filter that result files do not use");
}

TEST_F(HostileResult, WithGiantChunksIsRefused)
{
    expect_says(refusal_after([](const Tampering& file) {
                    const Hdf5Handle properties = chunked({1});
                    const hsize_t chunk = hsize_t{1} << 27U;
                    const hsize_t most = H5S_UNLIMITED;
                    const hsize_t extent = 3;
                    check_hdf5(H5Pset_chunk(properties.get(), 1, &chunk), "chunk");
                    file.drop("seed");
                    const Hdf5Handle space{H5Screate_simple(1, &extent, &most), H5Sclose, "space"};
                    const Hdf5Handle dataset{H5Dcreate2(file.file(), "seed", H5T_STD_I64LE, space.get(), H5P_DEFAULT,
                                                        properties.get(), H5P_DEFAULT),
                                             H5Dclose, "create"};
                }),
                "chunks are too large");
}

TEST_F(HostileResult, WhoseTextsAreTooLongIsRefused)
{
    ResultReadOptions options;
    options.limits.text_bytes = 4;
    expect_says(refusal_after([](const Tampering&) {}, options), "its text is too long");
}

TEST_F(HostileResult, ThatMeansNothingIsRefused)
{
    expect_says(refusal_after([](const Tampering& file) {
                    file.overwrite("run_status", H5T_STD_I8LE, std::vector<std::int8_t>{0, 0, 7, 0, 0, 0});
                }),
                "a code without meaning");
    expect_says(refusal_after([](const Tampering& file) {
                    file.overwrite("time_bounds", H5T_IEEE_F64LE, std::vector<double>(12, 3.5));
                }),
                "they are not weeks");
    expect_says(refusal_after([](const Tampering& file) {
                    file.overwrite("sales", H5T_IEEE_F64LE, std::vector<double>(36, 1e300));
                }),
                "an impossible value");
    expect_says(refusal_after([](const Tampering& file) {
                    file.overwrite("events/arm_index", H5T_STD_I32LE, std::vector<std::int32_t>(6, 99));
                }),
                "points outside the axes");
    expect_says(refusal_after([](const Tampering& file) {
                    file.overwrite("events/place_index", H5T_STD_I32LE, std::vector<std::int32_t>(6, -7));
                }),
                "points outside the axes");
    expect_says(refusal_after([](const Tampering& file) {
                    file.overwrite("events/place_size_tier", H5T_STD_I8LE, std::vector<std::int8_t>{7});
                }),
                "a size or a departement that is not there");
    expect_says(
        refusal_after([](const Tampering& file) { check_hdf5(H5Adelete(file.file(), "schema_version"), "delete"); }),
        "not a result file of this program");
}

TEST_F(HostileResult, WithOneChangedNumberIsRefused)
{
    expect_says(refusal_after([](const Tampering& file) {
                    std::vector<std::int64_t> arrests(36, 12);
                    arrests[5] = 13;
                    file.overwrite("arrests", H5T_STD_I64LE, arrests);
                }),
                "not what the digest says");
}

TEST_F(HostileResult, WithAnAddedOutcomeIsRefused)
{
    ResultSet results = sample_results();
    for (ArmResult& arm : results.arms)
        for (RunResult& run : arm.runs) run.series.outcomes.resize(3);
    const fs::path path = folder_ / "fewer.h5";
    write_result(real_disk(), path, results, true);
    {
        const Tampering file{path};
        const std::array<hsize_t, 3> extent{2, 3, 6};
        const Hdf5Handle space{H5Screate_simple(3, extent.data(), nullptr), H5Sclose, "space"};
        const Hdf5Handle dataset{
            H5Dcreate2(file.file(), "arrests", H5T_STD_I64LE, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
            H5Dclose, "create"};
    }
    EXPECT_THROW(static_cast<void>(read_result(path)), UnreadableResult);
}

/// One bit in two thousand turned over and one length in ten thousand. Single flips in the mark of the seal leave a
/// file without seal, whose content is whole.
TEST_F(HostileResult, DamagedAnywhereIsRefusedOrGivesTheSameContent)
{
    const ResultImage image = make_result_image(sample_results(1, 1, 8, false));
    std::size_t tried = 0;
    const auto expect_refused_or_same = [&](std::vector<std::byte> bytes) {
        ++tried;
        try {
            EXPECT_EQ(read_result_image(std::move(bytes), "damaged").content_sha256, image.content_sha256);
        } catch (const UnreadableResult&) {
        }
    };
    for (std::size_t bit = 0; bit < image.bytes.size() * 8; bit += 40'009) {
        std::vector<std::byte> damaged = image.bytes;
        damaged[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
        EXPECT_EQ(check_seal(damaged), Seal::broken);
        expect_refused_or_same(std::move(damaged));
    }
    for (std::size_t length = 0; length < image.bytes.size(); length += image.bytes.size() / 40)
        expect_refused_or_same({image.bytes.begin(), image.bytes.begin() + static_cast<std::ptrdiff_t>(length)});
    EXPECT_GT(tried, 100U);
}

TEST_F(HostileResult, OfAnotherKindIsRefusedWithAMessage)
{
    const fs::path path = folder_ / "not.h5";
    write_whole_file(real_disk(), path, "schema = 1\nname = \"a scenario\"\n", Replace::refuse);
    EXPECT_THROW(static_cast<void>(read_result(path)), UnreadableResult);
    EXPECT_THROW(static_cast<void>(read_result(folder_ / "absent.h5")), MissingInput);
}

} // namespace
} // namespace emprise
