#include "store/result_inspection.hpp"

#include "files/whole_file.hpp"
#include "store/hdf5_types.hpp"
#include "store/result_image.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace emprise {

namespace {

/// What deflate can at most make of a byte.
constexpr std::uint64_t largest_inflation = 1032;
constexpr std::uint64_t free_bytes = std::uint64_t{64} << 20U;
constexpr std::uint64_t largest_chunk_bytes = std::uint64_t{64} << 20U;

/// count * each, or nothing when that does not fit.
std::optional<std::uint64_t> product(std::uint64_t count, std::uint64_t each)
{
    std::uint64_t result = 0;
    if (__builtin_mul_overflow(count, each, &result)) return std::nullopt;
    return result;
}

std::optional<std::uint64_t> product(const std::vector<std::uint64_t>& shape)
{
    std::optional<std::uint64_t> all = 1;
    for (const std::uint64_t extent : shape)
        if (all) all = product(*all, extent);
    return all;
}

Values empty_values(ValueType type, std::size_t count)
{
    switch (type) {
    case ValueType::int8:
        return std::vector<std::int8_t>(count);
    case ValueType::int32:
        return std::vector<std::int32_t>(count);
    case ValueType::int64:
        return std::vector<std::int64_t>(count);
    case ValueType::float32:
        return std::vector<float>(count);
    case ValueType::float64:
        return std::vector<double>(count);
    case ValueType::text:
        break;
    }
    return std::vector<std::string>(count);
}

Hdf5Handle open_image(std::vector<std::byte>& image, const std::string& name)
{
    start_hdf5();
    constexpr std::size_t growth = 64 * 1024;
    // Not H5LTopen_file_image, which loses memory in HDF5 1.10. The name only tells images open together apart.
    const std::string image_name = fmt::format("image {}", fmt::ptr(image.data()));
    try {
        const Hdf5Handle access{H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "describe it"};
        check_hdf5(H5Pset_fapl_core(access.get(), growth, 0), "read it from memory");
        check_hdf5(H5Pset_file_image(access.get(), image.data(), image.size()), "read it from memory");
        return {H5Fopen(image_name.c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose, "open it"};
    } catch (const Hdf5Error& error) {
        throw UnreadableResult{
            printable(fmt::format("{} is not a result file, or is damaged: {}", name, error.what()))};
    }
}

/// Gives back the text HDF5 allocated, also when something throws.
struct TextFromHdf5 {
    hid_t type;
    hid_t space;
    std::vector<char*> pointers;
    TextFromHdf5(hid_t of_type, hid_t of_space, std::size_t count) : type{of_type}, space{of_space}, pointers(count) {}
    TextFromHdf5(const TextFromHdf5&) = delete;
    TextFromHdf5& operator=(const TextFromHdf5&) = delete;
    ~TextFromHdf5() { H5Dvlen_reclaim(type, space, H5P_DEFAULT, static_cast<void*>(pointers.data())); }
};

} // namespace

InspectedFile::InspectedFile(std::vector<std::byte> image, std::string name, const ResultLimits& limits)
    : name_{std::move(name)}, limits_{limits}, image_{std::move(image)}
{
    if (image_.size() > limits_.file_bytes) refuse("the file", "it is larger than the limit");
    if (image_.empty()) refuse("the file", "it is empty");
    if (check_seal(image_) == Seal::broken) refuse("the file", "its seal does not match: damaged or changed");
    bytes_left_ = std::min(limits_.decoded_bytes, free_bytes + largest_inflation * image_.size());
    file_ = open_image(image_, name_);
}

InspectedFile InspectedFile::open(const std::filesystem::path& path, const ResultLimits& limits)
{
    return {read_whole_file(path, limits.file_bytes), path.string(), limits};
}

void InspectedFile::refuse(const std::string& what, const std::string& reason) const
{
    throw UnreadableResult{printable(fmt::format("{} cannot be read: {}: {}", name_, what, reason))};
}

void InspectedFile::charge(std::uint64_t count, std::uint64_t bytes_each, const std::string& what)
{
    const std::optional<std::uint64_t> bytes = product(count, bytes_each);
    if (!bytes || *bytes > bytes_left_) refuse(what, "it claims more than this file can hold");
    bytes_left_ -= *bytes;
}

bool InspectedFile::holds(const std::string& path) const
{
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
        if (H5Lexists(file_.get(), path.substr(0, slash).c_str(), H5P_DEFAULT) <= 0) return false;
    return H5Lexists(file_.get(), path.c_str(), H5P_DEFAULT) > 0;
}

void InspectedFile::inspect_links(const std::string& path) const
{
    for (std::size_t end = path.find('/'); true; end = path.find('/', end + 1)) {
        const std::string part = path.substr(0, end);
        H5L_info_t link{};
        if (H5Lget_info(file_.get(), part.c_str(), &link, H5P_DEFAULT) < 0) refuse(part, "it is not there");
        if (link.type != H5L_TYPE_HARD) refuse(part, "it is a link to somewhere else");
        const Hdf5Handle object{H5Oopen(file_.get(), part.c_str(), H5P_DEFAULT), H5Oclose, "open " + part};
        const H5I_type_t expected = end == std::string::npos ? H5I_DATASET : H5I_GROUP;
        if (H5Iget_type(object.get()) != expected) refuse(part, "it is not the kind of object expected");
        if (end == std::string::npos) return;
    }
}

void InspectedFile::inspect_storage(hid_t dataset, const std::string& path, ValueType type) const
{
    const Hdf5Handle properties{H5Dget_create_plist(dataset), H5Pclose, "look at " + path};
    const hid_t id = properties.get();
    const H5D_layout_t layout = H5Pget_layout(id);
    if (layout == H5D_VIRTUAL) refuse(path, "its data are in other files");
    if (H5Pget_external_count(id) != 0) refuse(path, "its data are in another file");
    if (layout == H5D_CHUNKED) {
        std::array<hsize_t, H5S_MAX_RANK> chunk{};
        const int rank = H5Pget_chunk(id, static_cast<int>(chunk.size()), chunk.data());
        if (rank < 0) refuse(path, "its chunks are damaged");
        const auto cells = product(std::vector<std::uint64_t>(chunk.begin(), chunk.begin() + rank));
        const auto bytes = cells ? product(*cells, bytes_per_value(type)) : std::nullopt;
        if (!bytes || *bytes > largest_chunk_bytes) refuse(path, "its chunks are too large");
    }
    const int filters = H5Pget_nfilters(id);
    if (filters < 0 || filters > 8) refuse(path, "its filters are damaged");
    for (int filter = 0; filter < filters; ++filter) {
        unsigned flags = 0;
        std::size_t values = 0;
        unsigned config = 0;
        const H5Z_filter_t which =
            H5Pget_filter2(id, static_cast<unsigned>(filter), &flags, &values, nullptr, 0, nullptr, &config);
        if (which != H5Z_FILTER_DEFLATE && which != H5Z_FILTER_SHUFFLE && which != H5Z_FILTER_FLETCHER32)
            refuse(path, "it uses a filter that result files do not use");
    }
}

void InspectedFile::inspect_type(hid_t dataset, const std::string& path, ValueType type) const
{
    const Hdf5Handle found{H5Dget_type(dataset), H5Tclose, "look at " + path};
    if (type == ValueType::text) {
        if (H5Tget_class(found.get()) != H5T_STRING || H5Tis_variable_str(found.get()) <= 0)
            refuse(path, "it should hold text");
        return;
    }
    const Hdf5Handle expected = file_type(type);
    if (H5Tequal(found.get(), expected.get()) <= 0) refuse(path, "it holds another type of values");
}

std::vector<std::uint64_t> InspectedFile::inspect_shape(hid_t dataset, const std::string& path, std::size_t rank) const
{
    const Hdf5Handle space{H5Dget_space(dataset), H5Sclose, "look at " + path};
    const H5S_class_t kind = H5Sget_simple_extent_type(space.get());
    if (kind != H5S_SIMPLE && kind != H5S_SCALAR) refuse(path, "it has no shape");
    const int found = H5Sget_simple_extent_ndims(space.get());
    if (found < 0 || static_cast<std::size_t>(found) != rank)
        refuse(path, fmt::format("it has {} axes instead of {}", found, rank));
    std::vector<hsize_t> extents(rank);
    if (rank > 0) check_hdf5(H5Sget_simple_extent_dims(space.get(), extents.data(), nullptr), "look at " + path);
    return {extents.begin(), extents.end()};
}

InspectedDataset InspectedFile::inspect(const std::string& path, ValueType type, std::size_t rank)
{
    inspect_links(path);
    InspectedDataset found{.path = path, .type = type, .shape = {}, .dataset = {}};
    found.dataset = {H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT), H5Dclose, "open " + path};
    inspect_storage(found.dataset.get(), path, type);
    inspect_type(found.dataset.get(), path, type);
    found.shape = inspect_shape(found.dataset.get(), path, rank);
    const std::optional<std::uint64_t> cells = product(found.shape);
    if (!cells) refuse(path, "it claims more than this file can hold");
    charge(*cells, bytes_per_value(type), path);
    return found;
}

