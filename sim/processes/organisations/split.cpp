#include "processes/organisations/split.hpp"

#include "chance/distributions.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

/// The first name of the commune and week that no network has; none when all are given.
std::optional<Who> free_name(const World& world, CommuneId commune)
{
    constexpr std::uint32_t most_names = 256;
    const Organisations& organisations = world.organisations;
    std::vector<Who> taken;
    for (const OrganisationId network : each<Organisation>(organisations.size()))
        if (organisations.founded[network] == world.week) taken.push_back(organisations.who[network]);
    for (std::uint32_t nth = 0; nth < most_names; ++nth) {
        const Who name = name_of_newborn(Kind::organisation, world.territory->communes.code[commune], world.week, nth);
        if (std::find(taken.begin(), taken.end(), name) == taken.end()) return name;
    }
    return std::nullopt;
}

/// The cells that leave, nearest to the claimant first.
std::vector<CellId> cells_that_leave(const World& world, const std::vector<CellId>& own, const Member& heir,
                                     const Member& claimant, double share)
{
    struct Near {
        double km;
        Who who;
        CellId cell;
    };
    std::vector<Near> near;
    const QuartierId base = world.cells.quartier[claimant.cell];
    for (const CellId cell : own)
        if (cell != heir.cell)
            near.push_back({distance_km(world, base, world.cells.quartier[cell]), world.cells.who[cell], cell});
    std::sort(near.begin(), near.end(),
              [](const Near& a, const Near& b) { return a.km != b.km ? a.km < b.km : a.who < b.who; });
    const auto wanted = static_cast<std::size_t>(std::floor(share * static_cast<double>(own.size())));
    near.resize(std::min(near.size(), std::max<std::size_t>(1, wanted)));
    std::vector<CellId> leaving;
    for (const Near& one : near) leaving.push_back(one.cell);
    return leaving;
}

void hand_over_cells(World& world, Holdings& holdings, OrganisationId from, OrganisationId to,
                     const std::vector<CellId>& leaving)
{
    std::vector<CellId>& kept = holdings.cells[from];
    for (const CellId cell : leaving) {
        world.cells.organisation[cell] = to;
        std::erase(kept, cell);
    }
    holdings.cells.push_back(leaving);
    std::vector<CellId>& taken = holdings.cells[to];
    std::sort(taken.begin(), taken.end(), [&](CellId a, CellId b) { return world.cells.who[a] < world.cells.who[b]; });
}

void divide_purse(Organisations& organisations, OrganisationId from, OrganisationId to, std::size_t part,
                  std::size_t whole)
{
    const auto move = [&](auto& column) {
        using Amount = std::decay_t<decltype(column[from])>;
        const auto amount = static_cast<Amount>(part_of(column[from], part, whole));
        column[from] -= amount;
        column[to] += amount;
    };
    move(organisations.cash_cents);
    move(organisations.clean_cents);
    move(organisations.debt_cents);
    move(organisations.weapons);
    organisations.reputation[to] =
        organisations.reputation[from] * static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

double inherit_aggression(const World& world, OrganisationId parent, Who born,
                          const OrganisationsParameters& parameters, const Luck& luck)
{
    return draw_lognormal(luck, Purpose::aggression, born, {}, world.organisations.aggression[parent],
                          parameters.inherited_noise);
}

void make_head(World& world, const Holdings& holdings, OrganisationId network, const Member& member)
{
    world.organisations.leader[network] = member.resident;
    world.traders.role[member.trader] = Role::manager;
    const std::vector<CellId>& cells = holdings.cells[network];
    const CellId at = world.traders.cell[member.trader];
    if (!cells.empty() && (!at.present() || world.cells.organisation[at] != network))
        assign_trader(world, member.trader, cells.front(), false, world.week);
}

std::optional<OrganisationId> split_network(World& world, Holdings& holdings, OrganisationId parent, const Member& heir,
                                            const Member& claimant, const OrganisationsParameters& parameters,
                                            const Luck& luck)
{
    const std::size_t before = holdings.cells[parent].size();
    if (before < 2) return std::nullopt;
    const double u = luck.uniform(Purpose::splits, world.organisations.who[parent]);
    const double share =
        parameters.split_smallest_share + u * (parameters.split_largest_share - parameters.split_smallest_share);
    const std::vector<CellId> leaving = cells_that_leave(world, holdings.cells[parent], heir, claimant, share);
    if (leaving.empty() || leaving.size() == before) return std::nullopt;
    const QuartierId home = world.cells.quartier[leaving.front()];
    const std::optional<Who> name = free_name(world, world.territory->quartiers.commune[home]);
    if (!name) return std::nullopt;
    const OrganisationId born = add_organisation(
        world.organisations, {.who = *name,
                              .home = home,
                              .parent = world.organisations.who[parent],
                              .founded = world.week,
                              .aggression = inherit_aggression(world, parent, *name, parameters, luck)});
    hand_over_cells(world, holdings, parent, born, leaving);
    divide_purse(world.organisations, parent, born, leaving.size(), before);
    make_head(world, holdings, born, claimant);
    tally(world, Flow::organisations_founded, born, 1);
    record(world, EventKind::founded, static_cast<std::uint8_t>(Founding::split), born, world.organisations.who[parent],
           {static_cast<float>(leaving.size()), 0.0F, 0.0F, 0.0F});
    return born;
}

} // namespace emprise
