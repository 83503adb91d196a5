#pragma once
#include "app/options.hpp"

namespace emprise {

/// Exit codes: promises to scripts and schedulers.
enum ExitCode : int {
    exit_fine = 0,
    exit_internal_error = 1,
    exit_usage = 2,
    exit_invalid_scenario = 3,
    exit_missing_input = 4,
    exit_some_runs_failed = 5,
    exit_output_exists = 6,
    exit_stopped_resumable = 75,
    exit_interrupted = 130,
};

// One function per verb; each returns an exit code and lets exceptions go to main.
int check_scenarios(const Options& options);
int diff_scenarios(const Options& options);
int run_scenario(const Options& options);
int compare_scenarios(const Options& options);
int inspect_result(const Options& options);
int validate_model(const Options& options);
int bench_model(const Options& options);
int list_parameters(const Options& options);
int list_outcomes(const Options& options);
int list_levers(const Options& options);
int print_schema(const Options& options);
int import_territory_files(const Options& options);

} // namespace emprise