InspectedDataset InspectedFile::inspect_shaped(const std::string& path, ValueType type,
                                               const std::vector<std::uint64_t>& shape)
{
    InspectedDataset found = inspect(path, type, shape.size());
    if (found.shape != shape) refuse(path, "its shape does not match the axes of the file");
    return found;
}

Values InspectedFile::read(const InspectedDataset& found) const
{
    const std::size_t count = product(found.shape).value_or(0);
    if (found.type == ValueType::text) return read_text(found, count);
    Values values = empty_values(found.type, count);
    const Hdf5Handle type = file_type(found.type);
    check_hdf5(H5Dread(found.dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers_of(values)),
               "read " + found.path);
    return values;
}

Values InspectedFile::read_text(const InspectedDataset& found, std::size_t count) const
{
    const Hdf5Handle type = text_type();
    const Hdf5Handle space{H5Dget_space(found.dataset.get()), H5Sclose, "look at " + found.path};
    // Many values may name one text in the file; a scalar cannot, and the library crashes on measuring it (1.10.8).
    if (!found.shape.empty()) {
        hsize_t bytes = 0;
        check_hdf5(H5Dvlen_get_buf_size(found.dataset.get(), type.get(), space.get(), &bytes), "measure " + found.path);
        if (bytes > limits_.text_bytes) refuse(found.path, "its text is too long");
    }
    TextFromHdf5 texts{type.get(), space.get(), count};
    check_hdf5(H5Dread(found.dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                       static_cast<void*>(texts.pointers.data())),
               "read " + found.path);
    std::vector<std::string> values;
    values.reserve(count);
    for (const char* text : texts.pointers) values.emplace_back(text == nullptr ? "" : text);
    return values;
}

