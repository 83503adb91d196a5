#include "processes/violence/victims.hpp"

#include "chance/distributions.hpp"
#include "chance/tickets.hpp"
#include "world/people_events.hpp"
#include "world/person_draw.hpp"
#include "world/territory.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <optional>

namespace emprise {

namespace {

struct Toll {
    int killed{};
    int injured{};
    int bystanders{};
};

/// Traders of the attacked networks, found in one pass over the trade table.
class Rosters {
public:
    Rosters(const World& world, std::span<const Attack> attacks) : slot_(world.organisations.size(), 0)
    {
        for (const Attack& attack : attacks)
            if (slot_[attack.victim] == 0) {
                members_.emplace_back();
                slot_[attack.victim] = static_cast<std::uint32_t>(members_.size());
            }
        for (const TraderId trader : each<TraderTag>(world.traders.size())) {
            const CellId cell = world.traders.cell[trader];
            if (!cell.present()) continue;
            const OrganisationId network = world.cells.organisation[cell];
            if (network.present() && slot_[network] != 0) members_[slot_[network] - 1].push_back(trader);
        }
    }
    [[nodiscard]] const std::vector<TraderId>& of(OrganisationId network) const { return members_[slot_[network] - 1]; }

private:
    Column<Organisation, std::uint32_t> slot_; ///< One more than the place in `members_`.
    std::vector<std::vector<TraderId>> members_;
};

class Strike {
public:
    Strike(World& world, std::span<const Attack> attacks, const ViolenceParameters& parameters, const Luck& luck)
        : world_{world}, parameters_{parameters}, luck_{luck}, rosters_{world, attacks}
    {}

    void carry_out(const Attack& attack);
    void bury() { remove_traders(world_, dead_traders_); }

private:
    [[nodiscard]] std::vector<ResidentId> choose_members(const Attack& attack, int count) const;
    [[nodiscard]] std::vector<Bid> bids(const Attack& attack, bool at_target, std::vector<ResidentId>& who_bids) const;
    void hit(ResidentId victim, const Attack& attack, Toll& toll);
    void record(const Attack& attack, const Toll& toll);
    const PersonDraw& people();

    World& world_;
    const ViolenceParameters& parameters_;
    const Luck& luck_;
    Rosters rosters_;
    std::optional<PersonDraw> people_;
    std::vector<ResidentId> dead_traders_;
};

const PersonDraw& Strike::people()
{
    if (!people_) people_.emplace(world_);
    return *people_;
}

/// Tickets of living members, at the attacked cell or anywhere in the network.
std::vector<Bid> Strike::bids(const Attack& attack, bool at_target, std::vector<ResidentId>& who_bids) const
{
    std::vector<Bid> all;
    for (const TraderId trader : rosters_.of(attack.victim)) {
        const ResidentId resident = world_.traders.resident[trader];
        if (!world_.residents.record[resident].alive()) continue;
        if (at_target && world_.traders.cell[trader] != attack.target) continue;
        const Who who = who_is(world_.residents, resident);
        const double weight = world_.traders.on_post[trader] != 0 ? 1.0 : parameters_.exposure_on_call;
        all.push_back({ticket(luck_.uniform(Purpose::which_victim, who, attack.name), weight), who});
        who_bids.push_back(resident);
    }
    return all;
}

/// The head first when aimed at and at large, then by ticket: people of the attacked cell, else of the network.
std::vector<ResidentId> Strike::choose_members(const Attack& attack, int count) const
{
    std::vector<ResidentId> chosen;
    if (count <= 0) return chosen;
    const ResidentId head = world_.organisations.leader[attack.victim];
    if (head.present() && world_.residents.record[head].alive() && find_trader(world_.traders, head) &&
        luck_.happens(parameters_.leader_targeted, Purpose::which_victim, attack.name))
        chosen.push_back(head);
    std::vector<ResidentId> residents;
    std::vector<Bid> tickets = bids(attack, true, residents);
    if (tickets.empty()) tickets = bids(attack, false, residents);
    std::vector<std::size_t> order(tickets.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return tickets[a] < tickets[b]; });
    for (const std::size_t i : order) {
        if (chosen.size() >= static_cast<std::size_t>(count)) break;
        if (residents[i] != head || chosen.empty() || chosen.front() != head) chosen.push_back(residents[i]);
    }
    return chosen;
}

void Strike::hit(ResidentId victim, const Attack& attack, Toll& toll)
{
    const Who who = who_is(world_.residents, victim);
    if (!luck_.happens(parameters_.death_share, Purpose::killed, who, attack.name)) {
        ++toll.injured;
        return;
    }
    ++toll.killed;
    const CommuneId home = world_.territory->quartiers.commune[world_.residents.record[victim].home()];
    ++world_.tallies[Flow::deaths][home];
    kill(world_, victim, world_.calendar.year_of(world_.week));
    ++world_.died;
    if (find_trader(world_.traders, victim)) dead_traders_.push_back(victim);
}

void Strike::carry_out(const Attack& attack)
{
    const auto persons =
        static_cast<int>(draw_poisson(luck_, Purpose::victim_count, attack.name, {}, parameters_.persons_hit));
    int bystanders = 0;
    for (int nth = 0; nth < persons; ++nth)
        if (luck_.happens(parameters_.bystander_share, Purpose::bystander, attack.name, {},
                          static_cast<std::uint16_t>(nth)))
            ++bystanders;
    Toll toll;
    for (const ResidentId member : choose_members(attack, persons - bystanders)) hit(member, attack, toll);
    for (int nth = 0; nth < bystanders; ++nth) {
        const Who draw = Who::of(Kind::event, static_cast<std::uint64_t>(nth));
        const ResidentId person = people().draw(attack.place, 0, luck_, Purpose::bystander, attack.name, draw);
        if (!person.present() || find_trader(world_.traders, person)) continue;
        ++toll.bystanders;
        hit(person, attack, toll);
    }
    record(attack, toll);
}

void Strike::record(const Attack& attack, const Toll& toll)
{
    const CommuneId commune = world_.territory->quartiers.commune[attack.place];
    const auto count = [&](Flow flow, int number) { world_.tallies[flow][commune] += number; };
    count(Flow::attacks, 1);
    count(Flow::attacks_triggered, attack.triggered ? 1 : 0);
    count(Flow::killings, toll.killed);
    count(Flow::injured, toll.injured);
    count(Flow::bystanders_hit, toll.bystanders);
    world_.quartiers.violence_memory[attack.place] += 1.0;
    world_.quartiers.last_attack[attack.place] = static_cast<std::int16_t>(world_.week);
    world_.events.push_back({static_cast<std::int16_t>(world_.week),
                             EventKind::attack,
                             0,
                             commune,
                             world_.organisations.who[attack.attacker],
                             world_.organisations.who[attack.victim],
                             {static_cast<float>(toll.killed), static_cast<float>(toll.injured),
                              static_cast<float>(toll.bystanders), attack.triggered ? 1.0F : 0.0F}});
}

} // namespace

void strike(World& world, std::span<const Attack> attacks, const ViolenceParameters& parameters, const Luck& luck)
{
    if (attacks.empty()) return;
    Strike strike{world, attacks, parameters, luck};
    for (const Attack& attack : attacks) strike.carry_out(attack);
    strike.bury();
}

} // namespace emprise
