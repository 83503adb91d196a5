#pragma once
#include "base/column.hpp"

#include <array>
#include <cstdint>

namespace emprise {

/// Things that happen and are counted, by commune, since the first burn-in week. Never reset: a recorder takes
/// differences. Integers, so the order of counting cannot matter.
enum class Flow : std::uint8_t {
    births,
    deaths,
    moves_in,
    moves_out,
    sites_opened,
    sites_closed,
    sites_burned,
    sites_relocated,
    crews_opened,
    crews_closed,
    sales_cents,
    sales_cannabis_mg, ///< In the order of `Drug`: sales_of.
    sales_cocaine_mg,
    sales_heroin_mg,
    sales_synthetic_mg,
    delivery_cents,
    online_cents,
    unserved_cents,
    site_purchases_cents,      ///< Bought at sites, where buyers live.
    site_purchases_near_cents, ///< Of these from a site within 5 km (facts E-23).
    displaced_cents,           ///< Asked of a site that was full, where buyers live.
    displaced_same_town_cents, ///< Of these bought at another site of the commune of the first.
    displaced_other_town_cents,
    displaced_delivered_cents,
    wages_cents,
    trade_entries,
    trade_entries_minors,
    trade_exits,
    hires,
    initiations_cannabis, ///< In the order of `Drug`: initiations_of.
    initiations_cocaine,
    initiations_heroin,
    initiations_synthetic,
    operations,
    arrests,
    arrests_minors,
    bystanders_checked,
    implicated_trafficking, ///< Recorded: persons implicated for trafficking (mis en cause).
    implicated_use,
    fines,
    prosecuted,
    imprisoned,
    released,
    seized_cents,
    seized_mg,
    reports,
    public_cents, ///< Spent on the levers' services, all payers.
    count
};
inline constexpr std::size_t flow_count = static_cast<std::size_t>(Flow::count);

[[nodiscard]] constexpr Flow sales_of(std::size_t drug)
{
    return static_cast<Flow>(static_cast<std::size_t>(Flow::sales_cannabis_mg) + drug);
}
[[nodiscard]] constexpr Flow initiations_of(std::size_t drug)
{
    return static_cast<Flow>(static_cast<std::size_t>(Flow::initiations_cannabis) + drug);
}
static_assert(sales_of(3) == Flow::sales_synthetic_mg && initiations_of(3) == Flow::initiations_synthetic);

struct Tallies {
    std::array<Column<Commune, std::int64_t>, flow_count> flows;
    /// Public spending by lever (catalogue order) and commune, cents.
    std::vector<Column<Commune, std::int64_t>> spent_cents;
    /// Committed spending by lever, cents: what was decided, filled or not.
    std::vector<Column<Commune, std::int64_t>> committed_cents;

    [[nodiscard]] Column<Commune, std::int64_t>& operator[](Flow flow) { return flows[static_cast<std::size_t>(flow)]; }
    [[nodiscard]] const Column<Commune, std::int64_t>& operator[](Flow flow) const
    {
        return flows[static_cast<std::size_t>(flow)];
    }

    template <class F>
    void for_each_column(F&& f)
    {
        for (auto& flow : flows) f("tallies.flow", flow);
        for (auto& spent : spent_cents) f("tallies.spent", spent);
        for (auto& committed : committed_cents) f("tallies.committed", committed);
    }
};

} // namespace emprise
