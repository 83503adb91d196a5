#pragma once
#include "settings/lever.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

#include <memory>

namespace emprise {

/// What the first World of a replicate is drawn from.
struct Genesis {
    std::shared_ptr<const Territory> territory;
    const LeverCatalogue* levers{};
    Parameters parameters;
    double population_share{1.0};
    SimulatedDrugs drugs;
    Date start{}; ///< Monday of week 0.
    int weeks{};  ///< After burn-in: newborns need room.
    int burn_in{};
    std::uint32_t seed{};
    std::uint32_t replicate{};
};

/// Everybody and everything in the first burn-in week: residents, institutions, the trade. Initial sites are draws:
/// no real town is said to have a real deal point.
[[nodiscard]] World build_world(const Genesis& genesis);

} // namespace emprise
