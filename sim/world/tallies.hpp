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
    outside_cents, ///< Bought by residents of here beyond a part that runs alone.
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
    public_cents,      ///< Spent on the levers' services, all payers.
    consignments_sent, ///< By département's chief town.
    consignments_lost, ///< Where they were seized, as the next four.
    way_cannabis_mg,   ///< Seized under way to a hub; then the other drugs, in their order.
    way_cocaine_mg,
    way_heroin_mg,
    way_synthetic_mg,
    transit_cannabis_mg, ///< Seized in transit to other countries: never sold here.
    transit_cocaine_mg,
    transit_heroin_mg,
    transit_synthetic_mg,
    stock_out_cannabis_mg, ///< Ordered by cells and not had from their hub.
    stock_out_cocaine_mg,
    stock_out_heroin_mg,
    stock_out_synthetic_mg,
    debts_incurred_cents, ///< Where the network is at home.
    debts_repaid_cents,
    attacks,
    attacks_triggered, ///< Of these, in return for an earlier one.
    killings,
    injured,
    bystanders_hit, ///< Of the killed and injured.
    reprisals,      ///< On residents who report.
    threats,        ///< To officials.
    take_overs,     ///< Cells won from another network, vacated sites that another opens again.
    // Networks: where they are at home, or at the cell. People: where the cell is.
    organisations_founded,
    organisations_ended,
    successions_orderly,
    successions_split,
    successions_war,
    leaders_arrested,
    promoted,
    pressed_into_debt,
    debts_worked_off_cents,
    laundered_cents,
    bribes_cents,
    weapons_bought,
    weapons_seized,
    frozen_cents,
    cells_inherited, ///< Open cells that an ally keeps when their network ends: no take-over.
    pay_lookouts_cents,
    pay_sellers_cents,
    pay_managers_cents,
    pay_flat_keepers_cents,
    pay_couriers_cents,
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
[[nodiscard]] constexpr Flow seized_on_the_way(std::size_t drug)
{
    return static_cast<Flow>(static_cast<std::size_t>(Flow::way_cannabis_mg) + drug);
}
[[nodiscard]] constexpr Flow seized_in_transit(std::size_t drug)
{
    return static_cast<Flow>(static_cast<std::size_t>(Flow::transit_cannabis_mg) + drug);
}
[[nodiscard]] constexpr Flow stock_out_of(std::size_t drug)
{
    return static_cast<Flow>(static_cast<std::size_t>(Flow::stock_out_cannabis_mg) + drug);
}
static_assert(seized_on_the_way(3) == Flow::way_synthetic_mg && seized_in_transit(3) == Flow::transit_synthetic_mg &&
              stock_out_of(3) == Flow::stock_out_synthetic_mg);
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
