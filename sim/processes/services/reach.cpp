#include "processes/services/reach.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"
#include "parallel/parallel.hpp"
#include "processes/services/staff.hpp"
#include "processes/services/zone_hours.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace emprise {

namespace {

constexpr std::size_t reach_communes_at_once = 1024;
/// Ages covered by the last band of the stocks, for the share of a band that a lever reaches.
constexpr int last_age = 110;

bool is_hours(std::string_view channel)
{
    return channel.ends_with("_hours");
}

/// Share of each age band that lies in [youngest, oldest].
std::array<double, age_band_count> reached_shares(const Lever& lever)
{
    std::array<double, age_band_count> shares{};
    for (std::size_t band = 0; band < shares.size(); ++band) {
        const int from = age_band_from[band];
        const int to = band + 1 < shares.size() ? age_band_from[band + 1] : last_age;
        const int years = std::min(to, lever.oldest + 1) - std::max(from, lever.youngest);
        shares[band] = std::clamp(static_cast<double>(years) / (to - from), 0.0, 1.0);
    }
    return shares;
}

/// Channels by quartier that units fill; the effect's channel name, read once a week.
enum class Receiver : std::uint8_t { mediation, entry, initiation, support, support_reach, treatment };

constexpr std::string_view treatment_channel = "treatment_reach";

Receiver receiver_of(const LeverEffect& effect)
{
    const std::string& channel = effect.channel;
    if (channel == "mediation_hours") return Receiver::mediation;
    if (channel == "dose_against_entry") return Receiver::entry;
    if (channel == "dose_against_initiation") return Receiver::initiation;
    if (channel == "support_eur_week") return Receiver::support;
    if (channel == "support_reach") return Receiver::support_reach;
    EXPECTS(channel.starts_with(treatment_channel));
    return Receiver::treatment;
}

/// The drugs whose heavy users an effect treats: all that are simulated, or the one its channel names.
SimulatedDrugs treated_drugs(const LeverEffect& effect, SimulatedDrugs simulated)
{
    if (effect.channel == treatment_channel) return simulated;
    SimulatedDrugs treated = SimulatedDrugs::none();
    for (const std::size_t drug : simulated)
        if (effect.channel.ends_with(drug_names[drug])) treated.add(static_cast<Drug>(drug));
    return treated;
}

/// One effect of one lever, ready for the communes.
struct EffectWork {
    const ServicePosts* posts;
    const LeverEffect* effect;
    Receiver receiver;
    Places places;
    std::array<double, age_band_count> ages;
    SimulatedDrugs treated; ///< Only of treatment.
};

double residents_aged(const QuartierStocks& stocks, const std::array<double, age_band_count>& ages)
{
    double sum = 0.0;
    for (std::size_t band = 0; band < ages.size(); ++band)
        sum += ages[band] * (stocks.people[band][0] + stocks.people[band][1]);
    return sum;
}

double heavy_users_in(const QuartierStocks& stocks, SimulatedDrugs drugs)
{
    double sum = 0.0;
    for (const std::size_t drug : drugs) sum += stocks.users[drug][static_cast<std::size_t>(Use::heavy)];
    return sum;
}

/// Everything the communes of a range need; writes only to its own communes' quartiers.
class Delivery {
public:
    Delivery(const World& world, const ServicesParameters& parameters, const KnownSites& known, Channels& channels)
        : world_{world},
          territory_{*world.territory},
          parameters_{parameters},
          known_{known},
          channels_{channels},
          support_weight_(territory_.quartiers.size(), 0.0)
    {}

    void deliver(const EffectWork& work, CommuneId commune)
    {
        if (work.posts->filled[commune] <= 0.0 && work.posts->dose[commune] <= 0.0) return;
        switch (work.receiver) {
        case Receiver::mediation:
            return share_hours(work, commune);
        case Receiver::entry:
            return add_doses(work, commune, channels_.dose_against_entry);
        case Receiver::initiation:
            return add_doses(work, commune, channels_.dose_against_initiation);
        case Receiver::support:
        case Receiver::support_reach:
            return add_support(work, commune);
        case Receiver::treatment:
            return add_treatment(work, commune);
        }
    }

