#include "processes/staffing/offers.hpp"

#include "base/portable_math.hpp"
#include "chance/tickets.hpp"
#include "parallel/parallel.hpp"
#include "world/market_links.hpp"
#include "world/population_share.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace emprise {

namespace {

constexpr std::size_t quartiers_per_range = 2048;

double net_offer_eur(const World& world, CellId cell, const StaffingParameters& parameters)
{
    return static_cast<double>(world.cells.wage_cents_week[cell]) / 100.0 -
           parameters.arrest_cost_eur * world.cells.perceived_arrests[cell];
}

/// Mean over all posts: what those see who have no cell near. In order of name.
double mean_offer_eur(const World& world, const StaffingParameters& parameters)
{
    double sum = 0.0;
    double posts = 0.0;
    for (const CellId cell : open_cells_by_name(world.cells)) {
        sum += world.cells.posts[cell] * net_offer_eur(world, cell, parameters);
        posts += world.cells.posts[cell];
    }
    return posts > 0.0 ? sum / posts : 0.0;
}

/// exp(-km / reach) to 0.3 %, without an exponential for each of a million links.
class Fade {
public:
    explicit Fade(double reach_km) : steps_per_km_{steps_per_reach / reach_km}
    {
        for (std::size_t step = 0; step < values_.size(); ++step)
            values_[step] = portable_exp(-(static_cast<double>(step) + 0.5) / steps_per_reach);
    }
    [[nodiscard]] double at(double km) const
    {
        return values_[std::min(values_.size() - 1, static_cast<std::size_t>(km * steps_per_km_))];
    }

private:
    static constexpr double steps_per_reach = 200.0;
    double steps_per_km_;
    std::array<double, 4000> values_{};
};

void survey_quartier(const World& world, const StaffingParameters& parameters, std::size_t quartier, const Fade& fade,
                     const Column<Cell, double>& net, double mean, Offers& offers)
{
    const MarketLinks& links = world.links;
    double manned = 0.0;
    double posts = 0.0;
    double sum = 0.0;
    for (std::uint32_t i = links.first[quartier]; i < links.first[quartier + 1]; ++i) {
        const auto& link = links.links[i];
        const double pull = fade.at(static_cast<double>(link.travel_km));
        offers.pull[i] = static_cast<float>(pull);
        manned += pull * world.cells.on_post[link.cell];
        posts += pull * world.cells.posts[link.cell];
        sum += pull * world.cells.posts[link.cell] * net[link.cell];
    }
    manned = at_full_size(world, manned);
    offers.visibility[quartier] = parameters.visibility_elsewhere + (1.0 - parameters.visibility_elsewhere) * manned /
                                                                        (manned + parameters.visible_posts);
    // A faint local trade counts for little against what is known from elsewhere.
    offers.net_eur[quartier] = (at_full_size(world, sum) + mean) / (at_full_size(world, posts) + 1.0);
}

/// Population-weighted middle of each département; overseas ones are far from all others.
struct Middle {
    double latitude_deg;
    double longitude_deg;
};

std::vector<Middle> middles(const Territory& territory)
{
    std::vector<Middle> middle(territory.departements.size(), Middle{0.0, 0.0});
    std::vector<double> weight(middle.size(), 0.0);
    for (const CommuneId commune : each<Commune>(territory.communes.size())) {
        const std::size_t at = territory.communes.departement[commune].value();
        const double people = territory.communes.population[commune];
        middle[at].latitude_deg += people * territory.communes.latitude_deg[commune];
        middle[at].longitude_deg += people * territory.communes.longitude_deg[commune];
        weight[at] += people;
    }
    for (std::size_t i = 0; i < middle.size(); ++i) {
        const double people = std::max(weight[i], 1.0);
        middle[i] = {middle[i].latitude_deg / people, middle[i].longitude_deg / people};
    }
    return middle;
}

void spread_by_gravity(Offers& offers, const Territory& territory, const StaffingParameters& parameters)
{
    const std::vector<Middle> middle = middles(territory);
    offers.running_gravity.assign(middle.size(), {});
    for (std::size_t from = 0; from < middle.size(); ++from) {
        const double km_per_degree_east = km_per_degree * cosine_of_latitude(middle[from].latitude_deg);
        double sum = 0.0;
        for (std::size_t to = 0; to < middle.size(); ++to) {
            const double north = (middle[to].latitude_deg - middle[from].latitude_deg) * km_per_degree;
            const double east = (middle[to].longitude_deg - middle[from].longitude_deg) * km_per_degree_east;
            const double squares = (north * north + east * east) / (parameters.elsewhere_km * parameters.elsewhere_km);
            sum += (offers.running_draw[to].empty() ? 0.0 : offers.running_draw[to].back()) / (1.0 + squares);
            offers.running_gravity[from].push_back(sum);
        }
    }
}

/// First index whose running sum exceeds u x total.
std::size_t find_running(const std::vector<double>& running, double u)
{
    const auto found = std::upper_bound(running.begin(), running.end(), u * running.back());
    return std::min(static_cast<std::size_t>(found - running.begin()), running.size() - 1);
}

} // namespace

DepartementId departement_of(const World& world, QuartierId quartier)
{
    return world.territory->communes.departement[world.territory->quartiers.commune[quartier]];
}

