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
    sales_cannabis_mg,
    sales_cocaine_mg,
    delivery_cents,
    online_cents,
    outside_cents, ///< Bought by residents of here beyond a part that runs alone.
    unserved_cents,
    wages_cents,
    trade_entries,
    trade_entries_minors,
    trade_exits,
    hires,
    initiations_cannabis,
    initiations_cocaine,
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
    way_cannabis_mg,   ///< Seized under way to a hub.
    way_cocaine_mg,
    transit_cannabis_mg, ///< Seized in transit to other countries: never sold here.
    transit_cocaine_mg,
    stock_out_cannabis_mg, ///< Ordered by cells and not had from their hub.
    stock_out_cocaine_mg,
    debts_incurred_cents, ///< Where the network is at home.
    debts_repaid_cents,
    attacks,
    attacks_triggered, ///< Of these, in return for an earlier one.
    killings,
    injured,
    bystanders_hit, ///< Of the killed and injured.
    reprisals,      ///< On residents who report.
    threats,        ///< To officials.
    take_overs,     ///< Cells and vacated sites that came into the hands of another network.
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
    cells_inherited,
    pay_lookouts_cents,
    pay_sellers_cents,
    pay_managers_cents,
    pay_flat_keepers_cents,
    pay_couriers_cents,
    count
};
inline constexpr std::size_t flow_count = static_cast<std::size_t>(Flow::count);

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
