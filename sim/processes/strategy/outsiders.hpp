#pragma once
#include "processes/strategy/utilities.hpp"

#include <vector>

namespace emprise {

/// Attention that a place of here gives to the rest of the country, when a part runs alone: residents x gravity.
[[nodiscard]] double attention_outside(const Map& map, double latitude_deg, double longitude_deg);

/// Networks of the rest of the country that open here this week, in order of département. As many think as the first
/// map would put there, as often as a network here with usual cash; they look at places by gravity, most of them at
/// home. Their alternatives at home are taken to be worth as much as what they see here. Nothing when all runs.
[[nodiscard]] std::vector<Decision> outsiders_decide(const Map& map, int weeks_per_turn);

} // namespace emprise
