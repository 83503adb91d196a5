#include "processes/services/zone_hours.hpp"

#include "base/expects.hpp"
#include "world/territory.hpp"

#include <algorithm>

namespace emprise {

namespace {

Column<Commune, double>& hours_column(Channels& channels, const std::string& channel)
{
    if (channel == "municipal_presence_hours") return channels.municipal_presence_hours;
    if (channel == "national_presence_hours") return channels.national_presence_hours;
    if (channel == "control_hours") return channels.control_hours;
    EXPECTS(channel == "raid_hours");
    return channels.raid_hours;
}

/// Share of a commune's staff that a policy put there.
double policy_share(const ServicePosts& posts, CommuneId commune)
{
    const double added = std::max(0.0, posts.authorised_policy[commune]);
    const double all = posts.authorised_base[commune] + added;
    return all > 0.0 ? added / all : 0.0;
}

} // namespace

Places places_of(const Lever& lever)
{
    if (lever.places == "priority") return Places::priority;
    return lever.places == "known_sites" ? Places::known_sites : Places::everywhere;
}

KnownSites count_known_sites(const World& world)
{
    const Territory& territory = *world.territory;
    KnownSites known;
    known.in_quartier.assign(territory.quartiers.size(), 0);
    known.in_commune.assign(territory.communes.size(), 0);
    known.in_zone.assign(territory.zones.size(), 0);
    const Cells& cells = world.cells;
    for (const CellId cell : each<Cell>(cells.size())) {
        if (!cells.is_open(cell) || cells.kind[cell] != CellKind::site || cells.known[cell] == 0) continue;
        const CommuneId commune = territory.quartiers.commune[cells.quartier[cell]];
        ++known.in_quartier[cells.quartier[cell]];
        ++known.in_commune[commune];
        ++known.in_zone[territory.communes.zone[commune]];
    }
    return known;
}

double mobile_share(const World& world)
{
    if (!world.outside.present()) return 1.0;
    const Territory& territory = *world.territory;
    double sites = 0.0;
    for (const CellId cell : each<Cell>(world.cells.size()))
        if (world.cells.is_open(cell) && world.cells.kind[cell] == CellKind::site) sites += 1.0;
    double in_country = sites;
    for (const double outside : world.outside.sites) in_country += outside;
    const double residents =
        static_cast<double>(territory.population) / static_cast<double>(territory.national_population);
    return in_country > 0.0 ? sites / in_country / residents : 1.0;
}

void deliver_hours(const World& world, const Lever& lever, const ServicePosts& posts, const LeverEffect& effect,
                   const KnownSites& known, Channels& channels)
{
    const Territory& territory = *world.territory;
    Column<Commune, double>& hours = hours_column(channels, effect.channel);
    const bool pooled = lever.baseline.rule == "police_zones" && places_of(lever) == Places::known_sites;
    std::int32_t known_in_all = 0;
    for (const std::int32_t sites : known.in_zone) known_in_all += sites;
    Column<Zone, double> pool(territory.zones.size(), 0.0);
    double mobile = 0.0; // of zones that know no site: lent to all others
    for (const CommuneId commune : each<Commune>(territory.communes.size())) {
        const double all = posts.filled[commune] * effect.size;
        if (!pooled || known_in_all == 0) {
            hours[commune] += all;
            continue;
        }
        const ZoneId zone = territory.communes.zone[commune];
        const double stays = known.in_commune[commune] > 0 ? all * policy_share(posts, commune) : 0.0;
        hours[commune] += stays;
        (known.in_zone[zone] > 0 ? pool[zone] : mobile) += all - stays;
    }
    if (!pooled || known_in_all == 0) return;
    mobile *= mobile_share(world);
    for (const CommuneId commune : each<Commune>(territory.communes.size())) {
        const std::int32_t sites = known.in_commune[commune];
        if (sites == 0) continue;
        const ZoneId zone = territory.communes.zone[commune];
        hours[commune] += pool[zone] * sites / known.in_zone[zone] + mobile * sites / known_in_all;
    }
}

} // namespace emprise
