#include "processes/observation.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "parallel/parallel.hpp"
#include "world/population_share.hpp"
#include "world/territory.hpp"

namespace emprise {

namespace {

constexpr std::size_t recorded_communes_at_once = 1024;

double users_in(const World& world, CommuneId commune)
{
    std::int64_t users = 0;
    for (const QuartierId quartier : quartiers_of(*world.territory, commune))
        for (const auto& states : world.stocks[quartier].users)
            users += states[static_cast<std::size_t>(Use::light)] + states[static_cast<std::size_t>(Use::heavy)];
    return static_cast<double>(users);
}

/// Effort relative to the mean; communes without presence at sites, which are most, share one value.
class RecordingEffort {
public:
    RecordingEffort(const World& world, const Channels& channels, const ObservationParameters& parameters)
        : world_{world},
          channels_{channels},
          parameters_{parameters},
          without_presence_{portable_pow(0.5, parameters.effort_elasticity)}
    {}

    [[nodiscard]] double in(CommuneId commune) const
    {
        const double hours = channels_.municipal_presence_hours[commune] + channels_.national_presence_hours[commune];
        if (hours <= 0.0 || world_.territory->communes.population[commune] == 0) return without_presence_;
        const double relative = hours * 1000.0 / simulated_residents(world_, commune) / parameters_.presence_hours_mean;
        return portable_pow(0.5 * (1.0 + relative), parameters_.effort_elasticity);
    }

private:
    const World& world_;
    const Channels& channels_;
    const ObservationParameters& parameters_;
    double without_presence_;
};

void record_trafficking(World& world, std::span<const Arrest> arrests, double recorded, const Luck& luck)
{
    for (const Arrest& arrest : arrests)
        if (luck.happens(recorded, Purpose::recorded, who_is(world.residents, arrest.resident)))
            ++world.tallies[Flow::implicated_trafficking][arrest.commune];
}

Column<Departement, double> recording_habits(const Territory& territory, const ObservationParameters& parameters,
                                             const Luck& luck)
{
    Column<Departement, double> habits(territory.departements.size(), 1.0);
    for (const DepartementId departement : each<Departement>(habits.size()))
        habits[departement] =
            recording_habit(parameters, luck, Who::of(Kind::departement, territory.departements.number[departement]));
    return habits;
}

} // namespace

double recording_habit(const ObservationParameters& parameters, const Luck& luck, Who departement)
{
    const double median = portable_exp(-0.5 * parameters.effort_sigma * parameters.effort_sigma);
    return draw_lognormal(luck.at_week(0), Purpose::parameter_draw, departement, {}, median, parameters.effort_sigma);
}

void advance_observation(World& world, const Channels& channels, std::span<const Arrest> arrests,
                         const ObservationParameters& parameters, const Luck& luck)
{
    record_trafficking(world, arrests, parameters.trafficking_recorded, luck);
    const Territory& territory = *world.territory;
    const Column<Departement, double> habits = recording_habits(territory, parameters, luck);
    auto& implicated = world.tallies[Flow::implicated_use];
    auto& fines = world.tallies[Flow::fines];
    const RecordingEffort effort{world, channels, parameters};
    const double per_user = parameters.use_implicated_per_user_year / weeks_per_year;
    for_each_range(territory.communes.size(), recorded_communes_at_once, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const CommuneId commune{static_cast<std::uint32_t>(i)};
            const double expected = per_user * users_in(world, commune) *
                                    habits[territory.communes.departement[commune]] * effort.in(commune);
            const Who who = Who::of(Kind::commune, territory.communes.number[commune]);
            const std::int64_t cases = draw_poisson(luck, Purpose::recorded, who, {}, expected);
            if (cases == 0) continue;
            implicated[commune] += cases;
            fines[commune] += draw_binomial(luck, Purpose::fine, who, {}, cases, parameters.fine_share);
        }
    });
}

} // namespace emprise
