#pragma once
#include "levers/channel.hpp"
#include "settings/lever.hpp"
#include "settings/parameters.hpp"
#include "world/arrests.hpp"
#include "world/world.hpp"

#include <string>
#include <vector>

/// Small worlds made by hand for tests of the public side: no file, no draw.
namespace emprise::test {

struct SmallWorld {
    int communes{2};
    int quartiers{2};                              ///< Of each commune; the first is a priority quartier.
    int residents{200};                            ///< Of each quartier: men, birth years in turn from the list below.
    std::vector<int> born{1990, 1995, 2000, 2005}; ///< Ascending.
    int departements{2};           ///< Communes go to them in turn; each is one police zone and one block.
    int population{0};             ///< Of each quartier in the tables of places; 0: as many as residents.
    double national_population{0}; ///< 0: the small world is the whole country.
};

/// Residents, stocks, places, empty tables; week 0 is in January 2026.
[[nodiscard]] World make_small_world(const SmallWorld& plan);

/// The same places with a share of their residents; people and posts are the caller's to scale.
[[nodiscard]] World make_sampled_world(SmallWorld plan, double share);

/// An open site with `on_post` and `on_call` traders drawn from residents outside the trade, in order of row.
CellId add_site(World& world, QuartierId quartier, int on_post, int on_call, bool known = true);

/// A lever with one effect.
struct SmallLever {
    std::string id;
    std::string channel;
    double size{1.0};
    double reach_per_unit{0.0};
    std::string places{"everywhere"};
    std::string profession{};
    double vacancy{0.0};
    double weekly_hiring{1.0};
    double weekly_quits{0.0};
    double onset_weeks{0.0};
    double half_life_weeks{0.0};
    std::string rule{"residents"};
    double national_units{0.0};
    double cost_eur{52000.0};
};
[[nodiscard]] LeverCatalogue make_catalogue(const std::vector<SmallLever>& levers);

/// Services without any post.
void size_services(World& world, const LeverCatalogue& levers);

[[nodiscard]] Channels empty_channels(const World& world);

[[nodiscard]] std::int64_t total(const World& world, Flow flow);
[[nodiscard]] double total(const Column<Commune, double>& column);
[[nodiscard]] double total(const Column<Quartier, double>& column);

/// The first `count` traders, arrested on call or on post wherever they are.
[[nodiscard]] std::vector<Arrest> arrest_traders(const World& world, std::size_t count);

} // namespace emprise::test
