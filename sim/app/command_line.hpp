#pragma once
#include "app/options.hpp"

namespace emprise {

/// What the user asked for. `finished` when help, version or a mistake has already been answered.
struct CommandLine {
    Options options;
    int (*verb)(const Options&){};
    bool finished{false};
    int exit_code{0};
};

/// The only user of CLI11. Mistyped verbs and options get a suggestion.
[[nodiscard]] CommandLine read_command_line(int argc, char** argv);

} // namespace emprise
