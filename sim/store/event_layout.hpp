#pragma once
#include "store/result_set.hpp"
#include "store/variable.hpp"

#include <cstdint>
#include <vector>

namespace emprise {

/// The columns of events/ as they are in a file: one row an event, communes by position in a list of their own.
struct EventColumns {
    std::vector<std::int32_t> arm; ///< Position in the axis `arm`.
    std::vector<std::int32_t> run; ///< Position in the axis `realization`.
    std::vector<std::int32_t> week;
    std::vector<std::int8_t> kind;
    std::vector<std::int8_t> reason;
    std::vector<std::int32_t> commune; ///< Position in `communes`.
    std::vector<std::int64_t> who;
    std::vector<std::int64_t> other;
    std::array<std::vector<float>, 4> terms;
    std::vector<PlaceLabel> communes; ///< Those with an event, in order of code.
    [[nodiscard]] std::size_t size() const { return week.size(); }
};

[[nodiscard]] EventColumns columns_of_events(const ResultSet& results);
/// Appends the datasets of events/; none if there is no event.
void add_events(std::vector<Variable>& variables, const ResultSet& results);

/// Calls `f(path, vector)` for each column that has one value an event.
template <class Columns, class F>
void for_each_event_column(Columns& columns, F&& f)
{
    f("events/arm_index", columns.arm);
    f("events/realization_index", columns.run);
    f("events/week", columns.week);
    f("events/kind", columns.kind);
    f("events/reason", columns.reason);
    f("events/place_index", columns.commune);
    f("events/cell", columns.who);
    f("events/other", columns.other);
    f("events/profit_eur", columns.terms[0]);
    f("events/entry_cost_eur", columns.terms[1]);
    f("events/sampling_correction", columns.terms[2]);
    f("events/distance_km", columns.terms[3]);
}

} // namespace emprise
