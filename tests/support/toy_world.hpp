#pragma once
#include "levers/channel.hpp"
#include "settings/parameters.hpp"
#include "world/territory.hpp"
#include "world/world.hpp"

#include <cstdint>
#include <memory>

namespace emprise {

/// A made-up place: `towns` towns 10 km apart in two départements of one region, each of `quartiers` equal quartiers
/// with `residents` residents. Nothing in it is drawn.
struct MadeUpPlace {
    std::uint32_t towns{4};
    std::uint32_t quartiers{3};
    std::uint32_t residents{1'000};
};
[[nodiscard]] std::shared_ptr<const Territory> made_up_territory(MadeUpPlace place);

/// Residents only: no services, no trade. Week 0 is 5 January 2026.
struct MadeUpStart {
    Week first_week{-52};
    Week weeks{208};
    double population_share{1.0};
    std::uint32_t seed{1};
    SimulatedDrugs drugs{};
};
[[nodiscard]] World made_up_world(const std::shared_ptr<const Territory>& territory, const Parameters& parameters,
                                  MadeUpStart start = {});

/// Channels that carry nothing, sized for the world.
[[nodiscard]] Channels empty_channels(const World& world);

/// Everything counted twice agrees: stocks, peer groups, the living, rings of households.
void expect_counters_agree(const World& world);

} // namespace emprise
