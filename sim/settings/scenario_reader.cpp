#include "settings/scenario_reader.hpp"

#include "files/shipped_data.hpp"
#include "settings/catalogue.hpp"
#include "settings/change_reader.hpp"
#include "settings/ensemble.hpp"
#include "settings/inheritance.hpp"
#include "settings/parameter_reader.hpp"
#include "settings/policy_reader.hpp"
#include "settings/scenario_writer.hpp"
#include "settings/table_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace emprise {

namespace fs = std::filesystem;

namespace {

template <class Target, class Source>
void put(Target& target, const std::optional<Source>& source)
{
    if (source) target = static_cast<Target>(*source);
}

/// Interprets one merged tree, section by section.
class Interpretation {
public:
    Interpretation(const Document& document, const Folders& folders, const ReadOptions& options,
                   std::vector<Problem>& problems)
        : document_{document},
          folders_{folders},
          options_{options},
          problems_{problems},
          top_{document.tree, "", "the scenario", problems}
    {}

    void interpret(Scenario& scenario)
    {
        read_top(scenario);
        read_run(scenario.run);
        read_territory(scenario);
        read_population(scenario);
        read_parameters(scenario);
        read_catalogue(scenario);
        read_policies(scenario);
        read_changes(scenario);
        read_budget(scenario);
        read_outputs(scenario.outputs);
    }

private:
    void read_top(Scenario& scenario)
    {
        static_cast<void>(top_.require("schema"));
        static_cast<void>(top_.whole("schema"));
        static_cast<void>(top_.text("extends"));
        put(scenario.name, top_.text("name"));
        if (scenario.name.empty()) scenario.name = scenario.id;
    }

    void read_run(RunSettings& run)
    {
        const TomlNode* table = top_.table("run");
        if (table == nullptr) return;
        const TableReader reader{*table, "run", "[run]", problems_};
        put(run.start, reader.date("start"));
        if (!is_monday(run.start))
            reader.report(reader.find("start")->place, "S204",
                          fmt::format("`start` of [run] is no Monday: {}", format_date(run.start)),
                          fmt::format("The Monday before is {}.", format_date(monday_before(run.start))));
        put(run.weeks, reader.weeks("weeks"));
        put(run.burn_in, reader.weeks("burn_in"));
        put(run.replicates, reader.whole("replicates"));
        put(run.seed, reader.whole("seed"));
        put(run.genesis_seed, reader.whole("genesis_seed"));
    }

    static Date monday_before(Date date)
    {
        const std::chrono::sys_days day{date};
        return Date{day - (std::chrono::weekday{day} - std::chrono::Monday)};
    }

    void read_territory(Scenario& scenario)
    {
        if (!top_.require("territory")) return;
        const TomlNode* table = top_.table("territory");
        if (table == nullptr) return;
        const TableReader reader{*table, "territory", "[territory]", problems_};
        TerritorySettings& territory = scenario.territory;
        put(territory.country, reader.text("country"));
        put(territory.all, reader.truth("all"));
        territory.regions = reader.texts("regions");
        territory.departements = reader.texts("departements");
        territory.communes = reader.texts("communes");
        const bool some = !territory.regions.empty() || !territory.departements.empty() || !territory.communes.empty();
        if (territory.all == some)
            reader.report(table->place, "S211",
                          some ? "[territory] says all = true and lists parts"
                               : "[territory] chooses no part of the country",
                          "Write all = true, or regions, departements or communes.");
        find_tables(reader, territory);
        check_parts(reader, territory);
    }

    void find_tables(const TableReader& reader, TerritorySettings& territory)
    {
        if (const TomlNode* files = reader.find("files"); reader.text("files")) {
            std::error_code failure;
            const fs::path folder = fs::canonical(folders_.scenario / files->text, failure);
            TomlNode inside = *files;
            inside.text += "/communes.csv";
            if (!find_named_file(folders_, folders_.scenario / "scenario", inside, problems_).empty() && !failure)
                tables_ = territory.files = folder;
            return;
        }
        std::error_code failure;
        const bool plain = std::all_of(territory.country.begin(), territory.country.end(), [](char letter) {
            return (letter >= 'a' && letter <= 'z') || letter == '-' || letter == '_';
        });
        if (plain && fs::is_regular_file(folders_.data / territory.country / "communes.csv", failure))
            tables_ = folders_.data / territory.country;
        else if (options_.places == nullptr)
            reader.report(reader.node().place, "S210", fmt::format("no shipped country \"{}\"", territory.country),
                          "france is shipped; for your own tables write files = \"folder\".");
    }

