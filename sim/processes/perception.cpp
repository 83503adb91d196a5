#include "processes/perception.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "parallel/parallel.hpp"
#include "world/population_share.hpp"
#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

namespace {

constexpr std::size_t seen_communes_at_once = 512;
constexpr double millionths = 1e6;

double between_0_and_1(double share)
{
    return std::clamp(share, 0.0, 1.0);
}

/// First hours count most: slope 1 at none, `half` hours do half of what is ever possible.
double saturating(double hours, double half)
{
    return hours * half / (hours + half);
}

/// Busy sites by quartier in millionths: integers, so that the order of cells cannot matter.
Column<Quartier, std::int64_t> count_busy_sites(const World& world, double reference_sales_eur_week)
{
    const Cells& cells = world.cells;
    Column<Quartier, std::int64_t> busy(world.territory->quartiers.size(), 0);
    for (const CellId cell : each<Cell>(cells.size())) {
        if (!cells.is_open(cell) || cells.kind[cell] != CellKind::site) continue;
        const double sales = static_cast<double>(cells.revenue_cents[cell]) / 100.0;
        const double seen = cells.open_share[cell] * sales / (sales + reference_sales_eur_week);
        busy[cells.quartier[cell]] += static_cast<std::int64_t>(seen * millionths + 0.5);
    }
    return busy;
}

double adults_in(const QuartierStocks& stocks)
{
    std::int32_t adults = 0;
    for (std::size_t band = 4; band < stocks.people.size(); ++band)
        adults += stocks.people[band][0] + stocks.people[band][1];
    return adults;
}

/// What the quartiers of one commune have in common.
struct CommuneScene {
    bool rural;
    double busy_sites_per_10000;
    double sites_left_out; ///< Busy sites of a quartier that are not simulated: somewhere in the commune.
    double patrol_hours;   ///< Saturating, per 1,000 residents, above the mean.
};

/// One week of one quartier: every state moves a step towards where it tends.
class Perceiving {
public:
    Perceiving(World& world, const Channels& channels, const PerceptionParameters& parameters)
        : world_{world},
          channels_{channels},
          parameters_{parameters},
          busy_{count_busy_sites(world, parameters.reference_sales_eur_week)}
    {}

    [[nodiscard]] CommuneScene look_at(CommuneId commune) const
    {
        const CommuneTable& communes = world_.territory->communes;
        std::int64_t busy = 0;
        for (const QuartierId quartier : quartiers_of(*world_.territory, commune)) busy += busy_[quartier];
        const double residents = simulated_residents(world_, commune);
        const double hours =
            (channels_.municipal_presence_hours[commune] + channels_.national_presence_hours[commune]) * 1000.0 /
            residents;
        const double half = parameters_.patrol_hours_half;
        return {.rural = communes.urban_class[commune] == UrbanClass::rural,
                .busy_sites_per_10000 = static_cast<double>(busy) / millionths * 10000.0 / residents,
                .sites_left_out = left_out_per_simulated(world_) * static_cast<double>(busy) / millionths /
                                  communes.quartier_count[commune],
                .patrol_hours = saturating(hours, half) - saturating(parameters_.patrol_hours_mean, half)};
    }

    /// Returns the reports expected this week.
    double perceive(QuartierId quartier, const CommuneScene& scene)
    {
        const PerceptionParameters& p = parameters_;
        QuartierState& state = world_.quartiers;
        const QuartierTable& places = world_.territory->quartiers;
        const double residents = simulated_residents(world_, quartier);
        const double mediation =
            saturating(channels_.mediation_hours[quartier] * 1000.0 / residents, p.mediation_hours_half);
        const double deprived = places.deprivation[quartier] - 0.5;
        double& exposure = state.exposure[quartier];
        const double own_sites = static_cast<double>(busy_[quartier]) / millionths + scene.sites_left_out;
        exposure += (exposure_target(p, scene.rural, own_sites, scene.busy_sites_per_10000) - exposure) /
                    p.exposure_memory_weeks;
        double& fear = state.fear[quartier];
        double& trust = state.trust[quartier];
        double& efficacy = state.collective_efficacy[quartier];
        const double hold = state.hold[quartier];
        const double memory = state.violence_memory[quartier];
        const double remembered = memory / (memory + p.violence_memory_half);
        const double fear_tends = p.fear_mean + p.fear_per_exposure * (exposure - p.exposure_mean) +
                                  p.fear_per_deprivation * deprived + p.fear_per_patrol_hour * scene.patrol_hours +
                                  p.fear_per_mediation_hour * mediation + p.fear_per_efficacy * (efficacy - 0.5) +
                                  p.fear_per_hold * hold + p.fear_per_violence * remembered;
        const double trust_tends = p.trust_mean + p.trust_per_fear * (fear - p.fear_mean) +
                                   p.trust_per_deprivation * deprived + p.trust_per_patrol_hour * scene.patrol_hours +
                                   p.trust_per_operation * state.raid_memory[quartier];
        const double efficacy_tends = 0.5 + p.efficacy_per_deprivation * deprived +
                                      p.efficacy_per_fear * (fear - p.fear_mean) +
                                      p.efficacy_per_mediation_hour * mediation;
        fear += (between_0_and_1(fear_tends) - fear) / p.memory_weeks;
        trust += (between_0_and_1(trust_tends) - trust) / p.memory_weeks;
        efficacy += (between_0_and_1(efficacy_tends) - efficacy) / p.memory_weeks;
        state.readiness_to_report[quartier] =
            p.reports_per_witness_year / weeks_per_year * trust / p.trust_mean * (1.0 - fear) / (1.0 - p.fear_mean) *
            2.0 * efficacy * (1.0 - p.silence_per_hold * hold) * (1.0 - p.silence_per_violence * remembered);
        return adults_in(world_.stocks[quartier]) * exposure * state.readiness_to_report[quartier];
    }

private:
    World& world_;
    const Channels& channels_;
    const PerceptionParameters& parameters_;
    Column<Quartier, std::int64_t> busy_;
};

} // namespace

double exposure_target(const PerceptionParameters& parameters, bool rural, double busy_sites,
                       double busy_sites_per_10000)
{
    const double elsewhere = rural ? parameters.exposure_rural : parameters.exposure_urban;
    const double seen =
        parameters.exposure_own_site * busy_sites + parameters.exposure_commune_sites * busy_sites_per_10000;
    return 1.0 - (1.0 - elsewhere) * portable_exp(-seen);
}

void advance_perception(World& world, const Channels& channels, const PerceptionParameters& parameters,
                        const Luck& luck)
{
    Perceiving perceiving{world, channels, parameters};
    const Territory& territory = *world.territory;
    auto& reports = world.tallies[Flow::reports];
    for_each_range(territory.communes.size(), seen_communes_at_once, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const CommuneId commune{static_cast<std::uint32_t>(i)};
            const CommuneScene scene = perceiving.look_at(commune);
            double expected = 0.0;
            for (const QuartierId quartier : quartiers_of(territory, commune))
                expected += perceiving.perceive(quartier, scene);
            const Who who = Who::of(Kind::commune, territory.communes.number[commune]);
            const double u = luck.uniform(Purpose::report, who);
            if (u >= 1.0 - expected) // else zero for sure, since 1 - m <= exp(-m): most communes are small
                reports[commune] += poisson_quantile(u, expected);
        }
    });
}

} // namespace emprise
