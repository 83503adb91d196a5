#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <type_traits>

namespace emprise {

/// SHA-256, for everything that is promised to others: content of results, shipped data, files beside `.done`.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void update(std::span<const std::byte> bytes);
    /// 64 hexadecimal digits of what has been given so far; more may follow.
    [[nodiscard]] std::string hex() const;

private:
    struct Free {
        void operator()(void* context) const;
    };
    std::unique_ptr<void, Free> context_;
};

[[nodiscard]] std::string sha256_of(std::span<const std::byte> bytes);
/// Reads the file in pieces; throws MissingInput or std::system_error.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

/// Bijective mix of 64 bits: every input bit reaches every output bit.
[[nodiscard]] constexpr std::uint64_t mix_bits(std::uint64_t x)
{
    x ^= x >> 32U;
    x *= 0xd6e8feb86659fd93ULL;
    x ^= x >> 32U;
    x *= 0xd6e8feb86659fd93ULL;
    x ^= x >> 32U;
    return x;
}

/// Fast 64-bit hash to notice that two runs parted; not for files given to others. Depends on the order and on the
/// lengths of what is added. For a table whose row order means nothing, add up `mix_bits` of the rows instead.
class Fingerprint {
public:
    constexpr void add(std::uint64_t word) { state_ = mix_bits(state_ * 0x9E3779B97F4A7C15ULL + word + 1U); }
    void add(std::span<const std::byte> bytes);
    /// A column of plain numbers, without padding.
    template <class T>
    void add_column(std::span<const T> column)
    {
        static_assert(std::is_arithmetic_v<T> || std::has_unique_object_representations_v<T>);
        add(std::as_bytes(column));
    }
    [[nodiscard]] constexpr std::uint64_t value() const { return state_; }

private:
    std::uint64_t state_ = 0;
};

} // namespace emprise
