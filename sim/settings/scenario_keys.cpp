#include "settings/scenario_keys.hpp"

#include <algorithm>
#include <array>

namespace emprise {
namespace {

constexpr Interval any_text{1, 300};
constexpr Interval any_list{0, 40'000};

// Weeks: births of the run are named in 12 bits (chance/who.hpp), so 1,024 weeks of burn-in and 2,600 after it fit.
constexpr auto rows = std::to_array<KeyRow>({
    {"", "schema", KeyType::whole, {1, 1}, "", "Version of this format: 1."},
    {"", "name", KeyType::text, any_text, "", "What people call the arm."},
    {"", "extends", KeyType::text, any_text, "", "File whose settings hold where this one says nothing."},
    {"", "run", KeyType::table, {}, "run", "Time, repetitions and luck."},
    {"", "territory", KeyType::table, {}, "territory", "Which part of which country."},
    {"", "population", KeyType::table, {}, "population", "Who is simulated."},
    {"", "parameters", KeyType::table, {}, "parameters", "Rows of `emprise parameters`: a value or a distribution."},
    {"", "policy", KeyType::tables, {0, 1000}, "policy", "What is decided, from when, where and how much."},
    {"", "shift", KeyType::tables, {0, 200}, "shift", "Money moved from one lever to another."},
    {"", "change", KeyType::tables, {0, 200}, "change", "Parameters that take other values from a date on."},
    {"", "budget", KeyType::table, {}, "budget", "What policies may commit together."},
    {"", "outputs", KeyType::table, {}, "outputs", "What is kept."},
    {"", "catalogue", KeyType::table, {}, "catalogue", "Where levers come from."},
    {"", "lever", KeyType::tables, {0, 500}, "lever", "A lever added or replaced."},

    {"run", "start", KeyType::date, {}, "", "First week after burn-in: a Monday."},
    {"run", "weeks", KeyType::duration, {1, 2600}, "", "Weeks simulated after burn-in."},
    {"run", "burn_in", KeyType::duration, {0, 1024}, "", "Weeks at negative time, shared by the arms."},
    {"run", "replicates", KeyType::whole, {1, 100'000}, "", "Runs; replicate k meets the same luck in every arm."},
    {"run", "seed", KeyType::whole, {0, 4294967295.0}, "", "Seed of luck."},
    {"run", "genesis_seed", KeyType::whole, {0, 4294967295.0}, "", "Seed of the synthetic columns of the territory."},

    {"territory", "country", KeyType::text, {1, 40}, "", "A shipped table, such as france."},
    {"territory", "files", KeyType::text, any_text, "", "Or a folder with tables of the same layout."},
    {"territory", "all", KeyType::truth, {}, "", "The whole country."},
    {"territory", "regions", KeyType::texts, any_list, "", "Codes or names."},
    {"territory", "departements", KeyType::texts, any_list, "", "Codes or names."},
    {"territory", "communes", KeyType::texts, any_list, "", "Codes or names."},

    {"population", "share", KeyType::number, {0.001, 1}, "", "Share of residents simulated; 1 is everybody."},
    {"population",
     "drugs",
     KeyType::choices,
     {1, 4},
     "cannabis cocaine heroin synthetic",
     "Drugs whose use and sales are simulated."},

    {"distribution", "dist", KeyType::choice, {}, "uniform triangular lognormal", "Shape of the draw."},
    {"distribution", "min", KeyType::number, {-1e15, 1e15}, "", "Least value (uniform, triangular)."},
    {"distribution", "mode", KeyType::number, {-1e15, 1e15}, "", "Likeliest value (triangular)."},
    {"distribution", "max", KeyType::number, {-1e15, 1e15}, "", "Greatest value (uniform, triangular)."},
    {"distribution", "median", KeyType::number, {-1e15, 1e15}, "", "Median (lognormal)."},
    {"distribution", "sigma", KeyType::number, {0, 5}, "", "Standard deviation of the logarithm (lognormal)."},

    {"ensemble", "file", KeyType::text, any_text, "",
     "Table (CSV): a column `draw` and one for each parameter, a row a draw."},
    {"ensemble", "draw", KeyType::whole, {0, 1'000'000}, "", "Which row sets these parameters."},

    {"policy", "id", KeyType::text, {1, 60}, "", "Name by which files that extend this one change it."},
    {"policy", "lever", KeyType::text, {1, 60}, "", "A row of `emprise levers`."},
    {"policy", "start", KeyType::date, {}, "", "First day."},
    {"policy", "end", KeyType::date, {}, "", "Last day; without it, the end of the run."},
    {"policy", "ramp", KeyType::duration, {0, 520}, "", "Time to the full amount; without it, the lever's own."},
    {"policy", "where", KeyType::table, {}, "where", "Which communes; without it, the whole territory."},
    {"policy", "amount", KeyType::table, {}, "amount", "Added to what exists; negative cuts."},
    {"policy", "set_to", KeyType::table, {}, "amount", "Replaces what exists."},
    {"policy", "when", KeyType::table, {}, "when", "On only while a recorded outcome is beyond a bound."},

    {"where", "size", KeyType::texts, {1, 10}, "", "small, medium, large or size tiers: one or a list."},
    {"where", "regions", KeyType::texts, any_list, "", "Codes or names."},
    {"where", "departements", KeyType::texts, any_list, "", "Codes or names."},
    {"where", "communes", KeyType::texts, any_list, "", "Codes or names."},
    {"where", "known_sites", KeyType::bound, {0, 10'000}, "", "\"> 0\": communes with more known sites, week by week."},

    {"amount", "posts", KeyType::number, {-1e6, 1e6}, "", "Full-time posts over the whole target."},
    {"amount", "posts_per_10000", KeyType::number, {-1e4, 1e4}, "", "Posts per 10,000 residents of the target."},
    {"amount", "places", KeyType::number, {-1e7, 1e7}, "", "Places over the whole target."},
    {"amount", "places_per_10000", KeyType::number, {-1e4, 1e4}, "", "Places per 10,000 residents of the target."},
    {"amount", "eur_per_year", KeyType::number, {-1e12, 1e12}, "", "Euros a year at the full amount, over the target."},

    {"when", "outcome", KeyType::text, {1, 80}, "", "A recorded outcome."},
    {"when", "window", KeyType::duration, {1, 520}, "", "Weeks whose mean is compared."},
    {"when", "above", KeyType::number, {-1e15, 1e15}, "", "On while the mean is greater."},
    {"when", "below", KeyType::number, {-1e15, 1e15}, "", "On while the mean is less."},
    {"when", "relative_to", KeyType::choice, {}, "burn_in", "The bound is a multiple of the mean before week 0."},
    {"when", "hold", KeyType::duration, {1, 520}, "", "Stays on at least this long."},

    {"shift", "id", KeyType::text, {1, 60}, "", "Name by which files that extend this one change it."},
    {"shift", "from", KeyType::text, {1, 60}, "", "Lever that loses money."},
    {"shift", "to", KeyType::text, {1, 60}, "", "Lever that gains it."},
    {"shift", "share", KeyType::number, {0, 1}, "", "Share of the yearly baseline budget of `from`."},
    {"shift", "payer", KeyType::text, {1, 40}, "", "Only this payer's part; without it, all payers'."},
    {"shift", "start", KeyType::date, {}, "", "First day."},
    {"shift", "end", KeyType::date, {}, "", "Last day."},
    {"shift", "ramp", KeyType::duration, {0, 520}, "", "Time to the full share; without it, the ramp of `to`."},

    {"change", "id", KeyType::text, {1, 60}, "", "Name by which files that extend this one change it."},
    {"change", "start", KeyType::date, {}, "", "First day, not before that of the run."},
    {"change", "end", KeyType::date, {}, "", "Last day; without it, the end of the run."},
    {"change", "factor", KeyType::table, {}, "change.factor", "Parameters and what their value of the run is times."},
    {"change", "parameters", KeyType::table, {}, "change.parameters", "Parameters and the value they take instead."},

    {"budget", "total", KeyType::table, {}, "budget.total", "What policies may commit."},
    {"budget", "on_over", KeyType::choice, {}, "scale stop report", "What happens when they ask for more."},
    {"budget.total", "eur", KeyType::number, {0, 1e13}, "", "Euros."},
    {"budget.total", "per", KeyType::choice, {}, "year", "Per year."},

    {"outputs", "every", KeyType::duration, {1, 520}, "", "Weeks between two records."},
    {"outputs", "by", KeyType::choices, {0, 3}, "region departement commune", "Levels kept beside the whole."},
    {"outputs", "outcomes", KeyType::texts, {0, 500}, "", "Rows of `emprise outcomes`; empty: all."},
    {"outputs", "by_commune", KeyType::texts, {0, 500}, "", "Outcomes kept by commune too."},
    {"outputs", "events", KeyType::truth, {}, "", "Keep the table of events."},

    {"catalogue", "shipped", KeyType::truth, {}, "", "Begin with the shipped levers (usual) or with none."},
    {"catalogue", "files", KeyType::texts, {0, 50}, "", "Files with further [[lever]] tables."},

    {"levers", "lever", KeyType::tables, {0, 500}, "lever", "A lever."},
    {"lever", "id", KeyType::text, {1, 60}, "", "Lower-case name in files: \"street-educators\"."},
    {"lever", "name", KeyType::table, {}, "lever.name", "What people read."},
    {"lever", "family", KeyType::choice, {}, "repression prevention mediation social governance regulation", "Kind."},
    {"lever", "decides", KeyType::choices, {1, 5}, "commune epci departement region state", "Who decides."},
    {"lever", "pays", KeyType::choices, {1, 5}, "commune epci departement region state", "Who pays, in equal parts."},
    {"lever", "profession", KeyType::text, {1, 60}, "", "Whose national pool fills the posts."},
    {"lever", "unit", KeyType::choice, {}, "post place", "What is counted."},
    {"lever", "cost", KeyType::table, {}, "lever.cost", "Full cost of a unit."},
    {"lever", "ramp", KeyType::duration, {0, 520}, "", "Hiring time when a policy states none."},
    {"lever", "condition", KeyType::text, any_text, "", "Legal condition, in words."},
    {"lever", "targets", KeyType::table, {}, "lever.targets", "Who is reached."},
    {"lever", "staffing", KeyType::table, {}, "lever.staffing", "How posts fill and empty."},
    {"lever", "baseline", KeyType::table, {}, "lever.baseline", "What exists before any policy."},
    {"lever", "effect", KeyType::tables, {0, 20}, "lever.effect", "What a unit puts into a channel."},
    {"lever.name", "en", KeyType::text, any_text, "", "In English."},
    {"lever.name", "fr", KeyType::text, any_text, "", "In French."},
    {"lever.cost", "eur_per_unit_year", KeyType::number, {0, 1e9}, "", "Euros for one unit for one year."},
    {"lever.cost", "source", KeyType::text, any_text, "", "Rows of the facts, or assumed."},
    {"lever.targets", "age", KeyType::range, {0, 120}, "", "Youngest and oldest age reached."},
    {"lever.targets", "places", KeyType::choice, {}, "everywhere priority known_sites gateways", "Where units work."},
    {"lever.staffing", "vacancy", KeyType::number, {0, 1}, "", "Share of posts empty in the baseline."},
    {"lever.staffing", "weekly_hiring", KeyType::number, {0, 1}, "", "Share of the gap closed each week."},
    {"lever.staffing", "weekly_quits", KeyType::number, {0, 1}, "", "Share of filled posts left each week."},
    {"lever.staffing", "source", KeyType::text, any_text, "", "Rows of the facts, or assumed."},
    {"lever.baseline", "national_units", KeyType::number, {0, 1e7}, "", "Units in the whole country."},
    {"lever.baseline",
     "rule",
     KeyType::choice,
     {},
     "communes_by_size priority_quartiers residents police_zones heavy_users youth",
     "Where they are."},
    {"lever.baseline", "source", KeyType::text, any_text, "", "Rows of the facts, or assumed."},
    {"lever.effect", "channel", KeyType::text, {1, 80}, "", "A row of `emprise levers --channels`."},
    {"lever.effect", "size", KeyType::table, {}, "lever.effect.size", "What one unit does."},
    {"lever.effect", "reach_per_unit", KeyType::number, {0, 1e6}, "", "Persons reached at a time by one filled unit."},
    {"lever.effect", "onset", KeyType::duration, {0, 520}, "", "Time to the full dose."},
    {"lever.effect", "half_life", KeyType::duration, {0, 1040}, "", "Of the dose after units go; 0: at once."},
    {"lever.effect", "source", KeyType::text, any_text, "", "Rows of the facts, or assumed."},
    {"lever.effect.size", "usual", KeyType::number, {-1e6, 1e6}, "", "Best guess."},
    {"lever.effect.size", "plausible", KeyType::range, {-1e6, 1e6}, "", "Least and greatest believable value."},
});

} // namespace

std::span<const KeyRow> key_rows()
{
    return rows;
}

const KeyRow* find_key(std::string_view section, std::string_view key)
{
    for (const KeyRow& row : rows)
        if (row.section == section && row.key == key) return &row;
    return nullptr;
}

std::vector<std::string> keys_of(std::string_view section)
{
    std::vector<std::string> keys;
    for (const KeyRow& row : rows)
        if (row.section == section) keys.emplace_back(row.key);
    return keys;
}

std::vector<std::string> words_of(const KeyRow& row)
{
    std::vector<std::string> words;
    for (std::size_t at = 0; at < row.words.size();) {
        const std::size_t end = std::min(row.words.find(' ', at), row.words.size());
        words.emplace_back(row.words.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

} // namespace emprise
