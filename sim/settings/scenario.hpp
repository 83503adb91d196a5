#pragma once
#include "base/error.hpp"
#include "base/week.hpp"
#include "settings/lever.hpp"
#include "settings/parameters.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace emprise {

/// Where something was written, for messages.
struct Place {
    std::string file;
    int line{};
    int column{};
};

struct RunSettings {
    Date start{std::chrono::year{2026}, std::chrono::January, std::chrono::day{5}}; ///< A Monday.
    int weeks{520};
    int burn_in{156}; ///< Weeks at negative time, simulated once per replicate and shared by every arm.
    int replicates{1};
    std::uint32_t seed{1};         ///< Replicate k meets the same luck in every arm.
    std::uint32_t genesis_seed{1}; ///< Positions and other synthetic columns.
};

struct TerritorySettings {
    std::string country{"france"}; ///< Shipped table under scenarios/.
    std::filesystem::path files;   ///< Or a folder with tables of the same schemas.
    bool all{false};
    std::vector<std::string> regions; ///< Codes or names.
    std::vector<std::string> departements;
    std::vector<std::string> communes;
};

/// A parameter that is drawn once per replicate, the same in every arm.
struct ParameterDraw {
    std::string path;
    enum class Shape { uniform, triangular, lognormal } shape{Shape::uniform};
    double low{};  ///< lognormal: median
    double mode{}; ///< triangular only
    double high{}; ///< lognormal: sigma
    Place place;
};

/// Where parameters come from when a row of a table sets them.
struct EnsembleDraw {
    std::string file; ///< Without its folder, printable.
    std::int64_t draw{};
};

enum class Comparison { above, below };

/// Which communes a policy reaches. Policies see observed values only: known sites, recorded figures.
struct PolicyTarget {
    std::vector<std::string> regions, departements, communes; ///< Codes or names; empty: everywhere in the territory.
    std::vector<std::string> sizes;                           ///< Size tier names or the words small, medium, large.
    std::optional<double> known_sites_above; ///< Communes with more known sites than this, looked at each week.
};

/// Turns a policy on while a recorded outcome is beyond a bound.
struct PolicyTrigger {
    std::string outcome;
    int window_weeks{52};
    Comparison comparison{Comparison::above};
    double bound{};
    bool relative_to_burn_in{false};
    int hold_weeks{26}; ///< Stays on at least this long once triggered.
};

enum class AmountUnit { units, units_per_10000, eur_per_year };

struct Policy {
    std::string id; ///< By which extending files change it; may be empty. Changes nothing else.
    std::string lever;
    Date start;
    std::optional<Date> end;
    double ramp_weeks{-1}; ///< Negative: the lever's own.
    PolicyTarget where;
    AmountUnit unit{AmountUnit::units_per_10000};
    double amount{};    ///< Added to what exists; negative cuts.
    bool set_to{false}; ///< Replaces what exists in the target instead of adding.
    std::optional<PolicyTrigger> when;
    Place place;
};

/// Moves a share of one lever's yearly budget to another; both end as units through their unit costs.
struct Shift {
    std::string id;
    std::string from;
    std::string to;
    double share{};
    std::string payer; ///< Empty: every payer.
    Date start;
    std::optional<Date> end;
    double ramp_weeks{-1};
    Place place;
};

/// What a change does to one parameter.
struct ParameterEffect {
    std::string path;
    double value{};
    bool factor{}; ///< Times the value of the run; else instead of it.
    Place place;
};

/// Parameters that take other values from a date on: outside events and what-ifs that nobody decides (model 3.15).
struct Change {
    std::string id;
    Date start;              ///< Not before the run's.
    std::optional<Date> end; ///< Last day.
    std::vector<ParameterEffect> effects;
    Place place;
};

struct Budget {
    double eur_per_year{};
    enum class OnOver { scale, stop, report } on_over{OnOver::report};
};

struct OutputSettings {
    int every_weeks{4};
    std::vector<std::string> by{"region"}; ///< region, departement, commune
    std::vector<std::string> outcomes;     ///< Empty: all.
    std::vector<std::string> by_commune;   ///< Outcomes also kept by commune.
    bool events{true};
};

/// A setting given by the environment or the command line, and what it beat.
struct AppliedOverride {
    std::string path;
    std::string value;
    std::string by;         ///< "environment" or "command line"
    std::string instead_of; ///< What the file, or an earlier override, said; empty: nothing.
};

/// One arm, resolved: what is written, on top of what it extends, on top of the usual values.
struct Scenario {
    std::string name;
    std::string id; ///< File name without folder and ending: the arm's label.
    std::filesystem::path file;
    RunSettings run;
    TerritorySettings territory;
    double population_share{1.0};
    SimulatedDrugs drugs;
    Parameters parameters; ///< With overrides, before draws.
    std::vector<ParameterDraw> draws;
    std::optional<EnsembleDraw> ensemble; ///< Its values are in `parameters`.
    std::vector<Policy> policies;
    std::vector<Shift> shifts;
    std::vector<Change> changes; ///< In the order of the file: later ones act on what earlier ones left.
    std::optional<Budget> budget;
    OutputSettings outputs;
    LeverCatalogue levers;
    std::vector<AppliedOverride> overrides;
    std::vector<std::string> files; ///< Read for this arm, the user's first.
    int values_inherited{};         ///< Written in a file this one extends.
    int values_set_here{};
    std::string as_written;     ///< The files' text, inputs included, for provenance.
    std::string resolved;       ///< Canonical TOML: reading it gives this scenario again.
    std::string genesis_digest; ///< Of everything that shapes the burn-in: arms that differ cannot share it.
};

} // namespace emprise
