#pragma once
#include "levers/delivery.hpp"
#include "settings/settings_support.hpp"
#include "world/territory.hpp"

#include <memory>
#include <string>

namespace emprise {

/// Four communes of two départements: a city with a priority quartier, two towns, a village.
inline Territory small_country()
{
    struct Row {
        const char* code;
        const char* name;
        std::uint32_t population;
        SizeTier tier;
        std::uint32_t departement;
    };
    constexpr std::array<Row, 4> rows{{{"21231", "Dijon", 160'000, SizeTier::from_100k, 0},
                                       {"21054", "Beaune", 20'000, SizeTier::from_20k, 0},
                                       {"71076", "Chalon-sur-Saône", 40'000, SizeTier::from_20k, 1},
                                       {"71014", "Autun", 1'000, SizeTier::below_2k, 1}}};
    Territory territory;
    territory.regions.code.push_back("27");
    territory.regions.name.push_back("Bourgogne-Franche-Comté");
    for (const auto& [code, name] : {std::pair{"21", "Côte-d'Or"}, std::pair{"71", "Saône-et-Loire"}}) {
        territory.departements.code.push_back(code);
        territory.departements.name.push_back(name);
        territory.region_of.push_back(RegionId{0});
    }
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
        CommuneTable& communes = territory.communes;
        communes.code.push_back(rows[row].code);
        communes.name.push_back(rows[row].name);
        communes.departement.push_back(DepartementId{rows[row].departement});
        communes.region.push_back(RegionId{0});
        communes.population.push_back(rows[row].population);
        communes.size_tier.push_back(rows[row].tier);
        communes.youth_share.push_back(0.1);
        communes.gateway.push_back(row == 2 ? 1 : 0);
        communes.first_quartier.push_back(QuartierId{2 * row});
        communes.quartier_count.push_back(2);
        for (const bool priority : {true, false}) {
            territory.quartiers.commune.push_back(CommuneId{row});
            territory.quartiers.population.push_back(rows[row].population / 2);
            territory.quartiers.priority.push_back(priority && row == 0 ? 1 : 0);
        }
        territory.population += rows[row].population;
    }
    return territory;
}

/// A World with posts only: ten of each lever in every commune.
inline World world_with_posts(const Scenario& scenario, Week week = 0)
{
    World world;
    world.territory = std::make_shared<const Territory>(small_country());
    world.calendar = Calendar{scenario.run.start};
    world.week = week;
    for (const Lever& lever : scenario.levers.levers) {
        ServicePosts posts;
        posts.lever = lever.id;
        posts.authorised_base.assign(4, 10.0);
        posts.authorised_policy.assign(4, 0.0);
        world.services.of_lever.push_back(std::move(posts));
    }
    return world;
}

/// A scenario that starts on 2026-01-05; week 10 is the one of 2026-03-16.
inline Scenario arm(const std::string& policies)
{
    return read_text(with(policies));
}

inline std::string policy_text(const std::string& lever, const std::string& rest)
{
    return "[[policy]]\nlever = \"" + lever + "\"\n" + rest + "\n";
}

} // namespace emprise