    /// Reach-weighted mean of the euros, when all sources have added theirs.
    void settle_support(CommuneId commune)
    {
        for (const QuartierId quartier : quartiers_of(territory_, commune))
            if (support_weight_[quartier] > 0.0) channels_.support_eur_week[quartier] /= support_weight_[quartier];
    }

private:
    [[nodiscard]] bool chosen(Places places, QuartierId quartier) const
    {
        if (places == Places::priority) return territory_.quartiers.priority[quartier] != 0;
        return places == Places::everywhere || known_.in_quartier[quartier] > 0;
    }

    /// Hours over the chosen quartiers by residents or by known sites; over all when none is chosen.
    void share_hours(const EffectWork& work, CommuneId commune)
    {
        const double hours = work.posts->filled[commune] * work.effect->size;
        const auto weight = [&](QuartierId quartier, bool all) -> double {
            if (all) return territory_.quartiers.population[quartier];
            if (!chosen(work.places, quartier)) return 0.0;
            return work.places == Places::known_sites ? known_.in_quartier[quartier]
                                                      : territory_.quartiers.population[quartier];
        };
        double total = 0.0;
        for (const QuartierId quartier : quartiers_of(territory_, commune)) total += weight(quartier, false);
        const bool all = total <= 0.0;
        if (all)
            for (const QuartierId quartier : quartiers_of(territory_, commune)) total += weight(quartier, true);
        if (hours <= 0.0 || total <= 0.0) return;
        for (const QuartierId quartier : quartiers_of(territory_, commune))
            channels_.mediation_hours[quartier] += hours * weight(quartier, all) / total;
    }

    /// Persons reached: first in the chosen quartiers, what is left over in the others; nobody twice.
    template <class Target, class Add>
    void reach_persons(const EffectWork& work, CommuneId commune, Target&& target, Add&& add)
    {
        double persons = work.posts->dose[commune] * work.effect->reach_per_unit;
        if (persons <= 0.0) return;
        for (const bool first : {true, false}) {
            double total = 0.0;
            for (const QuartierId quartier : quartiers_of(territory_, commune))
                total += chosen(work.places, quartier) == first ? target(quartier) : 0.0;
            if (total <= 0.0) continue;
            const double reach = std::min(1.0, persons / total);
            persons -= reach * total;
            for (const QuartierId quartier : quartiers_of(territory_, commune))
                if (chosen(work.places, quartier) == first && reach > 0.0) add(quartier, reach);
        }
    }

    void add_doses(const EffectWork& work, CommuneId commune, Column<Quartier, double>& doses)
    {
        reach_persons(
            work, commune, [&](QuartierId quartier) { return residents_aged(world_.stocks[quartier], work.ages); },
            [&](QuartierId quartier, double reach) {
                doses[quartier] =
                    1.0 - (1.0 - doses[quartier]) * (1.0 - parameters_.fidelity * reach * work.effect->size);
            });
    }

    void add_support(const EffectWork& work, CommuneId commune)
    {
        const bool euros = work.receiver == Receiver::support;
        reach_persons(
            work, commune,
            [&](QuartierId quartier) { return world_.stocks[quartier].neet * parameters_.neet_share_aged_16_to_25; },
            [&](QuartierId quartier, double reach) {
                channels_.support_reach[quartier] = std::max(channels_.support_reach[quartier], reach);
                if (!euros) return;
                channels_.support_eur_week[quartier] += reach * parameters_.fidelity * work.effect->size;
                support_weight_[quartier] += reach;
            });
    }

    void add_treatment(const EffectWork& work, CommuneId commune)
    {
        reach_persons(
            work, commune, [&](QuartierId quartier) { return heavy_users_in(world_.stocks[quartier], work.treated); },
            [&](QuartierId quartier, double reach) {
                for (const std::size_t drug : work.treated) {
                    double& treated = channels_.treatment_reach[drug][quartier];
                    treated = std::min(1.0, treated + reach * work.effect->size);
                }
            });
    }

