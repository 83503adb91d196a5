#include "files/digest.hpp"

#include "base/error.hpp"
#include "base/expects.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <openssl/evp.h>
#include <system_error>
#include <vector>

namespace emprise {

namespace {

EVP_MD_CTX* evp(void* context)
{
    return static_cast<EVP_MD_CTX*>(context);
}

std::uint64_t load_word(const std::byte* from, std::size_t bytes)
{
    std::uint64_t word = 0;
    std::memcpy(&word, from, bytes);
    return word;
}

static_assert(std::endian::native == std::endian::little, "fingerprints read words as they lie in memory");

} // namespace

void Sha256::Free::operator()(void* context) const
{
    EVP_MD_CTX_free(evp(context));
}

Sha256::Sha256() : context_{EVP_MD_CTX_new()}
{
    ENSURES(context_ != nullptr);
    ENSURES(EVP_DigestInit_ex(evp(context_.get()), EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::span<const std::byte> bytes)
{
    ENSURES(EVP_DigestUpdate(evp(context_.get()), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex() const
{
    const std::unique_ptr<void, Free> copy{EVP_MD_CTX_new()};
    ENSURES(copy != nullptr && EVP_MD_CTX_copy_ex(evp(copy.get()), evp(context_.get())) == 1);
    std::array<unsigned char, 32> digest{};
    unsigned int size = 0;
    ENSURES(EVP_DigestFinal_ex(evp(copy.get()), digest.data(), &size) == 1 && size == digest.size());
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : digest) {
        text += digits[byte / 16U];
        text += digits[byte % 16U];
    }
    return text;
}

std::string sha256_of(std::span<const std::byte> bytes)
{
    Sha256 digest;
    digest.update(bytes);
    return digest.hex();
}

std::string sha256_of_file(const std::filesystem::path& path)
{
    std::ifstream file{path, std::ios::binary};
    if (!file) throw MissingInput{"cannot open " + path.string()};
    Sha256 digest;
    std::vector<char> piece(1U << 20U);
    while (file) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        digest.update(std::as_bytes(std::span{piece.data(), static_cast<std::size_t>(file.gcount())}));
    }
    if (!file.eof()) throw std::system_error{EIO, std::generic_category(), "cannot read " + path.string()};
    return digest.hex();
}

void Fingerprint::add(std::span<const std::byte> bytes)
{
    // Four lanes, so that one multiplication need not wait for the one before.
    std::array<std::uint64_t, 4> lane{1, 2, 3, 4};
    const std::byte* next = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 32; left -= 32, next += 32)
        for (std::size_t j = 0; j < 4; ++j) {
            lane[j] = (lane[j] ^ load_word(next + 8 * j, 8)) * 0xd6e8feb86659fd93ULL;
            lane[j] ^= lane[j] >> 32U;
        }
    add(bytes.size());
    for (const std::uint64_t word : lane) add(word);
    for (; left > 0;) {
        const std::size_t part = std::min<std::size_t>(left, 8);
        add(load_word(next, part));
        next += part;
        left -= part;
    }
}

} // namespace emprise
