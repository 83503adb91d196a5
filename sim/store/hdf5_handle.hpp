#pragma once
#include <hdf5.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace emprise {

/// HDF5 refused: what we wanted, and the library's own words.
class Hdf5Error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Before any other call of the library, as often as one likes: no exit handler (it crashes after failed writes), no
/// messages on stderr, no plug-ins from the environment.
void start_hdf5();

/// Throws Hdf5Error when `status` is negative, as every call of the library reports failure.
void check_hdf5(long long status, std::string_view wanted);

/// Owns one identifier of the library.
class Hdf5Handle {
public:
    using Close = herr_t (*)(hid_t);
    Hdf5Handle() = default;
    /// Throws Hdf5Error when `id` is negative.
    Hdf5Handle(hid_t id, Close closes, std::string_view wanted);
    Hdf5Handle(Hdf5Handle&& other) noexcept : id_{std::exchange(other.id_, -1)}, close_{other.close_} {}
    Hdf5Handle& operator=(Hdf5Handle&& other) noexcept
    {
        std::swap(id_, other.id_);
        std::swap(close_, other.close_);
        return *this;
    }
    ~Hdf5Handle();
    /// Closes now and throws if that fails; the destructor cannot.
    void close(std::string_view wanted);
    [[nodiscard]] hid_t get() const { return id_; }

private:
    hid_t id_{-1};
    Close close_{nullptr};
};

} // namespace emprise
