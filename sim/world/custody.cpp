#include "world/custody.hpp"

#include "parallel/parallel.hpp"
#include "world/territory.hpp"
#include "world/traders.hpp"

#include <algorithm>

namespace emprise {

std::optional<DetaineeId> find_detainee(const Detainees& detainees, ResidentId resident)
{
    const auto found = std::lower_bound(detainees.resident.begin(), detainees.resident.end(), resident);
    if (found == detainees.resident.end() || *found != resident) return std::nullopt;
    return DetaineeId{static_cast<std::uint32_t>(found - detainees.resident.begin())};
}

Column<Departement, std::int32_t> count_held(const World& world)
{
    const Territory& territory = *world.territory;
    Column<Departement, std::int32_t> held(territory.departements.size(), 0);
    for_each_range(world.detainees.size(), 4096, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const DetaineeId row{static_cast<std::uint32_t>(i)};
            if (!is_held(world.detainees.state[row])) continue;
            const QuartierId home = world.residents.record[world.detainees.resident[row]].home();
            add_integer(held[territory.communes.departement[territory.quartiers.commune[home]]], 1);
        }
    });
    return held;
}

double prison_density(const World& world, DepartementId departement, std::int32_t held)
{
    const double places = world.prisons.places[departement];
    return places > 0.0 ? (world.prisons.other_inmates[departement] + held) / places : 0.0;
}

double prison_density(const World& world)
{
    double places = 0.0;
    double inmates = 0.0;
    const Column<Departement, std::int32_t> held = count_held(world);
    for (const DepartementId departement : each<Departement>(held.size())) {
        places += world.prisons.places[departement];
        inmates += world.prisons.other_inmates[departement] + held[departement];
    }
    return places > 0.0 ? inmates / places : 0.0;
}

bool custody_is_consistent(const World& world)
{
    const auto out_of_order = [](ResidentId a, ResidentId b) { return a >= b; };
    const auto& residents = world.detainees.resident;
    bool agrees = std::adjacent_find(residents.begin(), residents.end(), out_of_order) == residents.end();
    for (const DetaineeId row : each<DetaineeTag>(world.detainees.size())) {
        const ResidentId resident = residents[row];
        agrees = agrees && world.residents.record[resident].has_side_row();
        agrees = agrees && !(is_held(world.detainees.state[row]) && find_trader(world.traders, resident).has_value());
    }
    return agrees;
}

} // namespace emprise
