#include "processes/staffing/pay.hpp"

#include "world/close_cell.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

using StaffByRole = std::array<std::int32_t, role_count>;

constexpr std::array<Flow, role_count> pay_flow{Flow::pay_lookouts_cents, Flow::pay_sellers_cents,
                                                Flow::pay_managers_cents, Flow::pay_flat_keepers_cents,
                                                Flow::pay_couriers_cents};

std::array<double, role_count> relative_pay(const StaffingParameters& parameters)
{
    return {parameters.relative_pay_lookout, 1.0, parameters.relative_pay_manager, parameters.relative_pay_flat_keeper,
            parameters.relative_pay_courier};
}

Column<Cell, StaffByRole> count_roles(const World& world)
{
    Column<Cell, StaffByRole> staff(world.cells.size(), StaffByRole{});
    for (const TraderId trader : each<TraderTag>(world.traders.size()))
        if (world.traders.on_post[trader] != 0)
            ++staff[world.traders.cell[trader]][static_cast<std::size_t>(world.traders.role[trader])];
    return staff;
}

/// By role at each cell, tallied where the cell is; the odd cents go to the sellers' sum.
Column<Cell, PayByRole> pay_cells(World& world, const StaffingParameters& parameters)
{
    const Column<Cell, StaffByRole> staff = count_roles(world);
    Column<Cell, PayByRole> pay(world.cells.size(), PayByRole{});
    for (const CellId cell : each<Cell>(world.cells.size())) {
        const std::int64_t bill = world.cells.on_post[cell] * world.cells.wage_cents_week[cell];
        if (bill <= 0) continue;
        pay[cell] = share_pay(bill, staff[cell], parameters);
        const CommuneId commune = commune_of(world, cell);
        std::int64_t rest = bill;
        for (std::size_t role = 0; role < role_count; ++role) {
            const std::int64_t sum = pay[cell][role] * staff[cell][role];
            world.tallies[pay_flow[role]][commune] += sum;
            rest -= sum;
        }
        world.tallies[Flow::pay_sellers_cents][commune] += rest;
    }
    return pay;
}

void work_off(World& world, TraderId trader, std::int64_t pay_cents, const StaffingParameters& parameters)
{
    Traders& traders = world.traders;
    const CellId cell = traders.cell[trader];
    const auto kept =
        static_cast<std::int64_t>(std::floor(static_cast<double>(pay_cents) * parameters.debt_repaid_share));
    const std::int64_t paid = std::min<std::int64_t>(traders.debt_cents[trader], kept);
    traders.debt_cents[trader] -= static_cast<std::int32_t>(paid);
    world.organisations.cash_cents[world.cells.organisation[cell]] += paid;
    world.ledger.pay(Purse::workers, Purse::organisations, paid);
    world.tallies[Flow::debts_worked_off_cents][commune_of(world, cell)] += paid;
}

} // namespace

PayByRole share_pay(std::int64_t bill_cents, const std::array<std::int32_t, role_count>& staff,
                    const StaffingParameters& parameters)
{
    const std::array<double, role_count> relative = relative_pay(parameters);
    double units = 0.0;
    for (std::size_t role = 0; role < role_count; ++role) units += relative[role] * staff[role];
    PayByRole pay{};
    if (units <= 0.0) return pay;
    for (std::size_t role = 0; role < role_count; ++role)
        pay[role] = static_cast<std::int64_t>(std::floor(static_cast<double>(bill_cents) * relative[role] / units));
    return pay;
}

void pay_staff(World& world, const StaffingParameters& parameters)
{
    const Column<Cell, PayByRole> pay = pay_cells(world, parameters);
    Traders& traders = world.traders;
    for (const TraderId trader : each<TraderTag>(traders.size())) {
        if (traders.debt_cents[trader] <= 0) continue;
        const CellId cell = traders.cell[trader];
        if (!cell.present())
            traders.debt_cents[trader] = 0; // Nobody is left to whom it is owed.
        else if (traders.on_post[trader] != 0 && world.cells.organisation[cell].present())
            work_off(world, trader, pay[cell][static_cast<std::size_t>(traders.role[trader])], parameters);
    }
}

} // namespace emprise
