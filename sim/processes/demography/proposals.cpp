#include "processes/demography/proposals.hpp"

#include "base/portable_math.hpp"
#include "chance/sparse.hpp"
#include "processes/demography.hpp"
#include "processes/demography/destinations.hpp"
#include "world/build/age_pyramid.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cstdlib>

namespace emprise {

namespace {

constexpr double most_deprived = 1.0;
constexpr int last_birth_age = 49;
constexpr int last_work_age = 70;
constexpr int parent_older_by = 15; ///< Years: who lives with somebody that much older lives with a parent.
constexpr int separation_from = 23;
constexpr int separation_until = 64;     ///< Couples form and end up to this age.
constexpr int oldest_gompertz_age = 108; ///< The hazard is level beyond.

template <std::size_t N>
int last_age(const std::array<int, N>& bands, std::size_t band, int last)
{
    return band + 1 < N ? bands[band + 1] - 1 : last;
}

/// f(resident, record, ordinal, age, u) for the living candidates of a band of ages under a bound.
template <class F>
void for_each_candidate(const World& world, BlockId block, const Luck& luck, Purpose why, std::uint32_t band,
                        int youngest, int oldest, double bound, F&& f)
{
    if (bound <= 0.0) return;
    const Residents& residents = world.residents;
    const int year = world.calendar.year_of(world.week);
    const OrdinalRange range = ordinals_aged(residents.blocks, block, year, youngest, oldest);
    if (range.first == range.last) return;
    thread_local std::vector<Candidate> candidates;
    list_candidates(luck, why, who_is(residents.blocks, block), range.first, range.last, Ladder{std::min(1.0, bound)},
                    1, candidates, band);
    // Residents are fetched before they are looked at: each is a cache miss.
    const ResidentRecord* first = &residents.record[residents.row(block, 0)];
    constexpr std::size_t ahead = 16;
    for (std::size_t i = 0; i < std::min(ahead, candidates.size()); ++i)
        __builtin_prefetch(first + candidates[i].ordinal);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (i + ahead < candidates.size()) __builtin_prefetch(first + candidates[i + ahead].ordinal);
        const ResidentId resident = residents.row(block, candidates[i].ordinal);
        const ResidentRecord& record = residents.record[resident];
        if (record.alive()) f(resident, record, candidates[i].ordinal, year - record.birth_year(), candidates[i].u);
    }
}

/// Oldest member of the ring, by row where two were born in one year: answers for the household.
bool answers_for_household(const Residents& residents, ResidentId resident)
{
    const int birth_year = residents.record[resident].birth_year();
    for (ResidentId next = residents.record[resident].household_next(); next != resident;
         next = residents.record[next].household_next()) {
        const int other = residents.record[next].birth_year();
        if (other < birth_year || (other == birth_year && next < resident)) return false;
    }
    return true;
}

bool lives_with_parent(const Residents& residents, ResidentId resident)
{
    const int birth_year = residents.record[resident].birth_year();
    for (ResidentId next = residents.record[resident].household_next(); next != resident;
         next = residents.record[next].household_next())
        if (residents.record[next].birth_year() <= birth_year - parent_older_by) return true;
    return false;
}

/// Somebody else who is neither a parent's nor a child's age away.
bool lives_with_partner(const Residents& residents, ResidentId resident)
{
    const int birth_year = residents.record[resident].birth_year();
    for (ResidentId next = residents.record[resident].household_next(); next != resident;
         next = residents.record[next].household_next())
        if (std::abs(residents.record[next].birth_year() - birth_year) < parent_older_by) return true;
    return false;
}

struct Proposer {
    const World& world;
    BlockId block;
    const DemographyTables& tables;
    const DemographyParameters& parameters;
    const Destinations& destinations;
    const Luck& luck;
    BlockProposals proposals{};

    [[nodiscard]] Who who(std::uint32_t ordinal) const { return who_is(world.residents.blocks, block, ordinal); }

    void deaths()
    {
        for (std::size_t band = 0; band < death_bands.size(); ++band) {
            const int youngest = death_bands[band];
            const int oldest = last_age(death_bands, band, oldest_age);
            for_each_candidate(
                world, block, luck, Purpose::death, static_cast<std::uint32_t>(band), youngest, oldest,
                tables.death_bound[band],
                [&](ResidentId resident, const ResidentRecord& record, std::uint32_t, int age, double u) {
                    if (u < tables.death[static_cast<std::size_t>(record.sex())][static_cast<std::size_t>(age)])
                        proposals.deaths.push_back(resident);
                });
        }
    }

