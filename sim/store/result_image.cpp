#include "store/result_image.hpp"

#include "base/error.hpp"
#include "base/expects.hpp"
#include "files/digest.hpp"
#include "files/whole_file.hpp"
#include "store/hdf5_types.hpp"
#include "store/result_layout.hpp"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <numeric>
#include <string_view>
#include <utility>

namespace emprise {

namespace {

constexpr std::string_view seal_begins = "EMPRISE-SHA256 ";
constexpr std::uint64_t smallest_chunk = std::uint64_t{64} << 10U;
constexpr std::uint64_t largest_chunk = std::uint64_t{1} << 20U;

// ---- attributes ----------------------------------------------------------------------------------------------------

void write_attribute_of(hid_t owner, const std::string& name, hid_t type, hid_t space, const void* value)
{
    const Hdf5Handle attribute{H5Acreate2(owner, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                               "create attribute " + name};
    check_hdf5(H5Awrite(attribute.get(), type, value), "write attribute " + name);
}

struct AttributeWriter {
    hid_t owner;
    const std::string& name;

    void operator()(const std::string& text) const
    {
        const std::string value = text.empty() ? std::string{" "} : text;
        const Hdf5Handle type = fixed_text_type(value.size());
        check_hdf5(H5Tset_strpad(type.get(), H5T_STR_NULLPAD), "set padding");
        write_attribute_of(owner, name, type.get(), scalar().get(), value.data());
    }
    void operator()(std::int32_t value) const
    {
        write_attribute_of(owner, name, H5T_STD_I32LE, scalar().get(), &value);
    }
    void operator()(double value) const { write_attribute_of(owner, name, H5T_IEEE_F64LE, scalar().get(), &value); }
    void operator()(const std::vector<std::int8_t>& values) const
    {
        const hsize_t size = values.size();
        const Hdf5Handle space{H5Screate_simple(1, &size, nullptr), H5Sclose, "make a space"};
        write_attribute_of(owner, name, H5T_STD_I8LE, space.get(), values.data());
    }

private:
    static Hdf5Handle scalar() { return {H5Screate(H5S_SCALAR), H5Sclose, "make a space"}; }
};

void write_attributes(hid_t owner, const std::vector<Attribute>& attributes)
{
    for (const Attribute& attribute : attributes) std::visit(AttributeWriter{owner, attribute.name}, attribute.value);
}

// ---- datasets ------------------------------------------------------------------------------------------------------

Hdf5Handle space_of(const std::vector<std::uint64_t>& shape)
{
    if (shape.empty()) return {H5Screate(H5S_SCALAR), H5Sclose, "make a space"};
    const std::vector<hsize_t> dims(shape.begin(), shape.end());
    return {H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr), H5Sclose, "make a space"};
}

Hdf5Handle creation_properties(const Variable& variable)
{
    Hdf5Handle properties{H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "make properties"};
    const hid_t id = properties.get();
    check_hdf5(H5Pset_obj_track_times(id, false), "leave times out");
    check_hdf5(H5Pset_attr_creation_order(id, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "keep the order");
    if (variable.type == ValueType::text) return properties;
    const std::vector<std::uint64_t> chunk = chunk_shape(variable);
    const std::vector<hsize_t> dims(chunk.begin(), chunk.end());
    check_hdf5(H5Pset_chunk(id, static_cast<int>(dims.size()), dims.data()), "set chunks");
    check_hdf5(H5Pset_shuffle(id), "set shuffle");
    check_hdf5(H5Pset_deflate(id, 1), "set deflate");
    check_hdf5(H5Pset_fletcher32(id), "set fletcher32");
    return properties;
}

void write_text(hid_t dataset, const std::vector<std::string>& texts, const std::string& path)
{
    std::vector<const char*> pointers;
    for (const std::string& text : texts) pointers.push_back(text.c_str());
    const Hdf5Handle type = text_type();
    check_hdf5(H5Dwrite(dataset, type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), "write " + path);
}

void write_slab(hid_t dataset, const Variable& variable, std::size_t arm, std::size_t run, const Values& values)
{
    const Hdf5Handle space{H5Dget_space(dataset), H5Sclose, "get a space"};
    std::vector<hsize_t> offset(variable.shape.size(), 0);
    std::vector<hsize_t> count(variable.shape.begin(), variable.shape.end());
    offset[0] = arm;
    offset[1] = run;
    count[0] = count[1] = 1;
    check_hdf5(H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, offset.data(), nullptr, count.data(), nullptr),
               "select a run");
    const hsize_t size = size_of(values);
    const Hdf5Handle memory{H5Screate_simple(1, &size, nullptr), H5Sclose, "make a space"};
    const Hdf5Handle type = file_type(variable.type);
    check_hdf5(H5Dwrite(dataset, type.get(), memory.get(), space.get(), H5P_DEFAULT, numbers_of(values)),
               "write " + variable.path);
}

void write_slabs(hid_t dataset, const Variable& variable, VariableDigest& digest)
{
    const auto cells = static_cast<std::size_t>(std::accumulate(variable.shape.begin() + 2, variable.shape.end(),
                                                                std::uint64_t{1}, std::multiplies<std::uint64_t>{}));
    for (std::size_t arm = 0; arm < variable.shape[0]; ++arm)
        for (std::size_t run = 0; run < variable.shape[1]; ++run) {
            const Values values = variable.slab(arm, run);
            EXPECTS(size_of(values) == cells && type_of(values) == variable.type);
            digest.add(values);
            write_slab(dataset, variable, arm, run, values);
        }
}

/// Returns the digest of what was written.
std::string write_values(hid_t dataset, const Variable& variable)
{
    VariableDigest digest{variable.path, variable.type, variable.shape};
    if (variable.slab) {
        write_slabs(dataset, variable, digest);
        return digest.hex();
    }
    digest.add(variable.values);
    if (variable.type == ValueType::text) {
        write_text(dataset, std::get<std::vector<std::string>>(variable.values), variable.path);
        return digest.hex();
    }
    const Hdf5Handle type = file_type(variable.type);
    check_hdf5(H5Dwrite(dataset, type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers_of(variable.values)),
               "write " + variable.path);
    return digest.hex();
}

/// Chunks that several runs share stay in memory until they are whole.
Hdf5Handle access_properties()
{
    constexpr std::size_t cache_bytes = std::size_t{16} << 20U;
    constexpr std::size_t cache_slots = 521;
    Hdf5Handle properties{H5Pcreate(H5P_DATASET_ACCESS), H5Pclose, "make properties"};
    check_hdf5(H5Pset_chunk_cache(properties.get(), cache_slots, cache_bytes, 1.0), "set the cache");
    return properties;
}

std::string group_of(const std::string& path)
{
    const std::size_t slash = path.find('/');
    return slash == std::string::npos ? std::string{} : path.substr(0, slash + 1);
}

/// Writes variables into one file and remembers its scales.
class FileInProgress {
public:
    explicit FileInProgress(hid_t file) : file_{file} {}

