#include "settings/catalogue.hpp"

#include "base/suggestion.hpp"
#include "settings/table_reader.hpp"
#include "settings/toml_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace emprise {

namespace fs = std::filesystem;

namespace {

bool is_lower_case_name(std::string_view id)
{
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
    });
}

void read_size(const TableReader& effect, LeverEffect& made, std::vector<Problem>& problems)
{
    if (!effect.require("size")) return;
    const TomlNode* table = effect.table("size");
    if (table == nullptr) return;
    const TableReader size{*table, "lever.effect.size", "size in " + effect.what(), problems};
    if (size.require("usual")) made.size = size.number("usual").value_or(0);
    made.plausible = size.range("plausible").value_or(Interval{made.size, made.size});
    if (!made.plausible.contains(made.size))
        size.report(table->place, "S201",
                    fmt::format("the usual size of {} lies outside its plausible range", effect.what()));
}

LeverEffect read_effect(const TomlNode& table, const std::string& what, std::span<const std::string> known_channels,
                        std::vector<Problem>& problems)
{
    const TableReader effect{table, "lever.effect", what, problems};
    LeverEffect made;
    if (effect.require("channel")) made.channel = effect.text("channel").value_or("");
    if (!made.channel.empty() && !known_channels.empty() &&
        std::find(known_channels.begin(), known_channels.end(), made.channel) == known_channels.end())
        effect.report(effect.find("channel")->place, "S212",
                      fmt::format("{} names no channel: \"{}\"", what, made.channel),
                      suggestion(made.channel, known_channels));
    read_size(effect, made, problems);
    made.reach_per_unit = effect.number("reach_per_unit").value_or(0);
    made.onset_weeks = effect.weeks("onset").value_or(0);
    made.half_life_weeks = effect.weeks("half_life").value_or(0);
    if (effect.require("source")) made.source = effect.text("source").value_or("");
    return made;
}

void read_names(const TableReader& lever, Lever& made, std::vector<Problem>& problems)
{
    made.name_en = made.name_fr = made.id;
    if (const TomlNode* table = lever.table("name")) {
        const TableReader name{*table, "lever.name", "name of " + lever.what(), problems};
        made.name_en = name.text("en").value_or(made.id);
        made.name_fr = name.text("fr").value_or(made.name_en);
    }
}

void read_cost(const TableReader& lever, Lever& made, std::vector<Problem>& problems)
{
    if (!lever.require("cost")) return;
    if (const TomlNode* table = lever.table("cost")) {
        const TableReader cost{*table, "lever.cost", "cost of " + lever.what(), problems};
        if (cost.require("eur_per_unit_year"))
            made.cost_eur_per_unit_year = cost.number("eur_per_unit_year").value_or(0);
        if (cost.require("source")) made.cost_source = cost.text("source").value_or("");
    }
}

void read_targets(const TableReader& lever, Lever& made, std::vector<Problem>& problems)
{
    made.places = "everywhere";
    if (const TomlNode* table = lever.table("targets")) {
        const TableReader targets{*table, "lever.targets", "targets of " + lever.what(), problems};
        const Interval age = targets.range("age").value_or(Interval{0, 120});
        made.youngest = static_cast<int>(age.low);
        made.oldest = static_cast<int>(age.high);
        made.places = targets.text("places").value_or("everywhere");
    }
}

void read_staffing(const TableReader& lever, Lever& made, std::vector<Problem>& problems)
{
    made.weekly_hiring = 1; // places without staffing rules are there as soon as authorised
    if (const TomlNode* table = lever.table("staffing")) {
        const TableReader staffing{*table, "lever.staffing", "staffing of " + lever.what(), problems};
        made.usual_vacancy = staffing.number("vacancy").value_or(0);
        made.weekly_hiring = staffing.number("weekly_hiring").value_or(1);
        made.weekly_quits = staffing.number("weekly_quits").value_or(0);
        made.staffing_source = staffing.text("source").value_or("");
    }
}

void read_baseline(const TableReader& lever, Lever& made, std::vector<Problem>& problems)
{
    made.baseline.rule = "residents";
    if (const TomlNode* table = lever.table("baseline")) {
        const TableReader baseline{*table, "lever.baseline", "baseline of " + lever.what(), problems};
        made.baseline.national_units = baseline.number("national_units").value_or(0);
        made.baseline.rule = baseline.text("rule").value_or("residents");
        if (baseline.require("source")) made.baseline.source = baseline.text("source").value_or("");
    }
}

