#pragma once
#include <array>
#include <cstdint>
#include <vector>

namespace emprise {

/// Where money is. Every euro that leaves one purse enters another, so the balances sum to zero for ever.
enum class Purse : std::uint8_t {
    users = 0,         ///< Outside the model's households: what buyers pay.
    cells = 1,         ///< Equals the sum of cells.cash_cents.
    organisations = 2, ///< Equals the sum of organisations.cash_cents.
    workers = 3,       ///< Wages of the trade.
    wholesale = 4,     ///< Equals the sum of hubs.cash_cents.
    other_costs = 5,   ///< Flats, bribes, losses.
    seized = 6,
    fines = 7,
    public_payers = 8,   ///< State and local authorities: spending leaves here.
    public_services = 9, ///< Staff, places and programmes paid.
    abroad = 10,         ///< Suppliers of hubs, sellers online, what importers take out.
    outside = 11,        ///< Sellers and networks beyond a part that runs alone.
    laundered = 12,      ///< Equals the sum of organisations.clean_cents.
    corruption = 13,     ///< Bribes taken.
    arms_dealers = 14,   ///< Paid for weapons.
};
inline constexpr int purse_count = 15;

/// Where drugs are, in milligrams per drug: what came from abroad (`imported`, below zero) is in stock at hubs and
/// cells, under way, used, seized or lost.
enum class DrugPlace : std::uint8_t {
    imported = 0,
    cell_stock = 1,
    consumed = 2,
    seized = 3,
    lost = 4,
    hub_stock = 5,
    in_transit = 6
};
inline constexpr int drug_place_count = 7;

/// Where firearms of the trade are: bought minus seized and lost equals what networks hold.
enum class WeaponPlace : std::uint8_t { bought = 0, held = 1, seized = 2, lost = 3 };
inline constexpr int weapon_place_count = 4;

struct Ledger {
    std::array<std::int64_t, purse_count> balance_cents{};
    std::array<std::array<std::int64_t, drug_place_count>, 4> drug_mg{}; ///< [drug][place]; sums to zero per drug.

    std::array<std::int64_t, weapon_place_count> weapons{}; ///< Sums to zero.

    void pay(Purse from, Purse to, std::int64_t cents)
    {
        balance_cents[static_cast<std::size_t>(from)] -= cents;
        balance_cents[static_cast<std::size_t>(to)] += cents;
    }
    void move_drug(int drug, DrugPlace from, DrugPlace to, std::int64_t milligrams)
    {
        auto& places = drug_mg[static_cast<std::size_t>(drug)];
        places[static_cast<std::size_t>(from)] -= milligrams;
        places[static_cast<std::size_t>(to)] += milligrams;
    }
    void move_weapons(WeaponPlace from, WeaponPlace to, std::int64_t count)
    {
        weapons[static_cast<std::size_t>(from)] -= count;
        weapons[static_cast<std::size_t>(to)] += count;
    }
    friend bool operator==(const Ledger&, const Ledger&) = default;
};

} // namespace emprise