Values InspectedFile::read_run(const InspectedDataset& found, std::size_t arm, std::size_t run) const
{
    const Hdf5Handle space{H5Dget_space(found.dataset.get()), H5Sclose, "look at " + found.path};
    std::vector<hsize_t> offset(found.shape.size(), 0);
    std::vector<hsize_t> extent(found.shape.begin(), found.shape.end());
    offset.at(0) = arm;
    offset.at(1) = run;
    extent.at(0) = extent.at(1) = 1;
    check_hdf5(H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, offset.data(), nullptr, extent.data(), nullptr),
               "select a run");
    const std::size_t count = product({extent.begin(), extent.end()}).value_or(0);
    Values values = empty_values(found.type, count);
    const hsize_t memory_extent = count;
    const Hdf5Handle memory{H5Screate_simple(1, &memory_extent, nullptr), H5Sclose, "make a space"};
    const Hdf5Handle type = file_type(found.type);
    check_hdf5(H5Dread(found.dataset.get(), type.get(), memory.get(), space.get(), H5P_DEFAULT, numbers_of(values)),
               "read " + found.path);
    return values;
}

Hdf5Handle InspectedFile::open_attribute(const std::string& name) const
{
    if (H5Aexists(file_.get(), name.c_str()) <= 0) return {};
    return {H5Aopen(file_.get(), name.c_str(), H5P_DEFAULT), H5Aclose, "open the attribute " + name};
}

std::optional<std::string> InspectedFile::text_attribute(const std::string& name) const
{
    constexpr std::size_t longest = std::size_t{64} << 10U;
    const Hdf5Handle attribute = open_attribute(name);
    if (attribute.get() < 0) return std::nullopt;
    const Hdf5Handle type{H5Aget_type(attribute.get()), H5Tclose, "look at " + name};
    const Hdf5Handle space{H5Aget_space(attribute.get()), H5Sclose, "look at " + name};
    const bool fixed_text = H5Tget_class(type.get()) == H5T_STRING && H5Tis_variable_str(type.get()) == 0;
    const std::size_t size = H5Tget_size(type.get());
    if (!fixed_text || size > longest || H5Sget_simple_extent_npoints(space.get()) != 1)
        refuse("attribute " + name, "it should hold a short text");
    std::string text(size, '\0');
    check_hdf5(H5Aread(attribute.get(), type.get(), text.data()), "read the attribute " + name);
    text.resize(std::strlen(text.c_str()));
    return text;
}

std::optional<std::int32_t> InspectedFile::whole_attribute(const std::string& name) const
{
    const std::optional<double> value = number_attribute(name);
    if (!value || !(*value >= -1e9 && *value <= 1e9)) return std::nullopt;
    return static_cast<std::int32_t>(*value);
}

std::optional<double> InspectedFile::number_attribute(const std::string& name) const
{
    const Hdf5Handle attribute = open_attribute(name);
    if (attribute.get() < 0) return std::nullopt;
    const Hdf5Handle type{H5Aget_type(attribute.get()), H5Tclose, "look at " + name};
    const Hdf5Handle space{H5Aget_space(attribute.get()), H5Sclose, "look at " + name};
    const H5T_class_t kind = H5Tget_class(type.get());
    if ((kind != H5T_INTEGER && kind != H5T_FLOAT) || H5Sget_simple_extent_npoints(space.get()) != 1)
        refuse("attribute " + name, "it should hold a number");
    double value = 0.0;
    check_hdf5(H5Aread(attribute.get(), H5T_NATIVE_DOUBLE, &value), "read the attribute " + name);
    return value;
}

} // namespace emprise
