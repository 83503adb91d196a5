#include "settings/parameters.hpp"
#include "settings/parameters/rows_by_drug.hpp"

#include <array>
#include <vector>

namespace emprise {

namespace {

constexpr auto fields = std::to_array<DrugField>({
    {"innovation_11_13",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].innovation[0]; },
     "Hazard of first use without example."},
    {"innovation_14_15",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].innovation[1]; },
     "Hazard of first use without example."},
    {"innovation_16_17",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].innovation[2]; },
     "Hazard of first use without example."},
    {"innovation_18_20",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].innovation[3]; },
     "Hazard of first use without example."},
    {"innovation_21_25",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].innovation[4]; },
     "Hazard of first use without example."},
    {"innovation_26_35",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].innovation[5]; },
     "Hazard of first use without example."},
    {"innovation_36_up",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].innovation[6]; },
     "Hazard of first use without example."},
    {"imitation_11_17",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].imitation[0]; },
     "Hazard of first use per unit share of light users around."},
    {"imitation_18_25",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].imitation[1]; },
     "Hazard of first use per unit share of light users around."},
    {"imitation_26_up",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].imitation[2]; },
     "Hazard of first use per unit share of light users around."},
    {"men_ratio_at_15",
     "1",
     {0.05, 20},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].men_ratio[0]; },
     "Hazard of first use of men over that of women; straight line between."},
    {"men_ratio_at_30",
     "1",
     {0.05, 20},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].men_ratio[1]; },
     "Hazard of first use of men over that of women; straight line between."},
    {"escalation",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].escalation; },
     "Light to heavy use."},
    {"light_quit_11_24",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].light_quit[0]; },
     "Light users who stop."},
    {"light_quit_25_up",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].light_quit[1]; },
     "Light users who stop."},
    {"heavy_to_light",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].heavy_to_light; },
     "Heavy users who become light users."},
    {"heavy_quit",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].heavy_quit; },
     "Heavy users who stop."},
    {"relapse_at_18",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].relapse[0]; },
     "Former users who take up light use again; straight lines between."},
    {"relapse_at_25",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].relapse[1]; },
     "Former users who take up light use again; straight lines between."},
    {"relapse_at_35",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].relapse[2]; },
     "Former users who take up light use again; straight lines between."},
    {"relapse_at_50",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].relapse[3]; },
     "Former users who take up light use again; straight lines between."},
    {"relapse_at_65",
     "1/year",
     {0, 5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].relapse[4]; },
     "Former users who take up light use again; straight lines between."},
    {"relapse_men_ratio",
     "1",
     {0.05, 20},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].relapse_men_ratio; },
     "Hazard of relapse of men over that of women."},
    {"commune_mixing",
     "1",
     {0, 1},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].commune_mixing; },
     "Weight of the commune against the own peer group in the example given."},
    {"deterrence",
     "1",
     {0, 50},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].deterrence; },
     "How much visible heavy use puts others off: e^(-this x heavy per light)."},
    {"usual_heavy_per_light",
     "1",
     {0, 20},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].usual_heavy_per_light; },
     "Heavy users per light user before the first week, and among the users added to smooth the ratio."},
    {"past_growth",
     "1/year",
     {-0.5, 0.5},
     [](Parameters& all, std::size_t drug) { return &all.drug_use.drugs[drug].past_growth; },
     "Growth of first use in the years before the first week; shapes the initial users by age."},
});

