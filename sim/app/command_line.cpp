#include "app/command_line.hpp"

#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "base/build_info.hpp"
#include "base/error.hpp"
#include "base/suggestion.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace emprise {

namespace {

struct Verb {
    const char* name;
    const char* says;
    int (*run)(const Options&);
};

void add_settings(CLI::App& app, Options& options)
{
    app.add_option("--set", options.sets, "Set one value: path=value (repeatable)")->allow_extra_args(false);
    app.add_option("--set-json", options.set_json, "Set several values: a JSON object of path: value");
    app.add_flag("--allow-outside", options.allow_outside, "Let a scenario read files outside its own folder");
}

void add_run_options(CLI::App& app, Options& options)
{
    add_settings(app, options);
    app.add_option("-o,--output", options.output, "Result file (HDF5)")->required();
    app.add_option("-j,--threads", options.threads, "Threads; 0 for every usable core")->check(CLI::Range(0, 4096));
    app.add_flag("--force", options.force, "Replace an existing result");
    app.add_flag("--resume", options.resume, "Go on where a stopped run left off");
    app.add_option("--checkpoint-every", options.checkpoint_every, "Weeks between checkpoints")
        ->check(CLI::Range(1, 100000));
    app.add_flag("--fingerprints", options.fingerprints, "Also keep a hash of every table at each output week");
    app.add_option("--metrics", options.metrics, "Also write headline numbers as flat JSON");
    app.add_option("--progress", options.progress, "auto, line, json or none")
        ->check(CLI::IsMember({"auto", "line", "json", "none"}));
    app.add_flag("-q,--quiet", options.quiet, "No progress, no talk");
    app.add_flag("--json", options.json, "Print the result as one JSON document");
}

void add_listing(CLI::App& app, Options& options)
{
    app.add_flag("--json", options.json, "As JSON");
    app.add_flag("--csv", options.csv, "As CSV");
}

CLI::App* add_scenario_verb(CLI::App& app, const Verb& verb, Options& options, int at_least, int at_most)
{
    CLI::App* sub = app.add_subcommand(verb.name, verb.says);
    sub->add_option("FILE", options.files, "Scenario (TOML)")->required()->expected(at_least, at_most);
    return sub;
}

void declare_scenario_verbs(CLI::App& app, Options& options)
{
    CLI::App* check = add_scenario_verb(
        app, {"check", "Validate scenarios and say what they would do and cost; runs nothing", nullptr}, options, 1,
        64);
    add_settings(*check, options);
    check->add_flag("--json", options.json, "As JSON");
    check->add_option("-j,--threads", options.threads, "Threads the prediction assumes");
    CLI::App* diff =
        add_scenario_verb(app, {"diff", "Settings that differ between two scenarios", nullptr}, options, 2, 2);
    add_settings(*diff, options);
    diff->add_flag("--json", options.json, "As JSON");
    CLI::App* run = app.add_subcommand("run", "Run one scenario");
    run->add_option("FILE", options.files, "Scenario (TOML)")->expected(0, 1);
    run->add_option("--from", options.from, "Run again what a result file holds");
    add_run_options(*run, options);
    CLI::App* compare = add_scenario_verb(
        app, {"compare", "Run several arms under the same luck and compare them", nullptr}, options, 1, 64);
    add_run_options(*compare, options);
    CLI::App* validate = app.add_subcommand("validate", "Hold the start of a run against published figures");
    validate->add_option("FILE", options.files, "Scenario; without it scenarios/studies/face-validity.toml")
        ->expected(0, 1);
    add_settings(*validate, options);
    validate->add_option("-j,--threads", options.threads, "Threads; 0 for every usable core");
    validate->add_flag("--json", options.json, "As JSON");
    validate->add_flag("-q,--quiet", options.quiet, "No progress");
    CLI::App* bench = add_scenario_verb(app, {"bench", "Time whole runs, by process", nullptr}, options, 1, 1);
    add_settings(*bench, options);
    bench->add_option("-j,--threads", options.threads, "Threads; 0 for every usable core");
    bench->add_option("--repeats", options.repeats, "Runs; medians are printed")->check(CLI::Range(1, 99));
    bench->add_flag("--json", options.json, "As JSON");
    bench->add_flag("-q,--quiet", options.quiet, "No progress");
}

void declare_reading_verbs(CLI::App& app, Options& options)
{
    CLI::App* inspect = app.add_subcommand("inspect", "What a result file holds, how it was made, headline numbers");
    inspect->add_option("FILE", options.files, "Result file (HDF5)")->required()->expected(1, 2);
    inspect->add_flag("--json", options.json, "As JSON");
    inspect->add_flag("--diverge", options.diverge, "Of two files: first week and table whose fingerprints differ");
    inspect->add_flag("--csv", options.csv, "The series, the story or the figures as CSV");
    CLI::Option_group* story = inspect->add_option_group("Story", "What happened over time; one of");
    story->add_option("--organisation", options.organisation, "Story of a network, such as N-21231-052-3");
    story->add_option("--cell", options.cell, "Story of a site or crew, such as S-21231-052-3");
    story->add_option("--commune", options.commune, "Story of a commune, by code or name");
    story->add_flag("--spread", options.spread, "Hazards of entry and exit, persistence, stays, generators");
    story->require_option(0, 1);
    inspect->add_option("--arm", options.arm, "Which arm; the first without it");
    inspect->add_option("--replicate", options.replicate, "Which replicate; the first (--spread: all) without it")
        ->check(CLI::Range(0, 1'000'000));
    for (const char* name : {"parameters", "outcomes", "levers"})
        add_listing(*app.add_subcommand(name, fmt::format("The catalogue of {}", name)), options);
    app.get_subcommand("levers")->add_flag("--channels", options.channels, "The channels levers act through");
    app.add_subcommand("schema", "JSON Schema of a scenario file");
}

void declare_territory(CLI::App& app, Options& options)
{
    CLI::App* territory = app.add_subcommand("territory", "Tables of places");
    territory->require_subcommand(1);
    CLI::App* import =
        territory->add_subcommand("import", "Replace synthetic columns by official files you downloaded");
    import->add_option("FILE", options.files, "Official files, recognised by their columns")->required();
    import->add_option("--country", options.country_folder, "Folder of the tables; the shipped France without it");
    import->add_option("-o,--output", options.output, "Table to write; columns.csv of the country without it");
    import->add_flag("--force", options.force, "Replace an existing file");
}

const std::array<Verb, 12> verbs{{
    {"check", "", check_scenarios},
    {"diff", "", diff_scenarios},
    {"run", "", run_scenario},
    {"compare", "", compare_scenarios},
    {"validate", "", validate_model},
    {"bench", "", bench_model},
    {"inspect", "", inspect_result},
    {"parameters", "", list_parameters},
    {"outcomes", "", list_outcomes},
    {"levers", "", list_levers},
    {"schema", "", print_schema},
    {"territory", "", import_territory_files},
}};

std::vector<std::string> verb_names()
{
    std::vector<std::string> names;
    for (const Verb& verb : verbs) names.emplace_back(verb.name);
    return names;
}

[[noreturn]] void refuse_verb(const std::string& wrong)
{
    std::string text = fmt::format("emprise: unknown verb `{}`.", printable(wrong));
    const std::vector<std::string> near = nearest_names(wrong, verb_names());
    if (!near.empty()) text += fmt::format(" Did you mean `{}`?", near.front());
    throw UsageError{text + " See emprise --help."};
}

/// CLI11 says only "A subcommand is required" for a mistyped verb, and lists unknown options backwards.
CommandLine answer_mistake(CLI::App& app, const CLI::ParseError& mistake, int argc, char** argv)
{
    CommandLine line;
    line.finished = true;
    if (mistake.get_exit_code() == 0) {
        std::ostringstream text;
        app.exit(mistake, text, text);
        print_result(text.str());
        return line;
    }
    if (argc < 2) {
        print_talk(app.help());
        line.exit_code = exit_usage;
        return line;
    }
    const std::string first = argv[1];
    const std::vector<std::string> names = verb_names();
    if (!first.empty() && first[0] != '-' && std::find(names.begin(), names.end(), first) == names.end())
        refuse_verb(first);
    throw UsageError{fmt::format("emprise {}: {}. See emprise {} --help.", printable(first), printable(mistake.what()),
                                 printable(first))};
}

} // namespace

CommandLine read_command_line(int argc, char** argv)
{
    CommandLine line;
    CLI::App app{
        "Emprise: how the drug trade spreads between the towns of France, and what public policies do about it",
        "emprise"};
    app.set_version_flag("--version", fmt::format("emprise {} ({})", build_info().version, build_info().commit));
    app.require_subcommand(1);
    declare_scenario_verbs(app, line.options);
    declare_reading_verbs(app, line.options);
    declare_territory(app, line.options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& mistake) {
        return answer_mistake(app, mistake, argc, argv);
    }
    line.options.verb = app.get_subcommands().front()->get_name();
    for (const Verb& verb : verbs)
        if (line.options.verb == verb.name) line.verb = verb.run;
    return line;
}

} // namespace emprise
