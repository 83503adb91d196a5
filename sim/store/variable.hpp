#pragma once
#include "files/digest.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace emprise {

/// Alternatives in the order of `ValueType`.
using Values = std::variant<std::vector<std::int8_t>, std::vector<std::int32_t>, std::vector<std::int64_t>,
                            std::vector<float>, std::vector<double>, std::vector<std::string>>;
enum class ValueType : std::uint8_t { int8, int32, int64, float32, float64, text };

[[nodiscard]] inline ValueType type_of(const Values& values)
{
    return static_cast<ValueType>(values.index());
}
[[nodiscard]] std::size_t bytes_per_value(ValueType type);
[[nodiscard]] std::size_t size_of(const Values& values);

struct Attribute {
    std::string name;
    std::variant<std::string, std::int32_t, double, std::vector<std::int8_t>> value;
};

/// One dataset of a result file, before it knows HDF5.
struct Variable {
    std::string path;              ///< "sites_active_by_region", "events/week".
    std::vector<std::string> axes; ///< Names of scales in the same group; a scale names itself.
    std::vector<std::uint64_t> shape;
    ValueType type{};
    std::vector<Attribute> attributes{};
    Values values{}; ///< All of it, unless `slab` is set.
    /// The part of one run, for variables whose first two axes are arm and realization.
    std::function<Values(std::size_t arm, std::size_t run)> slab{};

    [[nodiscard]] bool is_scale() const { return axes.size() == 1 && path.ends_with(axes[0]) && is_named(axes[0]); }

private:
    [[nodiscard]] bool is_named(const std::string& name) const
    {
        return path.size() == name.size() || path[path.size() - name.size() - 1] == '/';
    }
};

/// Digest of name, type, shape and decoded values of one variable, whichever pieces it comes in. Attributes do not
/// count.
class VariableDigest {
public:
    VariableDigest(const std::string& path, ValueType type, const std::vector<std::uint64_t>& shape);
    void add(const Values& values);
    [[nodiscard]] std::string hex() const { return sha256_.hex(); }

private:
    Sha256 sha256_;
};

/// SHA-256 over the digests of variables in order of path: what content_sha256 promises.
class ContentDigest {
public:
    void add(const std::string& path, const std::string& digest) { digests_.emplace_back(path, digest); }
    [[nodiscard]] std::string hex();

private:
    std::vector<std::pair<std::string, std::string>> digests_;
};

} // namespace emprise
