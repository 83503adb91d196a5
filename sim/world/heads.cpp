#include "world/heads.hpp"

#include <algorithm>

namespace emprise {

bool is_more_experienced(const Member& a, const Member& b)
{
    return a.entered != b.entered ? a.entered < b.entered : a.who < b.who;
}

std::vector<std::vector<Member>> members_of(const World& world, std::span<const OrganisationId> networks)
{
    std::vector<std::uint32_t> position(world.organisations.size(), 0); // One more than the place in `networks`.
    for (std::size_t i = 0; i < networks.size(); ++i) position[networks[i].value()] = static_cast<std::uint32_t>(i) + 1;
    std::vector<std::vector<Member>> members(networks.size());
    const Traders& traders = world.traders;
    for (const TraderId trader : each<TraderTag>(traders.size())) {
        const CellId cell = traders.cell[trader];
        if (!cell.present() || !world.cells.organisation[cell].present()) continue;
        const std::uint32_t at = position[world.cells.organisation[cell].value()];
        if (at == 0) continue;
        const ResidentId resident = traders.resident[trader];
        members[at - 1].push_back(
            {trader, who_is(world.residents, resident), resident, cell, traders.role[trader], traders.entered[trader]});
    }
    for (auto& of_one : members) std::sort(of_one.begin(), of_one.end(), is_more_experienced);
    return members;
}

std::optional<Member> first_heir(std::span<const Member> members)
{
    if (members.empty()) return std::nullopt;
    const auto manager =
        std::find_if(members.begin(), members.end(), [](const Member& one) { return one.role == Role::manager; });
    return manager != members.end() ? *manager : members.front();
}

std::vector<Member> managers_among(std::span<const Member> members)
{
    std::vector<Member> managers;
    std::copy_if(members.begin(), members.end(), std::back_inserter(managers),
                 [](const Member& one) { return one.role == Role::manager; });
    return managers;
}

std::optional<TraderId> head_in_trade(const World& world, OrganisationId network)
{
    const ResidentId head = world.organisations.leader[network];
    return head.present() ? find_trader(world.traders, head) : std::nullopt;
}

} // namespace emprise
