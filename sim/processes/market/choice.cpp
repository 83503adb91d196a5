#include "processes/market/choice.hpp"

#include "parallel/parallel.hpp"
#include "processes/market/reach.hpp"

#include <algorithm>

namespace emprise {

namespace {

constexpr std::size_t rows_per_range = 2048;
/// Milligrams the users of a row of buyers would use in a week at the usual price of the start.
DrugNumbers wish_of(const Choosing& choosing, std::size_t row)
{
    const World& world = choosing.world;
    const std::size_t quartiers = world.territory->quartiers.size();
    if (row >= quartiers) return world.outside.wish_mg[NeighbourId{static_cast<std::uint32_t>(row - quartiers)}];
    const QuartierStocks& stocks = world.stocks[QuartierId{static_cast<std::uint32_t>(row)}];
    DrugNumbers wish{};
    for (const std::size_t drug : world.drugs) wish[drug] = usual_wish_mg(stocks, drug, choosing.parameters);
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

/// Buyers choose among a few sellers, but a newcomer competes with all in reach: the pull of those linked, times what
/// they are part of.
float full_pull(const Choosing& choosing, std::size_t row, CellKind kind, double pull, double outside)
{
    const MarketLinks::Crowd& crowd = choosing.world.links.crowds[row];
    const auto linked = static_cast<double>(crowd.linked[static_cast<std::size_t>(kind)]);
    const auto in_reach = static_cast<double>(crowd.in_reach[static_cast<std::size_t>(kind)]);
    const double times = linked > 0.0 ? in_reach / linked : 1.0;
    return static_cast<float>(outside + (pull - outside) * times);
}

void ask_first(Choosing& choosing, std::size_t row, CellSums& sums)
{
    const Reach reach = look_around(choosing, row, 1.0, [](const Offer& offer) { return offer.weight; });
    const double sites = nest_pull(reach.site_pull, choosing.parameters.dissimilarity);
    const double crews = nest_pull(reach.crew_pull, choosing.parameters.dissimilarity);
    const double site_price = mean_price_factor(choosing, reach, 0, reach.sites, reach.outside_sites, reach.site_pull);
    const double crew_price =
        mean_price_factor(choosing, reach, reach.sites, reach.count, reach.outside_crews, reach.crew_pull);
    const DrugNumbers wish = wish_of(choosing, row);
    WeekOfSales& sales = choosing.sales;
    MarketLinks::Outlook outlook;
    outlook.site_pull = full_pull(choosing, row, CellKind::site, reach.site_pull, reach.outside_sites);
    outlook.crew_pull = full_pull(choosing, row, CellKind::crew, reach.crew_pull, reach.outside_crews);
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
        sales.wanted_mg[row][drug] = wanted;
        sales.online_mg[row][drug] = splitter.next(shares[2]);
        sales.self_supplied_mg[row][drug] = wanted - splitter.given();
        sales.outside_mg[row][drug] =
            spread(at_sites, reach, 0, reach.sites, reach.outside_sites, reach.site_pull, drug, choosing.first_asked) +
            spread(delivered, reach, reach.sites, reach.count, reach.outside_crews, reach.crew_pull, drug,
                   choosing.first_asked);
        const double eur = choosing.price_eur_mg[drug] * all_drugs;
        outlook.site_eur += static_cast<float>(static_cast<double>(at_sites) * eur);
        outlook.crew_eur += static_cast<float>(static_cast<double>(delivered) * eur);
        outlook.outside_eur += static_cast<float>(static_cast<double>(wanted - at_sites - delivered) * eur);
    }
    for (std::size_t i = 0; i < reach.count; ++i)
        for (const std::size_t drug : choosing.world.drugs)
            sums[reach.slot[i]][drug] += choosing.first_asked[reach.first + i][drug];
    choosing.world.links.outlook[row] = outlook;
}

std::int64_t served(std::int32_t asked, double share)
{
    return share >= 1.0 ? asked : static_cast<std::int64_t>(asked * share);
}

/// Those turned away for one drug choose among sellers with room and some of it left. Few sellers are sold out, so that
/// one look around serves all drugs in most quartiers.
class Rooms {
public:
    Rooms(const Choosing& choosing, std::size_t row)
        : choosing_{choosing},
          row_{row},
          usual_room_{1.0 - choosing.parameters.usual_use_of_capacity},
          all_{look_around(choosing, row, usual_room_, [](const Offer& offer) { return offer.weight * offer.room; })}
    {}