    std::string write(const Variable& variable)
    {
        const Hdf5Handle space = space_of(variable.shape);
        const Hdf5Handle properties = creation_properties(variable);
        const Hdf5Handle access = access_properties();
        const Hdf5Handle type = file_type(variable.type);
        Hdf5Handle dataset{H5Dcreate2(file_, variable.path.c_str(), type.get(), space.get(), H5P_DEFAULT,
                                      properties.get(), access.get()),
                           H5Dclose, "create " + variable.path};
        if (variable.is_scale())
            check_hdf5(H5DSset_scale(dataset.get(), variable.axes[0].c_str()), "make a scale");
        else
            attach_scales(dataset.get(), variable);
        write_attributes(dataset.get(), variable.attributes);
        std::string digest = write_values(dataset.get(), variable);
        if (variable.is_scale())
            scales_[variable.path] = std::move(dataset);
        else
            dataset.close("close " + variable.path);
        return digest;
    }

    void close_scales()
    {
        for (auto& [path, scale] : scales_) scale.close("close " + path);
    }

private:
    void attach_scales(hid_t dataset, const Variable& variable)
    {
        const std::string group = group_of(variable.path);
        for (std::size_t axis = 0; axis < variable.axes.size(); ++axis) {
            const auto scale = scales_.find(group + variable.axes[axis]);
            EXPECTS(scale != scales_.end());
            check_hdf5(H5DSattach_scale(dataset, scale->second.get(), static_cast<unsigned>(axis)),
                       "attach " + variable.axes[axis] + " to " + variable.path);
        }
    }

