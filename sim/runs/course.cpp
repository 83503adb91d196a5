#include "runs/course.hpp"

#include "files/shipped_data.hpp"
#include "settings/draws.hpp"
#include "world/build/territory_loader.hpp"

namespace emprise {

std::shared_ptr<const Territory> load_territory_of(const Scenario& scenario)
{
    const TerritorySettings& wanted = scenario.territory;
    TerritoryFiles files;
    files.folder = wanted.files.empty() ? shipped_data_folder() / wanted.country : wanted.files;
    TerritoryQuery query;
    query.all = wanted.all;
    query.regions = wanted.regions;
    query.departements = wanted.departements;
    query.communes = wanted.communes;
    return std::make_shared<const Territory>(load_territory(files, query, scenario.run.genesis_seed));
}

Genesis genesis_of(const Scenario& scenario, std::shared_ptr<const Territory> territory, std::uint32_t replicate)
{
    Genesis genesis;
    genesis.territory = std::move(territory);
    genesis.levers = &scenario.levers;
    genesis.parameters = parameters_of_replicate(scenario, replicate);
    genesis.population_share = scenario.population_share;
    genesis.start = scenario.run.start;
    genesis.weeks = scenario.run.weeks;
    genesis.burn_in = scenario.run.burn_in;
    genesis.seed = scenario.run.seed;
    genesis.replicate = replicate;
    return genesis;
}

Course course_of(const Scenario& scenario, const Territory& territory, std::uint32_t replicate)
{
    Course course;
    course.levers = &scenario.levers;
    course.parameters = parameters_of_replicate(scenario, replicate);
    course.timeline = make_timeline(scenario, territory);
    course.seed = scenario.run.seed;
    course.replicate = replicate;
    return course;
}

} // namespace emprise
