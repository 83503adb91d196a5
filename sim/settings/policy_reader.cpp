#include "settings/policy_reader.hpp"

#include "settings/table_reader.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <utility>

namespace emprise {
namespace {

std::vector<std::string> lever_ids(const LeverCatalogue& levers)
{
    std::vector<std::string> ids;
    for (const Lever& lever : levers.levers) ids.push_back(lever.id);
    return ids;
}

/// Id of a known lever, or empty.
std::string read_lever_id(const TableReader& table, std::string_view key, const LeverCatalogue& levers)
{
    if (!table.require(key)) return {};
    const std::optional<std::string> id = table.text(key);
    if (!id || levers.find(*id) < levers.levers.size()) return id.value_or("");
    const std::vector<std::string> ids = lever_ids(levers);
    std::string advice = suggestion(*id, ids);
    if (advice.empty()) advice = fmt::format("Levers: {}.", fmt::join(ids, ", "));
    table.report(table.find(key)->place, "S208", fmt::format("{} names no lever: \"{}\"", table.what(), *id),
                 std::move(advice));
    return {};
}

struct Duration {
    Date start;
    std::optional<Date> end;
    double ramp_weeks;
};

Duration read_duration(const TableReader& table)
{
    Duration read{};
    if (table.require("start")) read.start = table.date("start").value_or(Date{});
    read.end = table.date("end");
    read.ramp_weeks = table.weeks("ramp").value_or(-1);
    if (read.end && read.start.ok() && *read.end < read.start)
        table.report(table.find("end")->place, "S201",
                     fmt::format("{} ends on {}, before it starts on {}", table.what(), format_date(*read.end),
                                 format_date(read.start)));
    return read;
}

void check_sizes(const TableReader& where, const std::vector<std::string>& sizes)
{
    std::vector<std::string> words;
    for (const SizeWord& size : size_words) words.emplace_back(size.word);
    for (const std::string& size : sizes)
        if (std::find(words.begin(), words.end(), size) == words.end()) {
            std::string advice = suggestion(size, words);
            if (advice.empty()) advice = fmt::format("One of: {}.", fmt::join(words, ", "));
            where.report(where.find("size")->place, "S206", fmt::format("no size of commune \"{}\"", size),
                         std::move(advice));
        }
}

std::optional<double> read_known_sites(const TableReader& where)
{
    const TomlNode* value = where.find("known_sites");
    if (value == nullptr) return std::nullopt;
    std::string_view text = value->text;
    if (value->is(TomlType::text) && text.starts_with('>')) {
        text.remove_prefix(std::min(text.find_first_not_of("> "), text.size()));
        double bound = -1;
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), bound);
        if (failure == std::errc{} && end == text.data() + text.size() && Interval{0, 10'000}.contains(bound))
            return bound;
    }
    where.report(value->place, "S206", "`known_sites` is a bound from 0 to 10000", "Write known_sites = \"> 0\".");
    return std::nullopt;
}

PolicyTarget read_target(const TomlNode& table, const std::string& what, const KnownPlaces* places,
                         std::vector<Problem>& problems)
{
    const TableReader where{table, "where", "where of " + what, problems};
    PolicyTarget target;
    target.regions = where.texts("regions");
    target.departements = where.texts("departements");
    target.communes = where.texts("communes");
    target.sizes = where.texts("size");
    check_sizes(where, target.sizes);
    const auto check = [&](const char* key, const std::vector<std::string>& written, const PlaceNames* known) {
        if (!written.empty()) check_places(written, known, key, where.find(key)->place, problems);
    };
    check("regions", target.regions, places != nullptr ? &places->regions : nullptr);
    check("departements", target.departements, places != nullptr ? &places->departements : nullptr);
    check("communes", target.communes, places != nullptr ? &places->communes : nullptr);
    target.known_sites_above = read_known_sites(where);
    return target;
}

struct AmountKey {
    std::string_view key;
    AmountUnit unit;
    std::string_view lever_unit; ///< Empty: any.
};
constexpr std::array<AmountKey, 5> amount_keys{{{"posts", AmountUnit::units, "post"},
                                                {"posts_per_10000", AmountUnit::units_per_10000, "post"},
                                                {"places", AmountUnit::units, "place"},
                                                {"places_per_10000", AmountUnit::units_per_10000, "place"},
                                                {"eur_per_year", AmountUnit::eur_per_year, ""}}};

void read_amount(const TomlNode& table, const Lever* lever, const std::string& what, Policy& policy,
                 std::vector<Problem>& problems)
{
    const TableReader reader{table, "amount", fmt::format("{} of {}", policy.set_to ? "set_to" : "amount", what),
                             problems};
    int given = 0;
    for (const AmountKey& known : amount_keys) {
        const TomlNode* value = reader.find(known.key);
        if (value == nullptr) continue;
        ++given;
        policy.unit = known.unit;
        policy.amount = reader.number(known.key).value_or(0);
        if (policy.set_to && policy.amount < 0)
            reader.report(value->place, "S201", fmt::format("{} cannot be negative", reader.what()),
                          "Use `amount` to cut.");
        if (lever != nullptr && !known.lever_unit.empty() && known.lever_unit != lever->unit)
            reader.report(
                value->place, "S211",
                fmt::format("the lever {} is counted in {}s, not in {}s", lever->id, lever->unit, known.lever_unit),
                fmt::format("Write {}s or {}s_per_10000.", lever->unit, lever->unit));
    }
    if (given == 1) return;
    const std::string unit = lever != nullptr ? lever->unit + "s" : "posts";
    reader.report(table.place, "S211", fmt::format("{} states {} quantities", reader.what(), given),
                  fmt::format("State one: {} = ..., {}_per_10000 = ... or eur_per_year = ...", unit, unit));
}

void read_quantity(const TableReader& reader, const Lever* lever, Policy& policy)
{
    const bool both = reader.find("amount") != nullptr && reader.find("set_to") != nullptr;
    policy.set_to = reader.find("set_to") != nullptr;
    if (both || (!policy.set_to && reader.find("amount") == nullptr))
        reader.report(reader.node().place, both ? "S211" : "S121",
                      fmt::format("{} has {} `amount` and `set_to`", reader.what(), both ? "both" : "neither"),
                      "`amount` adds to what exists, `set_to` replaces it.");
    for (const char* key : {"amount", "set_to"})
        if (const TomlNode* table = reader.table(key))
            read_amount(*table, lever, reader.what(), policy, reader.problems());
}

PolicyTrigger read_trigger(const TomlNode& table, const PolicyNames& names, const std::string& what,
                           std::vector<Problem>& problems)
{
    const TableReader when{table, "when", "when of " + what, problems};
    PolicyTrigger trigger;
    if (when.require("outcome")) trigger.outcome = when.text("outcome").value_or("");
    const bool known = names.outcomes.empty() ||
                       std::find(names.outcomes.begin(), names.outcomes.end(), trigger.outcome) != names.outcomes.end();
    if (!trigger.outcome.empty() && !known)
        when.report(when.find("outcome")->place, "S209", fmt::format("no outcome \"{}\"", trigger.outcome),
                    suggestion(trigger.outcome, names.outcomes));
    trigger.window_weeks = when.weeks("window").value_or(trigger.window_weeks);
    trigger.hold_weeks = when.weeks("hold").value_or(trigger.hold_weeks);
    trigger.relative_to_burn_in = when.text("relative_to").has_value();
    const std::optional<double> above = when.number("above");
    const std::optional<double> below = when.number("below");
    if ((when.find("above") != nullptr) == (when.find("below") != nullptr))
        when.report(table.place, "S211", fmt::format("when of {} needs `above` or `below`, one of them", what));
    trigger.comparison = below ? Comparison::below : Comparison::above;
    trigger.bound = below ? *below : above.value_or(0);
    return trigger;
}

std::string title(const TomlNode& table, std::string_view kind, std::string_view fallback)
{
    for (const std::string_view key : {std::string_view{"id"}, fallback})
        if (const TomlNode* name = table.find(key); name != nullptr && name->is(TomlType::text))
            return fmt::format("{} \"{}\"", kind, name->text.substr(0, 60));
    return std::string{kind};
}

} // namespace

void check_places(const std::vector<std::string>& written, const PlaceNames* known, std::string_view kind,
                  const Place& place, std::vector<Problem>& problems)
{
    if (known == nullptr || known->empty()) return;
    for (const std::string& name : written)
        if (!known->knows(name))
            problems.push_back({place.file, place.line, place.column, "S210",
                                fmt::format("{}: no such place \"{}\"", kind, name), known->nearest(name)});
}

Policy read_policy(const TomlNode& table, const PolicyNames& names, std::vector<Problem>& problems)
{
    const TableReader reader{table, "policy", title(table, "policy", "lever"), problems};
    Policy policy;
    policy.place = table.place;
    policy.id = reader.text("id").value_or("");
    policy.lever = read_lever_id(reader, "lever", names.levers);
    const Duration duration = read_duration(reader);
    policy.start = duration.start;
    policy.end = duration.end;
    policy.ramp_weeks = duration.ramp_weeks;
    const std::size_t row = names.levers.find(policy.lever);
    read_quantity(reader, row < names.levers.levers.size() ? &names.levers.levers[row] : nullptr, policy);
    if (const TomlNode* where = reader.table("where"))
        policy.where = read_target(*where, reader.what(), names.places, problems);
    if (const TomlNode* when = reader.table("when")) policy.when = read_trigger(*when, names, reader.what(), problems);
    return policy;
}

Shift read_shift(const TomlNode& table, const LeverCatalogue& levers, std::vector<Problem>& problems)
{
    const TableReader reader{table, "shift", title(table, "shift", "from"), problems};
    Shift shift;
    shift.place = table.place;
    shift.id = reader.text("id").value_or("");
    shift.from = read_lever_id(reader, "from", levers);
    shift.to = read_lever_id(reader, "to", levers);
    if (!shift.from.empty() && shift.from == shift.to)
        reader.report(table.place, "S211", fmt::format("{} moves money to the lever it comes from", reader.what()));
    if (reader.require("share")) shift.share = reader.number("share").value_or(0);
    shift.payer = reader.text("payer").value_or("");
    if (const std::size_t row = levers.find(shift.from); !shift.payer.empty() && row < levers.levers.size()) {
        const std::vector<std::string>& pays = levers.levers[row].pays;
        if (std::find(pays.begin(), pays.end(), shift.payer) == pays.end())
            reader.report(reader.find("payer")->place, "S206",
                          fmt::format("\"{}\" does not pay for {}", shift.payer, shift.from),
                          fmt::format("Payers: {}.", fmt::join(pays, ", ")));
    }
    const Duration duration = read_duration(reader);
    shift.start = duration.start;
    shift.end = duration.end;
    shift.ramp_weeks = duration.ramp_weeks;
    return shift;
}

void check_shifts(const std::vector<Shift>& shifts, std::vector<Problem>& problems)
{
    std::map<std::string, double> taken;
    for (const Shift& shift : shifts) {
        double& sum = taken[shift.from];
        const bool was_fine = sum <= 1;
        sum += shift.share;
        if (was_fine && sum > 1 + 1e-12)
            problems.push_back({shift.place.file, shift.place.line, shift.place.column, "S201",
                                fmt::format("shifts take {:.0f} % of the lever {}", sum * 100, shift.from),
                                "Their shares add up to 1 at most."});
    }
}

} // namespace emprise
