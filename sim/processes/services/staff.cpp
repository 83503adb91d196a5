#include "processes/services/staff.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"
#include "parallel/parallel.hpp"

#include <algorithm>
#include <vector>

namespace emprise {

namespace {

constexpr std::size_t staff_communes_at_once = 2048;

/// What one lever adds to its profession, over all communes.
struct Headcount {
    double base{}; ///< Posts of the baseline.
    double authorised{};
    double staff{}; ///< At work after cuts, before quits.
};

/// A profession: what its levers have in common this week.
struct Pool {
    double base{};
    double base_staff{};
    double authorised{};
    double staff{};
    double quits{};
    double hiring{}; ///< Share of the gap closed in a week, weighted by posts.
};

/// Staff that stays when posts are cut.
double staff_kept(const ServicePosts& posts, CommuneId commune)
{
    return std::min(posts.filled[commune], authorised_posts(posts, commune));
}

template <class F>
double sum_communes(std::size_t communes, F&& f)
{
    return sum_ranges(communes, staff_communes_at_once, [&](std::size_t begin, std::size_t end) {
        double sum = 0.0;
        for (std::size_t row = begin; row < end; ++row) sum += f(CommuneId{static_cast<std::uint32_t>(row)});
        return sum;
    });
}

Headcount count_heads(const ServicePosts& posts)
{
    const std::size_t n = posts.filled.size();
    return {.base = sum_communes(n, [&](CommuneId commune) { return posts.authorised_base[commune]; }),
            .authorised = sum_communes(n, [&](CommuneId commune) { return authorised_posts(posts, commune); }),
            .staff = sum_communes(n, [&](CommuneId commune) { return staff_kept(posts, commune); })};
}

void add_to_pool(Pool& pool, const Headcount& heads, const Lever& lever)
{
    pool.base += heads.base;
    pool.base_staff += heads.base * (1.0 - lever.usual_vacancy);
    pool.authorised += heads.authorised;
    pool.staff += heads.staff;
    pool.quits += heads.staff * lever.weekly_quits;
    pool.hiring += heads.authorised * (lever.weekly_hiring > 0.0 ? lever.weekly_hiring : 1.0);
}

/// Persons whom the pool can put in these posts in the long run.
double staff_in_the_long_run(const Pool& pool, double usual_vacancy, double elasticity)
{
    if (pool.base <= 0.0) return pool.authorised * (1.0 - usual_vacancy);
    return std::min(pool.authorised, pool.base_staff * portable_pow(pool.authorised / pool.base, elasticity));
}

/// Share of the vacant posts that finds somebody this week.
double share_hired(const Pool& pool, double target)
{
    const double vacant = pool.authorised - pool.staff + pool.quits;
    if (vacant <= 0.0) return 0.0;
    const double hires = pool.quits + pool.hiring / pool.authorised * (target - pool.staff);
    return std::clamp(hires / vacant, 0.0, 1.0);
}

void move_lever(ServicePosts& posts, double weekly_quits, double share)
{
    for_each_range(posts.filled.size(), staff_communes_at_once, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            const CommuneId commune{static_cast<std::uint32_t>(row)};
            const double authorised = authorised_posts(posts, commune);
            const double stay = (1.0 - weekly_quits) * staff_kept(posts, commune);
            posts.filled[commune] = std::min(authorised, stay + share * (authorised - stay));
        }
    });
}

} // namespace

double authorised_posts(const ServicePosts& posts, CommuneId commune)
{
    return std::max(0.0, posts.authorised_base[commune] + posts.authorised_policy[commune]);
}

void move_staff(World& world, const LeverCatalogue& levers, double pool_elasticity)
{
    auto& services = world.services.of_lever;
    EXPECTS(services.size() == levers.levers.size());
    std::vector<std::uint8_t> moved(services.size(), 0);
    for (std::size_t first = 0; first < services.size(); ++first) {
        if (moved[first] != 0) continue;
        const Lever& leader = levers.levers[first];
        std::vector<std::size_t> members;
        Pool pool;
        for (std::size_t row = first; row < services.size(); ++row) {
            const bool same =
                row == first || (!leader.profession.empty() && levers.levers[row].profession == leader.profession);
            if (!same) continue;
            members.push_back(row);
            moved[row] = 1;
            add_to_pool(pool, count_heads(services[row]), levers.levers[row]);
        }
        const double elasticity = leader.profession.empty() ? 1.0 : pool_elasticity;
        const double share = share_hired(pool, staff_in_the_long_run(pool, leader.usual_vacancy, elasticity));
        for (const std::size_t row : members) move_lever(services[row], levers.levers[row].weekly_quits, share);
    }
}

} // namespace emprise
