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
constexpr int weeks_per_treatment = 26;

Purpose purpose_of(int drug)
{
    constexpr std::array<Purpose, drug_count> purposes{Purpose::use_cannabis, Purpose::use_cocaine, Purpose::use_heroin,
                                                       Purpose::use_synthetic};
    return purposes[static_cast<std::size_t>(drug)];
}

/// First week of the half-year of treatment: the question "who is in treatment" is asked there.
int treatment_week(int week)
{
    const int shift = week >= 0 ? week % weeks_per_treatment
                                : (week % weeks_per_treatment + weeks_per_treatment) % weeks_per_treatment;
    return week - shift;
}

int last_age_of_band(std::size_t band)
{
    return band + 1 < use_bands.size() ? use_bands[band + 1] - 1 : last_age_of_change;
}

/// Users of one drug by commune and département.
struct UserCounts {
    Column<Commune, std::int64_t> light;
    Column<Commune, std::int64_t> aged; ///< Residents of an age to use.
    Column<Departement, std::int64_t> light_here;
    Column<Departement, std::int64_t> heavy_here;
};

UserCounts count_users(const World& world, std::size_t drug)
{
    const Territory& territory = *world.territory;
    UserCounts counts{Column<Commune, std::int64_t>(territory.communes.size(), 0),
                      Column<Commune, std::int64_t>(territory.communes.size(), 0),
                      Column<Departement, std::int64_t>(territory.departements.size(), 0),
                      Column<Departement, std::int64_t>(territory.departements.size(), 0)};
    for (const QuartierId quartier : each<Quartier>(territory.quartiers.size())) {
        const CommuneId commune = territory.quartiers.commune[quartier];
        const DepartementId departement = territory.communes.departement[commune];
        const auto& users = world.stocks[quartier].users[drug];
        counts.light[commune] += users[static_cast<std::size_t>(Use::light)];
        for (const std::int32_t count : users) counts.aged[commune] += count;
        counts.light_here[departement] += users[static_cast<std::size_t>(Use::light)];
        counts.heavy_here[departement] += users[static_cast<std::size_t>(Use::heavy)];
    }
    return counts;
}

/// e^(-q H/L); `smoothing` light users and their heavy users are added so that a handful do not decide.
double discouragement(std::int64_t light, std::int64_t heavy, const UseRates& rates, double smoothing)
{
    const double lights = static_cast<double>(light) + smoothing;
    const double heavies = static_cast<double>(heavy) + smoothing * rates.usual_heavy_per_light;
    return lights > 0.0 ? portable_exp(-rates.deterrence * heavies / lights) : 1.0;
}

/// 1 where nothing is unserved; a half where unserved demand per user reaches `half_at_eur`.
double availability(const World& world, QuartierId quartier, std::size_t drug, double half_at_eur)
{
    if (world.quartiers.unserved_cents.size() != world.stocks.size()) return 1.0;
    const auto& users = world.stocks[quartier].users[drug];
    const int buyers = users[static_cast<std::size_t>(Use::light)] + users[static_cast<std::size_t>(Use::heavy)];
    const double unserved_eur = 0.01 * world.quartiers.unserved_cents[quartier] / std::max(1, buyers);
    return 1.0 / (1.0 + unserved_eur / half_at_eur);
}

Column<Quartier, UsePlace> use_places(const World& world, const Channels& channels, const DrugUseParameters& parameters,
                                      std::size_t drug)
{
    const Territory& territory = *world.territory;
    const UserCounts counts = count_users(world, drug);
    Column<Departement, double> discouraged(territory.departements.size(), 1.0);
    for (const DepartementId departement : each<Departement>(territory.departements.size()))
        discouraged[departement] =
            discouragement(counts.light_here[departement], counts.heavy_here[departement], parameters.drugs[drug],
                           parameters.ratio_smoothing_users * world.population_share);
    Column<Quartier, UsePlace> places(territory.quartiers.size());
    for (const QuartierId quartier : each<Quartier>(territory.quartiers.size())) {
        const CommuneId commune = territory.quartiers.commune[quartier];
        const double aged = static_cast<double>(std::max<std::int64_t>(1, counts.aged[commune]));
        places[quartier] = {.light_share = static_cast<double>(counts.light[commune]) / aged,
                            .discouragement = discouraged[territory.communes.departement[commune]],
                            .availability = availability(world, quartier, drug, parameters.availability_eur_week),
                            .dose = channels.dose_against_initiation[quartier]};
    }
    return places;
}

