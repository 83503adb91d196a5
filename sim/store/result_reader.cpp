#include "store/result_reader.hpp"

#include "files/whole_file.hpp"
#include "store/event_layout.hpp"
#include "store/result_layout.hpp"
#include "world/territory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <type_traits>
#include <utility>

namespace emprise {

namespace {

constexpr std::size_t most_arms = 10'000;
constexpr std::size_t most_runs = 1'000'000;

/// Reads one file into one result, step by step.
class ResultReader {
public:
    ResultReader(InspectedFile& file, ResultSet& results) : file_{file}, results_{results} {}

    void read_all()
    {
        read_attributes();
        read_arms();
        if (file_.holds("time")) {
            read_times();
            read_axes();
            for (const OutcomeDeclaration& outcome : outcome_declarations())
                if (outcome.kind != OutcomeKind::ratio) read_outcome(outcome);
        }
        if (file_.holds("events")) read_events();
        if (file_.holds("provenance")) read_provenance();
    }

private:
    template <class T>
    std::vector<T> column(const std::string& path, ValueType type, const std::vector<std::uint64_t>& shape)
    {
        return std::get<std::vector<T>>(file_.read(file_.inspect_shaped(path, type, shape)));
    }

    template <class T>
    std::vector<T> column_of_any_length(const std::string& path, ValueType type)
    {
        return std::get<std::vector<T>>(file_.read(file_.inspect(path, type, 1)));
    }

    void read_attributes()
    {
        const auto version = file_.whole_attribute("schema_version");
        if (!version) file_.refuse("schema_version", "it is not there: not a result file of this program");
        if (*version != result_schema_version)
            file_.refuse("schema_version",
                         fmt::format("it is {}, this program reads {}", *version, result_schema_version));
        results_.title = file_.text_attribute("title").value_or("");
        if (results_.title == " ") results_.title.clear();
        results_.population_share = file_.number_attribute("population_share").value_or(1.0);
        results_.content_sha256 = file_.text_attribute("content_sha256").value_or("");
    }

    void read_arms()
    {
        const auto ids = column_of_any_length<std::string>("arm", ValueType::text);
        results_.replicates = column_of_any_length<std::int32_t>("realization", ValueType::int32);
        const std::size_t runs = results_.replicates.size();
        if (ids.empty() || runs == 0) file_.refuse("arm", "there is no run");
        if (ids.size() > most_arms || runs > most_runs / ids.size()) file_.refuse("arm", "there are too many runs");
        if (std::set<std::string>(ids.begin(), ids.end()).size() != ids.size())
            file_.refuse("arm", "two arms have the same label");
        const auto names = column<std::string>("arm_name", ValueType::text, {ids.size()});
        const auto seeds = column<std::int64_t>("seed", ValueType::int64, {runs});
        results_.seed = static_cast<std::uint32_t>(seeds.front());
        const auto status = column<std::int8_t>("run_status", ValueType::int8, {ids.size(), runs});
        for (std::size_t arm = 0; arm < ids.size(); ++arm) {
            ArmResult result;
            result.id = ids[arm];
            result.name = names[arm];
            for (std::size_t run = 0; run < runs; ++run) {
                const std::int8_t code = status[arm * runs + run];
                if (code < 0 || code > 2) file_.refuse("run_status", "it holds a code without meaning");
                result.runs.emplace_back().status = static_cast<RunStatus>(code);
            }
            results_.arms.push_back(std::move(result));
        }
    }

    template <class F>
    void for_each_done(F&& f)
    {
        for (std::size_t arm = 0; arm < results_.arms.size(); ++arm)
            for (std::size_t run = 0; run < results_.replicates.size(); ++run)
                if (results_.arms[arm].runs[run].status == RunStatus::done)
                    f(arm, run, results_.arms[arm].runs[run].series);
    }

    Week week_of_days(double days)
    {
        constexpr double days_per_week = 7.0;
        const double weeks = days / days_per_week;
        if (!(std::abs(weeks) < 1e5) || weeks != std::floor(weeks)) file_.refuse("time_bounds", "they are not weeks");
        return static_cast<Week>(weeks);
    }

    void read_times()
    {
        const auto weeks = column_of_any_length<std::int32_t>("week", ValueType::int32);
        const auto bounds = column<double>("time_bounds", ValueType::float64, {weeks.size(), 2});
        std::vector<Week> from;
        for (std::size_t period = 0; period < weeks.size(); ++period) from.push_back(week_of_days(bounds[2 * period]));
        const std::uint64_t all_runs = results_.arms.size() * results_.replicates.size();
        file_.charge(all_runs, 2 * sizeof(Week) * std::max<std::size_t>(1, weeks.size()), "time");
        for_each_done([&](std::size_t, std::size_t, Series& series) {
            series.time.assign(weeks.begin(), weeks.end());
            series.period_from = from;
        });
    }

