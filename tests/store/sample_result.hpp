#pragma once
#include "record/recorder.hpp"
#include "record/small_world.hpp"
#include "store/result_set.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace emprise::testing_support {

/// Arrests, spending and events that differ by arm and replicate; `weeks` weeks after 8 weeks of burn-in.
inline Series sample_series(int arm, int run, int weeks, bool by_commune)
{
    World world = small_world(-8);
    RecorderSettings settings;
    settings.last_week = weeks;
    if (by_commune) settings.by_commune = {"arrests", "sites_active"};
    Recorder recorder{settings, world};
    add_site(world, 1, 5, 4, true);
    while (world.week < weeks) {
        world.tallies[Flow::arrests][CommuneId{1}] += 3 + arm;
        world.tallies[Flow::sales_cents][CommuneId{3}] += 12'345 * (run + 1);
        world.tallies.spent_cents[0][CommuneId{2}] += 199 * arm;
        world.quartiers.fear[QuartierId{2}] = 0.25;
        if (world.week % 4 == run % 4) add_site(world, 0, 2, 1);
        world.events.clear();
        if (world.week == 2)
            world.events.push_back({.week = 2,
                                    .kind = EventKind::site_opened,
                                    .reason = 2,
                                    .commune = CommuneId{3},
                                    .who = Who::born(Kind::cell, 3, 2, 0),
                                    .other = {},
                                    .terms = {1.5F, 2.5F, 1.0F, 30.0F}});
        ++world.week;
        recorder.observe(world);
    }
    return recorder.take_series();
}

inline ResultSet sample_results(int arms = 2, int runs = 3, int weeks = 12, bool by_commune = true)
{
    ResultSet results;
    results.title = "Essai : école, \"quotes\" and <tags>";
    results.seed = 20260105;
    results.axes = axes_of(small_world());
    results.towns = town_sizes_of(*small_territory());
    for (int run = 0; run < runs; ++run) results.replicates.push_back(run + 1);
    for (int arm = 0; arm < arms; ++arm) {
        ArmResult result;
        result.id = arm == 0 ? "status_quo" : "prevention_" + std::to_string(arm);
        result.name = arm == 0 ? "Status quo" : "Prévention";
        result.scenario_as_written = "schema = 1\nname = \"é\"\n";
        result.scenario_resolved = "schema = 1\n";
        for (int run = 0; run < runs; ++run)
            result.runs.push_back(
                {.status = RunStatus::done, .message = "", .series = sample_series(arm, run, weeks, by_commune)});
        results.arms.push_back(std::move(result));
    }
    results.provenance.command_line = "emprise compare a.toml b.toml -o out.h5";
    results.provenance.build_json = build_as_json();
    results.provenance.determinism_json = determinism_as_json();
    results.provenance.parameters_json = "{}";
    return results;
}

} // namespace emprise::testing_support