/// The worst a band may meet, without treatment.
double largest_hazard(const UseTable& table, std::size_t band)
{
    const UseSurroundings worst{.peer_share = 1.0, .commune_share = 1.0};
    double largest = 0.0;
    for (int age = use_bands[band]; age <= last_age_of_band(band); ++age)
        for (const Sex sex : {Sex::woman, Sex::man})
            for (const Use state : {Use::never, Use::light, Use::heavy, Use::former})
                largest = std::max(largest, use_exits(table, state, age, sex, worst).total());
    return std::min(1.0, largest);
}

/// Adds what a resident does who drew `u`, if anything.
void decide(const World& world, const Channels& channels, const UseWeek& week, const Luck& luck, BlockId block,
            Candidate candidate, double last_bound, UseProposals& proposals)
{
    const ResidentId resident = world.residents.row(block, candidate.ordinal);
    const ResidentRecord& record = world.residents.record[resident];
    if (!record.alive()) return;
    const UseSurroundings around = surroundings_of(world, channels, week, luck, block, candidate.ordinal);
    const Use now = record.use(week.drug);
    const UseExits exits = use_exits(week.table, now, week.year - record.birth_year(), record.sex(), around);
    if (exits.total() > last_bound) ++proposals.clamped;
    if (candidate.u < exits.total()) proposals.changes.push_back({resident, now, exits.after(candidate.u)});
}

/// True when `u` is above anything this resident may meet: spares the look at peers and place, which cost a miss each.
bool is_out_of_reach(const UseWeek& week, const ResidentRecord& record, double u)
{
    const int age = week.year - record.birth_year();
    const auto sex = static_cast<std::size_t>(record.sex());
    switch (record.use(week.drug)) {
    case Use::never:
        return u >= week.most_initiation[sex][static_cast<std::size_t>(age)];
    case Use::former:
        return u >= week.table.relapse[sex][static_cast<std::size_t>(age)];
    case Use::light:
    case Use::heavy:
        break;
    }
    return false;
}

void commit(World& world, const UseWeek& week, const UseProposals& proposals)
{
    for (const UseChange& change : proposals.changes) {
        set_use(world, change.resident, week.year, week.drug, change.to);
        if (change.from == Use::never) {
            const QuartierId home = world.residents.record[change.resident].home();
            add_integer(world.tallies[initiations_of(static_cast<std::size_t>(week.drug))]
                                     [world.territory->quartiers.commune[home]],
                        1);
        }
    }
}

} // namespace

UseWeek use_week(const World& world, const Channels& channels, const DrugUseParameters& parameters, int drug)
{
    const auto of = static_cast<std::size_t>(drug);
    UseWeek week{.drug = drug,
                 .year = world.calendar.year_of(world.week),
                 .table = use_table(parameters.drugs[of], parameters.innovators_deterred),
                 .places = use_places(world, channels, parameters, of),
                 .treatment_exit_ratio = parameters.treatment_exit_ratio};
    const double treated = (week.table.heavy_quit + week.table.heavy_to_light) * parameters.treatment_exit_ratio;
    const std::vector<double>& reach = channels.treatment_reach[of].values();
    const bool anybody_treated = std::any_of(reach.begin(), reach.end(), [](double share) { return share > 0.0; });
    for (std::size_t band = 0; band < use_bands.size(); ++band) {
        week.bound[band] = largest_hazard(week.table, band);
        if (week.bound[band] > 0.0)
            week.strata[band] =
                std::max(1, Ladder{week.bound[band]}.strata_for(anybody_treated ? treated : week.bound[band]));
    }
    const UseSurroundings worst{.peer_share = 1.0, .commune_share = 1.0};
    for (std::size_t sex = 0; sex < 2; ++sex)
        for (std::size_t age = 0; age <= oldest_age; ++age)
            week.most_initiation[sex][age] = initiation_hazard(week.table, age, static_cast<Sex>(sex), worst);
    return week;
}

