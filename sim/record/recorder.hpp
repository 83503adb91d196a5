#pragma once
#include "record/series.hpp"
#include "settings/scenario.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace emprise {

struct RecorderSettings {
    int every_weeks{4};
    Week first_week{-52}; ///< Periods that end by then leave no row.
    Week last_week{520};  ///< A last, shorter period ends here if need be.
    bool by_region{true};
    bool by_departement{true};
    std::vector<std::string> outcomes{};   ///< Empty: all. A ratio stands for its two parts.
    std::vector<std::string> by_commune{}; ///< Outcomes also kept by commune.
    bool events{true};
};

/// `by = ["commune"]` without a list of outcomes keeps every recorded outcome by commune.
[[nodiscard]] RecorderSettings recorder_settings(const OutputSettings& outputs, const RunSettings& run);

/// Bytes of one run's series in memory, before compression.
[[nodiscard]] std::uint64_t series_bytes(const RecorderSettings& settings, Week first_simulated_week,
                                         const SeriesAxes& axes);

/// Looks at the world after each week and keeps series. It cannot change the run. Copy it with the world when an arm
/// starts from the shared burn-in.
class Recorder {
public:
    Recorder() = default;
    /// `start` is the world before its first week. If that is later than `first_week`, its state is the first row.
    Recorder(RecorderSettings settings, const World& start);
    /// After every week, before the run empties the list of events. Cheap unless a period ends.
    void observe(const World& world);
    [[nodiscard]] const Series& series() const { return series_; }
    [[nodiscard]] Series take_series() { return std::move(series_); }
    [[nodiscard]] const RecorderSettings& settings() const { return settings_; }

    /// Everything a checkpoint must keep, as vectors of plain values in a fixed order; the shape comes from the
    /// settings and the territory.
    template <class F>
    void for_each_buffer(F&& f)
    {
        f("recorder.period_begins", period_begins_);
        f("recorder.time", series_.time);
        f("recorder.period_from", series_.period_from);
        f("recorder.events", series_.events);
        for (OutcomeSeries& outcome : series_.outcomes) f("recorder.values", outcome.values);
        for (std::vector<std::int64_t>& totals : totals_before_) f("recorder.totals_before", totals);
    }

    /// After a checkpoint was read: do the buffers fit together?
    [[nodiscard]] bool is_consistent() const;

private:
    enum class Purpose { row, totals_only };
    [[nodiscard]] bool period_ends(Week week) const;
    void collect(const World& world, Purpose purpose);
    void collect_outcome(const Snapshot& snapshot, std::size_t first, std::size_t last, Purpose purpose);
    void note(std::size_t at, std::size_t lever, const std::int64_t* counts, Purpose purpose);
    void keep_events(const World& world);
    /// Cells and networks that are there when the table of events begins.
    void keep_present(const World& world);
    void sort_events(std::size_t first);

    RecorderSettings settings_;
    Series series_;
    std::vector<Week> period_begins_; ///< One value: a vector so that a checkpoint treats it like the rest.
    /// Beside each series of sums: totals since the first burn-in week when the present period began.
    std::vector<std::vector<std::int64_t>> totals_before_;
    std::vector<std::size_t> first_of_outcome_; ///< Positions in series_.outcomes, and their number at the end.
};

} // namespace emprise
