#pragma once
#include "store/hdf5_handle.hpp"
#include "store/variable.hpp"

#include <vector>

namespace emprise {

/// The type of a dataset of ours in a file: little-endian numbers, or UTF-8 text of any length.
[[nodiscard]] Hdf5Handle file_type(ValueType type);
/// UTF-8 text of any length, in files and in memory.
[[nodiscard]] Hdf5Handle text_type();
/// Text of a fixed length, for attributes.
[[nodiscard]] Hdf5Handle fixed_text_type(std::size_t bytes);

/// Address of the first number; not for text.
[[nodiscard]] const void* numbers_of(const Values& values);
[[nodiscard]] void* numbers_of(Values& values);

} // namespace emprise
