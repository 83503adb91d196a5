#pragma once
#include "base/column.hpp"
#include "base/week.hpp"
#include "chance/who.hpp"

#include <cstdint>
#include <vector>

namespace emprise {

/// Why a network is no more. `running` while it acts.
enum class Ending : std::uint8_t { running = 0, broke = 1, empty = 2, taken_over = 3 };

/// A trafficking network: cells that share a purse, a name to be feared for, and a head. Rows are never reused.
/// Name: (kind, commune, week of founding, nth in that commune and week).
struct Organisations {
    Column<Organisation, Who> who;
    Column<Organisation, QuartierId> home;
    Column<Organisation, Who> parent;           ///< The network it split from; Who{} for the first ones.
    Column<Organisation, std::int16_t> founded; ///< Week.
    Column<Organisation, Ending> ending;
    Column<Organisation, std::int16_t> ended;       ///< Week; meaningless while running.
    Column<Organisation, ResidentId> leader;        ///< A real resident, in the trade or behind bars; none() if vacant.
    Column<Organisation, std::int64_t> cash_cents;  ///< Above what cells keep.
    Column<Organisation, std::int64_t> clean_cents; ///< Laundered wealth: out of reach of raids on sites.
    Column<Organisation, std::int64_t> debt_cents;  ///< Owed to wholesalers for loads lost.
    Column<Organisation, std::int32_t> weapons;     ///< Firearms held.
    Column<Organisation, double> aggression;        ///< Persistent, lognormal with median 1.
    Column<Organisation, double> reputation;        ///< How much it is feared, 0 to 1.
    Column<Organisation, double> protection;        ///< Corruption bought: share of warnings it gets, 0 to 1.
    Column<Organisation, double> franchise_share;   ///< Of its profit, owed to `parent`: above 0 for a franchise.
    Column<Organisation, std::int16_t> acts_from;   ///< First week it decides again after the loss of its head.
    Column<Organisation, std::int16_t> broke_weeks; ///< Weeks in a row with debts beyond its means.
    Column<Organisation, std::int16_t> idle_weeks;  ///< Weeks in a row without any open cell.
    [[nodiscard]] std::size_t size() const { return who.size(); }
    [[nodiscard]] bool is_running(OrganisationId id) const { return ending[id] == Ending::running; }
    /// Somebody decides: it runs, has a head, and no succession is under way.
    [[nodiscard]] bool decides(OrganisationId id, Week week) const
    {
        return is_running(id) && leader[id].present() && acts_from[id] <= week;
    }

    template <class F>
    void for_each_column(F&& f)
    {
        f("organisations.who", who);
        f("organisations.home", home);
        f("organisations.parent", parent);
        f("organisations.founded", founded);
        f("organisations.ending", ending);
        f("organisations.ended", ended);
        f("organisations.leader", leader);
        f("organisations.cash_cents", cash_cents);
        f("organisations.clean_cents", clean_cents);
        f("organisations.debt_cents", debt_cents);
        f("organisations.weapons", weapons);
        f("organisations.aggression", aggression);
        f("organisations.reputation", reputation);
        f("organisations.protection", protection);
        f("organisations.franchise_share", franchise_share);
        f("organisations.acts_from", acts_from);
        f("organisations.broke_weeks", broke_weeks);
        f("organisations.idle_weeks", idle_weeks);
    }
};

struct NewOrganisation {
    Who who{};
    QuartierId home{};
    Who parent{};
    Week founded{};
    double aggression{1.0};
    double reputation{};
};

/// A network without people, money or weapons.
OrganisationId add_organisation(Organisations& organisations, const NewOrganisation& born);

/// Feared more after a deed: by `share` of what is missing to 1.
void raise_reputation(Organisations& organisations, OrganisationId id, double share);

/// All networks that run, in order of name: the order of every loop in which they found, take over or choose people.
[[nodiscard]] std::vector<OrganisationId> running_by_name(const Organisations& organisations);

} // namespace emprise