    [[nodiscard]] const Reach& all() const { return all_; }
    const Reach& of(std::size_t drug)
    {
        bool short_of = false;
        for (std::size_t i = 0; i < all_.count; ++i)
            short_of = short_of || choosing_.offers[all_.slot[i]].sold_out[drug];
        if (!short_of) return all_;
        own_ = look_around(choosing_, row_, usual_room_, [drug](const Offer& offer) {
            return offer.sold_out[drug] ? 0.0 : offer.weight * offer.room;
        });
        return own_;
    }

private:
    const Choosing& choosing_;
    std::size_t row_;
    double usual_room_; ///< Of sellers beyond the edge.
    Reach all_;
    Reach own_{};
};

/// Sells the first round; returns what was turned away.
DrugMilligrams sell_first(Choosing& choosing, std::size_t row, CellSums& sold)
{
    const MarketLinks& links = choosing.world.links;
    DrugMilligrams turned_away{};
    Purchases purchases;
    UsualSellers usual;
    for (std::uint32_t i = links.first[row]; i < links.first[row + 1]; ++i) {
        const std::uint32_t slot = choosing.slot[links.links[i].cell.value()];
        const Offer& offer = choosing.offers[slot];
        double eur = 0.0;
        for (const std::size_t drug : choosing.world.drugs) {
            const std::int32_t wanted = choosing.first_asked[i][drug];
            const std::int64_t got = served(wanted, offer.first_share[drug]);
            sold[slot][drug] += got;
            turned_away[drug] += wanted - got;
            eur += static_cast<double>(got) * choosing.price_eur_mg[drug];
        }
        usual.add(choosing.names[slot], offer.site, eur);
        purchases.add_sale(offer.site, links.links[i].travel_km, eur * offer.price_factor);
        choosing.second_asked[i] = {};
    }
    choosing.sales.purchases[row] = purchases;
    QuartierState& state = choosing.world.quartiers;
    if (row < state.size()) usual.remember(state, QuartierId{static_cast<std::uint32_t>(row)});
    return turned_away;
}

/// Sells the first round and sends those turned away to a second choice.
void ask_again(Choosing& choosing, std::size_t row, CellSums& sold, CellSums& asked)
{
    const DrugMilligrams turned_away = sell_first(choosing, row, sold);
    if (std::all_of(turned_away.begin(), turned_away.end(), [](std::int64_t mg) { return mg == 0; })) return;
    Rooms rooms{choosing, row};
    WeekOfSales& sales = choosing.sales;
    for (const std::size_t drug : choosing.world.drugs) {
        if (turned_away[drug] == 0) continue;
        const Reach& reach = rooms.of(drug);
        const double sites = nest_pull(reach.site_pull, choosing.parameters.dissimilarity);
        const double crews = nest_pull(reach.crew_pull, choosing.parameters.dissimilarity);
        const double delivery = choosing.tastes.delivery[drug] * crews;
        const double online = choosing.tastes.online[drug];
        Splitter splitter{turned_away[drug], sites + delivery + online + choosing.tastes.go_without};
        sales.outside_mg[row][drug] += spread(splitter.next(sites), reach, 0, reach.sites, reach.outside_sites,
                                              reach.site_pull, drug, choosing.second_asked);
        sales.outside_mg[row][drug] += spread(splitter.next(delivery), reach, reach.sites, reach.count,
                                              reach.outside_crews, reach.crew_pull, drug, choosing.second_asked);
        sales.online_mg[row][drug] += splitter.next(online);
        sales.unserved_mg[row][drug] = turned_away[drug] - splitter.given();
    }
    const Reach& reach = rooms.all();
    for (std::size_t i = 0; i < reach.count; ++i)
        for (const std::size_t drug : choosing.world.drugs)
            asked[reach.slot[i]][drug] += choosing.second_asked[reach.first + i][drug];
}

TurnedAway turned_away_from(const Choosing& choosing, std::size_t row)
{
    const MarketLinks& links = choosing.world.links;
    TurnedAway away;
    for (std::uint32_t i = links.first[row]; i < links.first[row + 1]; ++i) {
        const std::uint32_t slot = choosing.slot[links.links[i].cell.value()];
        const Offer& offer = choosing.offers[slot];
        double eur = 0.0;
        for (const std::size_t drug : choosing.world.drugs) {
            const std::int32_t wanted = choosing.first_asked[i][drug];
            eur += static_cast<double>(wanted - served(wanted, offer.first_share[drug])) * choosing.price_eur_mg[drug];
        }
        away.add(offer.site, choosing.communes[slot], eur);
    }
    return away;
}

void serve_again(Choosing& choosing, std::size_t row, CellSums& sold)
{
    const TurnedAway away = turned_away_from(choosing, row);
    const MarketLinks& links = choosing.world.links;
    Purchases& purchases = choosing.sales.purchases[row];
    purchases.displaced_eur = away.sites_eur();
    for (std::uint32_t i = links.first[row]; i < links.first[row + 1]; ++i) {
        const std::uint32_t slot = choosing.slot[links.links[i].cell.value()];
        const Offer& offer = choosing.offers[slot];
        double eur = 0.0;
        for (const std::size_t drug : choosing.world.drugs) {
            const std::int32_t wanted = choosing.second_asked[i][drug];
            if (wanted == 0) continue;
            const std::int64_t got = served(wanted, offer.second_share[drug]);
            sold[slot][drug] += got;
            choosing.sales.unserved_mg[row][drug] += wanted - got;
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

/// Shares of what is asked that capacity and stock allow. Served parts are rounded down link by link; a hair less than
/// the stock keeps their sum within it.
DrugNumbers served_shares(const Choosing& choosing, std::size_t slot, const DrugMilligrams& asked,
                          const DrugMilligrams& left_mg, double left_eur)
{
    constexpr double hair = 1.0 - 1e-12;
    DrugMilligrams at_most{};
    for (const std::size_t drug : choosing.world.drugs) at_most[drug] = std::min(asked[drug], left_mg[drug]);
    const double value = value_eur(choosing, slot, at_most);
    const double by_capacity = value > left_eur ? left_eur / value : 1.0;
    DrugNumbers shares{};
    for (const std::size_t drug : choosing.world.drugs) {
        const double by_stock = asked[drug] > left_mg[drug]
                                    ? hair * static_cast<double>(left_mg[drug]) / static_cast<double>(asked[drug])
                                    : 1.0;
        shares[drug] = by_capacity * by_stock;
    }
    return shares;
}

/// After the first round is asked: what each seller serves of it and whether there is room for more.
void open_first_round(Choosing& choosing, std::size_t slot)
{
    const DrugMilligrams& asked = choosing.sales.asked_mg[slot];
    const DrugMilligrams& stock = choosing.world.cells.stock_mg[choosing.sales.sellers[slot]];
    const double capacity = choosing.sales.capacity_eur[slot];
    Offer& offer = choosing.offers[slot];
    offer.first_share = served_shares(choosing, slot, asked, stock, capacity);
    DrugMilligrams sold{};
    for (const std::size_t drug : choosing.world.drugs) {
        sold[drug] = std::min(asked[drug], stock[drug]);
        offer.sold_out[drug] = asked[drug] >= stock[drug];
    }
    const double value = value_eur(choosing, slot, sold);
    offer.room = capacity > value ? 1.0 - value / capacity : 0.0;
}

void open_second_round(Choosing& choosing, std::size_t slot, const DrugMilligrams& asked_again)
{
    WeekOfSales& sales = choosing.sales;
    DrugMilligrams left = choosing.world.cells.stock_mg[sales.sellers[slot]];
    for (const std::size_t drug : choosing.world.drugs) left[drug] -= sales.sold_mg[slot][drug];
    const double left_eur = std::max(0.0, sales.capacity_eur[slot] - value_eur(choosing, slot, sales.sold_mg[slot]));
    choosing.offers[slot].second_share = served_shares(choosing, slot, asked_again, left, left_eur);
    for (const std::size_t drug : choosing.world.drugs) sales.asked_mg[slot][drug] += asked_again[drug];
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
        choosing.offers.push_back({capacity > 0.0 ? weight : 0.0,
                                   cells.price_factor[cell],
                                   {},
                                   {},
                                   0.0,
                                   {},
                                   cells.kind[cell] == CellKind::site});
    }
    const std::size_t rows = buyer_rows(world);
    sales.asked_mg.assign(sales.sellers.size(), {});
    sales.sold_mg.assign(sales.sellers.size(), {});
    for (auto* column :
         {&sales.wanted_mg, &sales.online_mg, &sales.self_supplied_mg, &sales.outside_mg, &sales.unserved_mg})
        column->assign(rows, {});
    sales.purchases.assign(rows, {});
    choosing.first_asked.resize(world.links.links.size());
    choosing.second_asked.resize(world.links.links.size());
    world.links.outlook.resize(rows);
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
    const std::size_t rows = buyer_rows(world);
    const std::size_t sellers = sales.sellers.size();
    for_each_range(rows, rows_per_range, [&](std::size_t begin, std::size_t end) {
        CellSums asked(sellers);
        for (std::size_t row = begin; row < end; ++row) ask_first(choosing, row, asked);
        add_to(sales.asked_mg, asked);
    });
    for (std::size_t slot = 0; slot < sellers; ++slot) open_first_round(choosing, slot);
    CellSums asked_again(sellers);
    for_each_range(rows, rows_per_range, [&](std::size_t begin, std::size_t end) {
        CellSums sold(sellers);
        CellSums asked(sellers);
        for (std::size_t row = begin; row < end; ++row) ask_again(choosing, row, sold, asked);
        add_to(sales.sold_mg, sold);
        add_to(asked_again, asked);
    });
    for (std::size_t slot = 0; slot < sellers; ++slot) open_second_round(choosing, slot, asked_again[slot]);
    for_each_range(rows, rows_per_range, [&](std::size_t begin, std::size_t end) {
        CellSums sold(sellers);
        for (std::size_t row = begin; row < end; ++row) serve_again(choosing, row, sold);
        add_to(sales.sold_mg, sold);
    });
    return std::move(choosing.sales);
}

} // namespace emprise
