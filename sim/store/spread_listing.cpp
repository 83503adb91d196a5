#include "base/error.hpp"
#include "store/csv.hpp"
#include "store/spread.hpp"
#include "store/text_lines.hpp"
#include "world/cells.hpp"
#include "world/territory.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>

namespace emprise {

namespace {

/// One figure: pooled over the replicates, lowest and highest of them, and what it was reckoned from.
struct Figure {
    std::string section;
    std::string name;
    std::string unit;
    std::optional<double> pooled;
    std::optional<double> low;
    std::optional<double> high;
    double events{};
    double base{};    ///< Years at risk, or those asked.
    std::string fact; ///< What is published, for comparison; may be empty.
};

using Runs = std::vector<const SpreadOfRun*>;

void widen(Figure& figure, const std::optional<double>& value)
{
    if (!value) return;
    figure.low = std::min(figure.low.value_or(*value), *value);
    figure.high = std::max(figure.high.value_or(*value), *value);
}

template <class F>
Figure hazard_figure(const Runs& runs, std::string section, std::string name, std::string fact, F&& hazard_of)
{
    constexpr double percent = 100.0;
    Figure figure{std::move(section), std::move(name), "%/year", {}, {}, {}, 0.0, 0.0, std::move(fact)};
    for (const SpreadOfRun* run : runs) {
        const Hazard& hazard = hazard_of(*run);
        figure.events += static_cast<double>(hazard.events);
        figure.base += hazard.years;
        if (const auto value = hazard.per_year()) widen(figure, percent * *value);
    }
    if (figure.base > 0.0) figure.pooled = percent * figure.events / figure.base;
    return figure;
}

template <class F>
Figure share_figure(const Runs& runs, std::string section, std::string name, std::string fact, F&& share_of)
{
    constexpr double percent = 100.0;
    Figure figure{std::move(section), std::move(name), "%", {}, {}, {}, 0.0, 0.0, std::move(fact)};
    for (const SpreadOfRun* run : runs) {
        const Share share = share_of(*run);
        figure.events += static_cast<double>(share.part);
        figure.base += static_cast<double>(share.of);
        if (const auto value = share.value()) widen(figure, percent * *value);
    }
    if (figure.base > 0.0) figure.pooled = percent * figure.events / figure.base;
    return figure;
}

constexpr std::array<std::string_view, SpreadOfRun::tiers> facts_of_first_site{"",  "0.3", "1", "2",
                                                                               "4", "",    ""}; // A-71, x0.3 to x3.

void add_towns(const Runs& runs, std::vector<Figure>& figures)
{
    for (std::size_t tier = 0; tier < SpreadOfRun::tiers; ++tier) {
        const std::string size{size_tier_names[tier]};
        figures.push_back(hazard_figure(runs, "first_site", size, std::string{facts_of_first_site[tier]},
                                        [&](const SpreadOfRun& run) -> const Hazard& { return run.first_site[tier]; }));
    }
    for (std::size_t tier = 0; tier < SpreadOfRun::tiers; ++tier)
        figures.push_back(hazard_figure(runs, "last_site", std::string{size_tier_names[tier]}, "",
                                        [&](const SpreadOfRun& run) -> const Hazard& { return run.last_site[tier]; }));
}

void add_entries(const Runs& runs, std::vector<Figure>& figures)
{
    constexpr std::array<std::array<const char*, 2>, 2> facts{{{"0.28", "5.1"}, {"1.83", "12.3"}}};
    constexpr std::array<std::array<const char*, 2>, 2> names{
        {{"no site near, no rival", "no site near, rival"}, {"site near, no rival", "site near, rival"}}};
    for (std::size_t near = 0; near < 2; ++near)
        for (std::size_t rival = 0; rival < 2; ++rival)
            figures.push_back(
                hazard_figure(runs, "entry", names[near][rival], facts[near][rival],
                              [&](const SpreadOfRun& run) -> const Hazard& { return run.entry[near][rival]; }));
}

void add_shares(const Runs& runs, std::vector<Figure>& figures)
{
    const auto add = [&](const char* name, const char* fact, Share SpreadOfRun::*member) {
        figures.push_back(share_figure(runs, "share", name, fact, [&](const SpreadOfRun& run) { return run.*member; }));
    };
    add("network still there a year later", "59", &SpreadOfRun::presence_after_year);
    add("town with a site a year later", "88", &SpreadOfRun::town_after_year);
    add("burned: starts again elsewhere", "60-95", &SpreadOfRun::burned_elsewhere);
    add("left: another's in half a year", "10-40", &SpreadOfRun::vacated_by_others);
}

void add_generators(const Runs& runs, std::vector<Figure>& figures)
{
    constexpr std::array<const char*, 3> sections{"sites_opened", "crews_opened", "all"};
    for (std::size_t what = 0; what < sections.size(); ++what)
        for (const Generator generator : {Generator::own_and_adjacent, Generator::gravity, Generator::people,
                                          Generator::routes, Generator::vacated}) {
            const auto at = static_cast<std::size_t>(generator);
            figures.push_back(
                share_figure(runs, sections[what], std::string{generator_names[at]}, "", [&](const SpreadOfRun& run) {
                    Share share{run.by_generator[at][what], 0};
                    for (const auto& counts : run.by_generator) share.of += counts[what];
                    return share;
                }));
        }
}

void add_spells(const Runs& runs, std::vector<Figure>& figures)
{
    Figure figure{"spell", "median stay at one place", "week", {}, {}, {}, 0.0, 0.0, ""};
    for (const SpreadOfRun* run : runs) {
        figure.base += static_cast<double>(run->spells.size());
        for (const auto& spell : run->spells) figure.events += spell.second ? 1.0 : 0.0;
        if (const auto median = median_spell({run})) widen(figure, *median);
    }
    if (const auto median = median_spell(runs)) figure.pooled = *median;
    figures.push_back(figure);
}

void add_counts(const Runs& runs, std::vector<Figure>& figures)
{
    const auto add = [&](const char* name, std::int64_t SpreadOfRun::*member) {
        Figure figure{"contest", name, "a year", {}, {}, {}, 0.0, 0.0, ""};
        for (const SpreadOfRun* run : runs) {
            figure.events += static_cast<double>(run->*member);
            figure.base += run->years;
            if (run->years > 0.0) widen(figure, static_cast<double>(run->*member) / run->years);
        }
        if (figure.base > 0.0) figure.pooled = figure.events / figure.base;
        figures.push_back(figure);
    };
    add("cells taken from other networks", &SpreadOfRun::taken_cells);
    add("contests lost", &SpreadOfRun::lost_contests);
    add("claims that came too late", &SpreadOfRun::claims_too_late);
}

std::string number(const std::optional<double>& value, int digits)
{
    if (!value) return "-";
    constexpr double whole = 100.0;
    return *value >= whole ? fmt::format("{:.0f}", *value) : fmt::format("{:.{}g}", *value, digits);
}

std::string count(double value)
{
    constexpr double million = 1e6;
    return value >= million ? fmt::format("{:.1f}M", value / million) : fmt::format("{:.0f}", value);
}

constexpr std::size_t name_width = 32;

struct Heading {
    const char* section;
    const char* title;
    const char* base; ///< Name of the last but one column.
};
constexpr std::array<Heading, 9> headings{{
    {"first_site", "A town without a street site gets one, by size (fact: A-71, assumed)", "t-years"},
    {"last_site", "A town with street sites loses the last one, by size", "t-years"},
    {"entry", "A network enters a town where it has no site (near: in the département;\nfact: Mexico 2005-10)",
     "n-years"},
    {"share", "Persistence (fact: Mexico 2004-10), replacement (A-07), take-over (A-72)", "asked"},
    {"spell", "Stay of sites that came while on record", "sites"},
    {"sites_opened", "Openings of street sites, by what proposed the place", "all"},
    {"crews_opened", "Openings of delivery crews, by what proposed the place", "all"},
    {"moves", "Moves of cells, by what proposed the place", "all"},
    {"contest", "Contests over cells", "years"},
}};

std::string row(std::string_view name, std::string_view value, std::string_view range, std::string_view events,
                std::string_view base, std::string_view fact)
{
    return fmt::format("  {}{:>7} {:>16} {:>6} {:>7} {:>6}\n", fit(name, name_width), value, range, events, base, fact);
}

std::string line_of(const Figure& figure)
{
    constexpr int digits = 3;
    constexpr int digits_of_range = 2;
    const std::string range =
        figure.low ? number(figure.low, digits_of_range) + " to " + number(figure.high, digits_of_range) : "-";
    return row(figure.name, number(figure.pooled, digits), range, count(figure.events), count(figure.base),
               figure.fact);
}

std::string as_text(const std::string& title, const std::vector<Figure>& figures)
{
    std::string text = title;
    for (const Heading& heading : headings) {
        const auto unit = std::find_if(figures.begin(), figures.end(),
                                       [&](const Figure& figure) { return figure.section == heading.section; });
        if (unit == figures.end()) continue;
        text +=
            fmt::format("\n{}\n", heading.title) + row("", unit->unit, "replicates", "events", heading.base, "fact");
        for (const Figure& figure : figures)
            if (figure.section == heading.section) text += line_of(figure);
    }
    return text + "\nSites and networks are draws; no place is a real point of dealing.\n";
}

nlohmann::ordered_json json_number(const std::optional<double>& value)
{
    if (!value) return nullptr;
    return *value;
}

std::string as_json(const ResultSet& results, std::size_t arm, std::size_t runs, const std::vector<Figure>& figures)
{
    nlohmann::ordered_json json{{"arm", results.arms[arm].id}, {"replicates", runs}};
    for (const Figure& figure : figures)
        json["figures"].push_back({{"section", figure.section},
                                   {"name", figure.name},
                                   {"unit", figure.unit},
                                   {"value", json_number(figure.pooled)},
                                   {"lowest", json_number(figure.low)},
                                   {"highest", json_number(figure.high)},
                                   {"events", figure.events},
                                   {"at_risk", figure.base},
                                   {"fact", figure.fact}});
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string as_csv(const std::vector<Figure>& figures)
{
    const auto cell = [](const std::optional<double>& value) { return value ? fmt::format("{}", *value) : ""; };
    std::string text = "section,name,unit,value,lowest,highest,events,at_risk,fact\n";
    for (const Figure& figure : figures)
        text += fmt::format("{},{},{},{},{},{},{},{},{}\n", figure.section, safe_csv_text(figure.name), figure.unit,
                            cell(figure.pooled), cell(figure.low), cell(figure.high), figure.events, figure.base,
                            safe_csv_text(figure.fact));
    return text;
}

} // namespace

std::string describe_spread(const ResultSet& results, std::size_t arm, const std::optional<std::size_t>& run,
                            ListingFormat format)
{
    std::vector<SpreadOfRun> spreads;
    const ArmResult& of_arm = results.arms.at(arm);
    for (std::size_t at = 0; at < of_arm.runs.size(); ++at)
        if (of_arm.runs[at].status == RunStatus::done && run.value_or(at) == at &&
            !of_arm.runs[at].series.events.empty())
            spreads.push_back(spread_of(results, of_arm.runs[at].series));
    if (spreads.empty())
        throw UsageError{"emprise inspect --spread: this file keeps no events of such a run (outputs.events)."};
    Runs runs;
    for (const SpreadOfRun& spread : spreads) runs.push_back(&spread);
    std::vector<Figure> figures;
    if (!results.towns.towns.empty()) {
        add_towns(runs, figures);
        add_entries(runs, figures);
    }
    add_shares(runs, figures);
    add_spells(runs, figures);
    add_generators(runs, figures);
    add_counts(runs, figures);
    if (format == ListingFormat::json) return as_json(results, arm, runs.size(), figures);
    if (format == ListingFormat::csv) return as_csv(figures);
    return as_text(
        wrap(fmt::format("How networks spread. Arm {}, {} replicates pooled, {:.1f} years each. Columns: pooled "
                         "value, lowest to highest replicate, events, time at risk in years (of towns t, of networks "
                         "and towns n) or number asked, published figure.",
                         printable(of_arm.id), runs.size(), spreads.front().years),
             0),
        figures);
}

} // namespace emprise
