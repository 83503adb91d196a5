#pragma once
#include "base/error.hpp"
#include "store/hdf5_handle.hpp"
#include "store/variable.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace emprise {

/// A result file that is damaged, not ours, or tries something. Exit code 4.
class UnreadableResult : public MissingInput {
    using MissingInput::MissingInput;
};

struct ResultLimits {
    std::uint64_t file_bytes{std::uint64_t{16} << 30U};
    std::uint64_t decoded_bytes{std::uint64_t{64} << 30U}; ///< Of everything read together.
    std::uint64_t text_bytes{std::uint64_t{64} << 20U};    ///< Of one dataset of text.
};

/// A dataset that has been looked at and may be read.
struct InspectedDataset {
    std::string path;
    ValueType type{};
    std::vector<std::uint64_t> shape;
    Hdf5Handle dataset;
};

/// A result file from a stranger. Only names we know are looked at; before anything is read: hard links only, a
/// dataset, neither external nor virtual storage, filters of ours, the type and rank we expect, and no more bytes
/// than the file can honestly decode to. HDF5 sees bytes in memory and opens no file.
class InspectedFile {
public:
    /// `name` is for messages.
    InspectedFile(std::vector<std::byte> image, std::string name, const ResultLimits& limits = {});
    [[nodiscard]] static InspectedFile open(const std::filesystem::path& path, const ResultLimits& limits = {});

    [[nodiscard]] bool holds(const std::string& path) const;
    /// Throws UnreadableResult with the reason.
    [[nodiscard]] InspectedDataset inspect(const std::string& path, ValueType type, std::size_t rank);
    /// The same, and the shape must be this one.
    [[nodiscard]] InspectedDataset inspect_shaped(const std::string& path, ValueType type,
                                                  const std::vector<std::uint64_t>& shape);
    [[nodiscard]] Values read(const InspectedDataset& dataset) const;
    /// One arm and replicate of a dataset whose first two axes are these.
    [[nodiscard]] Values read_run(const InspectedDataset& dataset, std::size_t arm, std::size_t run) const;
    [[nodiscard]] std::optional<std::string> text_attribute(const std::string& name) const;
    [[nodiscard]] std::optional<std::int32_t> whole_attribute(const std::string& name) const;
    [[nodiscard]] std::optional<double> number_attribute(const std::string& name) const;

    /// Counts bytes somebody is about to allocate for what the file claims; throws when it claims too much.
    void charge(std::uint64_t count, std::uint64_t bytes_each, const std::string& what);
    [[noreturn]] void refuse(const std::string& what, const std::string& reason) const;

private:
    void inspect_links(const std::string& path) const;
    void inspect_storage(hid_t dataset, const std::string& path, ValueType type) const;
    void inspect_type(hid_t dataset, const std::string& path, ValueType type) const;
    [[nodiscard]] std::vector<std::uint64_t> inspect_shape(hid_t dataset, const std::string& path,
                                                           std::size_t rank) const;
    [[nodiscard]] Values read_text(const InspectedDataset& dataset, std::size_t count) const;
    [[nodiscard]] Hdf5Handle open_attribute(const std::string& name) const;

    std::string name_;
    ResultLimits limits_;
    std::vector<std::byte> image_; ///< Outlives the handle.
    std::uint64_t bytes_left_{};
    Hdf5Handle file_;
};

} // namespace emprise
