#include "processes/market/choice.hpp"

#include "base/portable_math.hpp"
#include "parallel/parallel.hpp"
#include "processes/market.hpp"
#include "processes/market/habit.hpp"
#include "world/market_links.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <array>

namespace emprise {

namespace {

constexpr std::size_t quartiers_per_range = 2048;
constexpr std::size_t most_links = most_site_links + most_crew_links;

using Flow32 = std::array<std::int32_t, drug_count>;

struct Tastes {
    std::array<double, drug_count> delivery;
    std::array<double, drug_count> online;
    std::array<double, drug_count> self_supply;
    double go_without;
};

Tastes tastes_of(const MarketParameters& parameters)
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
    double first_share;  ///< Served part of what is asked at first.
    double second_share; ///< Served part of what is asked after being turned away elsewhere.
    double room;         ///< Capacity left after the first round, as a share.
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

/// Sellers in reach of one quartier and their weights.
struct Reach {
    std::uint32_t first;
    std::size_t count;
    std::size_t sites; ///< The first so many are sites, the rest crews.
    std::array<std::uint32_t, most_links> slot;
    std::array<double, most_links> weight;
    double site_pull{};
    double crew_pull{};
};

template <class Weight>
Reach look_around(const Choosing& choosing, std::size_t quartier, Weight&& weight_of)
{
    const MarketLinks& links = choosing.world.links;
    const Habit habit =
        habit_of(choosing.world.quartiers, QuartierId{static_cast<std::uint32_t>(quartier)}, choosing.parameters.habit);
    Reach reach{};
    reach.first = links.first[quartier];
    reach.count = links.first[quartier + 1] - reach.first;
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

double mean_price_factor(const Choosing& choosing, const Reach& reach, std::size_t begin, std::size_t end, double pull)
{
    double sum = 0.0;
    for (std::size_t i = begin; i < end; ++i) sum += reach.weight[i] * choosing.offers[reach.slot[i]].price_factor;
    return pull > 0.0 ? sum / pull : 1.0;
}

double nest_pull(double pull, double dissimilarity)
{
    return pull > 0.0 ? portable_exp(dissimilarity * portable_log(pull)) : 0.0;
}

std::array<double, nest_count> shares_of(double sites, double crews, std::size_t drug, const Tastes& tastes)
{
    std::array<double, nest_count> shares{sites, tastes.delivery[drug] * crews, tastes.online[drug],
                                          tastes.self_supply[drug]};
    const double sum = shares[0] + shares[1] + shares[2] + shares[3];
    for (double& share : shares) share /= sum;
    return shares;
}

/// Spreads what a nest is asked for over its sellers.
void spread(std::int64_t total, const Reach& reach, std::size_t begin, std::size_t end, double pull, std::size_t drug,
            std::vector<Flow32>& asked)
{
    Splitter splitter{total, pull};
    for (std::size_t i = begin; i < end; ++i)
        asked[reach.first + i][drug] = static_cast<std::int32_t>(splitter.next(reach.weight[i]));
    if (end > begin) asked[reach.first + end - 1][drug] += static_cast<std::int32_t>(total - splitter.given());
}

/// Milligrams the users of a quartier would use in a week at the usual price of the start.
DrugNumbers usual_wish_mg(const Choosing& choosing, QuartierId quartier)
{
    const auto& users = choosing.world.stocks[quartier].users;
    DrugNumbers wish{};
    for (const std::size_t drug : choosing.world.drugs)
        wish[drug] =
            1000.0 * (users[drug][static_cast<std::size_t>(Use::light)] * choosing.parameters.light_g_week[drug] +
                      users[drug][static_cast<std::size_t>(Use::heavy)] * choosing.parameters.heavy_g_week[drug]);
    return wish;
}

/// Local sums over a range of quartiers, added to the whole at its end.
using CellSums = std::vector<DrugMilligrams>;

void add_to(CellSums& whole, const CellSums& part)
{
    for (std::size_t slot = 0; slot < whole.size(); ++slot)
        for (std::size_t drug = 0; drug < drug_count; ++drug)
            if (part[slot][drug] != 0) add_integer(whole[slot][drug], part[slot][drug]);
}

void ask_first(Choosing& choosing, std::size_t quartier, CellSums& sums)
{
    const Reach reach = look_around(choosing, quartier, [](const Offer& offer) { return offer.weight; });
    const double sites = nest_pull(reach.site_pull, choosing.parameters.dissimilarity);
    const double crews = nest_pull(reach.crew_pull, choosing.parameters.dissimilarity);
    const double site_price = mean_price_factor(choosing, reach, 0, reach.sites, reach.site_pull);
    const double crew_price = mean_price_factor(choosing, reach, reach.sites, reach.count, reach.crew_pull);
    const DrugNumbers wish = usual_wish_mg(choosing, QuartierId{static_cast<std::uint32_t>(quartier)});
    WeekOfSales& sales = choosing.sales;
    MarketLinks::Outlook outlook{static_cast<float>(reach.site_pull), static_cast<float>(reach.crew_pull), 0, 0, 0};
    const double all_drugs = 1.0 / (1.0 - share_of_other_drugs(choosing.parameters, choosing.world.drugs));
    for (const std::size_t drug : choosing.world.drugs) {
        const auto shares = shares_of(sites, crews, drug, choosing.tastes);
        const double price =
            choosing.price_index[drug] * (shares[0] * site_price + shares[1] * crew_price + shares[2] + shares[3]);
        const double answer = portable_exp(choosing.parameters.price_elasticity[drug] * portable_log(price));
        const auto wanted = static_cast<std::int64_t>(wish[drug] * answer + 0.5);
        Splitter splitter{wanted, 1.0};
        const std::int64_t at_sites = splitter.next(shares[0]);
        const std::int64_t delivered = splitter.next(shares[1]);
        sales.wanted_mg[quartier][drug] = wanted;
        sales.online_mg[quartier][drug] = splitter.next(shares[2]);
        sales.self_supplied_mg[quartier][drug] = wanted - splitter.given();
        spread(at_sites, reach, 0, reach.sites, reach.site_pull, drug, choosing.first_asked);
        spread(delivered, reach, reach.sites, reach.count, reach.crew_pull, drug, choosing.first_asked);
        const double eur = choosing.price_eur_mg[drug] * all_drugs;
        outlook.site_eur += static_cast<float>(static_cast<double>(at_sites) * eur);
        outlook.crew_eur += static_cast<float>(static_cast<double>(delivered) * eur);
        outlook.outside_eur += static_cast<float>(static_cast<double>(wanted - at_sites - delivered) * eur);
    }
    for (std::size_t i = 0; i < reach.count; ++i)
        for (const std::size_t drug : choosing.world.drugs)
            sums[reach.slot[i]][drug] += choosing.first_asked[reach.first + i][drug];
    choosing.world.links.outlook[quartier] = outlook;
}

std::int64_t served(std::int32_t asked, double share)
{
    return share >= 1.0 ? asked : static_cast<std::int64_t>(asked * share);
}

/// Sells the first round and sends those turned away to a second choice.
void ask_again(Choosing& choosing, std::size_t quartier, CellSums& sold, CellSums& asked)
{
    const MarketLinks& links = choosing.world.links;
    std::array<std::int64_t, drug_count> turned_away{};
    Purchases purchases;
    UsualSellers usual;
    for (std::uint32_t i = links.first[quartier]; i < links.first[quartier + 1]; ++i) {
        const std::uint32_t slot = choosing.slot[links.links[i].cell.value()];
        const Offer& offer = choosing.offers[slot];
        double eur = 0.0;
        for (const std::size_t drug : choosing.world.drugs) {
            const std::int32_t wanted = choosing.first_asked[i][drug];
            const std::int64_t got = served(wanted, offer.first_share);
            sold[slot][drug] += got;
            turned_away[drug] += wanted - got;
            eur += static_cast<double>(got) * choosing.price_eur_mg[drug];
        }
        usual.add(choosing.names[slot], offer.site, eur);
        purchases.add_sale(offer.site, links.links[i].travel_km, eur * offer.price_factor);
        choosing.second_asked[i] = {};
    }
    choosing.sales.purchases[quartier] = purchases;
    usual.remember(choosing.world.quartiers, QuartierId{static_cast<std::uint32_t>(quartier)});
    if (std::all_of(turned_away.begin(), turned_away.end(), [](std::int64_t mg) { return mg == 0; })) return;
    const Reach reach = look_around(choosing, quartier, [](const Offer& offer) { return offer.weight * offer.room; });
    const double sites = nest_pull(reach.site_pull, choosing.parameters.dissimilarity);
    const double crews = nest_pull(reach.crew_pull, choosing.parameters.dissimilarity);
    WeekOfSales& sales = choosing.sales;
    for (const std::size_t drug : choosing.world.drugs) {
        const double delivery = choosing.tastes.delivery[drug] * crews;
        const double online = choosing.tastes.online[drug];
        Splitter splitter{turned_away[drug], sites + delivery + online + choosing.tastes.go_without};
        spread(splitter.next(sites), reach, 0, reach.sites, reach.site_pull, drug, choosing.second_asked);
        spread(splitter.next(delivery), reach, reach.sites, reach.count, reach.crew_pull, drug, choosing.second_asked);
        sales.online_mg[quartier][drug] += splitter.next(online);
        sales.unserved_mg[quartier][drug] = turned_away[drug] - splitter.given();
    }
    for (std::size_t i = 0; i < reach.count; ++i)
        for (const std::size_t drug : choosing.world.drugs)
            asked[reach.slot[i]][drug] += choosing.second_asked[reach.first + i][drug];
}

TurnedAway turned_away_from(const Choosing& choosing, std::size_t quartier)
{
    const MarketLinks& links = choosing.world.links;
    TurnedAway away;
    for (std::uint32_t i = links.first[quartier]; i < links.first[quartier + 1]; ++i) {
        const std::uint32_t slot = choosing.slot[links.links[i].cell.value()];
        const Offer& offer = choosing.offers[slot];
        double eur = 0.0;
        for (const std::size_t drug : choosing.world.drugs) {
            const std::int32_t wanted = choosing.first_asked[i][drug];
            eur += static_cast<double>(wanted - served(wanted, offer.first_share)) * choosing.price_eur_mg[drug];
        }
        away.add(offer.site, choosing.communes[slot], eur);
    }
    return away;
}

void serve_again(Choosing& choosing, std::size_t quartier, CellSums& sold)
{
    const TurnedAway away = turned_away_from(choosing, quartier);
    const MarketLinks& links = choosing.world.links;
    Purchases& purchases = choosing.sales.purchases[quartier];
    purchases.displaced_eur = away.sites_eur();
    for (std::uint32_t i = links.first[quartier]; i < links.first[quartier + 1]; ++i) {
        const std::uint32_t slot = choosing.slot[links.links[i].cell.value()];
        const Offer& offer = choosing.offers[slot];
        double eur = 0.0;
        for (const std::size_t drug : choosing.world.drugs) {
            const std::int32_t wanted = choosing.second_asked[i][drug];
            if (wanted == 0) continue;
            const std::int64_t got = served(wanted, offer.second_share);
            sold[slot][drug] += got;
            choosing.sales.unserved_mg[quartier][drug] += wanted - got;
            eur += static_cast<double>(got) * choosing.price_eur_mg[drug];
        }
        if (eur <= 0.0) continue;
        purchases.add_sale(offer.site, links.links[i].travel_km, eur * offer.price_factor);
        away.add_second_choice(purchases, offer.site, choosing.communes[slot], eur);
    }
}

double value_eur(const Choosing& choosing, std::size_t slot, const DrugMilligrams& milligrams)
{
    double value = 0.0;
    for (const std::size_t drug : choosing.world.drugs)
        value += static_cast<double>(milligrams[drug]) * choosing.price_eur_mg[drug];
    return value * choosing.offers[slot].price_factor;
}

Choosing prepare(World& world, const MarketParameters& parameters)
{
    Choosing choosing{world, parameters, tastes_of(parameters), {}, {}, {}, {}, {}, {}, {}};
    const DrugNumbers price = retail_price_eur_g(parameters, world.week);
    for (const std::size_t drug : world.drugs) {
        choosing.price_eur_mg[drug] = price[drug] / 1000.0;
        choosing.price_index[drug] = price[drug] / parameters.reference_price_eur_g[drug];
    }
    WeekOfSales& sales = choosing.sales;
    sales.sellers = open_cells_by_name(world.cells);
    const Cells& cells = world.cells;
    choosing.slot.assign(cells.size(), 0);
    for (std::size_t slot = 0; slot < sales.sellers.size(); ++slot) {
        const CellId cell = sales.sellers[slot];
        choosing.slot[cell.value()] = static_cast<std::uint32_t>(slot);
        const double capacity = cells.on_post[cell] * cells.open_share[cell] * parameters.capacity_eur_post_week *
                                (1.0 - share_of_other_drugs(parameters, world.drugs));
        const double weight =
            cells.attractiveness[cell] *
            portable_exp(-parameters.seller_price_sensitivity * portable_log(cells.price_factor[cell]) -
                         parameters.risk_sensitivity * cells.buyers_risk[cell]);
        sales.capacity_eur.push_back(capacity);
        choosing.names.push_back(cells.who[cell]);
        choosing.communes.push_back(world.territory->quartiers.commune[cells.quartier[cell]]);
        choosing.offers.push_back({capacity > 0.0 ? weight : 0.0, cells.price_factor[cell], 1.0, 0.0, 0.0,
                                   cells.kind[cell] == CellKind::site});
    }
    const std::size_t quartiers = world.territory->quartiers.size();
    sales.asked_mg.assign(sales.sellers.size(), {});
    sales.sold_mg.assign(sales.sellers.size(), {});
    for (auto* column : {&sales.wanted_mg, &sales.online_mg, &sales.self_supplied_mg, &sales.unserved_mg})
        column->assign(quartiers, {});
    sales.purchases.assign(quartiers, {});
    choosing.first_asked.resize(world.links.links.size());
    choosing.second_asked.resize(world.links.links.size());
    world.links.outlook.resize(quartiers);
    return choosing;
}

} // namespace

std::array<double, nest_count> nest_shares(double site_pull, double crew_pull, std::size_t drug,
                                           const MarketParameters& parameters)
{
    return shares_of(nest_pull(site_pull, parameters.dissimilarity), nest_pull(crew_pull, parameters.dissimilarity),
                     drug, tastes_of(parameters));
}

WeekOfSales choose_sellers(World& world, const MarketParameters& parameters)
{
    refresh_links(world, parameters);
    Choosing choosing = prepare(world, parameters);
    WeekOfSales& sales = choosing.sales;
    const std::size_t quartiers = world.territory->quartiers.size();
    const std::size_t sellers = sales.sellers.size();
    for_each_range(quartiers, quartiers_per_range, [&](std::size_t begin, std::size_t end) {
        CellSums asked(sellers);
        for (std::size_t quartier = begin; quartier < end; ++quartier) ask_first(choosing, quartier, asked);
        add_to(sales.asked_mg, asked);
    });
    for (std::size_t slot = 0; slot < sellers; ++slot) {
        Offer& offer = choosing.offers[slot];
        const double value = value_eur(choosing, slot, sales.asked_mg[slot]);
        const double capacity = sales.capacity_eur[slot];
        offer.first_share = value > capacity ? capacity / value : 1.0;
        offer.room = capacity > value ? 1.0 - value / capacity : 0.0;
    }
    CellSums asked_again(sellers);
    for_each_range(quartiers, quartiers_per_range, [&](std::size_t begin, std::size_t end) {
        CellSums sold(sellers);
        CellSums asked(sellers);
        for (std::size_t quartier = begin; quartier < end; ++quartier) ask_again(choosing, quartier, sold, asked);
        add_to(sales.sold_mg, sold);
        add_to(asked_again, asked);
    });
    for (std::size_t slot = 0; slot < sellers; ++slot) {
        Offer& offer = choosing.offers[slot];
        const double value = value_eur(choosing, slot, asked_again[slot]);
        const double left = std::max(0.0, sales.capacity_eur[slot] - value_eur(choosing, slot, sales.sold_mg[slot]));
        offer.second_share = value > left ? left / value : 1.0;
        for (const std::size_t drug : world.drugs) sales.asked_mg[slot][drug] += asked_again[slot][drug];
    }
    for_each_range(quartiers, quartiers_per_range, [&](std::size_t begin, std::size_t end) {
        CellSums sold(sellers);
        for (std::size_t quartier = begin; quartier < end; ++quartier) serve_again(choosing, quartier, sold);
        add_to(sales.sold_mg, sold);
    });
    return std::move(choosing.sales);
}

} // namespace emprise
