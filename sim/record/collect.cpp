#include "record/collect.hpp"

#include "base/expects.hpp"

#include <cmath>
#include <vector>

namespace emprise {

namespace {

/// Adds `value_of(quartier)` to the commune of each quartier.
template <class F>
void add_by_quartier(const Snapshot& snapshot, CommuneCounts& counts, F&& value_of)
{
    const QuartierTable& quartiers = snapshot.world.territory->quartiers;
    for (const QuartierId quartier : each<Quartier>(quartiers.size()))
        counts[quartiers.commune[quartier]] += value_of(quartier);
}

/// Adds `value_of(cell)` to the commune of each cell that trades.
template <class F>
void add_by_open_cell(const Snapshot& snapshot, CommuneCounts& counts, F&& value_of)
{
    const Cells& cells = snapshot.world.cells;
    const QuartierTable& quartiers = snapshot.world.territory->quartiers;
    for (const CellId cell : each<Cell>(cells.size()))
        if (cells.is_open(cell)) counts[quartiers.commune[cells.quartier[cell]]] += value_of(cell);
}

template <class F>
void add_by_trader(const Snapshot& snapshot, CommuneCounts& counts, F&& holds)
{
    for (const Id<TraderTag> trader : each<TraderTag>(snapshot.world.traders.size()))
        if (holds(trader)) ++counts[snapshot.commune_of_trader[trader]];
}

void add_persons(const Snapshot& snapshot, const Column<Quartier, double>& share, CommuneCounts& counts)
{
    add_by_quartier(snapshot, counts, [&](QuartierId quartier) -> std::int64_t {
        return std::llround(share[quartier] * snapshot.world.stocks[quartier].residents());
    });
}

std::int64_t to_thousandths(double value)
{
    return std::llround(value * 1000.0);
}

} // namespace

void collect_communes(const Snapshot&, CommuneCounts& counts)
{
    for (std::int64_t& count : counts) count += 1;
}

void collect_residents(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_quartier(snapshot, counts,
                    [&](QuartierId quartier) -> std::int64_t { return snapshot.world.stocks[quartier].residents(); });
}

void collect_neet(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_quartier(snapshot, counts,
                    [&](QuartierId quartier) -> std::int64_t { return snapshot.world.stocks[quartier].neet; });
}

void collect_newcomers(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_quartier(snapshot, counts,
                    [&](QuartierId quartier) -> std::int64_t { return snapshot.world.stocks[quartier].newcomers; });
}

void collect_feeling_unsafe(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_persons(snapshot, snapshot.world.quartiers.fear, counts);
}

void collect_trusting_police(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_persons(snapshot, snapshot.world.quartiers.trust, counts);
}

void collect_exposed(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_persons(snapshot, snapshot.world.quartiers.exposure, counts);
}

void collect_quartiers(const Snapshot& snapshot, CommuneCounts& counts)
{
    for (const CommuneId commune : snapshot.world.territory->quartiers.commune) ++counts[commune];
}

void collect_quartiers_locked(const Snapshot& snapshot, CommuneCounts& counts)
{
    constexpr double locked = 0.5;
    const auto& hold = snapshot.world.quartiers.hold;
    for (const QuartierId quartier : each<Quartier>(hold.size()))
        if (hold[quartier] > locked) ++counts[snapshot.world.territory->quartiers.commune[quartier]];
}

void collect_residents_under_hold(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_persons(snapshot, snapshot.world.quartiers.hold, counts);
}

void collect_communes_attacked(const Snapshot& snapshot, CommuneCounts& counts)
{
    constexpr int year = 52;
    const auto& last = snapshot.world.quartiers.last_attack;
    for (const QuartierId quartier : each<Quartier>(last.size()))
        if (snapshot.world.week - last[quartier] <= year)
            counts[snapshot.world.territory->quartiers.commune[quartier]] = 1;
}

void add_residents_of_bands(const Snapshot& snapshot, int first_band, int last_band, CommuneCounts& counts)
{
    add_by_quartier(snapshot, counts, [&](QuartierId quartier) {
        std::int64_t people = 0;
        for (int band = first_band; band <= last_band; ++band)
            for (const std::int32_t of_sex : snapshot.world.stocks[quartier].people[static_cast<std::size_t>(band)])
                people += of_sex;
        return people;
    });
}

void add_users(const Snapshot& snapshot, Drug drug, Use state, CommuneCounts& counts)
{
    const auto of_drug = static_cast<std::size_t>(drug);
    const auto in_state = static_cast<std::size_t>(state);
    add_by_quartier(snapshot, counts, [&](QuartierId quartier) -> std::int64_t {
        return snapshot.world.stocks[quartier].users[of_drug][in_state];
    });
}

void add_cells(const Snapshot& snapshot, CellKind kind, CommuneCounts& counts)
{
    add_by_open_cell(snapshot, counts,
                     [&](CellId cell) -> std::int64_t { return snapshot.world.cells.kind[cell] == kind ? 1 : 0; });
}

namespace {

void keep_tier(const Snapshot& snapshot, SizeTier tier, CommuneCounts& counts)
{
    for (const CommuneId commune : each<Commune>(counts.size()))
        if (snapshot.world.territory->communes.size_tier[commune] != tier) counts[commune] = 0;
}

} // namespace

void add_sites_of_tier(const Snapshot& snapshot, SizeTier tier, CommuneCounts& counts)
{
    add_cells(snapshot, CellKind::site, counts);
    keep_tier(snapshot, tier, counts);
}

void collect_communes_touched(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_cells(snapshot, CellKind::site, counts);
    for (std::int64_t& count : counts) count = count > 0 ? 1 : 0;
}

void add_communes_touched_of_tier(const Snapshot& snapshot, SizeTier tier, CommuneCounts& counts)
{
    collect_communes_touched(snapshot, counts);
    keep_tier(snapshot, tier, counts);
}

void add_communes_of_tier(const Snapshot& snapshot, SizeTier tier, CommuneCounts& counts)
{
    collect_communes(snapshot, counts);
    keep_tier(snapshot, tier, counts);
}

void collect_sites_known(const Snapshot& snapshot, CommuneCounts& counts)
{
    const Cells& cells = snapshot.world.cells;
    add_by_open_cell(snapshot, counts, [&](CellId cell) -> std::int64_t {
        return cells.kind[cell] == CellKind::site && cells.known[cell] != 0 ? 1 : 0;
    });
}

void collect_posts_wanted(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_open_cell(snapshot, counts, [&](CellId cell) -> std::int64_t { return snapshot.world.cells.posts[cell]; });
}

void collect_posts_vacant(const Snapshot& snapshot, CommuneCounts& counts)
{
    const Cells& cells = snapshot.world.cells;
    add_by_open_cell(snapshot, counts, [&](CellId cell) -> std::int64_t {
        return cells.on_post[cell] < cells.posts[cell] ? cells.posts[cell] - cells.on_post[cell] : 0;
    });
}

void collect_wage_bill(const Snapshot& snapshot, CommuneCounts& counts)
{
    const Cells& cells = snapshot.world.cells;
    add_by_open_cell(snapshot, counts, [&](CellId cell) { return cells.wage_cents_week[cell] * cells.posts[cell]; });
}

void collect_cells_cash(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_open_cell(snapshot, counts, [&](CellId cell) { return snapshot.world.cells.cash_cents[cell]; });
}

void add_stock_held(const Snapshot& snapshot, Drug drug, CommuneCounts& counts)
{
    const auto of_drug = static_cast<std::size_t>(drug);
    add_by_open_cell(snapshot, counts, [&](CellId cell) { return snapshot.world.cells.stock_mg[cell][of_drug]; });
}

void collect_organisations(const Snapshot& snapshot, CommuneCounts& counts)
{
    const Cells& cells = snapshot.world.cells;
    const Organisations& organisations = snapshot.world.organisations;
    std::vector<std::uint8_t> trades(organisations.size(), 0);
    for (const CellId cell : each<Cell>(cells.size()))
        if (cells.is_open(cell) && cells.organisation[cell].present()) trades[cells.organisation[cell].value()] = 1;
    for (const OrganisationId organisation : each<Organisation>(organisations.size()))
        counts[snapshot.world.territory->quartiers.commune[organisations.home[organisation]]] +=
            trades[organisation.value()];
}

void collect_organisations_cash(const Snapshot& snapshot, CommuneCounts& counts)
{
    const Organisations& organisations = snapshot.world.organisations;
    for (const OrganisationId organisation : each<Organisation>(organisations.size()))
        counts[snapshot.world.territory->quartiers.commune[organisations.home[organisation]]] +=
            organisations.cash_cents[organisation];
}

void collect_traders(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_trader(snapshot, counts, [](Id<TraderTag>) { return true; });
}

void collect_traders_minors(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_trader(snapshot, counts, [&](Id<TraderTag> trader) { return snapshot.trader_is_minor[trader] != 0; });
}

void collect_traders_on_post(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_trader(snapshot, counts, [&](Id<TraderTag> trader) { return snapshot.world.traders.on_post[trader] != 0; });
}

void collect_traders_on_call(const Snapshot& snapshot, CommuneCounts& counts)
{
    const Traders& traders = snapshot.world.traders;
    add_by_trader(snapshot, counts,
                  [&](Id<TraderTag> trader) { return traders.on_post[trader] == 0 && traders.cell[trader].present(); });
}

void collect_traders_without_cell(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_by_trader(snapshot, counts,
                  [&](Id<TraderTag> trader) { return !snapshot.world.traders.cell[trader].present(); });
}

void add_traders_in_role(const Snapshot& snapshot, Role role, CommuneCounts& counts)
{
    add_by_trader(snapshot, counts, [&](Id<TraderTag> trader) { return snapshot.world.traders.role[trader] == role; });
}

void add_detainees(const Snapshot& snapshot, Custody state, CommuneCounts& counts)
{
    for (const Id<DetaineeTag> detainee : each<DetaineeTag>(snapshot.world.detainees.size()))
        if (snapshot.world.detainees.state[detainee] == state) ++counts[snapshot.commune_of_detainee[detainee]];
}

void collect_police_officers(const Snapshot& snapshot, DepartementCounts& counts)
{
    const Forces& forces = snapshot.world.forces;
    const ZoneTable& zones = snapshot.world.territory->zones;
    for (const ZoneId zone : each<Zone>(forces.size()))
        counts[zones.departement[zone]] += to_thousandths(forces.officers[zone]);
}

void collect_prison_places(const Snapshot& snapshot, DepartementCounts& counts)
{
    const auto& places = snapshot.world.prisons.places;
    for (const DepartementId departement : each<Departement>(places.size()))
        counts[departement] += std::llround(places[departement]);
}

void collect_prison_inmates(const Snapshot& snapshot, DepartementCounts& counts)
{
    const World& world = snapshot.world;
    for (const DepartementId departement : each<Departement>(world.prisons.other_inmates.size()))
        counts[departement] += std::llround(world.prisons.other_inmates[departement]);
    for (const Id<DetaineeTag> detainee : each<DetaineeTag>(world.detainees.size())) {
        const Custody state = world.detainees.state[detainee];
        if (state != Custody::remand && state != Custody::prison) continue;
        ++counts[world.territory->communes.departement[snapshot.commune_of_detainee[detainee]]];
    }
}

namespace {

/// Columns of a lever nobody has sized yet count as zero.
void add_column(const Column<Commune, std::int64_t>& column, CommuneCounts& counts)
{
    EXPECTS(column.empty() || column.size() == counts.size());
    for (const CommuneId commune : each<Commune>(column.size())) counts[commune] += column[commune];
}

void add_thousandths(const Column<Commune, double>& column, CommuneCounts& counts)
{
    EXPECTS(column.empty() || column.size() == counts.size());
    for (const CommuneId commune : each<Commune>(column.size())) counts[commune] += to_thousandths(column[commune]);
}

} // namespace

void add_flow(const Snapshot& snapshot, Flow flow, CommuneCounts& counts)
{
    add_column(snapshot.world.tallies[flow], counts);
}

void collect_spending(const Snapshot& snapshot, std::size_t lever, CommuneCounts& counts)
{
    const auto& spent = snapshot.world.tallies.spent_cents;
    if (lever < spent.size()) add_column(spent[lever], counts);
}

void collect_committed(const Snapshot& snapshot, std::size_t lever, CommuneCounts& counts)
{
    const auto& committed = snapshot.world.tallies.committed_cents;
    if (lever < committed.size()) add_column(committed[lever], counts);
}

void collect_posts_filled(const Snapshot& snapshot, std::size_t lever, CommuneCounts& counts)
{
    add_thousandths(snapshot.world.services.of_lever[lever].filled, counts);
}

void collect_posts_authorised(const Snapshot& snapshot, std::size_t lever, CommuneCounts& counts)
{
    const ServicePosts& posts = snapshot.world.services.of_lever[lever];
    EXPECTS(posts.authorised_policy.empty() || posts.authorised_policy.size() == posts.authorised_base.size());
    for (const CommuneId commune : each<Commune>(posts.authorised_base.size())) {
        const double policy = posts.authorised_policy.empty() ? 0.0 : posts.authorised_policy[commune];
        counts[commune] += to_thousandths(posts.authorised_base[commune] + policy);
    }
}

} // namespace emprise