    void births()
    {
        for (std::size_t band = 0; band < birth_bands.size(); ++band) {
            const int youngest = birth_bands[band];
            const int oldest = last_age(birth_bands, band, last_birth_age);
            for_each_candidate(
                world, block, luck, Purpose::birth, static_cast<std::uint32_t>(band), youngest, oldest,
                tables.birth_bound[band],
                [&](ResidentId mother, const ResidentRecord& record, std::uint32_t ordinal, int age, double u) {
                    if (record.sex() != Sex::woman) return;
                    const double ratio = lives_with_partner(world.residents, mother) ? parameters.birth_in_couple
                                                                                     : parameters.birth_alone;
                    if (u >= ratio * tables.birth[static_cast<std::size_t>(age)]) return;
                    const bool boy = luck.happens(parameters.boys_share, Purpose::birth_sex, who(ordinal));
                    proposals.births.push_back({mother, boy ? Sex::man : Sex::woman});
                });
        }
    }

    [[nodiscard]] Departure departure(ResidentId leaver, const ResidentRecord& record, std::uint32_t ordinal) const
    {
        const bool ready = luck.happens(parameters.couple_readiness, Purpose::leaving_home, who(ordinal));
        return {leaver, destinations.draw(luck, who(ordinal), record.home()), ready};
    }

    void departures()
    {
        for (std::size_t band = 0; band < leaving_ages.size(); ++band)
            for_each_candidate(
                world, block, luck, Purpose::leaving_home, static_cast<std::uint32_t>(band), leaving_ages[band],
                last_age(leaving_ages, band, last_leaving_age), tables.leaving[band],
                [&](ResidentId leaver, const ResidentRecord& record, std::uint32_t ordinal, int, double) {
                    if (lives_with_parent(world.residents, leaver))
                        proposals.departures.push_back(departure(leaver, record, ordinal));
                });
        for_each_candidate(world, block, luck, Purpose::leaving_home, leaving_ages.size(), separation_from,
                           separation_until, tables.separation,
                           [&](ResidentId leaver, const ResidentRecord& record, std::uint32_t ordinal, int, double) {
                               if (lives_with_partner(world.residents, leaver))
                                   proposals.departures.push_back(departure(leaver, record, ordinal));
                           });
    }

    void moves()
    {
        for (std::size_t band = 0; band < move_ages.size(); ++band)
            for_each_candidate(
                world, block, luck, Purpose::household_move, static_cast<std::uint32_t>(band), move_ages[band],
                last_age(move_ages, band, oldest_age), tables.move[band],
                [&](ResidentId resident, const ResidentRecord& record, std::uint32_t ordinal, int age, double) {
                    if (!answers_for_household(world.residents, resident)) return;
                    if (record.household_next() == resident && age <= separation_until) {
                        proposals.departures.push_back(departure(resident, record, ordinal));
                        return;
                    }
                    const QuartierId destination = destinations.draw(luck, who(ordinal), record.home());
                    if (destination != record.home()) proposals.moves.push_back({resident, destination});
                });
    }

    void activities()
    {
        const Column<Quartier, double>& deprivation = world.territory->quartiers.deprivation;
        for (std::size_t band = 0; band < work_bands.size(); ++band) {
            const double bound = tables.work_bound[band];
            for_each_candidate(
                world, block, luck, Purpose::activity_change, static_cast<std::uint32_t>(band), work_bands[band],
                last_age(work_bands, band, last_work_age), bound,
                [&](ResidentId resident, const ResidentRecord& record, std::uint32_t, int age, double u) {
                    if (record.activity() == Activity::employed &&
                        u >= tables.most_job_loss[static_cast<std::size_t>(age)])
                        return; // Most candidates: spares the look at the quartier.
                    const ActivityExits exits =
                        activity_exits(tables, record.activity(), age, deprivation[record.home()]);
                    if (exits.first + exits.second > bound) ++proposals.clamped;
                    if (u < exits.first)
                        proposals.activities.push_back({resident, exits.first_to});
                    else if (u < exits.first + exits.second)
                        proposals.activities.push_back({resident, exits.second_to});
                });
        }
    }
};

} // namespace

double death_hazard(const DemographyParameters& parameters, int age, Sex sex)
{
    if (age == 0) return parameters.infant_mortality / weeks_per_year;
    const auto of = static_cast<std::size_t>(sex);
    const double years = std::min(age, oldest_gompertz_age) + 0.5 - 70.0;
    const double yearly = parameters.background_mortality +
                          parameters.mortality_at_70[of] * portable_exp(parameters.mortality_slope[of] * years);
    return std::min(1.0, yearly / weeks_per_year);
}

