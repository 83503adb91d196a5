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
    /// Sends on the staff of all that closed; call once, at the end.
    void finish();

private:
    void open(const Decision& decision);
    [[nodiscard]] bool find_free_spot(Decision& decision);
    [[nodiscard]] NewCell draft(const Decision& decision, CellKind kind);
    [[nodiscard]] OrganisationId owner_of(const Decision& decision);
    [[nodiscard]] Who next_name(Kind kind, CommuneId commune);
    void record(const Decision& decision, CellId cell);

    World& world_;
    const StrategyParameters& parameters_;
    const Luck& luck_;
    std::map<std::pair<Kind, CommuneId>, std::uint32_t> born_;
    std::set<std::tuple<CellKind, QuartierId, std::uint8_t>> taken_;
    std::vector<Closed> closed_;
};

} // namespace emprise
