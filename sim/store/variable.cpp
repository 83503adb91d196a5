#include "store/variable.hpp"

#include "files/whole_file.hpp"

#include <algorithm>
#include <bit>
#include <span>
#include <type_traits>

namespace emprise {

static_assert(std::endian::native == std::endian::little, "digests and checkpoints are of little-endian bytes");

namespace {

void add_text(Sha256& sha256, const std::string& text)
{
    const std::uint64_t size = text.size();
    sha256.update(std::as_bytes(std::span{&size, 1}));
    sha256.update(bytes_of(text));
}

} // namespace

std::size_t bytes_per_value(ValueType type)
{
    switch (type) {
    case ValueType::int8:
        return 1;
    case ValueType::int32:
    case ValueType::float32:
        return 4;
    case ValueType::int64:
    case ValueType::float64:
        return 8;
    case ValueType::text:
        break;
    }
    return sizeof(char*);
}

std::size_t size_of(const Values& values)
{
    return std::visit([](const auto& vector) { return vector.size(); }, values);
}

VariableDigest::VariableDigest(const std::string& path, ValueType type, const std::vector<std::uint64_t>& shape)
{
    add_text(sha256_, path);
    const auto type_number = static_cast<std::uint64_t>(type);
    sha256_.update(std::as_bytes(std::span{&type_number, 1}));
    sha256_.update(std::as_bytes(std::span{shape}));
}

void VariableDigest::add(const Values& values)
{
    std::visit(
        [this](const auto& vector) {
            using Value = typename std::decay_t<decltype(vector)>::value_type;
            if constexpr (std::is_same_v<Value, std::string>)
                for (const std::string& text : vector) add_text(sha256_, text);
            else
                sha256_.update(std::as_bytes(std::span{vector}));
        },
        values);
}

std::string ContentDigest::hex()
{
    std::sort(digests_.begin(), digests_.end());
    Sha256 sha256;
    for (const auto& [path, digest] : digests_) add_text(sha256, digest);
    return sha256.hex();
}

} // namespace emprise
