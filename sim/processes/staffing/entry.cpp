#include "processes/staffing/entry.hpp"

#include "base/portable_math.hpp"
#include "chance/sparse.hpp"
#include "parallel/parallel.hpp"
#include "world/recruits.hpp"
#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

namespace {

/// Rungs of the sparse kernel: a constant of the purpose. The lowest is near the usual hazard of young men.
constexpr Ladder ladder{1e-4};

constexpr int first_supported_age = 16;
constexpr int last_supported_age = 25;
constexpr int last_protected_age = 21; ///< dose_against_entry: ages 12 to 21.
constexpr int settled_age = 25;

struct Band {
    int youngest;
    int oldest;
};

Band band_ages(std::size_t band)
{
    const int oldest = band + 1 < recruit_band_count ? recruit_band_from[band + 1] - 1 : oldest_recruit;
    return {recruit_band_from[band], oldest};
}

double largest_hazard(const EntryQuestion& question, std::size_t band)
{
    const StaffingParameters& parameters = question.parameters;
    return parameters.entry_week[band] * parameters.risk_cap * parameters.propensity_cap * question.offers.best_visible;
}

double legal_alternative(const StaffingParameters& parameters, Activity activity, int age)
{
    switch (activity) {
    case Activity::at_home_child:
    case Activity::pupil:
    case Activity::lyceen:
        return parameters.legal_pupil_eur_week;
    case Activity::apprentice:
    case Activity::student:
        return parameters.legal_training_eur_week;
    case Activity::employed:
        return age < settled_age ? parameters.legal_employed_eur_week : parameters.legal_employed_from_25_eur_week;
    case Activity::unemployed:
        return parameters.legal_unemployed_eur_week;
    case Activity::inactive:
    case Activity::retired:
        return parameters.legal_inactive_eur_week;
    }
    return parameters.legal_inactive_eur_week;
}

bool has_kin_inside(const World& world, ResidentId resident, const ResidentRecord& record)
{
    for (ResidentId kin = record.household_next(); kin != resident;) {
        const ResidentRecord& other = world.residents.record[kin];
        if (other.alive() && other.has_side_row()) return true;
        kin = other.household_next();
    }
    return false;
}

bool has_peers_inside(const World& world, const ResidentRecord& record)
{
    const PeerGroupId group = record.peer_group();
    return group.value() < world.residents.peers.size() && world.residents.peers[group].in_trade > 0;
}

/// Everything but the relative risks and the propensity.
double pull_into_trade(const EntryQuestion& question, Who who, const ResidentRecord& record, int age)
{
    const StaffingParameters& parameters = question.parameters;
    const QuartierId home = record.home();
    const double gap = question.offers.net_eur[home.value()] - reservation_eur_week(question, who, record, age);
    const double dose = age <= last_protected_age ? question.channels.dose_against_entry[home] : 0.0;
    return parameters.entry_week[recruit_band_of(age)] * question.offers.visibility[home.value()] *
           portable_logistic(parameters.wage_sensitivity_per_eur * gap) * (1.0 - dose);
}

/// True when u lies below the hazard; looks at what is costly only where it decides.
bool enters(const EntryQuestion& question, BlockId block, std::uint32_t ordinal, double u)
{
    const World& world = question.world;
    const StaffingParameters& parameters = question.parameters;
    const ResidentId resident = world.residents.row(block, ordinal);
    const ResidentRecord& record = world.residents.record[resident];
    if (!record.alive() || record.has_side_row()) return false;
    const int age = question.year - record.birth_year();
    const Who who = who_is(world.residents.blocks, block, ordinal);
    const bool priority = world.territory->quartiers.priority[record.home()] != 0;
    const double risk = relative_risk(record, age, priority, parameters);
    const double risk_with_ties = std::min(parameters.risk_cap, risk * std::max(1.0, parameters.risk_kin_or_peers));
    const double pull = pull_into_trade(question, who, record, age);
    if (u >= pull * risk_with_ties * parameters.propensity_cap) return false;
    const double propensity = propensity_to_enter(question.luck, who, parameters);
    if (u >= pull * risk_with_ties * propensity) return false;
    return u < entry_hazard(question, block, ordinal);
}

void list_block(const EntryQuestion& question, BlockId block, std::vector<Entrant>& entrants, std::int64_t& clamped)
{
    const Residents& residents = question.world.residents;
    std::vector<Candidate> candidates;
    for (std::size_t band = 0; band < recruit_band_count; ++band) {
        const Band ages = band_ages(band);
        const OrdinalRange range = ordinals_aged(residents.blocks, block, question.year, ages.youngest, ages.oldest);
        const double largest = largest_hazard(question, band);
        const int strata = ladder.strata_for(largest);
        if (largest > ladder.bound(strata)) add_integer(clamped, std::int64_t{1});
        list_candidates(question.luck, Purpose::enters_reserve, who_is(residents.blocks, block), range.first,
                        range.last, ladder, strata, candidates, static_cast<std::uint32_t>(band));
        constexpr std::size_t ahead = 12; // Candidates are a cache line of memory each, far apart.
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            if (i + ahead < candidates.size())
                __builtin_prefetch(&residents.record[residents.row(block, candidates[i + ahead].ordinal)]);
            const Candidate& candidate = candidates[i];
            if (candidate.u >= largest || !enters(question, block, candidate.ordinal, candidate.u)) continue;
            const ResidentId resident = residents.row(block, candidate.ordinal);
            entrants.push_back({resident, question.year - residents.record[resident].birth_year()});
        }
    }
}