double lowest_reservation(const StaffingParameters& parameters)
{
    return parameters.reluctance_eur_week +
           std::min({parameters.legal_pupil_eur_week, parameters.legal_training_eur_week,
                     parameters.legal_employed_eur_week, parameters.legal_employed_from_25_eur_week,
                     parameters.legal_unemployed_eur_week, parameters.legal_inactive_eur_week});
}

void renew_draw(Offers& offers, const World& world, const StaffingParameters& parameters)
{
    const Territory& territory = *world.territory;
    offers.draw.assign(world.cells.size(), 0.0);
    offers.cells_of.assign(territory.departements.size(), {});
    offers.running_draw.assign(territory.departements.size(), {});
    for (const CellId cell : open_cells_by_name(world.cells)) {
        const double vacant = std::max(0, world.cells.posts[cell] - world.cells.on_post[cell]);
        const double posts = vacant + parameters.pull_of_filled_posts * world.cells.posts[cell];
        const double pay = portable_exp(parameters.wage_sensitivity_per_eur * net_offer_eur(world, cell, parameters));
        offers.draw[cell] = posts * pay;
        const std::size_t at = departement_of(world, world.cells.quartier[cell]).value();
        const double before = offers.running_draw[at].empty() ? 0.0 : offers.running_draw[at].back();
        offers.cells_of[at].push_back(cell);
        offers.running_draw[at].push_back(before + offers.draw[cell]);
    }
    spread_by_gravity(offers, territory, parameters);
}

Offers survey_offers(const World& world, const StaffingParameters& parameters)
{
    const std::size_t quartiers = world.territory->quartiers.size();
    Offers offers;
    offers.visibility.assign(quartiers, 0.0);
    offers.net_eur.assign(quartiers, 0.0);
    offers.pull.assign(world.links.links.size(), 0.0F);
    Column<Cell, double> net(world.cells.size(), 0.0);
    for (const CellId cell : each<Cell>(world.cells.size())) net[cell] = net_offer_eur(world, cell, parameters);
    const double mean = mean_offer_eur(world, parameters);
    const Fade fade{parameters.recruit_reach_km};
    for_each_range(quartiers, quartiers_per_range, [&](std::size_t begin, std::size_t end) {
        for (std::size_t quartier = begin; quartier < end; ++quartier)
            survey_quartier(world, parameters, quartier, fade, net, mean, offers);
    });
    const double lowest = lowest_reservation(parameters);
    std::vector<double> best((quartiers + quartiers_per_range - 1) / quartiers_per_range, 0.0);
    for_each_range(quartiers, quartiers_per_range, [&](std::size_t begin, std::size_t end) {
        double& highest = best[begin / quartiers_per_range];
        for (std::size_t quartier = begin; quartier < end; ++quartier) {
            const double wish =
                portable_logistic(parameters.wage_sensitivity_per_eur * (offers.net_eur[quartier] - lowest));
            highest = std::max(highest, offers.visibility[quartier] * wish);
        }
    });
    for (const double highest : best) offers.best_visible = std::max(offers.best_visible, highest);
    renew_draw(offers, world, parameters);
    return offers;
}

CellId near_cell(const World& world, const Offers& offers, QuartierId home, double u)
{
    const MarketLinks& links = world.links;
    const auto weight_of = [&](std::uint32_t i) {
        return offers.draw[links.links[i].cell] * static_cast<double>(offers.pull[i]);
    };
    const std::uint32_t end = links.first[home.value() + 1];
    double total = 0.0;
    for (std::uint32_t i = links.first[home.value()]; i < end; ++i) total += weight_of(i);
    double running = 0.0;
    for (std::uint32_t i = links.first[home.value()]; i < end; ++i) {
        running += weight_of(i);
        if (u * total < running) return links.links[i].cell;
    }
    return CellId::none();
}

CellId near_cell(const World& world, const Offers& offers, QuartierId home, Who who, const Luck& luck)
{
    const MarketLinks& links = world.links;
    CellId best;
    Bid lowest{};
    for (std::uint32_t i = links.first[home.value()]; i < links.first[home.value() + 1]; ++i) {
        const CellId cell = links.links[i].cell;
        const double weight = offers.draw[cell] * static_cast<double>(offers.pull[i]);
        if (!(weight > 0.0) || !world.cells.is_open(cell)) continue;
        const Who name = world.cells.who[cell];
        const Bid bid{ticket(luck.uniform(Purpose::which_cell, who, name), weight), name};
        if (best.present() && lowest < bid) continue;
        best = cell;
        lowest = bid;
    }
    return best;
}

CellId far_cell(const Offers& offers, DepartementId home, Who who, const Luck& luck)
{
    const std::vector<double>& gravity = offers.running_gravity[home.value()];
    if (gravity.empty() || !(gravity.back() > 0.0)) return CellId::none();
    const auto [first, second] = luck.two_uniforms(Purpose::from_elsewhere, who, {}, 1);
    const std::size_t at = find_running(gravity, first);
    if (offers.cells_of[at].empty()) return CellId::none();
    return offers.cells_of[at][find_running(offers.running_draw[at], second)];
}

} // namespace emprise
