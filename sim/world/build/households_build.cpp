#include "world/build/households_build.hpp"

#include "base/expects.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

constexpr int adult_from = 18;
constexpr int last_age_at_home = 30;
constexpr int most_years_between_siblings = 4;

void join(Column<Resident, ResidentRecord>& record, ResidentId household, ResidentId newcomer)
{
    record[newcomer].set_household_next(record[household].household_next());
    record[newcomer].set_arrival_half_year(record[household].arrival_half_year());
    record[household].set_household_next(newcomer);
}

} // namespace

HouseholdShares household_shares(const GenesisParameters& parameters, int half_year)
{
    HouseholdShares shares{};
    for (int age = 0; age <= oldest_age; ++age) {
        const auto at = static_cast<std::size_t>(age);
        shares.at_parental_home[at] =
            age > last_age_at_home ? 0.0 : at_age(parental_home_ages, parameters.parental_home_share, age);
        shares.in_couple[at] = age < adult_from ? 0.0 : at_age(couple_ages, parameters.couple_share, age);
    }
    shares.family_size = {parameters.family_one_child, parameters.family_one_child + parameters.family_two_children,
                          parameters.family_one_child + parameters.family_two_children +
                              parameters.family_three_children};
    shares.single_parent = parameters.single_parent_share;
    shares.single_father = parameters.single_fathers_share;
    shares.age_at_last_birth = parameters.age_at_last_birth;
    shares.age_at_last_birth_spread = parameters.age_at_last_birth_spread;
    shares.age_gap = parameters.couple_age_gap;
    shares.age_gap_spread = parameters.couple_age_gap_spread;
    shares.moved_per_half_year = parameters.moved_per_half_year;
    shares.half_year = half_year;
    return shares;
}

