#include "processes/hold.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "world/hold.hpp"
#include "world/person_draw.hpp"
#include "world/population_share.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <optional>

namespace emprise {

namespace {

constexpr int adult = 18;
constexpr std::size_t first_adult_band = 4;

Who name_of(const World& world, QuartierId quartier)
{
    return Who::of(Kind::quartier, world.territory->quartiers.number[quartier]);
}

double per_thousand(double hours, double residents)
{
    return hours * 1000.0 / residents;
}

class Holding {
public:
    Holding(World& world, const Channels& channels, const HoldParameters& parameters, const Luck& luck)
        : world_{world}, channels_{channels}, parameters_{parameters}, luck_{luck}
    {}

    void fade_memories()
    {
        const double kept = portable_pow(0.5, 1.0 / parameters_.violence_half_life_weeks);
        for (double& memory : world_.quartiers.violence_memory) memory *= kept;
    }

    /// Quartiers with sites, and those where some hold is left.
    void advance(const std::vector<SitesHere>& sites)
    {
        auto here = sites.begin();
        for (const QuartierId quartier : each<Quartier>(world_.quartiers.size())) {
            if (here != sites.end() && here->quartier == quartier)
                step(*here++);
            else if (world_.quartiers.hold[quartier] > 0.0)
                step({.quartier = quartier});
        }
    }

    /// Threats follow what the commune does and the money made there.
    void threaten(const std::vector<SitesHere>& sites)
    {
        const auto& commune_of = world_.territory->quartiers.commune;
        for (auto here = sites.begin(); here != sites.end();) {
            const CommuneId commune = commune_of[here->quartier];
            std::int64_t cents = 0;
            for (; here != sites.end() && commune_of[here->quartier] == commune; ++here) cents += here->sales_cents;
            const double expected =
                parameters_.threats_per_million_eur * static_cast<double>(cents) * 1e-8 * action_of(commune);
            const Who who = Who::of(Kind::commune, world_.territory->communes.number[commune]);
            world_.tallies[Flow::threats][commune] += draw_poisson(luck_, Purpose::threat, who, {}, expected);
        }
    }

private:
    void step(const SitesHere& here)
    {
        QuartierState& state = world_.quartiers;
        const CommuneId commune = world_.territory->quartiers.commune[here.quartier];
        const HoldScene scene{.sales_eur_week = static_cast<double>(here.sales_cents) / 100.0,
                              .wages_eur_week = static_cast<double>(here.wages_cents) / 100.0,
                              .weapons = static_cast<double>(here.weapons_thousandths) / 1000.0,
                              .presence_hours = per_thousand(channels_.municipal_presence_hours[commune] +
                                                                 channels_.national_presence_hours[commune],
                                                             simulated_residents(world_, commune)),
                              .mediation_hours = per_thousand(channels_.mediation_hours[here.quartier],
                                                              simulated_residents(world_, here.quartier)),
                              .efficacy = state.collective_efficacy[here.quartier]};
        double& hold = state.hold[here.quartier];
        hold = next_hold(hold, hold_rates(parameters_, scene));
        if (here.sales_cents == 0 && hold < parameters_.least) hold = 0.0;
        take_reprisals(here.quartier);
    }

    /// On adults who report, by lot: the memory of the quartier keeps them, so that fear rises and reports fall.
    void take_reprisals(QuartierId quartier)
    {
        const QuartierState& state = world_.quartiers;
        std::int32_t adults = 0;
        for (std::size_t band = first_adult_band; band < world_.stocks[quartier].people.size(); ++band)
            adults += world_.stocks[quartier].people[band][0] + world_.stocks[quartier].people[band][1];
        const double expected = parameters_.reprisals_per_report * state.hold[quartier] * at_full_size(world_, adults) *
                                state.exposure[quartier] * state.readiness_to_report[quartier];
        const Who who = name_of(world_, quartier);
        const double u = luck_.uniform(Purpose::reprisal, who);
        if (u < 1.0 - expected) return; // none for sure, since 1 - m <= exp(-m)
        const std::int64_t reprisals = poisson_quantile(u, expected);
        if (reprisals == 0) return;
        if (!people_) people_.emplace(world_);
        for (std::int64_t nth = 0; nth < reprisals; ++nth) {
            const Who draw = Who::of(Kind::event, static_cast<std::uint64_t>(nth));
            const ResidentId person = people_->draw(quartier, adult, luck_, Purpose::reprisal, who, draw);
            if (!person.present()) continue;
            ++world_.tallies[Flow::reprisals][world_.territory->quartiers.commune[quartier]];
            world_.quartiers.violence_memory[quartier] += parameters_.reprisal_memory;
        }
    }

    /// Between 0 and 1: hours of municipal police and mediators per resident.
    [[nodiscard]] double action_of(CommuneId commune) const
    {
        double hours = channels_.municipal_presence_hours[commune];
        for (const QuartierId quartier : quartiers_of(*world_.territory, commune))
            hours += channels_.mediation_hours[quartier];
        const double rate = per_thousand(hours, simulated_residents(world_, commune));
        return rate / (rate + parameters_.threat_hours_half);
    }

    World& world_;
    const Channels& channels_;
    const HoldParameters& parameters_;
    const Luck& luck_;
    std::optional<PersonDraw> people_;
};

} // namespace

void advance_hold(World& world, const Channels& channels, const HoldParameters& parameters, const Luck& luck)
{
    const std::vector<SitesHere> sites =
        survey_sites(world, [&](CellId cell) { return world.cells.revenue_cents[cell]; });
    Holding holding{world, channels, parameters, luck};
    holding.fade_memories();
    holding.advance(sites);
    holding.threaten(sites);
}

} // namespace emprise