    const World& world_;
    const Territory& territory_;
    const ServicesParameters& parameters_;
    const KnownSites& known_;
    Channels& channels_;
    Column<Quartier, double> support_weight_;
};

std::int64_t cents_of_week(double posts, double eur_per_year)
{
    return static_cast<std::int64_t>(std::floor(posts * eur_per_year * 100.0 / weeks_per_year + 0.5));
}

} // namespace

void let_units_mature(World& world, const LeverCatalogue& levers)
{
    for (std::size_t row = 0; row < levers.levers.size(); ++row) {
        double onset_weeks = 0.0;
        double half_life_weeks = 0.0;
        for (const LeverEffect& effect : levers.levers[row].effects) {
            onset_weeks = std::max(onset_weeks, effect.onset_weeks);
            half_life_weeks = std::max(half_life_weeks, effect.half_life_weeks);
        }
        const double kept = half_life_weeks > 0.0 ? portable_pow(0.5, 1.0 / half_life_weeks) : 0.0;
        ServicePosts& posts = world.services.of_lever[row];
        for_each_range(posts.filled.size(), reach_communes_at_once, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const CommuneId commune{static_cast<std::uint32_t>(i)};
                const double filled = posts.filled[commune];
                double& mature = posts.dose[commune];
                if (mature > filled)
                    mature = filled + (mature - filled) * kept;
                else
                    mature = onset_weeks > 1.0 ? std::min(filled, mature + filled / onset_weeks) : filled;
            }
        });
    }
}

void pay_for_services(World& world, const LeverCatalogue& levers)
{
    std::int64_t paid = 0;
    auto& tallies = world.tallies;
    auto& all_levers = tallies[Flow::public_cents];
    for_each_range(all_levers.size(), reach_communes_at_once, [&](std::size_t begin, std::size_t end) {
        std::int64_t sum = 0;
        for (std::size_t row = 0; row < levers.levers.size(); ++row) {
            const ServicePosts& posts = world.services.of_lever[row];
            const double eur_per_year = levers.levers[row].cost_eur_per_unit_year;
            for (std::size_t i = begin; i < end; ++i) {
                const CommuneId commune{static_cast<std::uint32_t>(i)};
                if (posts.filled[commune] <= 0.0 && authorised_posts(posts, commune) <= 0.0) continue;
                const std::int64_t spent = cents_of_week(posts.filled[commune], eur_per_year);
                tallies.spent_cents[row][commune] += spent;
                tallies.committed_cents[row][commune] += cents_of_week(authorised_posts(posts, commune), eur_per_year);
                all_levers[commune] += spent;
                sum += spent;
            }
        }
        add_integer(paid, sum);
    });
    world.ledger.pay(Purse::public_payers, Purse::public_services, paid);
}

void fill_channels(const World& world, const LeverCatalogue& levers, const ServicesParameters& parameters,
                   Channels& channels)
{
    const KnownSites known = count_known_sites(world);
    std::vector<EffectWork> in_quartiers;
    for (std::size_t row = 0; row < levers.levers.size(); ++row) {
        const Lever& lever = levers.levers[row];
        for (const LeverEffect& effect : lever.effects) {
            if (is_hours(effect.channel) && effect.channel != "mediation_hours")
                deliver_hours(world, lever, world.services.of_lever[row], effect, known, channels);
            else
                in_quartiers.push_back({&world.services.of_lever[row], &effect, receiver_of(effect), places_of(lever),
                                        reached_shares(lever), treated_drugs(effect, world.drugs)});
        }
    }
    Delivery delivery{world, parameters, known, channels};
    for_each_range(world.territory->communes.size(), reach_communes_at_once, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const CommuneId commune{static_cast<std::uint32_t>(i)};
            for (const EffectWork& work : in_quartiers) delivery.deliver(work, commune);
            delivery.settle_support(commune);
        }
    });
}

} // namespace emprise