namespace {

/// Over every sex, household, activity, age and deprivation of a band.
void fill_bounds(DemographyTables& tables, double highest_ratio)
{
    for (std::size_t band = 0; band < death_bands.size(); ++band)
        for (int age = death_bands[band]; age <= last_age(death_bands, band, oldest_age); ++age)
            for (const ByAge& hazards : tables.death)
                tables.death_bound[band] = std::max(tables.death_bound[band], hazards[static_cast<std::size_t>(age)]);
    for (std::size_t band = 0; band < birth_bands.size(); ++band)
        for (int age = birth_bands[band]; age <= last_age(birth_bands, band, last_birth_age); ++age)
            tables.birth_bound[band] =
                std::max(tables.birth_bound[band], highest_ratio * tables.birth[static_cast<std::size_t>(age)]);
    for (std::size_t band = 0; band < work_bands.size(); ++band)
        for (int age = work_bands[band]; age <= last_age(work_bands, band, last_work_age); ++age)
            for (const Activity activity : {Activity::employed, Activity::unemployed, Activity::inactive})
                for (const double deprivation : {0.5, most_deprived}) { // Exits are monotone between and level below.
                    const ActivityExits exits = activity_exits(tables, activity, age, deprivation);
                    tables.work_bound[band] = std::max(tables.work_bound[band], exits.first + exits.second);
                }
}

} // namespace

DemographyTables demography_tables(const DemographyParameters& parameters)
{
    DemographyTables tables{};
    const ByAge fertility = fertility_by_age(parameters);
    for (int age = 0; age <= oldest_age; ++age) {
        const auto at = static_cast<std::size_t>(age);
        tables.death[0][at] = death_hazard(parameters, age, Sex::woman);
        tables.death[1][at] = death_hazard(parameters, age, Sex::man);
        tables.birth[at] = fertility[at] / weeks_per_year;
    }
    for (std::size_t i = 0; i < move_ages.size(); ++i) tables.move[i] = parameters.move_per_year[i] / weeks_per_year;
    for (std::size_t i = 0; i < leaving_ages.size(); ++i)
        tables.leaving[i] = parameters.leaving_per_year[i] / weeks_per_year;
    for (int age = 0; age <= oldest_age; ++age) {
        const std::size_t band = band_at(job_finding_ages, age);
        tables.job_finding[static_cast<std::size_t>(age)] = parameters.job_finding_per_year[band] / weeks_per_year;
        tables.discouragement[static_cast<std::size_t>(age)] =
            parameters.discouragement_per_year[band] / weeks_per_year;
    }
    tables.separation = parameters.separation_per_year / weeks_per_year;
    tables.course = life_course(parameters);
    for (int age = 0; age <= oldest_age; ++age)
        tables.most_job_loss[static_cast<std::size_t>(age)] =
            activity_exits(tables, Activity::employed, age, most_deprived).first;
    fill_bounds(tables, std::max(parameters.birth_in_couple, parameters.birth_alone));
    return tables;
}

/// Deprivation slows the search for work. Jobs are lost and the search is taken up again at the rates that balance
/// finding and discouragement at the shares of this age and deprivation.
ActivityExits activity_exits(const DemographyTables& tables, Activity now, int age, double deprivation)
{
    if (now != Activity::employed && now != Activity::unemployed && now != Activity::inactive) return {};
    const double slower = portable_exp(-0.5 * tables.course.employment_deprivation * std::max(0.0, deprivation - 0.5));
    const double job_finding = tables.job_finding[static_cast<std::size_t>(age)] * slower;
    const double discouragement = tables.discouragement[static_cast<std::size_t>(age)];
    if (now == Activity::unemployed) return {job_finding, discouragement, Activity::employed, Activity::inactive};
    const double seeking = tables.course.seeking[static_cast<std::size_t>(age)];
    if (now == Activity::inactive)
        return {discouragement * seeking / std::max(1e-3, 1.0 - seeking), 0.0, Activity::unemployed,
                Activity::unemployed};
    const double employed = employed_share(tables.course, age, deprivation);
    return {job_finding * (1.0 - employed) * seeking / std::max(1e-3, employed), 0.0, Activity::unemployed,
            Activity::unemployed};
}

BlockProposals propose_demography(const World& world, BlockId block, const DemographyTables& tables,
                                  const DemographyParameters& parameters, const Destinations& destinations,
                                  const Luck& luck)
{
    Proposer proposer{world, block, tables, parameters, destinations, luck};
    proposer.deaths();
    proposer.departures();
    proposer.births();
    proposer.moves();
    proposer.activities();
    std::sort(proposer.proposals.departures.begin(), proposer.proposals.departures.end(),
              [](const Departure& a, const Departure& b) { return a.leaver < b.leaver; });
    return std::move(proposer.proposals);
}

} // namespace emprise
