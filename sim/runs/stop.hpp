#pragma once
#include <stdexcept>

namespace emprise {

/// A signal asked the program to stop; everything unfinished is in checkpoints. Exit code 75.
class StoppedWithCheckpoint : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// From now on the first SIGINT or SIGTERM asks runs to stop at the end of their week; the second ends the program at
/// once with code 130.
void catch_stop_signals();
[[nodiscard]] bool stop_requested();
/// For tests.
void request_stop(bool stop = true);

} // namespace emprise
