#pragma once
#include "settings/parameter.hpp"

#include <span>

namespace emprise {

/// Justice: what follows an arrest, prison, release. Units, sources and meaning are in the rows.
struct JusticeParameters {
    double freed_share{};
    double summons_share{};
    double summons_tried_share{};
    double jailed_at_once_share{};
    double remand_share{};
    double remand_weeks{};
    double trial_delay_weeks{};
    double convicted_share{};
    double prison_share{};
    double term_median_months{};
    double term_sigma{};
    double term_longest_months{};
    double served_share{};
    double density_feedback{};
    double minors_tried_share{};
    double minors_delay_weeks{};
    double minors_judged_below{};
    double minors_prison_share{};
    double minors_term_median_months{};
    double minors_term_sigma{};
    double resumes_after_custody{};
    double returns_young{};
    double returns_old{};
    double prison_places{};
    double prisoners{};
    double drug_share{};
    double awaiting_trial{};
};

[[nodiscard]] std::span<const ParameterRow> justice_parameter_rows();

} // namespace emprise
