#include "processes/drug_use.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"
#include "chance/sparse.hpp"
#include "parallel/parallel.hpp"
#include "world/people_events.hpp"
#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

namespace {

constexpr int protected_from = 11; ///< Ages the dose against first use is given to.
constexpr int protected_until = 17;
constexpr double smoothing_heavy_share = 0.25; ///< Heavy per light of the users added by ratio_smoothing_users.
constexpr int weeks_per_treatment = 26;

Purpose purpose_of(int drug)
{
    return drug == static_cast<int>(Drug::cannabis) ? Purpose::use_cannabis : Purpose::use_cocaine;
}

Flow initiations_of(int drug)
{
    return drug == static_cast<int>(Drug::cannabis) ? Flow::initiations_cannabis : Flow::initiations_cocaine;
}

/// First week of the half-year of treatment: the question "who is in treatment" is asked there.
int treatment_week(int week)
{
    const int shift = week >= 0 ? week % weeks_per_treatment : (week % weeks_per_treatment + weeks_per_treatment) %
                                                                   weeks_per_treatment;
    return week - shift;
}

std::int32_t count_aged(const QuartierStocks& stocks, int drug)
{
    std::int32_t sum = 0;
    for (const std::int32_t users : stocks.users[static_cast<std::size_t>(drug)]) sum += users;
    return sum;
}

int last_age_of_band(std::size_t band)
{
    return band + 1 < use_bands.size() ? use_bands[band + 1] - 1 : last_age_of_change;
}

/// Strata a block must open in a band: more than one where treatment makes exits faster than the bound.
int strata_of(const UseTable& table, const DrugUseParameters& parameters, std::size_t band, const Ladder& ladder)
{
    const double treated = (table.heavy_quit + table.heavy_to_light) * parameters.treatment_exit_ratio;
    return std::max(1, ladder.strata_for(std::max(use_bound(table, band), treated)));
}

/// What a resident does who drew `u`; nothing when they stay as they are.
void decide(const World& world, const Channels& channels, const DrugUseParameters& parameters, const UseTable& table,
            const UsePlaces& places, int drug, const Luck& luck, BlockId block, Candidate candidate, double open_bound,
            std::vector<UseChange>& changes, std::int64_t& clamped)
{
    const ResidentId resident = world.residents.row(block, candidate.ordinal);
    const ResidentRecord& record = world.residents.record[resident];
    if (!record.alive()) return;
    const UseSurroundings around =
        surroundings_of(world, channels, parameters, places, drug, luck, block, candidate.ordinal);
    const Use now = record.use(drug);
    const int age = world.calendar.year_of(world.week) - record.birth_year();
    const UseExits exits = use_exits(table, now, age, record.sex(), around);
    if (exits.total() > open_bound) ++clamped;
    if (candidate.u < exits.total()) changes.push_back({resident, now, exits.after(candidate.u)});
}

void commit(World& world, int drug, const std::vector<UseChange>& changes)
{
    const int year = world.calendar.year_of(world.week);
    for (const UseChange& change : changes) {
        set_use(world, change.resident, year, drug, change.to);
        if (change.from == Use::never) {
            const QuartierId home = world.residents.record[change.resident].home();
            add_integer(world.tallies[initiations_of(drug)][world.territory->quartiers.commune[home]], 1);
        }
    }
}

} // namespace

UsePlaces use_places(const World& world, const DrugUseParameters& parameters, int drug)
{
    const Territory& territory = *world.territory;
    const std::size_t communes = territory.communes.size();
    const auto of = static_cast<std::size_t>(drug);
    Column<Commune, std::int64_t> light(communes, 0);
    Column<Commune, std::int64_t> aged(communes, 0);
    Column<Departement, std::int64_t> light_here(territory.departements.size(), 0);
    Column<Departement, std::int64_t> heavy_here(territory.departements.size(), 0);
    UsePlaces places;
    places.availability.assign(territory.quartiers.size(), 1.0);
    const bool market_runs = world.quartiers.unserved_cents.size() == territory.quartiers.size();
    for (const QuartierId quartier : each<Quartier>(territory.quartiers.size())) {
        const QuartierStocks& stocks = world.stocks[quartier];
        const auto users = [&](Use use) { return stocks.users[of][static_cast<std::size_t>(use)]; };
        const CommuneId commune = territory.quartiers.commune[quartier];
        const DepartementId departement = territory.communes.departement[commune];
        light[commune] += users(Use::light);
        aged[commune] += count_aged(stocks, drug);
        light_here[departement] += users(Use::light);
        heavy_here[departement] += users(Use::heavy);
        if (market_runs) {
            const double unserved_eur = world.quartiers.unserved_cents[quartier] * 0.01;
            const double per_user = unserved_eur / std::max(1, users(Use::light) + users(Use::heavy));
            places.availability[quartier] = 1.0 / (1.0 + per_user / parameters.availability_eur_week);
        }
    }
    places.light_share.assign(communes, 0.0);
    for (const CommuneId commune : each<Commune>(communes))
        if (aged[commune] > 0)
            places.light_share[commune] =
                static_cast<double>(light[commune]) / static_cast<double>(aged[commune]);
    places.discouragement.assign(territory.departements.size(), 1.0);
    for (const DepartementId departement : each<Departement>(territory.departements.size())) {
        const double smoothing = parameters.ratio_smoothing_users;
        const double lights = static_cast<double>(light_here[departement]) + smoothing;
        const double heavies = static_cast<double>(heavy_here[departement]) + smoothing * smoothing_heavy_share;
        if (lights > 0.0)
            places.discouragement[departement] =
                portable_exp(-parameters.drugs[of].deterrence * heavies / lights);
    }
    return places;
}

