#include "world/build/institutions_build.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "chance/sparse.hpp"
#include "world/build/posts_build.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace emprise {

namespace {

constexpr double months_in_weeks = weeks_per_year / 12.0;

/// Relative risk of men to be in the hands of justice for a drug case, by age band of the stocks (facts B-11: median
/// 22, 74 % of suspects under 30; prisoners are older).
constexpr std::array<double, age_band_count> prison_risk{0, 0, 0, 0, 2.0, 1.5, 0.6, 0, 0};
constexpr std::array<double, age_band_count> trial_risk{0, 0, 0, 1.5, 2.5, 1.2, 0.4, 0, 0};
constexpr int youngest_at_risk = 15;
constexpr int oldest_at_risk = 44;

void build_forces(World& world, const EnforcementParameters& parameters)
{
    const Territory& territory = *world.territory;
    const double national = static_cast<double>(territory.national_population);
    const double share = parameters.gendarmerie_population_share;
    world.forces.officers.assign(territory.zones.size(), 0.0);
    world.forces.evidence.assign(territory.zones.size(), 0.0);
    for (const ZoneId zone : each<Zone>(territory.zones.size())) {
        const bool police = territory.zones.force[zone] == Force::police;
        const double per_resident = police ? parameters.police_officers / ((1.0 - share) * national)
                                           : parameters.gendarmes / (share * national);
        world.forces.officers[zone] = per_resident * territory.zones.population[zone] * world.population_share;
    }
}

/// Places and other inmates by residents of the département (facts B-28, B-30).
void build_prisons(World& world, const JusticeParameters& parameters)
{
    const Territory& territory = *world.territory;
    const double per_resident = world.population_share / static_cast<double>(territory.national_population);
    world.prisons.places.assign(territory.departements.size(), 0.0);
    world.prisons.other_inmates.assign(territory.departements.size(), 0.0);
    for (const CommuneId commune : each<Commune>(territory.communes.size())) {
        const DepartementId departement = territory.communes.departement[commune];
        const double part = territory.communes.population[commune] * per_resident;
        world.prisons.places[departement] += part * parameters.prison_places;
        world.prisons.other_inmates[departement] += part * parameters.prisoners * (1.0 - parameters.drug_share);
    }
}

/// Stays of a population of prisoners met at one moment: long terms are over-represented.
class StaysInProgress {
public:
    explicit StaysInProgress(const JusticeParameters& parameters)
    {
        constexpr int quantiles = 400;
        for (int k = 0; k < quantiles; ++k) {
            const double z = standard_normal_quantile((k + 0.5) / quantiles);
            const double months = parameters.term_median_months * portable_exp(parameters.term_sigma * z);
            weeks_.push_back(std::min(months, parameters.term_longest_months) * months_in_weeks *
                             parameters.served_share);
        }
    }
    /// Weeks that remain to serve: a stay drawn in proportion to its length, met at any of its weeks.
    [[nodiscard]] int remaining_weeks(double which, double moment) const
    {
        return 1 + static_cast<int>(weeks_[draw_index(which, weeks_)] * moment);
    }

private:
    std::vector<double> weeks_;
};

double deprivation_weight(const Territory& territory, QuartierId quartier)
{
    return 0.25 + 1.5 * territory.quartiers.deprivation[quartier];
}

struct CustodyDraft {
    const std::array<double, age_band_count>& risk;
    double per_weight;  ///< Chance of a man with weight 1.
    std::uint32_t band; ///< Keeps the two drafts' questions apart.
};

double draft_weight(const World& world, const std::array<double, age_band_count>& risk)
{
    double total = 0.0;
    for (const QuartierId quartier : each<Quartier>(world.stocks.size())) {
        double men = 0.0;
        for (std::size_t band = 0; band < risk.size(); ++band)
            men += risk[band] * world.stocks[quartier].people[band][static_cast<std::size_t>(Sex::man)];
        total += men * deprivation_weight(*world.territory, quartier);
    }
    return total;
}

/// Men of one block drawn by age and deprivation, in order of row.
template <class F>
void draw_men(const World& world, BlockId block, const CustodyDraft& draft, const Luck& luck, F&& take)
{
    const Ladder ladder{.first = 0.001};
    const double highest = 1.75 * 2.5 * draft.per_weight;
    const int year = world.calendar.year_of(world.week);
    const auto [first, last] = ordinals_aged(world.residents.blocks, block, year, youngest_at_risk, oldest_at_risk);
    std::vector<Candidate> candidates;
    list_candidates(luck, Purpose::genesis_prison, who_is(world.residents.blocks, block), first, last, ladder,
                    ladder.strata_for(highest), candidates, draft.band);
    for (const Candidate& candidate : candidates) {
        const ResidentId resident = world.residents.row(block, candidate.ordinal);
        const ResidentRecord& record = world.residents.record[resident];
        if (!record.alive() || record.sex() != Sex::man || record.has_side_row()) continue;
        const double risk = draft.risk[static_cast<std::size_t>(age_band_of(year - record.birth_year()))];
        if (candidate.u < draft.per_weight * risk * deprivation_weight(*world.territory, record.home())) take(resident);
    }
}

void add_detainee(World& world, ResidentId resident, Custody state, int weeks)
{
    world.residents.record[resident].set_side_row(true);
    world.detainees.resident.push_back(resident);
    world.detainees.state.push_back(state);
    world.detainees.until.push_back(static_cast<std::int16_t>(world.week + weeks));
    world.detainees.former_cell.push_back(CellId::none());
    world.detainees.former_role.push_back(Role::seller);
}

/// Prisoners for drug cases and suspects at large who await trial: individuals, outside the trade (facts B-28).
void draw_detainees(World& world, const JusticeParameters& parameters, const Luck& luck)
{
    const double part = national_part(world);
    const auto per_weight = [&](double persons, const auto& risk) {
        const double total = draft_weight(world, risk);
        return total > 0.0 ? persons * part / total : 0.0;
    };
    const CustodyDraft prison{prison_risk, per_weight(parameters.prisoners * parameters.drug_share, prison_risk), 0};
    const CustodyDraft trial{trial_risk, per_weight(parameters.awaiting_trial, trial_risk), 1};
    const StaysInProgress stays{parameters};
    world.detainees = {};
    for (const BlockId block : each<Block>(world.residents.blocks.size())) {
        std::vector<std::pair<ResidentId, bool>> drawn;
        draw_men(world, block, prison, luck, [&](ResidentId resident) { drawn.emplace_back(resident, true); });
        draw_men(world, block, trial, luck, [&](ResidentId resident) { drawn.emplace_back(resident, false); });
        std::sort(drawn.begin(), drawn.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first < b.first : a.second > b.second;
        });
        ResidentId before = ResidentId::none();
        for (const auto& [resident, in_prison] : drawn) {
            if (resident == before) continue; // drawn by both: prison comes first
            before = resident;
            const Who who = who_is(world.residents, resident);
            const auto [which, moment] = luck.two_uniforms(Purpose::sentence_length, who);
            if (in_prison)
                add_detainee(world, resident, Custody::prison, stays.remaining_weeks(which, moment));
            else
                add_detainee(world, resident, Custody::awaiting_trial_free,
                             1 + static_cast<int>(-portable_log(which) * parameters.trial_delay_weeks));
        }
    }
}