    std::vector<PlaceLabel> places(const std::string& codes_path, const std::string& names_path)
    {
        std::vector<PlaceLabel> labels;
        if (!file_.holds(codes_path)) return labels;
        auto codes = column_of_any_length<std::string>(codes_path, ValueType::text);
        auto names = column<std::string>(names_path, ValueType::text, {codes.size()});
        for (std::size_t place = 0; place < codes.size(); ++place)
            labels.push_back({std::move(codes[place]), std::move(names[place])});
        return labels;
    }

    void read_axes()
    {
        SeriesAxes& axes = results_.axes;
        axes.regions = places("region", "region_name");
        axes.departements = places("departement", "departement_name");
        axes.communes = places("commune", "commune_name");
        if (file_.holds("lever")) axes.levers = column_of_any_length<std::string>("lever", ValueType::text);
        read_start();
    }

    void read_start()
    {
        const auto start = file_.text_attribute("start");
        const auto date = start ? parse_date(*start) : std::nullopt;
        if (!date || !is_monday(*date)) file_.refuse("start", "it is not the Monday of week 0");
        results_.axes.start = *date;
    }

    std::size_t places_at(Level level) const
    {
        switch (level) {
        case Level::region:
            return results_.axes.regions.size();
        case Level::departement:
            return results_.axes.departements.size();
        case Level::commune:
            return results_.axes.communes.size();
        case Level::total:
            break;
        }
        return 1;
    }

    void read_outcome(const OutcomeDeclaration& outcome)
    {
        for (const Level level : {Level::total, Level::region, Level::departement, Level::commune})
            if (file_.holds(variable_name(outcome, level))) read_level(outcome, level);
    }

    void read_level(const OutcomeDeclaration& outcome, Level level)
    {
        const Series* any = results_.any_series();
        if (any == nullptr) return;
        OutcomeSeries empty{.outcome = &outcome, .level = level, .places = places_at(level), .values = {}};
        std::vector<std::uint64_t> shape{results_.arms.size(), results_.replicates.size(), any->periods()};
        if (level != Level::total) shape.push_back(empty.places);
        if (outcome.by_lever) {
            empty.levers = results_.axes.levers.size();
            shape.push_back(empty.levers);
        }
        const InspectedDataset found = file_.inspect_shaped(variable_name(outcome, level), value_type(outcome), shape);
        for_each_done([&](std::size_t arm, std::size_t run, Series& series) {
            series.outcomes.push_back(empty);
            series.outcomes.back().values = collected(outcome, file_.read_run(found, arm, run));
        });
    }

    std::vector<std::int64_t> collected(const OutcomeDeclaration& outcome, Values values)
    {
        if (is_whole(outcome.kind)) return std::get<std::vector<std::int64_t>>(std::move(values));
        constexpr double largest = 0x1p43; // times 1,000 still an exact integer
        std::vector<std::int64_t> integers;
        for (const double value : std::get<std::vector<double>>(values)) {
            if (!(std::abs(value) <= largest)) file_.refuse(std::string{outcome.name}, "it holds an impossible value");
            integers.push_back(from_unit(outcome.kind, value));
        }
        return integers;
    }

    void read_town_sizes(EventColumns& columns)
    {
        TownSizes& sizes = results_.towns;
        sizes.departements = column_of_any_length<std::string>("events/departement", ValueType::text);
        const std::uint64_t departements = sizes.departements.size();
        const auto towns = column<std::int32_t>("events/towns", ValueType::int32, {departements, size_tier_count});
        for (std::size_t row = 0; row < departements; ++row)
            std::copy_n(towns.begin() + static_cast<std::ptrdiff_t>(row * size_tier_count), size_tier_count,
                        sizes.towns.emplace_back().begin());
        const std::uint64_t count = columns.communes.size();
        columns.size_tier = column<std::int8_t>("events/place_size_tier", ValueType::int8, {count});
        columns.departement = column<std::int32_t>("events/place_departement", ValueType::int32, {count});
        for (std::size_t place = 0; place < count; ++place)
            if (columns.size_tier[place] < 0 || columns.size_tier[place] >= static_cast<int>(size_tier_count) ||
                columns.departement[place] < 0 || columns.departement[place] >= static_cast<std::int32_t>(departements))
                file_.refuse("events/place_size_tier", "it holds a size or a departement that is not there");
    }

    /// Beside the axis of communes.
    void place_town_sizes(const EventColumns& columns, const std::vector<CommuneId>& communes)
    {
        if (columns.size_tier.empty()) return;
        results_.towns.tier.assign(results_.axes.communes.size(), TownSizes::unknown);
        results_.towns.departement.assign(results_.axes.communes.size(), -1);
        for (std::size_t place = 0; place < communes.size(); ++place) {
            results_.towns.tier[communes[place].value()] = columns.size_tier[place];
            results_.towns.departement[communes[place].value()] = columns.departement[place];
        }
    }