double HouseholdBuilder::Draws::next()
{
    const std::uint32_t slot = asked % 4;
    if (slot == 0) {
        EXPECTS(asked / 4 < 65'536);
        const auto [first, second] =
            luck.two_words(Purpose::genesis_household, quartier, {}, static_cast<std::uint16_t>(asked / 4));
        words = {static_cast<std::uint32_t>(first >> 32U), static_cast<std::uint32_t>(first),
                 static_cast<std::uint32_t>(second >> 32U), static_cast<std::uint32_t>(second)};
    }
    ++asked;
    return (words[slot] + 0.5) * 0x1p-32;
}

double HouseholdBuilder::Draws::bell()
{
    const double a = next();
    const double b = next();
    return 2.0 * (a + b + next()) - 3.0;
}

ResidentId HouseholdBuilder::Pool::take_near(int age, int youngest, int oldest)
{
    const int centre = std::clamp(age, youngest, oldest);
    for (int away = 0; away <= oldest - youngest; ++away)
        for (const int candidate : {centre - away, centre + away}) {
            if (candidate < youngest || candidate > oldest) continue;
            const auto at = static_cast<std::size_t>(candidate);
            if (left[at] > 0) return ResidentId{rows[first[at] + --left[at]]};
        }
    return ResidentId::none();
}

void HouseholdBuilder::build(Column<Resident, ResidentRecord>& record, const QuartierRows& rows, const Luck& luck,
                             Who quartier)
{
    Draws draws{luck, quartier};
    fill_pools(record, rows, draws);
    raise_children(record, rows, draws);
    pair_couples(record, draws);
    live_alone(record, draws);
}

void HouseholdBuilder::fill_pools(const Column<Resident, ResidentRecord>& record, const QuartierRows& rows,
                                  Draws& draws)
{
    for (Pool& pool : pools_) pool.rows.clear();
    const double u = draws.next();
    for (std::size_t age = 0; age < genesis_ages; ++age) {
        const double exact = rows.count[age] * shares_.at_parental_home[age];
        at_home_[age] = std::min(rows.count[age], static_cast<std::uint32_t>(std::floor(exact + u)));
        for (Pool& pool : pools_) pool.first[age] = static_cast<std::uint32_t>(pool.rows.size());
        for (std::uint32_t i = at_home_[age]; i < rows.count[age]; ++i) {
            const ResidentId row{rows.first[age] + i};
            pools_[static_cast<std::size_t>(record[row].sex())].rows.push_back(row.value());
        }
        for (Pool& pool : pools_) pool.left[age] = static_cast<std::uint32_t>(pool.rows.size()) - pool.first[age];
    }
}

/// Children join, from the youngest age up, families that wait for a sibling of that age, else found a family as its
/// youngest child.
void HouseholdBuilder::raise_children(Column<Resident, ResidentRecord>& record, const QuartierRows& rows, Draws& draws)
{
    for (std::size_t age = 0; age <= last_age_at_home; ++age) {
        std::vector<Family>& waiting = waiting_[age];
        std::size_t met = 0;
        for (std::uint32_t i = 0; i < at_home_[age]; ++i) {
            const ResidentId child{rows.first[age] + i};
            Family family{};
            if (met < waiting.size()) {
                family = waiting[met++];
                --family.children_to_come;
            } else {
                family.parent = found_family(record, static_cast<int>(age), draws);
                if (!family.parent.present()) { // No adult is left in a tiny place: the child is a household.
                    record[child].set_arrival_half_year(draw_arrival(draws));
                    continue;
                }
                const double u = draws.next();
                for (const double smaller : shares_.family_size) family.children_to_come += u >= smaller ? 1 : 0;
            }
            join(record, family.parent, child);
            if (family.children_to_come > 0) {
                const auto gap = 1 + static_cast<std::size_t>(draws.next() * most_years_between_siblings);
                waiting_[age + gap].push_back(family);
            }
        }
        for (; met < waiting.size(); ++met) waiting_[age + 1].push_back(waiting[met]);
        waiting.clear();
    }
    for (std::size_t age = last_age_at_home + 1; age < waiting_.size(); ++age) waiting_[age].clear();
}

ResidentId HouseholdBuilder::found_family(Column<Resident, ResidentRecord>& record, int youngest_child, Draws& draws)
{
    Pool& women = pools_[static_cast<std::size_t>(Sex::woman)];
    Pool& men = pools_[static_cast<std::size_t>(Sex::man)];
    const double kind = draws.next();
    const double age_at_last_birth = shares_.age_at_last_birth + shares_.age_at_last_birth_spread * draws.bell();
    const int age = youngest_child + static_cast<int>(age_at_last_birth);
    const bool single_father = kind < shares_.single_parent * shares_.single_father;
    const int oldest = std::min(youngest_child + 49, oldest_at_genesis);
    const int youngest = std::max(adult_from, youngest_child + 16);
    ResidentId parent = ResidentId::none();
    if (!single_father) parent = women.take_near(age, youngest, oldest);
    const bool has_mother = parent.present();
    if (!has_mother) parent = men.take_near(age + 2, youngest, oldest_at_genesis);
    if (!parent.present()) return parent;
    record[parent].set_arrival_half_year(draw_arrival(draws));
    if (has_mother && kind >= shares_.single_parent) {
        const double apart = shares_.age_gap + shares_.age_gap_spread * draws.bell();
        const ResidentId father = men.take_near(age + static_cast<int>(apart), adult_from, oldest_at_genesis);
        if (father.present()) join(record, parent, father);
    }
    return parent;
}

void HouseholdBuilder::pair_couples(Column<Resident, ResidentRecord>& record, Draws& draws)
{
    Pool& women = pools_[static_cast<std::size_t>(Sex::woman)];
    Pool& men = pools_[static_cast<std::size_t>(Sex::man)];
    const double u = draws.next();
    double owed = u; // Couples not yet made because of rounding, over all ages.
    for (int age = adult_from; age <= oldest_at_genesis; ++age) {
        const auto at = static_cast<std::size_t>(age);
        owed += women.left[at] * shares_.in_couple[at];
        for (; owed >= 1.0 && women.left[at] > 0; owed -= 1.0) {
            const double apart = shares_.age_gap + shares_.age_gap_spread * draws.bell();
            const ResidentId man = men.take_near(age + static_cast<int>(apart), std::max(adult_from, age - 12),
                                                 std::min(oldest_at_genesis, age + 18));
            if (!man.present()) break;
            const ResidentId woman = women.take_near(age, age, age);
            record[woman].set_arrival_half_year(draw_arrival(draws));
            join(record, woman, man);
        }
    }
}

void HouseholdBuilder::live_alone(Column<Resident, ResidentRecord>& record, Draws& draws)
{
    for (const Pool& pool : pools_)
        for (std::size_t age = 0; age < genesis_ages; ++age)
            for (std::uint32_t i = 0; i < pool.left[age]; ++i)
                record[ResidentId{pool.rows[pool.first[age] + i]}].set_arrival_half_year(draw_arrival(draws));
}

/// Code of one of the last four half-years, or 0 for longer ago.
int HouseholdBuilder::draw_arrival(Draws& draws) const
{
    const double u = draws.next();
    for (int ago = 0; ago < newcomer_half_years; ++ago)
        if (u < shares_.moved_per_half_year * (ago + 1)) return arrival_code(shares_.half_year - ago);
    return 0;
}

} // namespace emprise
