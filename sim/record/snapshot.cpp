#include "record/snapshot.hpp"

#include "base/expects.hpp"
#include "world/territory.hpp"

namespace emprise {

namespace {

CommuneId commune_of_resident(const World& world, ResidentId resident)
{
    return world.territory->quartiers.commune[world.residents.record[resident].home()];
}

} // namespace

Snapshot::Snapshot(const World& seen) : world{seen}
{
    EXPECTS(seen.territory != nullptr);
    constexpr int majority = 18;
    const int year = seen.calendar.year_of(seen.week);
    commune_of_trader.reserve(seen.traders.size());
    trader_is_minor.reserve(seen.traders.size());
    for (const ResidentId resident : seen.traders.resident) {
        commune_of_trader.push_back(commune_of_resident(seen, resident));
        trader_is_minor.push_back(year - seen.residents.record[resident].birth_year() < majority ? 1 : 0);
    }
    commune_of_detainee.reserve(seen.detainees.size());
    for (const ResidentId resident : seen.detainees.resident)
        commune_of_detainee.push_back(commune_of_resident(seen, resident));
}

} // namespace emprise
