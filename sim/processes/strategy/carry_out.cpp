#include "processes/strategy/carry_out.hpp"

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

/// Experienced members may start on their own away from home (model 3.8): then the new network owns the cell and takes
/// the set-up money along.
OrganisationId Undertaking::owner_of(const Decision& decision)
{
    const OrganisationId parent = decision.organisation;
    const CommuneId commune = world_.territory->quartiers.commune[decision.place.quartier];
    const QuartierId home = world_.organisations.home[parent];
    const Who place = Who::of(Kind::quartier, world_.territory->quartiers.number[decision.place.quartier]);
    if (world_.territory->quartiers.commune[home] == commune ||
        !luck_.happens(parameters_.lone_founder, Purpose::starts_alone, world_.organisations.who[parent], place))
        return parent;
    NewOrganisation born;
    born.who = next_name(Kind::organisation, commune);
    born.home = decision.place.quartier;
    born.parent = world_.organisations.who[parent];
    born.founded = world_.week;
    return add_organisation(world_.organisations, born);
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

void Undertaking::record(const Decision& decision, CellId cell)
{
    const bool site = decision.kind == CellKind::site;
    const CommuneId commune = commune_of(world_, cell);
    ++world_.tallies[site ? Flow::sites_opened : Flow::crews_opened][commune];
    world_.events.push_back(
        {static_cast<std::int16_t>(world_.week),
         site ? EventKind::site_opened : EventKind::crew_opened,
         static_cast<std::uint8_t>(decision.place.generator),
         commune,
         world_.cells.who[cell],
         world_.organisations.who[world_.cells.organisation[cell]],
         {static_cast<float>(decision.earnings.profit_eur_week), static_cast<float>(decision.entry_cost_eur),
          static_cast<float>(decision.place.log_oversampling), static_cast<float>(decision.distance_km)}});
    world_.links.stale = true;
}

void Undertaking::open(const Decision& decision)
{
    const OrganisationId owner = owner_of(decision);
    NewCell born = draft(decision, decision.kind);
    born.organisation = owner;
    const double posts = decision.earnings.sales_eur_week / parameters_.sales_eur_post_week;
    born.posts = static_cast<std::int32_t>(
        std::clamp(posts, parameters_.smallest_cell_posts, parameters_.highest_opening_posts) + 0.5);
    born.wage_cents_week = static_cast<std::int64_t>(decision.earnings.wage_eur_week * 100.0 + 0.5);
    const auto set_up = static_cast<std::int64_t>(parameters_.set_up_eur * 100.0);
    std::int64_t& cash = world_.organisations.cash_cents[decision.organisation];
    const std::int64_t float_cents = std::clamp<std::int64_t>(cash - set_up, 0, born.posts * born.wage_cents_week);
    cash -= set_up + float_cents;
    world_.ledger.pay(Purse::organisations, Purse::other_costs, set_up);
    world_.ledger.pay(Purse::organisations, Purse::cells, float_cents);
    born.cash_cents = float_cents;
    record(decision, add_cell(world_.cells, born));
}

/// Two cannot take one spot in a week: the first by name has it. The next looks for another spot in the quartier, but
/// one who came too late for a vacated site thinks again next month.
bool Undertaking::find_free_spot(Decision& decision)
{
    constexpr int spots = 256;
    const bool site = decision.kind == CellKind::site;
    const Who quartier = Who::of(Kind::quartier, world_.territory->quartiers.number[decision.place.quartier]);
    while (!taken_.insert({decision.kind, decision.place.quartier, decision.earnings.spot}).second) {
        if (decision.place.vacated.present() || decision.earnings.spot + 1 >= spots) return false;
        ++decision.earnings.spot;
        decision.earnings.attractiveness = attractiveness_of(luck_, quartier, decision.kind, decision.earnings.spot,
                                                             site ? parameters_.site_sigma : parameters_.crew_sigma);
    }
    return true;
}

void Undertaking::carry_out(const Decision& decision, Closure why_close)
{
    const bool moves = decision.act == Act::relocate;
    if (decision.act == Act::nothing) return;
    if (decision.act == Act::close) {
        closed_.push_back(close_cell(world_, decision.cell, why_close));
        return;
    }
    const CommuneId commune = world_.territory->quartiers.commune[decision.place.quartier];
    if (born_[{Kind::cell, commune}] >= most_names) return;
    Decision own = decision;
    if (!find_free_spot(own)) return;
    if (moves)
        closed_.push_back(move_cell(world_, decision.cell, draft(own, world_.cells.kind[own.cell])));
    else
        open(own);
}

void Undertaking::finish()
{
    release_staff(world_, closed_, luck_);
}

} // namespace emprise