    hid_t file_;
    std::map<std::string, Hdf5Handle> scales_;
};

// ---- the file ------------------------------------------------------------------------------------------------------

constexpr unsigned ordered = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

/// Where the core driver keeps the file. HDF5 gives the memory back when it closes the file; we keep it instead:
/// H5Fget_file_image of an open file leaves a superblock whose checksum is wrong (1.10.8).
struct MemoryOfFile {
    void* bytes{nullptr};
    MemoryOfFile() = default;
    MemoryOfFile(const MemoryOfFile&) = delete;
    MemoryOfFile& operator=(const MemoryOfFile&) = delete;
    ~MemoryOfFile() { std::free(bytes); }

    static void* allocate(std::size_t size, H5FD_file_image_op_t, void*) { return std::malloc(size); }
    static void* copy(void* to, const void* from, std::size_t size, H5FD_file_image_op_t, void*)
    {
        return std::memcpy(to, from, size);
    }
    static void* resize(void* old, std::size_t size, H5FD_file_image_op_t, void*) { return std::realloc(old, size); }
    static herr_t release(void* memory, H5FD_file_image_op_t when, void* self)
    {
        auto& kept = static_cast<MemoryOfFile*>(self)->bytes;
        if (when == H5FD_FILE_IMAGE_OP_FILE_CLOSE && kept == nullptr)
            kept = memory;
        else
            std::free(memory);
        return 0;
    }
    static void* same(void* self) { return self; }
    static herr_t nothing(void*) { return 0; }
};

Hdf5Handle create_in_memory(MemoryOfFile& memory)
{
    constexpr std::size_t growth = std::size_t{4} << 20U;
    H5FD_file_image_callbacks_t callbacks{MemoryOfFile::allocate,
                                          MemoryOfFile::copy,
                                          MemoryOfFile::resize,
                                          MemoryOfFile::release,
                                          MemoryOfFile::same,
                                          MemoryOfFile::nothing,
                                          &memory};
    const Hdf5Handle access{H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make properties"};
    check_hdf5(H5Pset_fapl_core(access.get(), growth, false), "stay in memory");
    check_hdf5(H5Pset_file_image_callbacks(access.get(), &callbacks), "keep the memory");
    check_hdf5(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V18), "set the format");
    const Hdf5Handle creation{H5Pcreate(H5P_FILE_CREATE), H5Pclose, "make properties"};
    check_hdf5(H5Pset_link_creation_order(creation.get(), ordered), "keep the order");
    check_hdf5(H5Pset_attr_creation_order(creation.get(), ordered), "keep the order");
    check_hdf5(H5Pset_obj_track_times(creation.get(), false), "leave times out");
    return {H5Fcreate("emprise-result", H5F_ACC_TRUNC, creation.get(), access.get()), H5Fclose, "start a file"};
}

void create_group(hid_t file, const std::string& name)
{
    const Hdf5Handle creation{H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "make properties"};
    check_hdf5(H5Pset_link_creation_order(creation.get(), ordered), "keep the order");
    check_hdf5(H5Pset_obj_track_times(creation.get(), false), "leave times out");
    Hdf5Handle group{H5Gcreate2(file, name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT), H5Gclose,
                     "create the group " + name};
    group.close("close the group " + name);
}

/// The memory is longer than the file, whose end stands in bytes 28 to 35 of a superblock of version 2.
std::vector<std::byte> image_in(const MemoryOfFile& memory)
{
    constexpr std::array<unsigned char, 9> start{0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 2};
    constexpr std::size_t end_at = 28;
    if (memory.bytes == nullptr || std::memcmp(memory.bytes, start.data(), start.size()) != 0)
        throw Hdf5Error{"HDF5 kept no file of the format asked for"};
    const auto* bytes = static_cast<const std::byte*>(memory.bytes);
    std::uint64_t size = 0;
    std::memcpy(&size, bytes + end_at, sizeof size);
    return {bytes, bytes + size};
}

} // namespace

std::vector<std::uint64_t> chunk_shape(const Variable& variable)
{
    std::vector<std::uint64_t> chunk = variable.shape;
    std::uint64_t bytes = bytes_per_value(variable.type);
    const std::size_t first_inner = variable.slab ? 2 : 0;
    for (std::size_t axis = chunk.size(); axis-- > first_inner;) {
        chunk[axis] = std::clamp<std::uint64_t>(largest_chunk / bytes, 1, std::max<std::uint64_t>(1, chunk[axis]));
        bytes *= chunk[axis];
    }
    for (std::size_t axis = first_inner; axis-- > 0;) {
        chunk[axis] = std::clamp<std::uint64_t>((smallest_chunk + bytes - 1) / bytes, 1, chunk[axis]);
        bytes *= chunk[axis];
    }
    return chunk;
}

ResultImage make_result_image(const ResultSet& results)
{
    start_hdf5();
    MemoryOfFile memory;
    Hdf5Handle file = create_in_memory(memory);
    FileInProgress writer{file.get()};
    ContentDigest content;
    write_attributes(file.get(), file_attributes(results));
    bool has_events = false;
    for (const Variable& variable : lay_out(results)) {
        if (!has_events && variable.path.starts_with("events/")) {
            create_group(file.get(), "events");
            has_events = true;
        }
        content.add(variable.path, writer.write(variable));
    }
    create_group(file.get(), "provenance");
    ContentDigest provenance;
    for (const Variable& variable : lay_out_provenance(results)) provenance.add(variable.path, writer.write(variable));
    ResultImage image;
    image.content_sha256 = content.hex();
    write_attributes(file.get(), {{"content_sha256", image.content_sha256}, {"provenance_sha256", provenance.hex()}});
    writer.close_scales();
    file.close("close the file");
    image.bytes = image_in(memory);
    const std::string seal = seal_of(image.bytes);
    const std::span<const std::byte> bytes = bytes_of(seal);
    image.bytes.insert(image.bytes.end(), bytes.begin(), bytes.end());
    return image;
}

std::string seal_of(std::span<const std::byte> image)
{
    return std::string{seal_begins} + sha256_of(image) + "\n";
}

Seal check_seal(std::span<const std::byte> file)
{
    constexpr std::size_t digits = 64;
    constexpr std::size_t length = seal_begins.size() + digits + 1;
    if (file.size() < length) return Seal::none;
    const std::span<const std::byte> seal = file.last(length);
    if (std::memcmp(seal.data(), seal_begins.data(), seal_begins.size()) != 0) return Seal::none;
    const std::string expected = seal_of(file.first(file.size() - length));
    return std::memcmp(seal.data(), expected.data(), length) == 0 ? Seal::whole : Seal::broken;
}

std::string write_result(FileSystem& disk, const std::filesystem::path& path, const ResultSet& results, bool force)
{
    ResultImage image = make_result_image(results);
    write_whole_file(disk, path, image.bytes, force ? Replace::allow : Replace::refuse);
    return std::move(image.content_sha256);
}

} // namespace emprise