    void check_parts(const TableReader& reader, const TerritorySettings& territory)
    {
        places_ = options_.places;
        if (places_ == nullptr && !tables_.empty()) {
            own_places_ = read_known_places(tables_);
            places_ = &own_places_;
        }
        if (places_ == nullptr) return;
        const auto check = [&](const char* key, const std::vector<std::string>& written, const PlaceNames& known) {
            if (!written.empty()) check_places(written, &known, key, reader.find(key)->place, problems_);
        };
        check("regions", territory.regions, places_->regions);
        check("departements", territory.departements, places_->departements);
        check("communes", territory.communes, places_->communes);
    }

    void read_population(Scenario& scenario)
    {
        const TomlNode* table = top_.table("population");
        if (table == nullptr) return;
        const TableReader reader{*table, "population", "[population]", problems_};
        put(scenario.population_share, reader.number("share"));
        if (reader.find("drugs") == nullptr) return;
        scenario.drugs = SimulatedDrugs::none();
        for (const std::string& name : reader.texts("drugs"))
            for (std::size_t drug = 0; drug < drug_count; ++drug)
                if (name == drug_names[drug]) scenario.drugs.add(static_cast<Drug>(drug));
    }

    void read_parameters(Scenario& scenario)
    {
        if (const TomlNode* table = top_.table("parameters")) {
            read_ensemble(*table, folders_, scenario, problems_);
            emprise::read_parameters(*table, scenario.parameters, scenario.draws, problems_);
        }
        for (const std::size_t drug : scenario.drugs)
            for (const char* price : {"reference", "wholesale"}) check_price(scenario, drug, price);
    }

    /// A drug that is simulated has a price above 0, whatever is drawn.
    void check_price(const Scenario& scenario, std::size_t drug, const char* which)
    {
        const std::string path = fmt::format("market.{}_price_eur_g_{}", which, drug_names[drug]);
        Parameters values = scenario.parameters;
        double least = *find_parameter(path)->at(values);
        for (const ParameterDraw& draw : scenario.draws)
            if (draw.path == path && draw.shape != ParameterDraw::Shape::lognormal) least = draw.low;
        if (least > 0.0) return;
        const TomlNode* parameters = top_.find("parameters");
        const TomlNode* written = parameters != nullptr ? parameters->find(path) : nullptr;
        top_.report(
            written != nullptr ? written->place : top_.node().place, "S214",
            fmt::format("{} is simulated without a price: {} may be {}", drug_names[drug], path, format_number(least)),
            "Give it a price above 0, or leave it out of `drugs` of [population].");
    }

    void read_catalogue(Scenario& scenario)
    {
        bool shipped = true;
        std::vector<const TomlNode*> files;
        if (const TomlNode* table = top_.table("catalogue")) {
            const TableReader reader{*table, "catalogue", "[catalogue]", problems_};
            shipped = reader.truth("shipped").value_or(true);
            static_cast<void>(reader.texts("files"));
            if (const TomlNode* list = reader.find("files"))
                for (const TomlNode& file : list->items) files.push_back(&file);
        }
        if (shipped) read_lever_folder(folders_.data / "levers", options_.known_channels, scenario.levers, problems_);
        for (const TomlNode* file : files) {
            const fs::path named_in{file->place.line > 0 ? fs::path{file->place.file} : scenario.file};
            const fs::path found = find_named_file(folders_, named_in, *file, problems_);
            if (found.empty()) continue;
            if (const std::optional<TomlNode> tree = read_settings_file(found, scenario.as_written, problems_)) {
                const TableReader only_levers{*tree, "levers", "a file of levers", problems_};
                read_levers(*tree, options_.known_channels, scenario.levers, problems_);
            }
        }
        static_cast<void>(top_.tables("lever"));
        read_levers(document_.tree, options_.known_channels, scenario.levers, problems_);
    }

    void read_policies(Scenario& scenario)
    {
        const PolicyNames names{scenario.levers, places_, options_.observed_outcomes};
        for (const TomlNode* table : top_.tables("policy"))
            scenario.policies.push_back(read_policy(*table, names, problems_));
        for (const TomlNode* table : top_.tables("shift"))
            scenario.shifts.push_back(read_shift(*table, scenario.levers, problems_));
        check_shifts(scenario.shifts, problems_);
    }