/// What residents feel at the start follows from deprivation; perception takes over (facts C-32, C-33, C-37).
void build_feelings(World& world, const PerceptionParameters& parameters)
{
    const Territory& territory = *world.territory;
    QuartierState& state = world.quartiers;
    const std::size_t rows = territory.quartiers.size();
    for (auto* column : {&state.fear, &state.trust, &state.collective_efficacy, &state.readiness_to_report,
                         &state.exposure, &state.raid_memory, &state.unserved_cents, &state.hold,
                         &state.violence_memory, &state.usual_site_part, &state.usual_crew_part})
        column->assign(rows, 0.0);
    state.vacated.assign(rows, QuartierState::never_vacated);
    state.last_attack.assign(rows, QuartierState::never_vacated);
    state.usual_site.assign(rows, {});
    state.usual_crew.assign(rows, {});
    for (const QuartierId quartier : each<Quartier>(rows)) {
        const double deprived = territory.quartiers.deprivation[quartier] - 0.5;
        const bool rural = territory.communes.urban_class[territory.quartiers.commune[quartier]] == UrbanClass::rural;
        const auto unit = [](double share) { return std::clamp(share, 0.0, 1.0); };
        state.exposure[quartier] = rural ? parameters.exposure_rural : parameters.exposure_urban;
        state.fear[quartier] = unit(parameters.fear_mean + parameters.fear_per_deprivation * deprived);
        state.trust[quartier] = unit(parameters.trust_mean + parameters.trust_per_deprivation * deprived);
        state.collective_efficacy[quartier] = unit(0.5 + parameters.efficacy_per_deprivation * deprived);
        state.readiness_to_report[quartier] = parameters.reports_per_witness_year / weeks_per_year;
    }
}

} // namespace

void build_institutions(World& world, const LeverCatalogue& levers, const Parameters& parameters, const Luck& luck)
{
    build_forces(world, parameters.enforcement);
    build_prisons(world, parameters.justice);
    build_posts(world, levers, parameters, luck);
    build_feelings(world, parameters.perception);
    draw_detainees(world, parameters.justice, luck);
}

} // namespace emprise