/// In the order of `fields`, by drug.
constexpr std::array<std::array<DrugValue, fields.size()>, drug_count> values{{
    {{
        // cannabis
        {0.008, {0.0048, 0.012}, "E-01, E-02, E-03"},                                    // innovation_11_13
        {0.07, {0.042, 0.105}, "E-01, E-02, E-03"},                                      // innovation_14_15
        {0.085, {0.051, 0.1275}, "E-01, E-02, E-03"},                                    // innovation_16_17
        {0.03, {0.018, 0.045}, "E-01, E-02, E-03"},                                      // innovation_18_20
        {0.01, {0.006, 0.015}, "E-01, E-02, E-03"},                                      // innovation_21_25
        {0.003, {0.0018, 0.0045}, "E-01, E-02, E-03"},                                   // innovation_26_35
        {0.001, {0.0006, 0.0015}, "E-01, E-02, E-03"},                                   // innovation_36_up
        {0.15, {0.06, 0.18}, "E-12"},                                                    // imitation_11_17
        {0.08, {0.032, 0.096}, "E-12"},                                                  // imitation_18_25
        {0.02, {0.008, 0.024}, "E-12"},                                                  // imitation_26_up
        {1.1, {0.88, 1.375}, "E-01, E-04"},                                              // men_ratio_at_15
        {1.9, {1.52, 2.375}, "E-01, E-04"},                                              // men_ratio_at_30
        {0.062, {0.0372, 0.093}, "E-09, tuned to E-04 and E-10"},                        // escalation
        {0.16, {0.128, 0.192}, "E-09"},                                                  // light_quit_11_24
        {0.24, {0.192, 0.288}, "E-09"},                                                  // light_quit_25_up
        {0.13, {0.078, 0.195}, "assumed; keeps heavy use near a fifth of users (E-10)"}, // heavy_to_light
        {0.11, {0.066, 0.165}, "E-09"},                                                  // heavy_quit
        {0.09, {0.054, 0.135}, "tuned to E-04, A-21"},                                   // relapse_at_18
        {0.07, {0.042, 0.105}, "tuned to E-04, A-21"},                                   // relapse_at_25
        {0.043, {0.0258, 0.0645}, "tuned to E-04, A-21"},                                // relapse_at_35
        {0.02, {0.012, 0.03}, "tuned to E-04, A-21"},                                    // relapse_at_50
        {0.004, {0.0024, 0.006}, "tuned to E-04, A-21"},                                 // relapse_at_65
        {2.8, {1.96, 3.92}, "E-01, E-04"},                                               // relapse_men_ratio
        {0.3, {0.05, 0.6}, "assumed; swept"},                                            // commune_mixing
        {0.0, {0.0, 0.0}, "Behrens, Caulkins et al. 1999; assumed; swept"},              // deterrence
        {0.25, {0.15, 0.4}, "A-21, A-22"},                                               // usual_heavy_per_light
        {0.0, {-0.02, 0.02}, "E-01: stable since 2014 [recalled]"},                      // past_growth
    }},
    {{
        // cocaine
        {0.0, {0.0, 0.0}, "tuned to E-05, A-21"},                           // innovation_11_13
        {0.002, {0.0012, 0.003}, "tuned to E-05, A-21"},                    // innovation_14_15
        {0.006, {0.0036, 0.009}, "tuned to E-05, A-21"},                    // innovation_16_17
        {0.012, {0.0072, 0.018}, "tuned to E-05, A-21"},                    // innovation_18_20
        {0.0135, {0.0081, 0.02025}, "tuned to E-05, A-21"},                 // innovation_21_25
        {0.0115, {0.0069, 0.01725}, "tuned to E-05, A-21"},                 // innovation_26_35
        {0.0028, {0.00168, 0.0042}, "tuned to E-05, A-21"},                 // innovation_36_up
        {0.05, {0.02, 0.06}, "E-12; assumed"},                              // imitation_11_17
        {0.06, {0.024, 0.072}, "E-12; assumed"},                            // imitation_18_25
        {0.04, {0.016, 0.048}, "E-12; assumed"},                            // imitation_26_up
        {1.5, {1.2, 1.875}, "E-05"},                                        // men_ratio_at_15
        {2.5, {2.0, 3.125}, "E-05"},                                        // men_ratio_at_30
        {0.038, {0.0228, 0.057}, "E-08, tuned to E-10"},                    // escalation
        {0.18, {0.144, 0.216}, "E-08"},                                     // light_quit_11_24
        {0.19, {0.152, 0.228}, "E-08"},                                     // light_quit_25_up
        {0.06, {0.036, 0.09}, "E-08"},                                      // heavy_to_light
        {0.035, {0.021, 0.0525}, "E-08"},                                   // heavy_quit
        {0.01, {0.006, 0.015}, "tuned to E-05, A-21"},                      // relapse_at_18
        {0.01, {0.006, 0.015}, "tuned to E-05, A-21"},                      // relapse_at_25
        {0.008, {0.0048, 0.012}, "tuned to E-05, A-21"},                    // relapse_at_35
        {0.003, {0.0018, 0.0045}, "tuned to E-05, A-21"},                   // relapse_at_50
        {0.001, {0.0006, 0.0015}, "tuned to E-05, A-21"},                   // relapse_at_65
        {2.0, {1.4, 2.8}, "E-05"},                                          // relapse_men_ratio
        {0.3, {0.05, 0.6}, "assumed; swept"},                               // commune_mixing
        {1.0, {0.0, 3.0}, "Behrens, Caulkins et al. 1999; assumed; swept"}, // deterrence
        {0.25, {0.15, 0.4}, "assumed; swept"},                              // usual_heavy_per_light
        {0.05, {0.03, 0.07}, "E-05"},                                       // past_growth
    }},
    {{
        // heroin
        {0.0, {0.0, 0.0}, "assumed; swept"},                                // innovation_11_13
        {5e-05, {3e-05, 7e-05}, "assumed; swept"},                          // innovation_14_15
        {0.0003, {0.00018, 0.00042}, "assumed; swept"},                     // innovation_16_17
        {0.0012, {0.00072, 0.00168}, "assumed; swept"},                     // innovation_18_20
        {0.0014, {0.00084, 0.00196}, "assumed; swept"},                     // innovation_21_25
        {0.0009, {0.00054, 0.00126}, "assumed; swept"},                     // innovation_26_35
        {0.0002, {0.00012, 0.00028}, "assumed; swept"},                     // innovation_36_up
        {0.04, {0.016, 0.048}, "E-12; assumed; swept"},                     // imitation_11_17
        {0.05, {0.02, 0.06}, "E-12; assumed; swept"},                       // imitation_18_25
        {0.03, {0.012, 0.036}, "E-12; assumed; swept"},                     // imitation_26_up
        {1.5, {1.2, 1.875}, "assumed; swept"},                              // men_ratio_at_15
        {2.5, {2.0, 3.125}, "assumed; swept"},                              // men_ratio_at_30
        {0.1, {0.06, 0.14}, "assumed; swept"},                              // escalation
        {0.18, {0.144, 0.216}, "assumed; swept"},                           // light_quit_11_24
        {0.19, {0.152, 0.228}, "assumed; swept"},                           // light_quit_25_up
        {0.03, {0.018, 0.042}, "assumed; swept"},                           // heavy_to_light
        {0.04, {0.024, 0.056}, "assumed; swept"},                           // heavy_quit
        {0.03, {0.018, 0.042}, "assumed; swept"},                           // relapse_at_18
        {0.03, {0.018, 0.042}, "assumed; swept"},                           // relapse_at_25
        {0.025, {0.015, 0.035}, "assumed; swept"},                          // relapse_at_35
        {0.012, {0.0072, 0.0168}, "assumed; swept"},                        // relapse_at_50
        {0.004, {0.0024, 0.0056}, "assumed; swept"},                        // relapse_at_65
        {2.0, {1.4, 2.8}, "assumed; swept"},                                // relapse_men_ratio
        {0.3, {0.05, 0.6}, "assumed; swept"},                               // commune_mixing
        {0.5, {0.0, 3.0}, "Behrens, Caulkins et al. 1999; assumed; swept"}, // deterrence
        {1.4, {0.7, 2.5}, "assumed; swept"},                                // usual_heavy_per_light
        {0.016, {0.0, 0.03}, "A-18 (volume +23 % in 13 years)"},            // past_growth
    }},
    {{
        // synthetic
        {0.0, {0.0, 0.0}, "assumed; swept; level of E-06, A-21"},           // innovation_11_13
        {0.001, {0.0006, 0.0014}, "assumed; swept; level of E-06, A-21"},   // innovation_14_15
        {0.006, {0.0036, 0.0084}, "assumed; swept; level of E-06, A-21"},   // innovation_16_17
        {0.016, {0.0096, 0.0224}, "assumed; swept; level of E-06, A-21"},   // innovation_18_20
        {0.016, {0.0096, 0.0224}, "assumed; swept; level of E-06, A-21"},   // innovation_21_25
        {0.009, {0.0054, 0.0126}, "assumed; swept; level of E-06, A-21"},   // innovation_26_35
        {0.0015, {0.0009, 0.0021}, "assumed; swept; level of E-06, A-21"},  // innovation_36_up
        {0.05, {0.02, 0.06}, "E-12; assumed; swept"},                       // imitation_11_17
        {0.06, {0.024, 0.072}, "E-12; assumed; swept"},                     // imitation_18_25
        {0.04, {0.016, 0.048}, "E-12; assumed; swept"},                     // imitation_26_up
        {1.2, {1.0, 1.5}, "assumed; swept"},                                // men_ratio_at_15
        {1.8, {1.4, 2.3}, "assumed; swept"},                                // men_ratio_at_30
        {0.02, {0.012, 0.028}, "assumed; swept"},                           // escalation
        {0.25, {0.2, 0.3}, "assumed; swept"},                               // light_quit_11_24
        {0.28, {0.22, 0.34}, "assumed; swept"},                             // light_quit_25_up
        {0.12, {0.072, 0.168}, "assumed; swept"},                           // heavy_to_light
        {0.06, {0.036, 0.084}, "assumed; swept"},                           // heavy_quit
        {0.02, {0.012, 0.028}, "assumed; swept"},                           // relapse_at_18
        {0.02, {0.012, 0.028}, "assumed; swept"},                           // relapse_at_25
        {0.015, {0.009, 0.021}, "assumed; swept"},                          // relapse_at_35
        {0.004, {0.0024, 0.0056}, "assumed; swept"},                        // relapse_at_50
        {0.001, {0.0006, 0.0014}, "assumed; swept"},                        // relapse_at_65
        {1.8, {1.3, 2.5}, "assumed; swept"},                                // relapse_men_ratio
        {0.3, {0.05, 0.6}, "assumed; swept"},                               // commune_mixing
        {0.0, {0.0, 3.0}, "Behrens, Caulkins et al. 1999; assumed; swept"}, // deterrence
        {0.12, {0.05, 0.25}, "assumed; swept"},                             // usual_heavy_per_light
        {0.05, {0.03, 0.07}, "A-21"},                                       // past_growth
    }},
}};

