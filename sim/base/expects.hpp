#pragma once
#include <stdexcept>

namespace emprise {

/// A broken promise between two parts of the program: always a bug, never the user's fault.
class ContractViolation : public std::logic_error {
    using std::logic_error::logic_error;
};

[[noreturn]] inline void report_contract_violation(const char* text)
{
    throw ContractViolation{text};
}

} // namespace emprise

#define EMPRISE_TEXT_OF_LINE(line) #line
#define EMPRISE_LINE_TEXT(line) EMPRISE_TEXT_OF_LINE(line)
/// Kept in release builds: a run that goes on after a broken promise produces numbers nobody should read.
#define EXPECTS(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            ::emprise::report_contract_violation("expected " #condition " at " __FILE__                                \
                                                 ":" EMPRISE_LINE_TEXT(__LINE__));                                     \
    } while (false)
#define ENSURES(condition)                                                                                             \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            ::emprise::report_contract_violation("promised " #condition " at " __FILE__                                \
                                                 ":" EMPRISE_LINE_TEXT(__LINE__));                                     \
    } while (false)
