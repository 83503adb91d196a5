#pragma once
#include <string_view>

namespace emprise {

struct Parameters;

struct Interval {
    double low{};
    double high{};
    /// False for NaN too.
    [[nodiscard]] constexpr bool contains(double value) const { return low <= value && value <= high; }
};

/// One parameter, declared once: reader, range check, `emprise parameters`, manual, schema, sampling bounds and the
/// copy in the result file all come from this row.
struct ParameterRow {
    std::string_view path;      ///< As written in a scenario: "staffing.arrest_aversion_eur".
    double* (*at)(Parameters&); ///< Where the value lives.
    std::string_view unit;      ///< "1" for none.
    double usual{};
    Interval allowed;        ///< Outside is an error.
    Interval plausible;      ///< What sweeps sample.
    std::string_view source; ///< Facts row, or "assumed; swept".
    std::string_view says;   ///< One sentence.
};

} // namespace emprise