constexpr std::string_view path = "use.{drug}.{field}";

constexpr auto common_rows = std::to_array<ParameterRow>({
    {.path = "use.innovators_deterred",
     .at = [](Parameters& all) { return &all.drug_use.innovators_deterred; },
     .unit = "1",
     .usual = 1.0,
     .allowed = {0.0, 1.0},
     .plausible = {0.0, 1.0},
     .source = "assumed; swept; 0 in Behrens, Caulkins et al. 1999",
     .says = "How much of the deterrence by heavy use reaches those who start without example."},
    {.path = "use.ratio_smoothing_users",
     .at = [](Parameters& all) { return &all.drug_use.ratio_smoothing_users; },
     .unit = "persons",
     .usual = 50.0,
     .allowed = {0.0, 1000000.0},
     .plausible = {10.0, 200.0},
     .source = "assumed",
     .says = "Light users (and heavy ones at the usual ratio) added to a département for heavy per light."},
    {.path = "use.treatment_exit_ratio",
     .at = [](Parameters& all) { return &all.drug_use.treatment_exit_ratio; },
     .unit = "1",
     .usual = 2.5,
     .allowed = {1.0, 20.0},
     .plausible = {1.5, 4.0},
     .source = "assumed; swept",
     .says = "Exits from heavy use of a resident in treatment over those of others."},
    {.path = "use.availability_eur_week",
     .at = [](Parameters& all) { return &all.drug_use.availability_eur_week; },
     .unit = "EUR/week",
     .usual = 100.0,
     .allowed = {0.1, 1000000.0},
     .plausible = {30.0, 300.0},
     .source = "assumed; swept",
     .says = "Unserved demand per user that halves first use where nobody sells."},
});

} // namespace

std::span<const ParameterRow> drug_use_parameter_rows()
{
    static const std::vector<ParameterRow> rows = [] {
        std::vector<ParameterRow> all = RowsByDrug<fields, values, path>::drug_after_drug();
        all.insert(all.end(), common_rows.begin(), common_rows.end());
        return all;
    }();
    return rows;
}

} // namespace emprise
