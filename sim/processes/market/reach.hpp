#pragma once
#include "base/portable_math.hpp"
#include "processes/market.hpp"
#include "processes/market/choice.hpp"
#include "processes/market/habit.hpp"
#include "world/market_links.hpp"
#include "world/territory.hpp"

#include <array>
#include <vector>

/// What buyers of one row see: sellers in reach with their weights, pulls of the nests, and how an amount is split.
namespace emprise {

inline constexpr std::size_t most_links = most_site_links + most_crew_links;

using Flow32 = std::array<std::int32_t, drug_count>;

struct Tastes {
    std::array<double, drug_count> delivery;
    std::array<double, drug_count> online;
    std::array<double, drug_count> self_supply;
    double go_without;
};

inline Tastes tastes_of(const MarketParameters& parameters)
{
    Tastes tastes{};
    for (std::size_t drug = 0; drug < drug_count; ++drug) { // Of all, so that none divides by nothing.
        tastes.delivery[drug] = portable_exp(parameters.delivery_taste[drug]);
        tastes.online[drug] = portable_exp(parameters.online_taste[drug]);
        tastes.self_supply[drug] = portable_exp(parameters.self_supply_taste[drug]);
    }
    tastes.go_without = portable_exp(parameters.go_without_taste);
    return tastes;
}

/// What the loops over links read, by seller.
struct Offer {
    double weight; ///< Before proximity; 0 when nobody is on post or the place is closed all week.
    double price_factor;
    DrugNumbers first_share;  ///< Served part of what is asked at first.
    DrugNumbers second_share; ///< Served part of what is asked after being turned away elsewhere.
    double room;              ///< Capacity left after the first round, as a share.
    std::array<bool, drug_count> sold_out;
    bool site;
};

struct Choosing {
    World& world;
    const MarketParameters& parameters;
    Tastes tastes;
    DrugNumbers price_eur_mg; ///< Usual retail price this week.
    std::array<double, drug_count> price_index;
    std::vector<std::uint32_t> slot;  ///< By cell: place among the sellers.
    std::vector<Offer> offers;        ///< By seller.
    std::vector<Flow32> first_asked;  ///< By link.
    std::vector<Flow32> second_asked; ///< By link.
    WeekOfSales sales;
    std::vector<Who> names{};          ///< By seller.
    std::vector<CommuneId> communes{}; ///< By seller.
};

/// Whole parts of `total` in proportion to `weights`: differences of rounded running sums, so they add up exactly.
class Splitter {
public:
    Splitter(std::int64_t total, double sum) : scale_{sum > 0.0 ? static_cast<double>(total) / sum : 0.0} {}
    std::int64_t next(double weight)
    {
        running_ += weight;
        const auto up_to = static_cast<std::int64_t>(scale_ * running_ + 0.5);
        const std::int64_t part = up_to - given_;
        given_ = up_to;
        return part;
    }
    [[nodiscard]] std::int64_t given() const { return given_; }

private:
    double scale_;
    double running_{};
    std::int64_t given_{};
};

/// Sellers in reach of one row of buyers and their weights. What lies beyond a part that runs alone has no cells, only
/// its share of the pull.
struct Reach {
    std::uint32_t first;
    std::size_t count;
    std::size_t sites; ///< The first so many are sites, the rest crews.
    std::array<std::uint32_t, most_links> slot;
    std::array<double, most_links> weight;
    double outside_sites{};
    double outside_crews{};
    double site_pull{}; ///< All of them.
    double crew_pull{};
};

/// Sellers beyond the edge keep the room that sellers usually have.
inline void look_outside(const Choosing& choosing, std::size_t row, double room, Reach& reach)
{
    const Outside& outside = choosing.world.outside;
    if (!outside.present()) return;
    const std::size_t quartiers = outside.site_pull_here.size();
    const NeighbourId neighbour{static_cast<std::uint32_t>(row - quartiers)};
    const QuartierId quartier{static_cast<std::uint32_t>(row)};
    reach.outside_sites = room * (row < quartiers ? outside.site_pull_here[quartier] : outside.site_pull[neighbour]);
    reach.outside_crews = room * (row < quartiers ? outside.crew_pull_here[quartier] : outside.crew_pull[neighbour]);
    reach.site_pull = reach.outside_sites;
    reach.crew_pull = reach.outside_crews;
}

/// Who lives beyond the edge has no habit here.
inline Habit habit_of_row(const Choosing& choosing, std::size_t row)
{
    const QuartierState& state = choosing.world.quartiers;
    if (row >= state.size()) return {};
    return habit_of(state, QuartierId{static_cast<std::uint32_t>(row)}, choosing.parameters.habit);
}

template <class Weight>
Reach look_around(const Choosing& choosing, std::size_t row, double outside_room, Weight&& weight_of)
{
    const MarketLinks& links = choosing.world.links;
    const Habit habit = habit_of_row(choosing, row);
    Reach reach{};
    look_outside(choosing, row, outside_room, reach);
    reach.first = links.first[row];
    reach.count = links.first[row + 1] - reach.first;
    for (std::size_t i = 0; i < reach.count; ++i) {
        const auto& link = links.links[reach.first + i];
        const std::uint32_t slot = choosing.slot[link.cell.value()];
        const Offer& offer = choosing.offers[slot];
        const double weight =
            weight_of(offer) * static_cast<double>(link.proximity) * habit.factor_on(offer.site, choosing.names[slot]);
        reach.slot[i] = slot;
        reach.weight[i] = weight;
        (offer.site ? reach.site_pull : reach.crew_pull) += weight;
        reach.sites += offer.site ? 1 : 0;
    }
    return reach;
}

/// Sellers outside are at the usual price.
inline double mean_price_factor(const Choosing& choosing, const Reach& reach, std::size_t begin, std::size_t end,
                                double outside, double pull)
{
    double sum = outside;
    for (std::size_t i = begin; i < end; ++i) sum += reach.weight[i] * choosing.offers[reach.slot[i]].price_factor;
    return pull > 0.0 ? sum / pull : 1.0;
}

inline double nest_pull(double pull, double dissimilarity)
{
    return pull > 0.0 ? portable_exp(dissimilarity * portable_log(pull)) : 0.0;
}

inline std::array<double, nest_count> shares_of(double sites, double crews, std::size_t drug, const Tastes& tastes)
{
    std::array<double, nest_count> shares{sites, tastes.delivery[drug] * crews, tastes.online[drug],
                                          tastes.self_supply[drug]};
    const double sum = shares[0] + shares[1] + shares[2] + shares[3];
    for (double& share : shares) share /= sum;
    return shares;
}

/// Spreads what a nest is asked for over its sellers; returns what goes to sellers outside.
inline std::int64_t spread(std::int64_t total, const Reach& reach, std::size_t begin, std::size_t end, double outside,
                           double pull, std::size_t drug, std::vector<Flow32>& asked)
{
    Splitter splitter{total, pull};
    for (std::size_t i = begin; i < end; ++i)
        asked[reach.first + i][drug] = static_cast<std::int32_t>(splitter.next(reach.weight[i]));
    const std::int64_t left = total - splitter.given();
    if (outside > 0.0 || end == begin) return left;
    asked[reach.first + end - 1][drug] += static_cast<std::int32_t>(left); // Of rounding.
    return 0;
}

} // namespace emprise
