#pragma once
#include "settings/parameter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace emprise {

/// What one unit of a lever (a post, a place) puts into a channel. See levers/channel.hpp for the channels.
struct LeverEffect {
    std::string channel; ///< Name of a declared channel.
    double size{};       ///< Hours channels: hours per filled unit and week. Doses: effect on a person reached,
                         ///< 0 to 1. Support: euros a week added to the legal alternative. Treatment: 1.
    Interval plausible;
    double reach_per_unit{};  ///< Persons reached at a time by one filled unit; 0 for hours channels.
    double onset_weeks{};     ///< The dose climbs linearly over this time when units appear.
    double half_life_weeks{}; ///< The dose decays with this half-life when units go; 0: at once.
    std::string source;       ///< Facts rows.
};

/// How many units exist without any policy, and where (facts B and C).
struct LeverBaseline {
    double national_units{}; ///< In whole France.
    std::string rule; ///< "communes_by_size", "priority_quartiers", "residents", "police_zones", "heavy_users", "youth"
    std::string source;
};

/// A lever is data: scenarios/levers/*.toml.
struct Lever {
    std::string id; ///< "mediators"
    std::string name_en;
    std::string name_fr;
    std::string family;               ///< repression, prevention, mediation, social, governance, regulation
    std::vector<std::string> decides; ///< commune, epci, departement, region, state
    std::vector<std::string> pays;
    std::string profession; ///< Whose national pool fills the posts; empty for places that need none.
    std::string unit;       ///< "post", "place"
    double cost_eur_per_unit_year{};
    std::string cost_source;
    double ramp_weeks{};   ///< Hiring time when a policy states none.
    std::string condition; ///< Legal condition, in words.
    int youngest{};        ///< Ages reached; 0 and 120 when everybody.
    int oldest{120};
    std::string places;          ///< "everywhere", "priority", "known_sites", "gateways": where units work.
    double usual_vacancy{};      ///< Share of authorised posts empty in the baseline (facts C-23, C-25).
    double weekly_hiring{};      ///< Share of the gap between authorised and filled closed each week.
    double weekly_quits{};       ///< Share of filled posts left each week.
    std::string staffing_source; ///< Facts rows of the three numbers above.
    LeverBaseline baseline;
    std::vector<LeverEffect> effects;
};

/// All levers, sorted by id: `World::services.of_lever` has the same order.
struct LeverCatalogue {
    std::vector<Lever> levers;
    /// Row of a lever, or levers.size().
    [[nodiscard]] std::size_t find(std::string_view id) const
    {
        std::size_t row = 0;
        while (row < levers.size() && levers[row].id != id) ++row;
        return row;
    }
};

} // namespace emprise
