#include "processes/strategy/carry_out.hpp"

#include "world/lay_off.hpp"
#include "world/location.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>

namespace emprise {

namespace {

constexpr std::uint32_t most_names = 256; ///< Of one kind in a commune and week; what comes after waits.

} // namespace

Who Undertaking::next_name(Kind kind, CommuneId commune)
{
    return name_of_newborn(kind, world_.territory->communes.code[commune], world_.week, born_[{kind, commune}]++);
}

OrganisationId Undertaking::found(const Decision& decision, double franchise_share)
{
    const CommuneId commune = world_.territory->quartiers.commune[decision.place.quartier];
    NewOrganisation born;
    born.who = next_name(Kind::organisation, commune);
    born.home = decision.place.quartier;
    if (decision.organisation.present()) born.parent = world_.organisations.who[decision.organisation];
    born.founded = world_.week;
    const OrganisationId founded = add_organisation(world_.organisations, born);
    world_.organisations.franchise_share[founded] = franchise_share;
    return founded;
}

/// Experienced members may start on their own away from home (model 3.8): then the new network owns the cell and takes
/// the set-up money along. A franchise is run by a local independent.
OrganisationId Undertaking::owner_of(const Decision& decision)
{
    const OrganisationId parent = decision.organisation;
    if (!parent.present()) return found(decision, 0.0); // It comes from beyond the edge of a part that runs alone.
    if (decision.act == Act::franchise) return found(decision, parameters_.franchise_share);
    const CommuneId commune = world_.territory->quartiers.commune[decision.place.quartier];
    const QuartierId home = world_.organisations.home[parent];
    const Who place = Who::of(Kind::quartier, world_.territory->quartiers.number[decision.place.quartier]);
    if (world_.territory->quartiers.commune[home] == commune ||
        !luck_.happens(parameters_.lone_founder, Purpose::starts_alone, world_.organisations.who[parent], place))
        return parent;
    return found(decision, 0.0);
}

NewCell Undertaking::draft(const Decision& decision, CellKind kind)
{
    NewCell born;
    born.kind = kind;
    born.quartier = decision.place.quartier;
    born.spot = decision.earnings.spot;
    born.organisation = decision.organisation;
    born.generator = decision.act == Act::relocate ? Generator::relocation : decision.place.generator;
    born.opened = world_.week;
    born.attractiveness = decision.earnings.attractiveness;
    born.who = next_name(Kind::cell, world_.territory->quartiers.commune[decision.place.quartier]);
    return born;
}

void Undertaking::pay_set_up(OrganisationId organisation, double eur)
{
    const auto cents = static_cast<std::int64_t>(eur * 100.0);
    world_.organisations.cash_cents[organisation] -= cents;
    world_.ledger.pay(Purse::organisations, Purse::other_costs, cents);
}

void Undertaking::record(const Decision& decision, EventKind kind, CellId cell, Who other)
{
    Event event{.week = static_cast<std::int16_t>(world_.week),
                .kind = kind,
                .reason = static_cast<std::uint8_t>(decision.place.generator),
                .commune = commune_of(world_, cell),
                .who = world_.cells.who[cell],
                .other = other};
    for (std::size_t term = 0; term < utility_term_count; ++term)
        event.terms[term] = static_cast<float>(decision.terms[term]);
    event.terms[Event::distance_km] = static_cast<float>(decision.distance_km);
    world_.events.push_back(event);
}

void Undertaking::record_claim(const Decision& decision, CellId cell, std::uint8_t reason)
{
    raise_rivalry(world_, decision.organisation, world_.cells.organisation[cell], parameters_.claim_rivalry);
    world_.events.push_back({.week = static_cast<std::int16_t>(world_.week),
                             .kind = EventKind::claimed,
                             .reason = reason,
                             .commune = commune_of(world_, cell),
                             .who = world_.cells.who[cell],
                             .other = world_.organisations.who[decision.organisation]});
}

void Undertaking::record_succession_of_place(const Decision& decision, CellId cell)
{
    const CellId before = decision.place.vacated;
    const OrganisationId owner = world_.cells.organisation[cell];
    if (!before.present() || world_.cells.organisation[before] == owner) return;
    record(decision, EventKind::taken_over, cell, world_.organisations.who[owner]);
    ++world_.tallies[Flow::take_overs][commune_of(world_, cell)];
}

std::int64_t Undertaking::pay_opening(OrganisationId organisation, std::int64_t first_wages_cents)
{
    if (!organisation.present()) {
        world_.ledger.pay(Purse::outside, Purse::other_costs,
                          static_cast<std::int64_t>(parameters_.set_up_eur * 100.0));
        world_.ledger.pay(Purse::outside, Purse::cells, first_wages_cents);
        return first_wages_cents;
    }
    pay_set_up(organisation, parameters_.set_up_eur);
    std::int64_t& cash = world_.organisations.cash_cents[organisation];
    const std::int64_t float_cents = std::clamp<std::int64_t>(cash, 0, first_wages_cents);
    cash -= float_cents;
    world_.ledger.pay(Purse::organisations, Purse::cells, float_cents);
    return float_cents;
}

void Undertaking::open(const Decision& decision)
{
    const bool site = decision.kind == CellKind::site;
    const OrganisationId owner = owner_of(decision);
    NewCell born = draft(decision, decision.kind);
    born.organisation = owner;
    const double posts = decision.earnings.sales_eur_week / parameters_.sales_eur_post_week;
    born.posts = static_cast<std::int32_t>(
        std::clamp(posts, parameters_.smallest_cell_posts, parameters_.highest_opening_posts) + 0.5);
    born.wage_cents_week = static_cast<std::int64_t>(decision.earnings.wage_eur_week * 100.0 + 0.5);
    born.cash_cents = pay_opening(decision.organisation, born.posts * born.wage_cents_week);
    const CellId cell = add_cell(world_.cells, born);
    taken_[{born.kind, born.quartier, born.spot}] = cell;
    world_.links.stale = true;
    ++world_.tallies[site ? Flow::sites_opened : Flow::crews_opened][commune_of(world_, cell)];
    record(decision, site ? EventKind::site_opened : EventKind::crew_opened, cell, world_.organisations.who[owner]);
    record_succession_of_place(decision, cell);
}

void Undertaking::move(const Decision& decision)
{
    const NewCell born = draft(decision, world_.cells.kind[decision.cell]);
    const Closed change = move_cell(world_, decision.cell, born);
    closed_.push_back(change);
    taken_[{born.kind, born.quartier, born.spot}] = change.successor;
    record(decision, EventKind::relocated, change.successor, world_.cells.who[decision.cell]);
    record_succession_of_place(decision, change.successor);
}

void Undertaking::shrink(const Decision& decision)
{
    std::int32_t& posts = world_.cells.posts[decision.cell];
    const double kept = std::floor(posts * (1.0 - parameters_.shrink_share));
    const auto after = static_cast<std::int32_t>(std::max(kept, parameters_.smallest_cell_posts));
    if (after >= posts) return;
    world_.events.push_back({.week = static_cast<std::int16_t>(world_.week),
                             .kind = EventKind::shrunk,
                             .commune = commune_of(world_, decision.cell),
                             .who = world_.cells.who[decision.cell],
                             .other = world_.organisations.who[decision.organisation],
                             .terms = {static_cast<float>(posts), static_cast<float>(after)}});
    posts = after;
    shrunk_.push_back(decision.cell);
}

/// One contest a cell and week, the first challenger by name. Who wins has the cell with its people, books and spot.
void Undertaking::take_over(const Decision& decision)
{
    const CellId cell = decision.cell;
    const OrganisationId holder = world_.cells.organisation[cell];
    if (!world_.cells.is_open(cell) || holder == decision.organisation) return;
    pay_set_up(decision.organisation, parameters_.takeover_cost_eur);
    const Who challenger = world_.organisations.who[decision.organisation];
    const bool first = contested_.insert(cell).second;
    if (!first || !luck_.happens(decision.chance_to_win, Purpose::wins_contest, challenger, world_.cells.who[cell])) {
        record_claim(decision, cell, first ? 1 : 0);
        return;
    }
    raise_rivalry(world_, decision.organisation, holder, parameters_.claim_rivalry);
    world_.cells.organisation[cell] = decision.organisation;
    ++world_.tallies[Flow::take_overs][commune_of(world_, cell)];
    record(decision, EventKind::taken_over, cell, challenger);
}

/// Two cannot take one spot in a week: the first by name has it. The next looks for another spot in the quartier, but
/// one who came too late for a vacated site thinks again next month, and remembers who was faster.
bool Undertaking::find_free_spot(Decision& decision)
{
    constexpr int spots = 256;
    const bool site = decision.kind == CellKind::site;
    const Who quartier = Who::of(Kind::quartier, world_.territory->quartiers.number[decision.place.quartier]);
    for (;;) {
        const auto taken = taken_.find({decision.kind, decision.place.quartier, decision.earnings.spot});
        if (taken == taken_.end()) return true;
        if (decision.place.vacated.present()) {
            record_claim(decision, taken->second, 0);
            return false;
        }
        if (decision.earnings.spot + 1 >= spots) return false;
        ++decision.earnings.spot;
        decision.earnings.attractiveness = attractiveness_of(luck_, quartier, decision.kind, decision.earnings.spot,
                                                             site ? parameters_.site_sigma : parameters_.crew_sigma);
    }
}

void Undertaking::settle(const Decision& decision)
{
    const CommuneId commune = world_.territory->quartiers.commune[decision.place.quartier];
    if (born_[{Kind::cell, commune}] >= most_names || born_[{Kind::organisation, commune}] >= most_names) return;
    Decision own = decision;
    if (!find_free_spot(own)) return;
    if (own.act == Act::relocate)
        move(own);
    else
        open(own);
}

void Undertaking::carry_out(const Decision& decision, Closure why_close)
{
    const bool of_own_cell = decision.act == Act::close || decision.act == Act::shrink || decision.act == Act::relocate;
    if (of_own_cell && world_.cells.organisation[decision.cell] != decision.organisation) return; // Lost this week.
    switch (decision.act) {
    case Act::nothing:
        return;
    case Act::close:
        closed_.push_back(close_cell(world_, decision.cell, why_close));
        return;
    case Act::shrink:
        return shrink(decision);
    case Act::take_over:
        return take_over(decision);
    case Act::open:
    case Act::franchise:
    case Act::relocate:
        return settle(decision);
    }
}

void Undertaking::finish()
{
    release_staff(world_, closed_, luck_);
    lay_off(world_, shrunk_, luck_);
}

} // namespace emprise
