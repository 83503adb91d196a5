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
    std::array<std::vector<float>, utility_term_count> utility; ///< Zero where the kind has no utility.
    std::vector<float> distance_km;
    static constexpr std::size_t details = 4;
    std::array<std::vector<float>, details> detail; ///< Terms of the kinds without utility; zero for the others.
    std::vector<PlaceLabel> communes;               ///< Those with an event, in order of code.
    std::vector<std::int8_t> size_tier;             ///< Beside `communes`; empty when sizes are unknown.
    std::vector<std::int32_t> departement;          ///< The same.
    [[nodiscard]] std::size_t size() const { return week.size(); }
};

[[nodiscard]] EventColumns columns_of_events(const ResultSet& results);
/// Appends the datasets of events/; none if there is no event.
void add_events(std::vector<Variable>& variables, const ResultSet& results);

/// Terms of one row.
[[nodiscard]] std::array<float, 8> terms_of(const EventColumns& columns, std::size_t row);

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
    f("events/utility_bias", columns.utility[0]);
    f("events/utility_profit", columns.utility[1]);
    f("events/utility_set_up", columns.utility[2]);
    f("events/utility_entry_cost", columns.utility[3]);
    f("events/utility_distance", columns.utility[4]);
    f("events/utility_sampling", columns.utility[5]);
    f("events/utility_other", columns.utility[6]);
    f("events/distance_km", columns.distance_km);
    f("events/detail_1", columns.detail[0]);
    f("events/detail_2", columns.detail[1]);
    f("events/detail_3", columns.detail[2]);
    f("events/detail_4", columns.detail[3]);
}

} // namespace emprise
