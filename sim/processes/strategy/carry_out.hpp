#pragma once
#include "processes/strategy/choices.hpp"
#include "world/close_cell.hpp"

#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace emprise {

/// Carries out decisions one by one, in order of name, and gives names to what is born.
class Undertaking {
public:
    Undertaking(World& world, const StrategyParameters& parameters, const Luck& luck)
        : world_{world}, parameters_{parameters}, luck_{luck}
    {}
    void carry_out(const Decision& decision, Closure why_close);
    /// Sends on the staff of all that closed or shrank; call once, at the end.
    void finish();

private:
    using Spot = std::tuple<CellKind, QuartierId, std::uint8_t>;

    void settle(const Decision& decision);
    void open(const Decision& decision);
    void move(const Decision& decision);
    void shrink(const Decision& decision);
    void take_over(const Decision& decision);
    [[nodiscard]] bool find_free_spot(Decision& decision);
    [[nodiscard]] NewCell draft(const Decision& decision, CellKind kind);
    [[nodiscard]] OrganisationId owner_of(const Decision& decision);
    [[nodiscard]] OrganisationId found(const Decision& decision, double franchise_share);
    [[nodiscard]] Who next_name(Kind kind, CommuneId commune);
    void pay_set_up(OrganisationId organisation, double eur);
    /// Set-up and a float of one week's wages, as far as there is cash; returns the float. Strangers bring their own.
    [[nodiscard]] std::int64_t pay_opening(OrganisationId organisation, std::int64_t first_wages_cents);
    void record(const Decision& decision, EventKind kind, CellId cell, Who other);
    void record_claim(const Decision& decision, CellId cell, std::uint8_t reason);
    /// A place that another network had left is in other hands now.
    void record_succession_of_place(const Decision& decision, CellId cell);

    World& world_;
    const StrategyParameters& parameters_;
    const Luck& luck_;
    std::map<std::pair<Kind, CommuneId>, std::uint32_t> born_;
    std::map<Spot, CellId> taken_;
    std::set<CellId> contested_;
    std::vector<Closed> closed_;
    std::vector<CellId> shrunk_;
};

} // namespace emprise
