#include "world/hold.hpp"

#include "base/portable_math.hpp"

#include <algorithm>

namespace emprise {

namespace {

double share_of_half(double amount, double half)
{
    return amount / (amount + half);
}

/// First hours count most: slope 1 at none.
double saturating(double hours, double half)
{
    return hours * half / (hours + half);
}

} // namespace

HoldRates hold_rates(const HoldParameters& parameters, const HoldScene& scene)
{
    const double unseen =
        (1.0 - parameters.sales_weight * share_of_half(scene.sales_eur_week, parameters.sales_half_eur_week)) *
        (1.0 - parameters.wages_weight * share_of_half(scene.wages_eur_week, parameters.wages_half_eur_week)) *
        (1.0 - parameters.display_weight * share_of_half(scene.weapons, parameters.display_half_weapons));
    return {parameters.growth_week * (1.0 - unseen),
            parameters.decay_week +
                parameters.decay_per_presence_hour * saturating(scene.presence_hours, parameters.presence_hours_half) +
                parameters.decay_per_mediation_hour *
                    saturating(scene.mediation_hours, parameters.mediation_hours_half) +
                parameters.decay_per_efficacy * scene.efficacy};
}

double resting_hold(HoldRates rates)
{
    return rates.growth / (rates.growth + rates.decay);
}

double next_hold(double hold, HoldRates rates)
{
    const double rest = resting_hold(rates);
    return rest + (hold - rest) * portable_exp(-(rates.growth + rates.decay));
}

double hold_loop_gain(const HoldParameters& parameters, const PerceptionParameters& perception)
{
    // d(rest)/d(decay) = growth / (growth + decay)^2, largest where growth equals decay; decay is least where nobody
    // acts.
    const double growth = std::min(parameters.growth_week, parameters.decay_week);
    const double sum = growth + parameters.decay_week;
    const double by_efficacy = growth / (sum * sum) * parameters.decay_per_efficacy;
    const double inner = 1.0 - std::max(0.0, perception.efficacy_per_fear * perception.fear_per_efficacy);
    if (inner <= 0.0) return 1e9;
    const double fear_to_efficacy = std::max(0.0, -perception.efficacy_per_fear) / inner;
    // Reprisals: adults of a quartier of 2,000 who all see dealing and report as readily as can be.
    constexpr double adults = 1600.0;
    constexpr double most_ready = 2.0;
    constexpr double weeks_in_year = 52.18;
    const double reports = adults * most_ready * perception.reports_per_witness_year / weeks_in_year;
    const double memory_weeks = parameters.violence_half_life_weeks / 0.6931471805599453;
    const double by_reprisals = perception.fear_per_violence / perception.violence_memory_half *
                                parameters.reprisal_memory * parameters.reprisals_per_report * reports * memory_weeks;
    return by_efficacy * fear_to_efficacy * (perception.fear_per_hold + by_reprisals);
}

namespace hold_detail {

void merge_by_quartier(std::vector<SitesHere>& sites)
{
    std::sort(sites.begin(), sites.end(),
              [](const SitesHere& a, const SitesHere& b) { return a.quartier < b.quartier; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < sites.size(); ++i) {
        if (kept > 0 && sites[kept - 1].quartier == sites[i].quartier) {
            sites[kept - 1].sales_cents += sites[i].sales_cents;
            sites[kept - 1].wages_cents += sites[i].wages_cents;
            sites[kept - 1].weapons_thousandths += sites[i].weapons_thousandths;
        } else {
            sites[kept++] = sites[i];
        }
    }
    sites.resize(kept);
}

Column<Organisation, std::int32_t> count_open_cells(const World& world)
{
    Column<Organisation, std::int32_t> open(world.organisations.size(), 0);
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (world.cells.is_open(cell) && world.cells.organisation[cell].present())
            ++open[world.cells.organisation[cell]];
    return open;
}

} // namespace hold_detail

} // namespace emprise
