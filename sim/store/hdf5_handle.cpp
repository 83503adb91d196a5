#include "store/hdf5_handle.hpp"

#include <fmt/format.h>

namespace emprise {

namespace {

/// Keeps the description of the innermost error that says something.
herr_t keep_description(unsigned, const H5E_error2_t* error, void* text)
{
    auto& kept = *static_cast<std::string*>(text);
    if (error->desc != nullptr && *error->desc != '\0') {
        if (!kept.empty()) kept += ", ";
        kept += error->desc;
    }
    return 0;
}

std::string words_of_library()
{
    std::string text;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep_description, &text);
    H5Eclear2(H5E_DEFAULT);
    return text.empty() ? std::string{"no reason given"} : text;
}

bool start_once()
{
    if (H5dont_atexit() < 0 || H5open() < 0) throw Hdf5Error{"HDF5 does not start"};
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    check_hdf5(H5PLset_loading_state(0), "turn plug-ins off");
    return true;
}

} // namespace

void start_hdf5()
{
    static const bool started = start_once();
    static_cast<void>(started);
    // The error stack is one a thread, so is the switch that keeps it silent.
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

void check_hdf5(long long status, std::string_view wanted)
{
    if (status >= 0) return;
    throw Hdf5Error{fmt::format("HDF5 could not {}: {}", wanted, words_of_library())};
}

Hdf5Handle::Hdf5Handle(hid_t id, Close closes, std::string_view wanted) : id_{id}, close_{closes}
{
    check_hdf5(id, wanted);
}

Hdf5Handle::~Hdf5Handle()
{
    if (id_ >= 0) close_(id_);
}

void Hdf5Handle::close(std::string_view wanted)
{
    if (id_ < 0) return;
    check_hdf5(close_(std::exchange(id_, -1)), wanted);
}

} // namespace emprise
