#pragma once
#include "base/error.hpp"
#include "files/file_system.hpp"
#include "files/whole_file.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace emprise {

/// A checkpoint or segment that is damaged or belongs to another run. Exit code 4.
class RefusedCheckpoint : public MissingInput {
    using MissingInput::MissingInput;
};

/// A file of named sections of raw little-endian values, one after the other, closed by a SHA-256 of all before it.
///   "EMPRISE" 0x01 | kind (8 bytes) | format version (8 bytes) | sections | SHA-256 as 64 hexadecimal digits
///   section: length of name | name | bytes per value | values | the values    (lengths are 8 bytes each)
class ContainerWriter {
public:
    ContainerWriter(std::string_view kind, std::uint64_t version);

    /// Many values must stay where they are until `write`; few are copied.
    template <class T>
    void add(std::string_view name, std::span<const T> values)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        add_section(name, sizeof(T), values.size(), std::as_bytes(values));
    }
    void add_text(std::string_view name, std::string_view text);
    template <class T>
    void add_value(std::string_view name, const T& value)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        add_section(name, sizeof(T), 1, std::as_bytes(std::span{&value, 1}));
    }
    void write(FileSystem& disk, const std::filesystem::path& path, Replace replace);

private:
    void add_section(std::string_view name, std::uint64_t value_bytes, std::uint64_t count,
                     std::span<const std::byte> values);
    void keep(std::span<const std::byte> bytes);
    void add_number(std::uint64_t number) { keep(std::as_bytes(std::span{&number, 1})); }
    [[nodiscard]] std::vector<std::span<const std::byte>> pieces() const;

    /// What is small is gathered, so that the disk sees few writes: kept_[i], then large_[i], then kept_[i + 1].
    std::deque<std::vector<std::byte>> kept_{1};
    std::vector<std::span<const std::byte>> large_;
};

/// Checks the digest first, then gives the sections back in the order they were written.
class ContainerReader {
public:
    /// Throws MissingInput when there is no such file, RefusedCheckpoint when it is damaged, of another kind or of
    /// another format version.
    ContainerReader(const std::filesystem::path& path, std::string_view kind, std::uint64_t version,
                    std::uint64_t limit_bytes);

    template <class T>
    void read(std::string_view name, std::vector<T>& values)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::span<const std::byte> bytes = section(name, sizeof(T));
        values.resize(bytes.size() / sizeof(T));
        if (!bytes.empty()) std::memcpy(static_cast<void*>(values.data()), bytes.data(), bytes.size());
    }
    template <class T>
    void read_value(std::string_view name, T& value)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::span<const std::byte> bytes = section(name, sizeof(T));
        if (bytes.size() != sizeof(T)) refuse(name, "it is not one value");
        std::memcpy(static_cast<void*>(&value), bytes.data(), sizeof(T));
    }
    [[nodiscard]] std::string read_text(std::string_view name);
    void expect_end();
    [[noreturn]] void refuse(std::string_view what, std::string_view reason) const;

private:
    [[nodiscard]] std::span<const std::byte> section(std::string_view name, std::uint64_t value_bytes);
    [[nodiscard]] std::span<const std::byte> take(std::uint64_t count);
    [[nodiscard]] std::uint64_t take_number();

    std::string name_;
    std::vector<std::byte> bytes_;
    std::span<const std::byte> left_;
};

} // namespace emprise
