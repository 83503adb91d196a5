#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "settings/parameters.hpp"
#include "world/arrests.hpp"
#include "world/world.hpp"

#include <span>

namespace emprise {

/// Observation: recorded figures are activity times effort times detection; true state stays apart.
///
/// Reads     arrests of the week, users by commune; channels municipal_presence_hours, national_presence_hours.
/// Writes    tallies implicated_trafficking, implicated_use, fines. (Users taken in by operations are recorded by
///           enforcement; known sites are a column of the cells.)
/// Equation  recorded for use ~ Poisson(users rate effort); effort = département's habit
///           ((1 + hours / mean hours) / 2)^effort_elasticity; fines ~ Binomial(recorded for use, fine_share).
/// Luck      recorded, fine, parameter_draw (habit of each département, fixed for a replicate)
/// Source    facts, B-08 to B-10, B-12; MODEL 3.14
void advance_observation(World& world, const Channels& channels, std::span<const Arrest> arrests,
                         const ObservationParameters& parameters, const Luck& luck);

/// How much a département's forces record, relative to the mean of 1: lognormal, the same in every week and arm.
[[nodiscard]] double recording_habit(const ObservationParameters& parameters, const Luck& luck, Who departement);

} // namespace emprise