    EventColumns read_event_columns()
    {
        EventColumns columns;
        const std::uint64_t rows = file_.inspect("events/event", ValueType::int32, 1).shape[0];
        file_.charge(rows, sizeof(Event), "events");
        for_each_event_column(columns, [&](std::string_view path, auto& into) {
            using Column = std::decay_t<decltype(into)>;
            const InspectedDataset found = file_.inspect_shaped(std::string{path}, type_of(Values{Column{}}), {rows});
            into = std::get<Column>(file_.read(found));
        });
        columns.communes = places("events/place", "events/place_name");
        if (file_.holds("events/towns")) read_town_sizes(columns);
        return columns;
    }

    /// Position of each commune with an event on the axis of communes, which it makes if there is none.
    std::vector<CommuneId> place_communes(const EventColumns& columns)
    {
        std::vector<PlaceLabel>& axis = results_.axes.communes;
        if (axis.empty()) axis = columns.communes;
        std::vector<CommuneId> positions;
        for (const PlaceLabel& label : columns.communes) {
            const auto at = std::find(axis.begin(), axis.end(), label);
            if (at == axis.end()) file_.refuse("events/place", "it names a commune that is not on the axis");
            positions.emplace_back(static_cast<std::uint32_t>(at - axis.begin()));
        }
        return positions;
    }

    void read_events()
    {
        const EventColumns columns = read_event_columns();
        const std::vector<CommuneId> communes = place_communes(columns);
        place_town_sizes(columns, communes);
        for (std::size_t row = 0; row < columns.size(); ++row) {
            const auto arm = static_cast<std::size_t>(columns.arm[row]);
            const auto run = static_cast<std::size_t>(columns.run[row]);
            const std::int32_t commune = columns.commune[row];
            if (arm >= results_.arms.size() || run >= results_.replicates.size() || commune < -1 ||
                commune >= static_cast<std::int32_t>(communes.size()))
                file_.refuse("events", "a row points outside the axes");
            Event event{.week = static_cast<std::int16_t>(columns.week[row]),
                        .kind = static_cast<EventKind>(columns.kind[row]),
                        .reason = static_cast<std::uint8_t>(columns.reason[row]),
                        .commune = commune < 0 ? CommuneId::none() : communes[static_cast<std::size_t>(commune)],
                        .who = {static_cast<std::uint64_t>(columns.who[row])},
                        .other = {static_cast<std::uint64_t>(columns.other[row])}};
            event.terms = terms_of(columns, row);
            results_.arms[arm].runs[run].series.events.push_back(event);
        }
    }

    std::string scalar(const std::string& name)
    {
        const std::string path = "provenance/" + name;
        if (!file_.holds(path)) return {};
        return std::get<std::vector<std::string>>(file_.read(file_.inspect(path, ValueType::text, 0))).front();
    }

    void read_provenance()
    {
        const auto written =
            column<std::string>("provenance/scenario_as_written", ValueType::text, {results_.arms.size()});
        const auto resolved =
            column<std::string>("provenance/scenario_resolved", ValueType::text, {results_.arms.size()});
        for (std::size_t arm = 0; arm < results_.arms.size(); ++arm) {
            results_.arms[arm].scenario_as_written = written[arm];
            results_.arms[arm].scenario_resolved = resolved[arm];
        }
        read_messages();
        results_.provenance = {.command_line = scalar("command_line"),
                               .parameters_json = scalar("parameters_json"),
                               .seeds_json = scalar("seeds_json"),
                               .build_json = scalar("build_json"),
                               .host_json = scalar("host_json"),
                               .inputs_json = scalar("inputs_json"),
                               .determinism_json = scalar("determinism_json")};
    }

    /// One an arm and replicate, in that order.
    void read_messages()
    {
        const std::size_t runs = results_.replicates.size();
        if (!file_.holds("provenance/messages")) return;
        const auto messages =
            column<std::string>("provenance/messages", ValueType::text, {results_.arms.size() * runs});
        for (std::size_t at = 0; at < messages.size(); ++at)
            results_.arms[at / runs].runs[at % runs].message = messages[at];
    }

    InspectedFile& file_;
    ResultSet& results_;
};

} // namespace

ResultSet read_result_image(std::vector<std::byte> image, const std::string& name, const ResultReadOptions& options)
{
    InspectedFile file{std::move(image), name, options.limits};
    ResultSet results;
    try {
        ResultReader{file, results}.read_all();
    } catch (const Hdf5Error& error) {
        file.refuse("its content", error.what());
    }
    if (!options.check_digest) return results;
    if (content_sha256(results) != results.content_sha256)
        file.refuse("content_sha256",
                    "the content is not what the digest says: damaged, changed, or of another version");
    if (provenance_sha256(results) != file.text_attribute("provenance_sha256").value_or(""))
        file.refuse("provenance_sha256", "the provenance is not what the digest says: damaged or changed");
    return results;
}

ResultSet read_result(const std::filesystem::path& path, const ResultReadOptions& options)
{
    return read_result_image(read_whole_file(path, options.limits.file_bytes), path.string(), options);
}

} // namespace emprise
