#include "store/container.hpp"

#include "base/expects.hpp"
#include "files/digest.hpp"

#include <fmt/format.h>

namespace emprise {

namespace {

constexpr std::string_view magic{"EMPRISE\x01", 8};
constexpr std::size_t kind_length = 8;
constexpr std::size_t digest_length = 64;
constexpr std::size_t large_from = std::size_t{64} << 10U;

std::string padded(std::string_view kind)
{
    EXPECTS(kind.size() <= kind_length);
    std::string text{kind};
    text.resize(kind_length, ' ');
    return text;
}

std::string text_of(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

ContainerWriter::ContainerWriter(std::string_view kind, std::uint64_t version)
{
    keep(bytes_of(magic));
    keep(bytes_of(padded(kind)));
    add_number(version);
}

void ContainerWriter::keep(std::span<const std::byte> bytes)
{
    kept_.back().insert(kept_.back().end(), bytes.begin(), bytes.end());
}

std::vector<std::span<const std::byte>> ContainerWriter::pieces() const
{
    std::vector<std::span<const std::byte>> all;
    for (std::size_t at = 0; at < kept_.size(); ++at) {
        all.emplace_back(kept_[at]);
        if (at < large_.size()) all.push_back(large_[at]);
    }
    return all;
}

void ContainerWriter::add_section(std::string_view name, std::uint64_t value_bytes, std::uint64_t count,
                                  std::span<const std::byte> values)
{
    add_number(name.size());
    keep(bytes_of(name));
    add_number(value_bytes);
    add_number(count);
    if (values.size() < large_from) {
        keep(values);
        return;
    }
    large_.push_back(values);
    kept_.emplace_back();
}

void ContainerWriter::add_text(std::string_view name, std::string_view text)
{
    add_number(name.size());
    keep(bytes_of(name));
    add_number(1);
    add_number(text.size());
    keep(bytes_of(text)); // copied whatever its length: texts come and go
}

void ContainerWriter::write(FileSystem& disk, const std::filesystem::path& path, Replace replace)
{
    std::vector<std::span<const std::byte>> all = pieces();
    Sha256 sha256;
    for (const std::span<const std::byte> piece : all) sha256.update(piece);
    const std::string digest = sha256.hex();
    all.push_back(bytes_of(digest));
    write_whole_file(disk, path, std::span<const std::span<const std::byte>>{all}, replace);
}

ContainerReader::ContainerReader(const std::filesystem::path& path, std::string_view kind, std::uint64_t version,
                                 std::uint64_t limit_bytes)
    : name_{path.string()}, bytes_{read_whole_file(path, limit_bytes)}
{
    if (bytes_.size() < magic.size() + kind_length + sizeof version + digest_length)
        refuse("the file", "it is too short");
    left_ = std::span<const std::byte>{bytes_}.first(bytes_.size() - digest_length);
    if (text_of(left_.first(magic.size())) != magic) refuse("the file", "it was not written by this program");
    if (sha256_of(left_) != text_of(std::span<const std::byte>{bytes_}.last(digest_length)))
        refuse("the file", "its digest does not match: damaged or cut short");
    left_ = left_.subspan(magic.size());
    if (text_of(take(kind_length)) != padded(kind)) refuse("the file", fmt::format("it is no {}", kind));
    const std::uint64_t found = take_number();
    if (found != version)
        refuse("the file", fmt::format("its format is version {}, this program reads {}", found, version));
}

void ContainerReader::refuse(std::string_view what, std::string_view reason) const
{
    throw RefusedCheckpoint{printable(fmt::format("{} cannot be used: {}: {}", name_, what, reason))};
}

std::span<const std::byte> ContainerReader::take(std::uint64_t count)
{
    if (count > left_.size()) refuse("the file", "a section is longer than the file");
    const std::span<const std::byte> taken = left_.first(count);
    left_ = left_.subspan(count);
    return taken;
}

std::uint64_t ContainerReader::take_number()
{
    std::uint64_t number = 0;
    std::memcpy(&number, take(sizeof number).data(), sizeof number);
    return number;
}

std::span<const std::byte> ContainerReader::section(std::string_view name, std::uint64_t value_bytes)
{
    const std::string found = text_of(take(take_number()));
    if (found != name) refuse(name, fmt::format("\"{}\" stands in its place", found));
    const std::uint64_t found_bytes = take_number();
    if (found_bytes != value_bytes)
        refuse(name, fmt::format("a value has {} bytes instead of {}", found_bytes, value_bytes));
    const std::uint64_t count = take_number();
    std::uint64_t bytes = 0;
    if (__builtin_mul_overflow(count, value_bytes, &bytes)) refuse(name, "its length is impossible");
    return take(bytes);
}

std::string ContainerReader::read_text(std::string_view name)
{
    return text_of(section(name, 1));
}

void ContainerReader::expect_end()
{
    if (!left_.empty()) refuse("the file", "it holds more than expected");
}

} // namespace emprise