void list_block_densely(const EntryQuestion& question, BlockId block, std::vector<Entrant>& entrants)
{
    const Residents& residents = question.world.residents;
    std::vector<double> uniforms;
    for (std::size_t band = 0; band < recruit_band_count; ++band) {
        const Band ages = band_ages(band);
        const OrdinalRange range = ordinals_aged(residents.blocks, block, question.year, ages.youngest, ages.oldest);
        imply_uniforms(question.luck, Purpose::enters_reserve, who_is(residents.blocks, block), range.first, range.last,
                       ladder, ladder.strata_for(largest_hazard(question, band)), uniforms,
                       static_cast<std::uint32_t>(band));
        for (std::uint32_t ordinal = range.first; ordinal < range.last; ++ordinal) {
            if (!(uniforms[ordinal - range.first] < entry_hazard(question, block, ordinal))) continue;
            const ResidentId resident = residents.row(block, ordinal);
            entrants.push_back({resident, question.year - residents.record[resident].birth_year()});
        }
    }
}

std::vector<Entrant> join_in_order(const std::vector<std::vector<Entrant>>& blocks)
{
    std::vector<Entrant> all;
    for (const auto& block : blocks) all.insert(all.end(), block.begin(), block.end());
    std::sort(all.begin(), all.end(), [](const Entrant& a, const Entrant& b) { return a.resident < b.resident; });
    return all;
}

} // namespace

double reservation_eur_week(const EntryQuestion& question, Who who, const ResidentRecord& record, int age)
{
    const StaffingParameters& parameters = question.parameters;
    double asked = parameters.reluctance_eur_week + legal_alternative(parameters, record.activity(), age);
    const QuartierId home = record.home();
    const double reach = question.channels.support_reach[home];
    const bool eligible = age >= first_supported_age && age <= last_supported_age && is_neet(record.activity(), age);
    if (eligible && reach > 0.0 && question.luck.at_week(0).uniform(Purpose::which_youth, who) < reach)
        asked += question.channels.support_eur_week[home];
    return asked;
}

double entry_hazard(const EntryQuestion& question, BlockId block, std::uint32_t ordinal)
{
    const World& world = question.world;
    const StaffingParameters& parameters = question.parameters;
    const ResidentId resident = world.residents.row(block, ordinal);
    const ResidentRecord& record = world.residents.record[resident];
    if (!record.alive() || record.has_side_row()) return 0.0;
    const int age = question.year - record.birth_year();
    const Who who = who_is(world.residents.blocks, block, ordinal);
    const bool priority = world.territory->quartiers.priority[record.home()] != 0;
    double risk = relative_risk(record, age, priority, parameters);
    if (has_peers_inside(world, record) || has_kin_inside(world, resident, record))
        risk *= parameters.risk_kin_or_peers;
    return pull_into_trade(question, who, record, age) * std::min(parameters.risk_cap, risk) *
           propensity_to_enter(question.luck, who, parameters);
}

std::vector<Entrant> list_entrants(const EntryQuestion& question, std::int64_t& clamped)
{
    std::vector<std::vector<Entrant>> blocks(question.world.residents.blocks.size());
    for_each_index(blocks.size(), [&](std::size_t index) {
        list_block(question, BlockId{static_cast<std::uint32_t>(index)}, blocks[index], clamped);
    });
    return join_in_order(blocks);
}

std::vector<Entrant> list_entrants_densely(const EntryQuestion& question)
{
    std::vector<std::vector<Entrant>> blocks(question.world.residents.blocks.size());
    for (std::size_t index = 0; index < blocks.size(); ++index)
        list_block_densely(question, BlockId{static_cast<std::uint32_t>(index)}, blocks[index]);
    return join_in_order(blocks);
}

} // namespace emprise