    void read_changes(Scenario& scenario)
    {
        for (const TomlNode* table : top_.tables("change"))
            scenario.changes.push_back(read_change(*table, scenario.run.start, problems_));
        check_changed_values(scenario, problems_);
    }

    void read_budget(Scenario& scenario)
    {
        const TomlNode* table = top_.table("budget");
        if (table == nullptr) return;
        const TableReader reader{*table, "budget", "[budget]", problems_};
        Budget budget;
        const std::string on_over = reader.text("on_over").value_or("report");
        budget.on_over = on_over == "scale"  ? Budget::OnOver::scale
                         : on_over == "stop" ? Budget::OnOver::stop
                                             : Budget::OnOver::report;
        if (!reader.require("total")) return;
        if (const TomlNode* total = reader.table("total")) {
            const TableReader parts{*total, "budget.total", "total of [budget]", problems_};
            if (parts.require("eur")) put(budget.eur_per_year, parts.number("eur"));
            if (parts.require("per")) static_cast<void>(parts.text("per"));
        }
        scenario.budget = budget;
    }

    void read_outputs(OutputSettings& outputs)
    {
        const TomlNode* table = top_.table("outputs");
        if (table == nullptr) return;
        const TableReader reader{*table, "outputs", "[outputs]", problems_};
        put(outputs.every_weeks, reader.weeks("every"));
        put(outputs.events, reader.truth("events"));
        if (reader.find("by") != nullptr) outputs.by = reader.texts("by");
        outputs.outcomes = reader.texts("outcomes");
        outputs.by_commune = reader.texts("by_commune");
        for (const char* key : {"outcomes", "by_commune"})
            for (const std::string& name : key == std::string_view{"outcomes"} ? outputs.outcomes : outputs.by_commune)
                check_outcome(reader, key, name);
    }

    void check_outcome(const TableReader& reader, const char* key, const std::string& name)
    {
        const std::vector<std::string>& known = options_.known_outcomes;
        if (known.empty() || std::find(known.begin(), known.end(), name) != known.end()) return;
        reader.report(reader.find(key)->place, "S209", fmt::format("no outcome \"{}\"", name), suggestion(name, known));
    }

    const Document& document_;
    const Folders& folders_;
    const ReadOptions& options_;
    std::vector<Problem>& problems_;
    TableReader top_;
    fs::path tables_;
    KnownPlaces own_places_;
    const KnownPlaces* places_{};
};

/// Values the user wrote, and how many of them in the first file (or beside it).
void count_values(const TomlNode& node, const std::string& here, Scenario& scenario)
{
    if (node.is(TomlType::table)) {
        for (const TomlEntry& entry : node.entries) count_values(entry.value, here, scenario);
    } else if (node.is(TomlType::list) && !node.items.empty() && node.items.front().is(TomlType::table)) {
        for (const TomlNode& item : node.items) count_values(item, here, scenario);
    } else {
        const bool elsewhere = node.place.line > 0 && node.place.file != here;
        ++(elsewhere ? scenario.values_inherited : scenario.values_set_here);
    }
}

std::vector<Problem> in_order(std::vector<Problem> problems)
{
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    });
    problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
    return problems;
}

} // namespace

Scenario read_scenario(const fs::path& file, const Overrides& overrides, const ReadOptions& options)
{
    std::vector<Problem> problems;
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    const Folders folders{.scenario = folder,
                          .data = options.data_folder.empty() ? shipped_data_folder() : options.data_folder,
                          .allow_outside = options.allow_outside};
    Document document = read_with_inheritance(file, folders, problems);
    Scenario scenario;
    scenario.file = file;
    scenario.id = file.stem().string();
    scenario.parameters = usual_parameters();
    scenario.as_written = document.as_written;
    scenario.files = document.files;
    if (problems.empty()) { // what could not be parsed has no settings to judge
        scenario.overrides = apply_overrides(document.tree, overrides, problems);
        Interpretation{document, folders, options, problems}.interpret(scenario);
        count_values(document.tree, document.files.front(), scenario);
    }
    if (!problems.empty()) throw InvalidScenario{in_order(std::move(problems))};
    scenario.resolved = resolved_toml(scenario);
    scenario.genesis_digest = genesis_digest(scenario);
    return scenario;
}

fs::path territory_folder(const Scenario& scenario, const ReadOptions& options)
{
    if (!scenario.territory.files.empty()) return scenario.territory.files;
    return (options.data_folder.empty() ? shipped_data_folder() : options.data_folder) / scenario.territory.country;
}

} // namespace emprise