UseSurroundings surroundings_of(const World& world, const Channels& channels, const DrugUseParameters& parameters,
                                const UsePlaces& places, int drug, const Luck& luck, BlockId block,
                                std::uint32_t ordinal)
{
    const auto of = static_cast<std::size_t>(drug);
    const ResidentRecord& record = world.residents.record[world.residents.row(block, ordinal)];
    const QuartierId home = record.home();
    UseSurroundings around;
    if (record.use(drug) == Use::heavy) {
        const double reach = channels.treatment_reach[of][home];
        if (reach > 0.0 && luck.at_week(treatment_week(luck.week()))
                               .happens(reach, Purpose::treatment_place, who_is(world.residents.blocks, block, ordinal),
                                        {}, static_cast<std::uint16_t>(drug)))
            around.heavy_exit_ratio = parameters.treatment_exit_ratio;
        return around;
    }
    if (record.use(drug) != Use::never) return around;
    const PeerGroupCounts& peers = world.residents.peers[record.peer_group()];
    around.peer_share = peers.members > 1 ? static_cast<double>(peers.light[of]) / (peers.members - 1) : 0.0;
    const CommuneId commune = world.territory->quartiers.commune[home];
    around.commune_share = places.light_share[commune];
    around.discouragement = places.discouragement[world.territory->communes.departement[commune]];
    around.availability = places.availability[home];
    const int age = world.calendar.year_of(world.week) - record.birth_year();
    if (age >= protected_from && age <= protected_until) around.dose = channels.dose_against_initiation[home];
    return around;
}

double use_bound(const UseTable& table, std::size_t band)
{
    const UseSurroundings worst{.peer_share = 1.0, .commune_share = 1.0};
    double bound = 0.0;
    for (int age = use_bands[band]; age <= last_age_of_band(band); ++age)
        for (const Sex sex : {Sex::woman, Sex::man})
            for (const Use state : {Use::never, Use::light, Use::heavy, Use::former})
                bound = std::max(bound, use_exits(table, state, age, sex, worst).total());
    return std::min(1.0, bound);
}

std::vector<UseChange> propose_use(const World& world, const Channels& channels, const DrugUseParameters& parameters,
                                   const UseTable& table, const UsePlaces& places, int drug, const Luck& luck,
                                   BlockId block, std::int64_t& clamped)
{
    thread_local std::vector<Candidate> candidates;
    std::vector<UseChange> changes;
    const Residents& residents = world.residents;
    const int year = world.calendar.year_of(world.week);
    for (std::size_t band = 0; band < use_bands.size(); ++band) {
        const Ladder ladder{use_bound(table, band)};
        if (ladder.first <= 0.0) continue;
        const OrdinalRange range =
            ordinals_aged(residents.blocks, block, year, use_bands[band], last_age_of_band(band));
        const int strata = strata_of(table, parameters, band, ladder);
        list_candidates(luck, purpose_of(drug), who_is(residents.blocks, block), range.first, range.last, ladder,
                        strata, candidates, static_cast<std::uint32_t>(band));
        constexpr std::size_t ahead = 8; // Residents are fetched before they are looked at: each is a cache miss.
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (i + ahead < candidates.size())
                __builtin_prefetch(&residents.record[residents.row(block, candidates[i + ahead].ordinal)]);
            decide(world, channels, parameters, table, places, drug, luck, block, candidates[i], ladder.bound(strata),
                   changes, clamped);
        }
    }
    return changes;
}

std::vector<UseChange> propose_use_densely(const World& world, const Channels& channels,
                                           const DrugUseParameters& parameters, const UseTable& table,
                                           const UsePlaces& places, int drug, const Luck& luck, BlockId block,
                                           std::int64_t& clamped)
{
    std::vector<double> uniforms;
    std::vector<UseChange> changes;
    const Residents& residents = world.residents;
    const int year = world.calendar.year_of(world.week);
    for (std::size_t band = 0; band < use_bands.size(); ++band) {
        const Ladder ladder{use_bound(table, band)};
        if (ladder.first <= 0.0) continue;
        const OrdinalRange range =
            ordinals_aged(residents.blocks, block, year, use_bands[band], last_age_of_band(band));
        const int strata = strata_of(table, parameters, band, ladder);
        imply_uniforms(luck, purpose_of(drug), who_is(residents.blocks, block), range.first, range.last, ladder,
                       strata, uniforms, static_cast<std::uint32_t>(band));
        for (std::uint32_t ordinal = range.first; ordinal < range.last; ++ordinal)
            decide(world, channels, parameters, table, places, drug, luck, block,
                   {ordinal, uniforms[ordinal - range.first]}, ladder.bound(strata), changes, clamped);
    }
    return changes;
}

void advance_drug_use(World& world, const Channels& channels, const DrugUseParameters& parameters, const Luck& luck)
{
    const std::size_t blocks = world.residents.blocks.size();
    for (int drug = 0; drug < drug_count; ++drug) {
        const UseTable table = use_table(parameters.drugs[static_cast<std::size_t>(drug)]);
        const UsePlaces places = use_places(world, parameters, drug);
        std::vector<std::vector<UseChange>> changes(blocks);
        std::vector<std::int64_t> clamped(blocks, 0);
        for_each_index(blocks, [&](std::size_t i) {
            changes[i] = propose_use(world, channels, parameters, table, places, drug, luck,
                                     BlockId{static_cast<std::uint32_t>(i)}, clamped[i]);
        });
        for_each_index(blocks, [&](std::size_t i) { commit(world, drug, changes[i]); });
        for (const std::int64_t count : clamped) world.clamped_hazards += count;
    }
}

} // namespace emprise
