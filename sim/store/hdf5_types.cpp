#include "store/hdf5_types.hpp"

#include "base/expects.hpp"

#include <type_traits>

namespace emprise {

namespace {

hid_t number_type(ValueType type)
{
    switch (type) {
    case ValueType::int8:
        return H5T_STD_I8LE;
    case ValueType::int32:
        return H5T_STD_I32LE;
    case ValueType::int64:
        return H5T_STD_I64LE;
    case ValueType::float32:
        return H5T_IEEE_F32LE;
    case ValueType::float64:
        return H5T_IEEE_F64LE;
    case ValueType::text:
        break;
    }
    return H5I_INVALID_HID;
}

} // namespace

Hdf5Handle file_type(ValueType type)
{
    if (type == ValueType::text) return text_type();
    return {H5Tcopy(number_type(type)), H5Tclose, "copy a type"};
}

Hdf5Handle text_type()
{
    return fixed_text_type(H5T_VARIABLE);
}

Hdf5Handle fixed_text_type(std::size_t bytes)
{
    Hdf5Handle type{H5Tcopy(H5T_C_S1), H5Tclose, "copy the type of text"};
    check_hdf5(H5Tset_size(type.get(), bytes), "set the length of text");
    check_hdf5(H5Tset_cset(type.get(), H5T_CSET_UTF8), "set UTF-8");
    return type;
}

const void* numbers_of(const Values& values)
{
    EXPECTS(type_of(values) != ValueType::text);
    return std::visit([](const auto& vector) -> const void* { return vector.data(); }, values);
}

void* numbers_of(Values& values)
{
    EXPECTS(type_of(values) != ValueType::text);
    return std::visit([](auto& vector) -> void* { return vector.data(); }, values);
}

} // namespace emprise