UseSurroundings surroundings_of(const World& world, const Channels& channels, const UseWeek& week, const Luck& luck,
                                BlockId block, std::uint32_t ordinal)
{
    const auto of = static_cast<std::size_t>(week.drug);
    const ResidentRecord& record = world.residents.record[world.residents.row(block, ordinal)];
    UseSurroundings around;
    if (record.use(week.drug) == Use::heavy) {
        const double reach = channels.treatment_reach[of][record.home()];
        if (reach > 0.0 && luck.at_week(treatment_week(luck.week()))
                               .happens(reach, Purpose::treatment_place, who_is(world.residents.blocks, block, ordinal),
                                        {}, static_cast<std::uint16_t>(week.drug)))
            around.heavy_exit_ratio = week.treatment_exit_ratio;
    } else if (record.use(week.drug) == Use::never) {
        const PeerGroupCounts& peers = world.residents.peers[record.peer_group()];
        const UsePlace& place = week.places[record.home()];
        const int age = week.year - record.birth_year();
        around.peer_share = peers.members > 1 ? static_cast<double>(peers.light[of]) / (peers.members - 1) : 0.0;
        around.commune_share = place.light_share;
        around.discouragement = place.discouragement;
        around.availability = place.availability;
        around.dose = age >= protected_from && age <= protected_until ? place.dose : 0.0;
    }
    return around;
}

UseProposals propose_use(const World& world, const Channels& channels, const UseWeek& week, const Luck& luck,
                         BlockId block)
{
    thread_local std::vector<Candidate> candidates;
    UseProposals proposals;
    const Residents& residents = world.residents;
    for (std::size_t band = 0; band < use_bands.size(); ++band) {
        if (week.bound[band] <= 0.0) continue;
        const Ladder ladder{week.bound[band]};
        const OrdinalRange range =
            ordinals_aged(residents.blocks, block, week.year, use_bands[band], last_age_of_band(band));
        list_candidates(luck, purpose_of(week.drug), who_is(residents.blocks, block), range.first, range.last, ladder,
                        week.strata[band], candidates, static_cast<std::uint32_t>(band));
        const ResidentRecord* first = &residents.record[residents.row(block, 0)];
        constexpr std::size_t ahead = 16; // Residents are fetched before they are looked at: each is a cache miss.
        for (std::size_t i = 0; i < std::min(ahead, candidates.size()); ++i)
            __builtin_prefetch(first + candidates[i].ordinal);
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (i + ahead < candidates.size()) __builtin_prefetch(first + candidates[i + ahead].ordinal);
            if (is_out_of_reach(week, first[candidates[i].ordinal], candidates[i].u)) continue;
            decide(world, channels, week, luck, block, candidates[i], ladder.bound(week.strata[band]), proposals);
        }
    }
    return proposals;
}

UseProposals propose_use_densely(const World& world, const Channels& channels, const UseWeek& week, const Luck& luck,
                                 BlockId block)
{
    std::vector<double> uniforms;
    UseProposals proposals;
    const Residents& residents = world.residents;
    for (std::size_t band = 0; band < use_bands.size(); ++band) {
        if (week.bound[band] <= 0.0) continue;
        const Ladder ladder{week.bound[band]};
        const OrdinalRange range =
            ordinals_aged(residents.blocks, block, week.year, use_bands[band], last_age_of_band(band));
        imply_uniforms(luck, purpose_of(week.drug), who_is(residents.blocks, block), range.first, range.last, ladder,
                       week.strata[band], uniforms, static_cast<std::uint32_t>(band));
        for (std::uint32_t ordinal = range.first; ordinal < range.last; ++ordinal)
            decide(world, channels, week, luck, block, {ordinal, uniforms[ordinal - range.first]},
                   ladder.bound(week.strata[band]), proposals);
    }
    return proposals;
}

void advance_drug_use(World& world, const Channels& channels, const DrugUseParameters& parameters, const Luck& luck)
{
    const std::size_t blocks = world.residents.blocks.size();
    for (const std::size_t drug : world.drugs) {
        const UseWeek week = use_week(world, channels, parameters, static_cast<int>(drug));
        std::vector<UseProposals> proposals(blocks);
        for_each_index(blocks, [&](std::size_t i) {
            proposals[i] = propose_use(world, channels, week, luck, BlockId{static_cast<std::uint32_t>(i)});
        });
        for_each_index(blocks, [&](std::size_t i) { commit(world, week, proposals[i]); });
        for (const UseProposals& block : proposals) world.clamped_hazards += block.clamped;
    }
}

} // namespace emprise