Lever read_lever(const TomlNode& table, std::span<const std::string> known_channels, std::vector<Problem>& problems)
{
    const TomlNode* id = table.find("id");
    const TableReader lever{table, "lever", fmt::format("lever \"{}\"", id != nullptr ? id->text : ""), problems};
    Lever made;
    if (lever.require("id")) made.id = lever.text("id").value_or("");
    if (!made.id.empty() && !is_lower_case_name(made.id))
        lever.report(id->place, "S206", fmt::format("\"{}\" is no id", made.id),
                     "Lower-case letters, digits and hyphens.");
    read_names(lever, made, problems);
    if (lever.require("family")) made.family = lever.text("family").value_or("");
    made.decides = lever.texts("decides");
    if (lever.require("pays")) made.pays = lever.texts("pays");
    made.profession = lever.text("profession").value_or("");
    if (lever.require("unit")) made.unit = lever.text("unit").value_or("post");
    made.ramp_weeks = lever.weeks("ramp").value_or(0);
    made.condition = lever.text("condition").value_or("");
    read_cost(lever, made, problems);
    read_targets(lever, made, problems);
    read_staffing(lever, made, problems);
    read_baseline(lever, made, problems);
    int number = 0;
    for (const TomlNode* effect : lever.tables("effect"))
        made.effects.push_back(
            read_effect(*effect, fmt::format("effect {} of {}", ++number, lever.what()), known_channels, problems));
    return made;
}

void put(Lever lever, LeverCatalogue& catalogue)
{
    const auto at = std::lower_bound(catalogue.levers.begin(), catalogue.levers.end(), lever.id,
                                     [](const Lever& other, const std::string& id) { return other.id < id; });
    if (at != catalogue.levers.end() && at->id == lever.id)
        *at = std::move(lever);
    else
        catalogue.levers.insert(at, std::move(lever));
}

std::string weeks_text(double weeks)
{
    return fmt::format("{}", static_cast<int>(weeks));
}

} // namespace

void read_levers(const TomlNode& tree, std::span<const std::string> known_channels, LeverCatalogue& catalogue,
                 std::vector<Problem>& problems)
{
    const TomlNode* list = tree.find("lever");
    if (list == nullptr || !list->is(TomlType::list)) return;
    for (const TomlNode& item : list->items)
        if (item.is(TomlType::table)) put(read_lever(item, known_channels, problems), catalogue);
}

void read_lever_folder(const fs::path& folder, std::span<const std::string> known_channels, LeverCatalogue& catalogue,
                       std::vector<Problem>& problems)
{
    std::vector<fs::path> files;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator{folder, failure})
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    if (failure) throw MissingInput{fmt::format("no folder of levers {}: {}", folder.string(), failure.message())};
    std::sort(files.begin(), files.end());
    std::string unused;
    for (const fs::path& file : files)
        if (const std::optional<TomlNode> tree = read_settings_file(file, unused, problems)) {
            const TableReader only_levers{*tree, "levers", "a file of levers", problems};
            read_levers(*tree, known_channels, catalogue, problems);
        }
}

LeverCatalogue read_catalogue(const fs::path& folder, std::span<const std::string> known_channels)
{
    LeverCatalogue catalogue;
    std::vector<Problem> problems;
    read_lever_folder(folder, known_channels, catalogue, problems);
    if (!problems.empty()) throw InvalidScenario{std::move(problems)};
    return catalogue;
}

std::string lever_toml(const Lever& lever)
{
    std::string text =
        fmt::format("[[lever]]\nid = {}\nname = {{ en = {}, fr = {} }}\nfamily = {}\n", toml_string(lever.id),
                    toml_string(lever.name_en), toml_string(lever.name_fr), toml_string(lever.family));
    if (!lever.decides.empty()) text += fmt::format("decides = {}\n", toml_list(lever.decides));
    text += fmt::format("pays = {}\n", toml_list(lever.pays));
    if (!lever.profession.empty()) text += fmt::format("profession = {}\n", toml_string(lever.profession));
    text += fmt::format("unit = {}\ncost = {{ eur_per_unit_year = {}, source = {} }}\nramp = {}\n",
                        toml_string(lever.unit), format_number(lever.cost_eur_per_unit_year),
                        toml_string(lever.cost_source), weeks_text(lever.ramp_weeks));
    if (!lever.condition.empty()) text += fmt::format("condition = {}\n", toml_string(lever.condition));
    text += fmt::format("targets = {{ age = [{}, {}], places = {} }}\n", lever.youngest, lever.oldest,
                        toml_string(lever.places));
    text += fmt::format("staffing = {{ vacancy = {}, weekly_hiring = {}, weekly_quits = {}",
                        format_number(lever.usual_vacancy), format_number(lever.weekly_hiring),
                        format_number(lever.weekly_quits));
    text +=
        lever.staffing_source.empty() ? " }\n" : fmt::format(", source = {} }}\n", toml_string(lever.staffing_source));
    if (!lever.baseline.source.empty())
        text += fmt::format("baseline = {{ national_units = {}, rule = {}, source = {} }}\n",
                            format_number(lever.baseline.national_units), toml_string(lever.baseline.rule),
                            toml_string(lever.baseline.source));
    for (const LeverEffect& effect : lever.effects) {
        text += fmt::format("[[lever.effect]]\nchannel = {}\nsize = {{ usual = {}, plausible = [{}, {}] }}\n",
                            toml_string(effect.channel), format_number(effect.size),
                            format_number(effect.plausible.low), format_number(effect.plausible.high));
        text += fmt::format("reach_per_unit = {}\nonset = {}\nhalf_life = {}\nsource = {}\n",
                            format_number(effect.reach_per_unit), weeks_text(effect.onset_weeks),
                            weeks_text(effect.half_life_weeks), toml_string(effect.source));
    }
    return text;
}

} // namespace emprise
